#===- nest_networks.py - The benchmark networks in NEST --------------------===#
#
# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""nest_networks.py PROGRAM THREADS: one line of JSON. Needs an installation of NEST 3; computes in f64."""

import json
import sys
import time

import microcircuit_table
import nest
import numpy as np


def start(threads, dt=0.1):
    nest.ResetKernel()
    if hasattr(nest, "VerbosityLevel"):  # NEST 3.10
        nest.verbosity = nest.VerbosityLevel.ERROR
    else:
        nest.set_verbosity("M_ERROR")
    nest.SetKernelStatus({"local_num_threads": threads, "resolution": dt, "rng_seed": 1})


def cuba(size, p, w_e, w_i):
    # Currents in mV of the program are w*C/tau_m here; the exact solution is the same.
    C, tau_m = 200.0, 20.0
    neuron = {"C_m": C, "tau_m": tau_m, "E_L": -49.0, "V_th": -50.0, "V_reset": -60.0, "t_ref": 5.0,
              "tau_syn_ex": 5.0, "tau_syn_in": 10.0}
    n = nest.Create("iaf_psc_exp", size, neuron)
    n.V_m = np.random.default_rng(1).uniform(-60, -50, size)
    e, i = n[:int(0.8 * size)], n[int(0.8 * size):]
    rule = {"rule": "pairwise_bernoulli", "p": p}
    nest.Connect(e, n, rule, {"weight": w_e * C / tau_m, "delay": 0.1})
    nest.Connect(i, n, rule, {"weight": w_i * C / tau_m, "delay": 0.1})
    return [n]


def cobahh():
    # NEST's model of the same benchmark; it solves by an adaptive Runge-Kutta method.
    neuron = {"E_L": -60.0, "g_L": 10.0, "C_m": 200.0, "V_T": -63.0, "g_Na": 20000.0, "g_K": 6000.0, "E_Na": 50.0,
              "E_K": -90.0, "E_ex": 0.0, "E_in": -80.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0, "t_ref": 3.0}
    n = nest.Create("hh_cond_exp_traub", 4000, neuron)
    n.V_m = np.random.default_rng(1).normal(-65, 5, 4000)
    rule = {"rule": "pairwise_bernoulli", "p": 0.02}
    nest.Connect(n[:3200], n, rule, {"weight": 6.0, "delay": 0.1})
    nest.Connect(n[3200:], n, rule, {"weight": -67.0, "delay": 0.1})
    return [n]


def microcircuit(scale):
    layers = []
    for size, rate in zip(microcircuit_table.SIZES, microcircuit_table.INPUT_RATES):
        n = nest.Create("iaf_psc_exp", round(scale * size), microcircuit_table.NEURON)
        n.V_m = nest.random.normal(*microcircuit_table.START)
        noise = nest.Create("poisson_generator", params={"rate": rate})
        nest.Connect(noise, n, syn_spec={"weight": microcircuit_table.WEIGHT, "delay": 0.1})
        layers.append(n)
    for target, source, number, mean, delay in microcircuit_table.connections(scale):
        signs = {"min": -1e9, "max": 0.0} if mean < 0 else {"min": 0.0, "max": 1e9}
        nest.Connect(layers[source], layers[target], {"rule": "fixed_total_number", "N": number},
                     {"weight": nest.math.redraw(nest.random.normal(mean, abs(0.1 * mean)), **signs),
                      "delay": nest.math.redraw(nest.random.normal(delay, 0.5 * delay), min=0.1, max=1e9)})
    return layers


def brunel(plastic):
    size, J, g, p = 12500, 0.1, 5.0, 0.1
    neuron = {"C_m": 1.0, "tau_m": 20.0, "E_L": 0.0, "V_th": 20.0, "V_reset": 10.0, "t_ref": 2.0}
    n = nest.Create("iaf_psc_delta", size, neuron)
    n.V_m = np.random.default_rng(1).uniform(0, 20, size)
    e, i = n[:10000], n[10000:]
    rule = {"rule": "pairwise_bernoulli", "p": p}
    if plastic:
        nest.CopyModel("stdp_synapse", "rec", {"weight": J, "delay": 1.5, "lambda": 1e-3, "alpha": 1.0,
                                               "mu_plus": 0.0, "mu_minus": 0.0, "Wmax": 0.3, "tau_plus": 20.0})
        n.tau_minus = 20.0
        nest.Connect(e, e, rule, {"synapse_model": "rec"})
        nest.Connect(e, i, rule, {"weight": J, "delay": 1.5})
    else:
        nest.Connect(e, n, rule, {"weight": J, "delay": 1.5})
    nest.Connect(i, n, rule, {"weight": -g * J, "delay": 1.5})
    noise = nest.Create("poisson_generator", params={"rate": 20000.0})
    nest.Connect(noise, n, syn_spec={"weight": J, "delay": 0.1})
    return [n]


NETWORKS = {  # how to make it, ms to simulate, dt
    "cuba4k": (lambda: cuba(4000, 0.02, 1.62, -9.0), 10000.0, 0.1),
    "cuba80k": (lambda: cuba(80000, 0.001, 1.62, -9.0), 1000.0, 0.1),
    "cuba80k_dense": (lambda: cuba(80000, 0.02, 0.081, -0.45), 1000.0, 0.1),
    "cobahh": (cobahh, 1000.0, 0.05),
    "brunel": (lambda: brunel(False), 1000.0, 0.1),
    "brunel_stdp": (lambda: brunel(True), 1000.0, 0.1),
    "microcircuit_tenth": (lambda: microcircuit(0.1), 1000.0, 0.1),
    "microcircuit": (lambda: microcircuit(1.0), 1000.0, 0.1),
}


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    if name not in NETWORKS:
        sys.exit(f"no network {name} for NEST here")
    make, span, dt = NETWORKS[name]
    start(threads, dt)
    began = time.perf_counter()
    populations = make()
    recorder = nest.Create("spike_recorder", params={"start": 100.0})
    for neurons in populations:
        nest.Connect(neurons, recorder)
    nest.Prepare()
    built = time.perf_counter()
    nest.Run(100.0)
    ready = time.perf_counter()
    nest.Run(span)
    ended = time.perf_counter()
    neurons = sum(len(population) for population in populations)
    print(json.dumps({"real_time_factor": (ended - ready) / (span / 1000), "build": built - began,
                      "warm_up": ready - built, "simulate": ended - ready,
                      "rate": recorder.n_events / neurons / (span / 1000)}))


main()
