// Handlers of synapses become kernels that first complete the ticks missed.
// RUN: neuro-opt %s --neuro-inline --neuro-units --neuro-classify --neuro-solve --neuro-verify-n2 | FileCheck %s

// `on pre` of pair STDP: one kernel, before arrivals, with bounds due only when the
// edge was not touched in this tick; `advance` comes after all handlers: always.
// CHECK-LABEL: neuro.model @Pair kind(synapse) attributes {flow = "lazy"}
neuro.model @Pair kind(synapse) {
  neuro.state @w : f64 init {
    %0 = arith.constant 30.0 : f64
    neuro.yield %0 : f64
  }
  neuro.trace @y of "post" tau {
    %0 = arith.constant 20.0 : f64
    neuro.yield %0 : f64
  }
  // CHECK-NOT: neuro.bound
  neuro.bound @w {
    %0 = arith.constant 0.0 : f64
    %1 = arith.constant 60.0 : f64
    neuro.yield %0, %1 : f64, f64
  }
  // CHECK: neuro.handler "emit" {
  // CHECK: %[[N:.*]] = neuro.elapsed
  // CHECK: %[[MISSED:.*]] = arith.cmpf ogt, %[[N]]
  // CHECK: %[[W:.*]] = neuro.get @w
  // CHECK: %[[BELOW:.*]] = arith.cmpf olt, %[[W]]
  // CHECK: %[[LOW:.*]] = arith.select %[[BELOW]]
  // CHECK: %[[ABOVE:.*]] = arith.cmpf ogt, %[[LOW]]
  // CHECK: %[[CLIP:.*]] = arith.select %[[ABOVE]], %{{.*}}, %[[LOW]]
  // CHECK: %[[NOW:.*]] = arith.select %[[MISSED]], %[[CLIP]], %[[W]]
  // CHECK: neuro.emit %[[NOW]]
  // CHECK: %[[AGE:.*]] = neuro.age "post"
  // CHECK: arith.mulf %{{.*}}, %[[AGE]]
  // CHECK: math.exp
  // CHECK: neuro.get @y
  // CHECK: %[[NEW:.*]] = arith.subf %[[NOW]]
  // CHECK: neuro.set @w, %[[NEW]]
  neuro.on @pre {
    %w = neuro.get @w : f64
    neuro.emit %w : f64
    %y = neuro.get @y : f64
    %n = arith.subf %w, %y : f64
    neuro.set @w, %n : f64
  }
  // CHECK: neuro.handler "advance" {
  // CHECK-NOT: neuro.elapsed
  // CHECK: arith.cmpf ogt
  // CHECK-NEXT: arith.select
  // CHECK-NEXT: neuro.set @w
}

// What the ends read may change before learning: emissions apart from the rest.
// CHECK-LABEL: neuro.model @Split
// CHECK: neuro.input @post.V : f64 {end = "post", of = "V"}
// CHECK: neuro.handler "emit" {
// CHECK: neuro.emit
// CHECK-NOT: neuro.set
// CHECK: neuro.handler "pre" {
// CHECK-NOT: neuro.emit
// CHECK: neuro.set @w
neuro.model @Split kind(synapse) {
  neuro.state @w : f64 init {
    %0 = arith.constant 30.0 : f64
    neuro.yield %0 : f64
  }
  neuro.on @pre {
    %w = neuro.get @w : f64
    neuro.emit %w : f64
    %V = neuro.get @post::@V : f64
    %n = arith.addf %w, %V : f64
    neuro.set @w, %n : f64
  }
}

// With tie post_first the other spike's handler comes first: apart, too; without
// emissions `on pre` is learning alone, without assignments emission alone.
// CHECK-LABEL: neuro.model @PostFirst
// CHECK: neuro.handler "emit"
// CHECK: neuro.handler "pre"
neuro.model @PostFirst kind(synapse) attributes {tie = "post_first"} {
  neuro.state @w : f64
  neuro.on @pre {
    %w = neuro.get @w : f64
    neuro.emit %w : f64
    %n = arith.addf %w, %w : f64
    neuro.set @w, %n : f64
  }
}
// CHECK-LABEL: neuro.model @Silent
// CHECK-NOT: neuro.handler "emit"
// CHECK: neuro.handler "pre"
neuro.model @Silent kind(synapse) {
  neuro.state @w : f64
  neuro.on @pre {
    %w = neuro.get @w : f64
    %n = arith.addf %w, %w : f64
    neuro.set @w, %n : f64
  }
}

// One state: exp and expm1 of the time that passed.
// CHECK-LABEL: neuro.model @Recovery kind(synapse) attributes {flow = "lazy"}
// CHECK: neuro.state @x : f64
// CHECK-SAME: reason = "linear with constant coefficients; completed when an event touches the edge, for all the ticks that passed at once"
// CHECK: neuro.handler "pre" {
// CHECK: neuro.elapsed
// CHECK: math.exp
// CHECK: math.expm1
// CHECK-NOT: neuro.coefficient
// CHECK: neuro.set @x
neuro.model @Recovery kind(synapse) {
  neuro.state @x : f64
  neuro.ddt @x {
    %x = neuro.get @x : f64
    %1 = arith.constant 1.0 : f64
    %t = arith.constant 800.0 : f64
    %a = arith.subf %1, %x : f64
    %d = arith.divf %a, %t : f64
    neuro.yield %d : f64
  }
  neuro.on @pre {
    %x = neuro.get @x : f64
    %h = arith.constant 0.5 : f64
    %n = arith.mulf %x, %h : f64
    neuro.set @x, %n : f64
  }
}

