"""Makes nest_microcircuit_tenth.json: the cortical microcircuit (Potjans & Diesmann 2014) with a tenth of the neurons in
NEST 3, one run a seed. Measures are those of `nc`: mean rate, mean CV of intervals (neurons with three spikes or more),
variance over mean of the counts of a population in bins of 3 ms, mean correlation of all pairs in bins of 2 ms.

    python make_microcircuit.py 1 2 3 4 5 > nest_microcircuit_tenth.json
"""
import json
import math
import sys

import nest
import numpy as np

SIZES = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
INPUTS = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100]
P = [[0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
     [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
     [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
     [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
     [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
     [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
     [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
     [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443]]
J, SCALE, SKIP, SPAN, DT = 87.8, 0.1, 500.0, 5000.0, 0.1


def build(seed):
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": DT, "rng_seed": seed, "overwrite_files": True})
    neuron = {"C_m": 250.0, "tau_m": 10.0, "E_L": -65.0, "V_th": -50.0, "V_reset": -65.0, "t_ref": 2.0,
              "tau_syn_ex": 0.5, "tau_syn_in": 0.5}
    layers, recorders = [], []
    for size, inputs in zip(SIZES, INPUTS):
        n = nest.Create("iaf_psc_exp", round(SCALE * size), neuron)
        n.V_m = nest.random.normal(-58.0, 10.0)
        noise = nest.Create("poisson_generator", params={"rate": 8.0 * inputs})
        nest.Connect(noise, n, syn_spec={"weight": J, "delay": DT})
        recorder = nest.Create("spike_recorder", params={"start": SKIP})
        nest.Connect(n, recorder)
        layers.append(n)
        recorders.append(recorder)
    for a in range(8):
        for b in range(8):
            number = round(SCALE * SCALE * math.log(1 - P[a][b]) / math.log(1 - 1 / (SIZES[a] * SIZES[b])))
            if number == 0:
                continue
            inhibits = b % 2 == 1
            mean = -4 * J if inhibits else 2 * J if (a, b) == (0, 2) else J
            delay = 0.75 if inhibits else 1.5
            nest.Connect(layers[b], layers[a], {"rule": "fixed_total_number", "N": number},
                         {"weight": nest.random.normal(mean, abs(0.1 * mean)),
                          "delay": nest.math.redraw(nest.random.normal(delay, 0.5 * delay), min=DT, max=1e9)})
    return layers, recorders


def measures(neurons, times, senders):
    first, n = neurons[0].global_id, len(neurons)
    element = senders - first
    cvs = []
    order = np.lexsort((times, element))
    for spikes in np.split(times[order], np.cumsum(np.bincount(element, minlength=n))[:-1]):
        if len(spikes) > 2:
            gaps = np.diff(spikes)
            cvs.append(gaps.std() / gaps.mean())
    tick = np.rint((times - SKIP) / DT).astype(int) - 1
    counts = np.bincount(tick // 30, minlength=int(SPAN / 3))[:int(SPAN / 3)]
    bins = int(SPAN / 2)
    table = np.zeros((n, bins))
    np.add.at(table, (element, np.minimum(tick // 20, bins - 1)), 1)
    table = table[table.std(axis=1) > 0]
    z = (table - table.mean(axis=1, keepdims=True)) / table.std(axis=1, keepdims=True)
    m = len(z)
    return (len(times) / n / (SPAN / 1000), float(np.mean(cvs)), float(counts.var() / counts.mean()),
            float((np.mean(z.sum(axis=0) ** 2) - m) / (m * (m - 1))))


def main():
    out = {"simulator": "NEST " + nest.__version__, "scale": SCALE, "skip_ms": SKIP, "span_ms": SPAN, "dt_ms": DT,
           "seeds": [], "rate_Hz": [], "cv_isi": [], "synchrony": [], "correlation": []}
    for seed in map(int, sys.argv[1:]):
        layers, recorders = build(seed)
        nest.Simulate(SKIP + SPAN)
        rows = [measures(n, np.array(r.events["times"]), np.array(r.events["senders"]))
                for n, r in zip(layers, recorders)]
        out["seeds"].append(seed)
        for key, values in zip(("rate_Hz", "cv_isi", "synchrony", "correlation"), zip(*rows)):
            out[key].append([round(v, 6) for v in values])
        print("seed", seed, "rates", out["rate_Hz"][-1], file=sys.stderr, flush=True)
    print(json.dumps(out, indent=1))


main()
