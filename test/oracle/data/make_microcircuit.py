"""Makes nest_microcircuit_tenth.json: the cortical microcircuit (Potjans & Diesmann 2014) with a tenth of the neurons in
NEST 3, one run a seed. Measures are those of `nc`: mean rate, mean CV of intervals (neurons with three spikes or more),
variance over mean of the counts of a population in bins of 3 ms, mean correlation of all pairs in bins of 2 ms.

    python make_microcircuit.py 1 2 3 4 5 > nest_microcircuit_tenth.json
"""
import json
import pathlib
import sys

import nest
import numpy as np

sys.path.append(str(pathlib.Path(__file__).resolve().parents[3] / "tools/bench/peers"))
import microcircuit_table as table

SCALE, SKIP, SPAN, DT = 0.1, 500.0, 5000.0, 0.1


def build(seed):
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": DT, "rng_seed": seed, "overwrite_files": True})
    layers, recorders = [], []
    for size, rate in zip(table.SIZES, table.INPUT_RATES):
        n = nest.Create("iaf_psc_exp", round(SCALE * size), table.NEURON)
        n.V_m = nest.random.normal(*table.START)
        noise = nest.Create("poisson_generator", params={"rate": rate})
        nest.Connect(noise, n, syn_spec={"weight": table.WEIGHT, "delay": DT})
        recorder = nest.Create("spike_recorder", params={"start": SKIP})
        nest.Connect(n, recorder)
        layers.append(n)
        recorders.append(recorder)
    for target, source, number, mean, delay in table.connections(SCALE):
        nest.Connect(layers[source], layers[target], {"rule": "fixed_total_number", "N": number},
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
    train = np.zeros((n, bins))
    np.add.at(train, (element, np.minimum(tick // 20, bins - 1)), 1)
    train = train[train.std(axis=1) > 0]
    z = (train - train.mean(axis=1, keepdims=True)) / train.std(axis=1, keepdims=True)
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
