// Hodgkin-Huxley neuron of the COBAHH benchmark (Brette et al. 2007) with one
// conductance synapse and an input current.
neuro.model @HH kind(neuron) {
  neuro.param @C : f64 default {
    %0 = arith.constant 200.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g_L : f64 default {
    %0 = arith.constant 10.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g_Na : f64 default {
    %0 = arith.constant 20000.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @g_K : f64 default {
    %0 = arith.constant 6000.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_L : f64 default {
    %0 = arith.constant -60.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_Na : f64 default {
    %0 = arith.constant 50.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @E_K : f64 default {
    %0 = arith.constant -90.0 : f64
    neuro.yield %0 : f64
  }
  neuro.param @V_T : f64 default {
    %0 = arith.constant -63.0 : f64
    neuro.yield %0 : f64
  }
  neuro.input @I : f64
  neuro.state @V : f64 init {
    %0 = neuro.get @E_L : f64
    neuro.yield %0 : f64
  }
  neuro.state @m : f64 init {
    %0 = arith.constant 0.02686332979844545 : f64
    neuro.yield %0 : f64
  }
  neuro.state @h : f64 init {
    %0 = arith.constant 0.9913058218943975 : f64
    neuro.yield %0 : f64
  }
  neuro.state @n : f64 init {
    %0 = arith.constant 0.06043403467863595 : f64
    neuro.yield %0 : f64
  }
  neuro.state @ex.g : f64 init {
    %0 = arith.constant 0.0 : f64
    neuro.yield %0 : f64
  }
  neuro.ddt @V {
    %0 = neuro.get @g_L : f64
    %1 = neuro.get @E_L : f64
    %2 = neuro.get @V : f64
    %3 = arith.subf %1, %2 : f64
    %4 = arith.mulf %0, %3 : f64
    %5 = neuro.get @g_Na : f64
    %6 = neuro.get @m : f64
    %7 = arith.mulf %6, %6 : f64
    %8 = arith.mulf %7, %6 : f64
    %9 = arith.mulf %5, %8 : f64
    %10 = neuro.get @h : f64
    %11 = arith.mulf %9, %10 : f64
    %12 = neuro.get @V : f64
    %13 = neuro.get @E_Na : f64
    %14 = arith.subf %12, %13 : f64
    %15 = arith.mulf %11, %14 : f64
    %16 = arith.subf %4, %15 : f64
    %17 = neuro.get @g_K : f64
    %18 = neuro.get @n : f64
    %19 = arith.mulf %18, %18 : f64
    %20 = arith.mulf %19, %18 : f64
    %21 = arith.mulf %20, %18 : f64
    %22 = arith.mulf %17, %21 : f64
    %23 = neuro.get @V : f64
    %24 = neuro.get @E_K : f64
    %25 = arith.subf %23, %24 : f64
    %26 = arith.mulf %22, %25 : f64
    %27 = arith.subf %16, %26 : f64
    %28 = neuro.get @ex.g : f64
    %29 = arith.constant 0.0 : f64
    %30 = neuro.get @V : f64
    %31 = arith.subf %29, %30 : f64
    %32 = arith.mulf %28, %31 : f64
    %33 = arith.addf %27, %32 : f64
    %34 = neuro.get @I : f64
    %35 = arith.addf %33, %34 : f64
    %36 = neuro.get @C : f64
    %37 = arith.divf %35, %36 : f64
    neuro.yield %37 : f64
  }
  neuro.ddt @m {
    %0 = arith.constant 1.28 : f64
    %1 = arith.constant 13.0 : f64
    %2 = neuro.get @V : f64
    %3 = neuro.get @V_T : f64
    %4 = arith.subf %2, %3 : f64
    %5 = arith.subf %1, %4 : f64
    %6 = arith.constant 4.0 : f64
    %7 = arith.divf %5, %6 : f64
    %8 = math.expm1 %7 : f64
    %9 = arith.constant 0.0 : f64
    %10 = arith.constant 1.0 : f64
    %11 = arith.cmpf oeq, %8, %9 : f64
    %12 = arith.divf %7, %8 : f64
    %13 = arith.select %11, %10, %12 : f64
    %14 = arith.mulf %0, %13 : f64
    %15 = arith.constant 1.28 : f64
    %16 = arith.constant 13.0 : f64
    %17 = neuro.get @V : f64
    %18 = neuro.get @V_T : f64
    %19 = arith.subf %17, %18 : f64
    %20 = arith.subf %16, %19 : f64
    %21 = arith.constant 4.0 : f64
    %22 = arith.divf %20, %21 : f64
    %23 = math.expm1 %22 : f64
    %24 = arith.constant 0.0 : f64
    %25 = arith.constant 1.0 : f64
    %26 = arith.cmpf oeq, %23, %24 : f64
    %27 = arith.divf %22, %23 : f64
    %28 = arith.select %26, %25, %27 : f64
    %29 = arith.mulf %15, %28 : f64
    %30 = arith.constant 1.4 : f64
    %31 = neuro.get @V : f64
    %32 = neuro.get @V_T : f64
    %33 = arith.subf %31, %32 : f64
    %34 = arith.constant 40.0 : f64
    %35 = arith.subf %33, %34 : f64
    %36 = arith.constant 5.0 : f64
    %37 = arith.divf %35, %36 : f64
    %38 = math.expm1 %37 : f64
    %39 = arith.constant 0.0 : f64
    %40 = arith.constant 1.0 : f64
    %41 = arith.cmpf oeq, %38, %39 : f64
    %42 = arith.divf %37, %38 : f64
    %43 = arith.select %41, %40, %42 : f64
    %44 = arith.mulf %30, %43 : f64
    %45 = arith.addf %29, %44 : f64
    %46 = neuro.get @m : f64
    %47 = arith.mulf %45, %46 : f64
    %48 = arith.subf %14, %47 : f64
    neuro.yield %48 : f64
  }
  neuro.ddt @h {
    %0 = arith.constant 0.128 : f64
    %1 = arith.constant 17.0 : f64
    %2 = neuro.get @V : f64
    %3 = neuro.get @V_T : f64
    %4 = arith.subf %2, %3 : f64
    %5 = arith.subf %1, %4 : f64
    %6 = arith.constant 18.0 : f64
    %7 = arith.divf %5, %6 : f64
    %8 = math.exp %7 : f64
    %9 = arith.mulf %0, %8 : f64
    %10 = arith.constant 0.128 : f64
    %11 = arith.constant 17.0 : f64
    %12 = neuro.get @V : f64
    %13 = neuro.get @V_T : f64
    %14 = arith.subf %12, %13 : f64
    %15 = arith.subf %11, %14 : f64
    %16 = arith.constant 18.0 : f64
    %17 = arith.divf %15, %16 : f64
    %18 = math.exp %17 : f64
    %19 = arith.mulf %10, %18 : f64
    %20 = arith.constant 4.0 : f64
    %21 = arith.constant 1.0 : f64
    %22 = arith.constant 40.0 : f64
    %23 = neuro.get @V : f64
    %24 = neuro.get @V_T : f64
    %25 = arith.subf %23, %24 : f64
    %26 = arith.subf %22, %25 : f64
    %27 = arith.constant 5.0 : f64
    %28 = arith.divf %26, %27 : f64
    %29 = math.exp %28 : f64
    %30 = arith.addf %21, %29 : f64
    %31 = arith.divf %20, %30 : f64
    %32 = arith.addf %19, %31 : f64
    %33 = neuro.get @h : f64
    %34 = arith.mulf %32, %33 : f64
    %35 = arith.subf %9, %34 : f64
    neuro.yield %35 : f64
  }
  neuro.ddt @n {
    %0 = arith.constant 0.16 : f64
    %1 = arith.constant 15.0 : f64
    %2 = neuro.get @V : f64
    %3 = neuro.get @V_T : f64
    %4 = arith.subf %2, %3 : f64
    %5 = arith.subf %1, %4 : f64
    %6 = arith.constant 5.0 : f64
    %7 = arith.divf %5, %6 : f64
    %8 = math.expm1 %7 : f64
    %9 = arith.constant 0.0 : f64
    %10 = arith.constant 1.0 : f64
    %11 = arith.cmpf oeq, %8, %9 : f64
    %12 = arith.divf %7, %8 : f64
    %13 = arith.select %11, %10, %12 : f64
    %14 = arith.mulf %0, %13 : f64
    %15 = arith.constant 0.16 : f64
    %16 = arith.constant 15.0 : f64
    %17 = neuro.get @V : f64
    %18 = neuro.get @V_T : f64
    %19 = arith.subf %17, %18 : f64
    %20 = arith.subf %16, %19 : f64
    %21 = arith.constant 5.0 : f64
    %22 = arith.divf %20, %21 : f64
    %23 = math.expm1 %22 : f64
    %24 = arith.constant 0.0 : f64
    %25 = arith.constant 1.0 : f64
    %26 = arith.cmpf oeq, %23, %24 : f64
    %27 = arith.divf %22, %23 : f64
    %28 = arith.select %26, %25, %27 : f64
    %29 = arith.mulf %15, %28 : f64
    %30 = arith.constant 0.5 : f64
    %31 = arith.constant 10.0 : f64
    %32 = neuro.get @V : f64
    %33 = neuro.get @V_T : f64
    %34 = arith.subf %32, %33 : f64
    %35 = arith.subf %31, %34 : f64
    %36 = arith.constant 40.0 : f64
    %37 = arith.divf %35, %36 : f64
    %38 = math.exp %37 : f64
    %39 = arith.mulf %30, %38 : f64
    %40 = arith.addf %29, %39 : f64
    %41 = neuro.get @n : f64
    %42 = arith.mulf %40, %41 : f64
    %43 = arith.subf %14, %42 : f64
    neuro.yield %43 : f64
  }
  neuro.ddt @ex.g {
    %0 = neuro.get @ex.g : f64
    %1 = arith.negf %0 : f64
    %2 = arith.constant 5.0 : f64
    %3 = arith.divf %1, %2 : f64
    neuro.yield %3 : f64
  }
  neuro.on @ex {
  ^bb0(%w: f64):
    %0 = neuro.get @ex.g : f64
    %1 = arith.addf %0, %w : f64
    neuro.set @ex.g, %1 : f64
  }
  neuro.spike when {
    %0 = neuro.get @V : f64
    %1 = arith.constant -20.0 : f64
    %2 = arith.cmpf ogt, %0, %1 : f64
    %3 = neuro.rising %2
    neuro.yield %3 : i1
  } refractory {
    %0 = arith.constant 3.0 : f64
    neuro.yield %0 : f64
  }
}
