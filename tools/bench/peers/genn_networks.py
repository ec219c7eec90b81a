#===- genn_networks.py - The benchmark networks in GeNN --------------------===#
#
# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""genn_networks.py PROGRAM THREADS [f32|f64]: one line of JSON.

Needs GeNN 5 with its Python package, which is built from source (https://genn-team.github.io). Its CPU
code has one thread. A spike reaches its targets one step later without further delay, so a delay of d
steps is d - 1 axonal steps here; several synapses of one pair do not occur with the rules used.
"""

import json
import os
import sys
import tempfile
import time

import numpy as np
from pygenn import (GeNNModel, create_neuron_model, create_weight_update_model, init_postsynaptic,
                    init_sparse_connectivity, init_var, init_weight_update)


def decay(tau):
    return lambda parameters, dt: float(np.exp(-dt / tau))


def coupling(tau_m, tau):
    """What an exponential current of 1 adds to V in a step, dV/dt = (-V + I)/tau_m."""
    return lambda parameters, dt: float(tau / (tau - tau_m) * (np.exp(-dt / tau) - np.exp(-dt / tau_m)))


def static(model, name, source, target, weight, delay_steps, p, into=None):
    population = model.add_synapse_population(
        name, "SPARSE", source, target, init_weight_update("StaticPulseConstantWeight", {"g": weight}),
        init_postsynaptic("DeltaCurr"), init_sparse_connectivity("FixedProbability", {"prob": p}))
    population.axonal_delay_steps = delay_steps - 1
    if into:
        population.post_target_var = into


def cuba(model, size, p, w_e, w_i):
    neuron = create_neuron_model(
        "cuba", vars=[("V", "scalar"), ("ge", "scalar"), ("gi", "scalar"), ("wait", "int")],
        additional_input_vars=[("Ie", "scalar", 0.0), ("Ii", "scalar", 0.0)],
        derived_params=[("pV", decay(20.0)), ("pe", decay(5.0)), ("pi_", decay(10.0)),
                        ("ce", coupling(20.0, 5.0)), ("ci", coupling(20.0, 10.0))],
        sim_code="""
        if (wait > 0) {
            wait -= 1;
        }
        else {
            V = -49.0 + (V + 49.0)*pV + ge*ce + gi*ci;
        }
        ge = ge*pe + Ie;
        gi = gi*pi_ + Ii;
        """,
        threshold_condition_code="wait == 0 && V >= -50.0", reset_code="V = -60.0; wait = 50;",
        auto_refractory_required=False)
    start = {"V": init_var("Uniform", {"min": -60.0, "max": -50.0}), "ge": 0.0, "gi": 0.0, "wait": 0}
    e = model.add_neuron_population("E", int(0.8 * size), neuron, {}, start)
    i = model.add_neuron_population("I", int(0.2 * size), neuron, {}, start)
    for target in (e, i):
        static(model, "E" + target.name, e, target, w_e, 1, p, "Ie")
        static(model, "I" + target.name, i, target, w_i, 1, p, "Ii")
    return [e, i]


def cobahh(model):
    model.dt = 0.05
    neuron = create_neuron_model(
        "cobahh", vars=[("V", "scalar"), ("m", "scalar"), ("h", "scalar"), ("n", "scalar"), ("ge", "scalar"),
                        ("gi", "scalar"), ("before", "scalar"), ("wait", "int")],
        additional_input_vars=[("Ie", "scalar", 0.0), ("Ii", "scalar", 0.0)],
        derived_params=[("pe", decay(5.0)), ("pi_", decay(10.0))],
        # Exponential Euler; x/(e^x - 1) by expm1 but near 0. A spike is an upward crossing: V stays above -20 mV for
        # longer than 3 ms where conductances are large, and would count as another spike.
        sim_code="""
        before = V;
        const scalar u = V + 63.0;
        const scalar xm = (13.0 - u)/4.0;
        const scalar ym = (u - 40.0)/5.0;
        const scalar xn = (15.0 - u)/5.0;
        const scalar am = (fabs(xm) < 1e-4) ? 1.28 : 1.28*xm/expm1(xm);
        const scalar bm = (fabs(ym) < 1e-4) ? 1.4 : 1.4*ym/expm1(ym);
        const scalar an = (fabs(xn) < 1e-4) ? 0.16 : 0.16*xn/expm1(xn);
        const scalar bn = 0.5*exp((10.0 - u)/40.0);
        const scalar ah = 0.128*exp((17.0 - u)/18.0);
        const scalar bh = 4.0/(1.0 + exp((40.0 - u)/5.0));
        const scalar gNa = 20.0*m*m*m*h;
        const scalar gK = 6.0*n*n*n*n;
        const scalar g = 0.01 + ge + gi + gNa + gK;
        const scalar toward = (0.01*(-60.0) + gi*(-80.0) + gNa*50.0 + gK*(-90.0))/g;
        V = toward + (V - toward)*exp(-dt*g/0.2);
        m = am/(am + bm) + (m - am/(am + bm))*exp(-dt*(am + bm));
        h = ah/(ah + bh) + (h - ah/(ah + bh))*exp(-dt*(ah + bh));
        n = an/(an + bn) + (n - an/(an + bn))*exp(-dt*(an + bn));
        ge = ge*pe + Ie;
        gi = gi*pi_ + Ii;
        if (wait > 0) {
            wait -= 1;
        }
        """,
        threshold_condition_code="wait == 0 && V > -20.0 && before <= -20.0", reset_code="wait = 60;",
        auto_refractory_required=False)
    u = -65.0 + 63.0
    am, bm = 1.28 * ((13 - u) / 4) / np.expm1((13 - u) / 4), 1.4 * ((u - 40) / 5) / np.expm1((u - 40) / 5)
    ah, bh = 0.128 * np.exp((17 - u) / 18), 4 / (1 + np.exp((40 - u) / 5))
    an, bn = 0.16 * ((15 - u) / 5) / np.expm1((15 - u) / 5), 0.5 * np.exp((10 - u) / 40)
    start = {"V": init_var("Normal", {"mean": -65.0, "sd": 5.0}), "m": float(am / (am + bm)),
             "h": float(ah / (ah + bh)), "n": float(an / (an + bn)), "ge": 0.0, "gi": 0.0,
             "before": -65.0, "wait": 0}
    e = model.add_neuron_population("E", 3200, neuron, {}, start)
    i = model.add_neuron_population("I", 800, neuron, {}, start)
    for target in (e, i):  # in uS, nF, mV, ms
        static(model, "E" + target.name, e, target, 0.006, 2, 0.02, "Ie")
        static(model, "I" + target.name, i, target, 0.067, 2, 0.02, "Ii")
    return [e, i]


def brunel(model, plastic):
    size, J, g, p, delay = 12500, 0.1, 5.0, 0.1, 15
    neuron = create_neuron_model(
        "lif", vars=[("V", "scalar"), ("wait", "int")], derived_params=[("pV", decay(20.0))],
        # 20 kHz of input: two in a step, by multiplying uniform numbers (Knuth).
        sim_code="""
        scalar left = 1.0;
        int count = -1;
        do {
            count += 1;
            left *= gennrand_uniform();
        } while (left > 0.1353352832366127);
        if (wait > 0) {
            wait -= 1;
        }
        else {
            V = V*pV + Isyn + 0.1*count;
        }
        """,
        threshold_condition_code="wait == 0 && V >= 20.0", reset_code="V = 10.0; wait = 20;",
        auto_refractory_required=False)
    start = {"V": init_var("Uniform", {"min": 0.0, "max": 20.0}), "wait": 0}
    e = model.add_neuron_population("E", int(0.8 * size), neuron, {}, start)
    i = model.add_neuron_population("I", int(0.2 * size), neuron, {}, start)
    for target in (e, i):
        static(model, "I" + target.name, i, target, -g * J, delay, p)
    static(model, "EI", e, i, J, delay, p)
    if not plastic:
        static(model, "EE", e, e, J, delay, p)
        return [e, i]
    # Additive, all pairs: a trace of each end, weights between 0 and 0.3 mV.
    rule = create_weight_update_model(
        "stdp", vars=[("g", "scalar")], pre_vars=[("x", "scalar")], post_vars=[("y", "scalar")],
        pre_spike_syn_code="""
        addToPost(g);
        g = fmax(0.0, fmin(0.3, g - 3e-4*y*exp(-(t - st_post)/20.0)));
        """,
        post_spike_syn_code="g = fmax(0.0, fmin(0.3, g + 3e-4*x*exp(-(t - st_pre)/20.0)));",
        pre_spike_code="x = x*exp(-(t - st_pre)/20.0) + 1.0;",
        post_spike_code="y = y*exp(-(t - st_post)/20.0) + 1.0;")
    population = model.add_synapse_population(
        "EE", "SPARSE", e, e, init_weight_update(rule, {}, {"g": J}, {"x": 0.0}, {"y": 0.0}),
        init_postsynaptic("DeltaCurr"), init_sparse_connectivity("FixedProbability", {"prob": p}))
    population.axonal_delay_steps = delay - 1
    return [e, i]


NETWORKS = {  # how to make it, ms to simulate
    "cuba4k": (lambda m: cuba(m, 4000, 0.02, 1.62, -9.0), 10000.0),
    "cuba80k": (lambda m: cuba(m, 80000, 0.001, 1.62, -9.0), 1000.0),
    "cuba80k_dense": (lambda m: cuba(m, 80000, 0.02, 0.081, -0.45), 1000.0),
    "cobahh": (cobahh, 1000.0),
    "brunel": (lambda m: brunel(m, False), 1000.0),
    "brunel_stdp": (lambda m: brunel(m, True), 1000.0),
}


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    precision = sys.argv[3] if len(sys.argv) > 3 else "f32"
    if name not in NETWORKS:
        sys.exit(f"no network {name} for GeNN here")
    if threads > 1:
        sys.exit("GeNN's CPU code has one thread")
    make, span = NETWORKS[name]
    began = time.perf_counter()
    model = GeNNModel("double" if precision == "f64" else "float", name, backend="single_threaded_cpu")
    model.seed = 1
    model.dt = 0.1
    model.default_narrow_sparse_ind_enabled = True
    populations = make(model)
    for population in populations:
        population.spike_recording_enabled = True
    steps, warm_up = round(span / model.dt), round(100.0 / model.dt)
    with tempfile.TemporaryDirectory() as directory:
        model.build(path_to_model=directory + os.sep)
        built = time.perf_counter()
        model.load(num_recording_timesteps=steps + warm_up)
        for _ in range(warm_up):
            model.step_time()
        ready = time.perf_counter()
        for _ in range(steps):
            model.step_time()
        ended = time.perf_counter()
        model.pull_recording_buffers_from_device()
        spikes = sum(int(np.count_nonzero(population.spike_recording_data[0][0] >= 100.0))
                     for population in populations)
        neurons = sum(population.num_neurons for population in populations)
    print(json.dumps({"real_time_factor": (ended - ready) / (span / 1000), "compile": built - began,
                      "build": None, "warm_up": None, "simulate": ended - ready,
                      "rate": spikes / neurons / (span / 1000), "precision": precision}))


main()
