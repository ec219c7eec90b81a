"""Makes the reference traces of the neurons in lang/std: std_*.csv and std_*.json.

  make_std_traces.py nest       those of NEST 3 (pip install nest-simulator)
  make_std_traces.py solve_ivp  those of an adaptive integrator (SciPy, DOP853, relative tolerance 1e-11)

One column per variable, one row each 0.5 ms or as stated; spike times in the
.json where the model emits spikes by the same convention as ours.
"""
import csv
import json
import math
import sys

EXCITATION = [5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 20.0, 21.0, 22.0, 23.0, 24.0, 25.0, 26.0, 27.0, 40.0, 41.0, 42.0, 43.0,
              44.0, 45.0, 46.0, 47.0, 48.0, 49.0, 50.0]
INHIBITION = [15.0, 30.0, 44.5, 46.5, 72.0]


def write(case, header, rows, spikes=None, **about):
    with open(f"std_{case}.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows([f"{x:.12g}" for x in row] for row in rows)
    if spikes is not None:
        with open(f"std_{case}.json", "w") as file:
            json.dump({**about, "spike_times_ms": [round(t, 6) for t in spikes]}, file, indent=1)
            file.write("\n")


def with_nest():
    import nest
    nest.set_verbosity("M_ERROR")

    def case(name, model, parameters, w_ex, w_in, record, duration=100.0, dt=0.1, every=0.5):
        nest.ResetKernel()
        nest.resolution = dt
        neuron = nest.Create(model, params=parameters)
        if w_ex:
            excitation = nest.Create("spike_generator", params={"spike_times": EXCITATION})
            inhibition = nest.Create("spike_generator", params={"spike_times": INHIBITION})
            nest.Connect(excitation, neuron, syn_spec={"weight": w_ex, "delay": 1.0})
            nest.Connect(inhibition, neuron, syn_spec={"weight": w_in, "delay": 1.0})
        # A multimeter asks for values at multiples of its interval.
        meter = nest.Create("multimeter", params={"record_from": record, "interval": every})
        spikes = nest.Create("spike_recorder")
        nest.Connect(meter, neuron)
        nest.Connect(neuron, spikes)
        nest.Simulate(duration)
        events = meter.events
        write(name, ["time_ms"] + record, zip(events["times"], *(events[r] for r in record)), list(spikes.events["times"]),
              simulator="NEST " + nest.__version__, model=model, dt_ms=dt, weight_ex=w_ex, weight_in=w_in,
              parameters=parameters, excitation_ms=EXCITATION if w_ex else [], inhibition_ms=INHIBITION if w_ex else [])

    case("iaf_cond_exp", "iaf_cond_exp", {"tau_syn_ex": 2.0, "tau_syn_in": 5.0}, 8.0, -10.0, ["V_m"])
    case("iaf_cond_alpha", "iaf_cond_alpha", {"tau_syn_ex": 1.0, "tau_syn_in": 2.0}, 10.0, -12.0, ["V_m"])
    case("mat2_psc_exp", "mat2_psc_exp", {"I_e": 420.0}, 600.0, -400.0, ["V_m", "V_th"])
    case("izhikevich", "izhikevich", {"I_e": 10.0}, 3.0, -4.0, ["V_m", "U_m"], duration=200.0)
    case("hh_psc_alpha", "hh_psc_alpha", {"I_e": 650.0}, 500.0, -300.0, ["V_m", "Act_m", "Inact_h", "Act_n"], dt=0.01)
    # NEST starts these gates where they would be at V - V_T = -60 mV: set them to the steady state at V = -60 mV.
    a_m, b_m = 0.32 * (13 - 3) / (math.exp((13 - 3) / 4) - 1), 0.28 * (3 - 40) / (math.exp((3 - 40) / 5) - 1)
    a_h, b_h = 0.128 * math.exp((17 - 3) / 18), 4 / (1 + math.exp((40 - 3) / 5))
    a_n, b_n = 0.032 * (15 - 3) / (math.exp((15 - 3) / 5) - 1), 0.5 * math.exp((10 - 3) / 40)
    steady = {"Act_m": a_m / (a_m + b_m), "Inact_h": a_h / (a_h + b_h), "Act_n": a_n / (a_n + b_n)}
    case("hh_cond_exp_traub", "hh_cond_exp_traub", steady, 12.0, -20.0, ["V_m"], dt=0.01)
    case("aeif_cond_exp", "aeif_cond_exp", {"tau_syn_ex": 2.0, "tau_syn_in": 5.0, "gsl_error_tol": 1e-10, "V_peak": 0.0}, 20.0, -20.0,
         ["V_m", "w"], dt=0.01)


def with_solve_ivp():
    import numpy as np
    from scipy.integrate import solve_ivp

    def case(name, header, f, start, until, every):
        grid = np.arange(0, until + every / 2, every)
        got = solve_ivp(f, (0, until), start, method="DOP853", t_eval=grid, rtol=1e-11, atol=1e-12)
        assert got.success
        write(name, ["time_ms"] + header, np.column_stack([got.t, got.y.T]))

    def exprelr(x):
        return 1 - x / 2 if abs(x) < 1e-9 else x / np.expm1(x)

    def wang_buzsaki(t, y):  # I = 100 pA on 100 pF: 1 uA/cm2
        V, h, n = y
        a_m = exprelr(-(V + 35) / 10)
        m = a_m / (a_m + 4 * np.exp(-(V + 60) / 18))
        a_h, b_h = 0.07 * np.exp(-(V + 58) / 20), 1 / (1 + np.exp(-(V + 28) / 10))
        a_n, b_n = 0.1 * exprelr(-(V + 34) / 10), 0.125 * np.exp(-(V + 44) / 80)
        return [35 * m**3 * h * (55 - V) + 9 * n**4 * (-90 - V) + 0.1 * (-65 - V) + 1,
                5 * (a_h * (1 - h) - b_h * h), 5 * (a_n * (1 - n) - b_n * n)]
    V = -64
    a_h, b_h = 0.07 * np.exp(-(V + 58) / 20), 1 / (1 + np.exp(-(V + 28) / 10))
    a_n, b_n = 0.1 * exprelr(-(V + 34) / 10), 0.125 * np.exp(-(V + 44) / 80)
    case("wang_buzsaki", ["V", "h", "n"], wang_buzsaki, [V, a_h / (a_h + b_h), a_n / (a_n + b_n)], 60, 0.5)

    def morris_lecar(t, y):  # I = 100 pA on 20 pF: 100 uA/cm2
        V, n = y
        m = (1 + np.tanh((V + 1.2) / 18)) / 2
        n_inf = (1 + np.tanh((V - 2) / 30)) / 2
        return [(100 - 2 * (V + 60) - 4.4 * m * (V - 120) - 8 * n * (V + 84)) / 20, 0.04 * np.cosh((V - 2) / 60) * (n_inf - n)]
    case("morris_lecar", ["V", "n"], morris_lecar, [-60, (1 + np.tanh(-62 / 30)) / 2], 300, 2)

    case("fitzhugh_nagumo", ["v", "w"], lambda t, y: [y[0] - y[0]**3 / 3 - y[1] + 0.5, 0.08 * (y[0] + 0.7 - 0.8 * y[1])],
         [-1.2, -0.625], 200, 1)

    case("hindmarsh_rose", ["x", "y", "z"],
         lambda t, y: [y[1] - y[0]**3 + 3 * y[0]**2 - y[2] + 2, 1 - 5 * y[0]**2 - y[1], 0.005 * (4 * (y[0] + 1.6) - y[2])],
         [-1.6, -11.8, 0], 400, 2)

    def wilson_cowan(t, y):
        def S(x, a, th):
            return 1 / (1 + np.exp(-a * (x - th))) - 1 / (1 + np.exp(a * th))
        E, I = y
        k_e, k_i = 1 - 1 / (1 + np.exp(1.3 * 4)), 1 - 1 / (1 + np.exp(2 * 3.7))
        return [(-E + (k_e - E) * S(16 * E - 12 * I + 1.25, 1.3, 4)) / 8, (-I + (k_i - I) * S(15 * E - 3 * I, 2, 3.7)) / 8]
    case("wilson_cowan", ["E", "I"], wilson_cowan, [0, 0], 150, 1)


if __name__ == "__main__":
    {"nest": with_nest, "solve_ivp": with_solve_ivp}[sys.argv[1]]()