// An oscillator has no closed form here: powers of its propagator, by the bits of
// the number of ticks.
// CHECK-LABEL: neuro.model @Ring kind(synapse) attributes {flow = "lazy"}
// CHECK: neuro.propagator @p0 states [@x, @y] inputs [] rows 2 cols 2
// CHECK: arith.constant 0x41E0000000000000
// CHECK: {power = 31 : i64
// CHECK: neuro.propagator @p31
// CHECK: {power = 0 : i64
// CHECK: neuro.handler "pre"
// CHECK: %[[N:.*]] = neuro.elapsed
// CHECK: %[[BIT:.*]] = arith.cmpf oge, %[[N]], %{{.*}}
// CHECK: neuro.coefficient @p0[0, 0]
// CHECK: arith.select %[[BIT]]
neuro.model @Ring kind(synapse) {
  neuro.state @x : f64
  neuro.state @y : f64
  neuro.ddt @x {
    %y = neuro.get @y : f64
    neuro.yield %y : f64
  }
  neuro.ddt @y {
    %x = neuro.get @x : f64
    %d = arith.negf %x : f64
    neuro.yield %d : f64
  }
  neuro.on @pre {
    %x = neuro.get @x : f64
    neuro.set @y, %x : f64
  }
}

// What reads an end cannot wait: every edge, every tick, and nothing lazy.
// CHECK-LABEL: neuro.model @Filter kind(synapse) attributes {flow = "step"}
// CHECK: neuro.state @u : f64
// CHECK-SAME: every edge is advanced in every tick, because the equation of u reads post.V, which changes between the edge's events
// CHECK: neuro.handler "step"
// CHECK: neuro.get @post.V
// CHECK: neuro.coefficient @p0
// CHECK: neuro.handler "pre"
// CHECK-NOT: neuro.elapsed
neuro.model @Filter kind(synapse) {
  neuro.state @u : f64
  neuro.ddt @u {
    %V = neuro.get @post::@V : f64
    %u = neuro.get @u : f64
    %d = arith.subf %V, %u : f64
    neuro.yield %d : f64
  }
  neuro.on @pre {
    %u = neuro.get @u : f64
    %n = arith.negf %u : f64
    neuro.set @u, %n : f64
  }
}

// A bound that could be touched and left again between events: stepped. One that
// cannot, since what drives the state keeps its sign: lazy.
// CHECK-LABEL: neuro.model @Touch kind(synapse) attributes {flow = "step"}
// CHECK: because w is bounded and depends on g, so that it could touch its bound between events
neuro.model @Touch kind(synapse) {
  neuro.state @w : f64
  neuro.state @g : f64
  neuro.ddt @w {
    %g = neuro.get @g : f64
    %w = neuro.get @w : f64
    %d = arith.subf %g, %w : f64
    neuro.yield %d : f64
  }
  neuro.ddt @g {
    %g = neuro.get @g : f64
    %d = arith.negf %g : f64
    neuro.yield %d : f64
  }
  neuro.bound @w {
    %0 = arith.constant 0.0 : f64
    %1 = arith.constant 1.0 : f64
    neuro.yield %0, %1 : f64, f64
  }
}
// CHECK-LABEL: neuro.model @Follow kind(synapse) attributes {flow = "lazy"}
neuro.model @Follow kind(synapse) {
  neuro.state @w : f64
  neuro.state @g : f64
  neuro.ddt @w {
    %g = neuro.get @g : f64
    neuro.yield %g : f64
  }
  neuro.ddt @g {
    %g = neuro.get @g : f64
    %d = arith.negf %g : f64
    neuro.yield %d : f64
  }
  neuro.bound @w {
    %0 = arith.constant 0.0 : f64
    %1 = arith.constant 1.0 : f64
    neuro.yield %0, %1 : f64, f64
  }
}

// Draws: one stream each, the same in both halves of a split handler. A port's
// value is the kernel's argument, a period stays beside its body.
// CHECK-LABEL: neuro.model @Random
// CHECK: neuro.handler "emit"
// CHECK: neuro.random "normal" stream 0
// CHECK: neuro.handler "pre"
// CHECK: neuro.random "normal" stream 0
// CHECK: neuro.handler "port" port "reward" {
// CHECK-NEXT: ^bb0(%[[R:.*]]: f64):
// CHECK: arith.mulf %{{.*}}, %[[R]]
// CHECK: neuro.handler "every" {
// CHECK: neuro.random "uniform" stream 1
// CHECK: } every {
neuro.model @Random kind(synapse) {
  neuro.state @w : f64
  neuro.on @pre {
    %V = neuro.get @pre::@V : f64
    %1 = arith.constant 1.0 : f64
    %z = neuro.draw "normal" %V, %1 : (f64, f64) -> f64
    neuro.emit %z : f64
    neuro.set @w, %z : f64
  }
  neuro.on @reward {
  ^bb0(%r: f64):
    %w = neuro.get @w : f64
    %n = arith.mulf %w, %r : f64
    neuro.set @w, %n : f64
  }
  neuro.every {
    %t = arith.constant 10.0 : f64
    neuro.yield %t : f64
  } do {
    %0 = arith.constant 0.0 : f64
    %1 = arith.constant 1.0 : f64
    %u = neuro.draw "uniform" %0, %1 : (f64, f64) -> f64
    neuro.set @w, %u : f64
  }
}
