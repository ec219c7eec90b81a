#===- brian2_networks.py - The benchmark networks in Brian 2 ---------------===#
#
# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""brian2_networks.py PROGRAM THREADS: one line of JSON. Needs Brian 2; runs as standalone C++, in f64."""

import json
import os
import sys
import time

import brian2 as b
from brian2 import kHz, mV, ms, second

SPAN = {"cuba4k": 10 * second, "cuba80k": 1 * second, "cuba80k_dense": 1 * second, "cobahh": 1 * second, "brunel": 1 * second,
        "brunel_stdp": 1 * second}


def cuba(size, p, w_e, w_i):
    model = """dv/dt = (ge + gi - (v + 49*mV))/(20*ms) : volt (unless refractory)
               dge/dt = -ge/(5*ms) : volt
               dgi/dt = -gi/(10*ms) : volt"""
    n = b.NeuronGroup(size, model, threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exact")
    n.v = "-60*mV + rand()*10*mV"
    e, i = n[:int(0.8 * size)], n[int(0.8 * size):]
    se = b.Synapses(e, n, on_pre=f"ge += {w_e}*mV", delay=0.1 * ms)
    si = b.Synapses(i, n, on_pre=f"gi += {w_i}*mV", delay=0.1 * ms)
    se.connect(p=p)
    si.connect(p=p)
    return [n, se, si], n


def cobahh():
    b.defaultclock.dt = 0.05 * ms
    model = """
    dv/dt = (10*nS*(-60*mV - v) + ge*(0*mV - v) + gi*(-80*mV - v) - 20*uS*(m*m*m)*h*(v - 50*mV)
             - 6*uS*(n*n*n*n)*(v + 90*mV))/(200*pF) : volt
    dm/dt = alpham*(1 - m) - betam*m : 1
    dn/dt = alphan*(1 - n) - betan*n : 1
    dh/dt = alphah*(1 - h) - betah*h : 1
    dge/dt = -ge/(5*ms) : siemens
    dgi/dt = -gi/(10*ms) : siemens
    u = (v + 63*mV)/mV : 1
    alpham = 1.28/exprel((13 - u)/4)/ms : Hz
    betam = 1.4/exprel((u - 40)/5)/ms : Hz
    alphah = 0.128*exp((17 - u)/18)/ms : Hz
    betah = 4/(1 + exp((40 - u)/5))/ms : Hz
    alphan = 0.16/exprel((15 - u)/5)/ms : Hz
    betan = 0.5*exp((10 - u)/40)/ms : Hz
    """
    # A spike is an upward crossing: where conductances are large, v stays above -20 mV for longer than 3 ms.
    n = b.NeuronGroup(4000, model, threshold="v > -20*mV", refractory="v > -20*mV or t - lastspike <= 3*ms",
                      method="exponential_euler")
    n.v = "-65*mV + randn()*5*mV"
    e, i = n[:3200], n[3200:]
    se = b.Synapses(e, n, on_pre="ge += 6*nS", delay=0.1 * ms)
    si = b.Synapses(i, n, on_pre="gi += 67*nS", delay=0.1 * ms)
    se.connect(p=0.02)
    si.connect(p=0.02)
    return [n, se, si], n


def brunel(plastic):
    n = b.NeuronGroup(12500, "dv/dt = -v/(20*ms) : volt (unless refractory)", threshold="v > 20*mV",
                      reset="v = 10*mV", refractory=2 * ms, method="exact")
    n.v = "rand()*20*mV"
    e, i = n[:10000], n[10000:]
    noise = b.PoissonInput(n, "v", 1, 20 * kHz, weight=0.1 * mV)
    si = b.Synapses(i, n, on_pre="v -= 0.5*mV", delay=1.5 * ms)
    si.connect(p=0.1)
    if not plastic:
        se = b.Synapses(e, n, on_pre="v += 0.1*mV", delay=1.5 * ms)
        se.connect(p=0.1)
        return [n, noise, se, si], n
    sx = b.Synapses(e, i, on_pre="v += 0.1*mV", delay=1.5 * ms)
    sx.connect(p=0.1)
    rec = b.Synapses(e, e, """w : volt
                              dx/dt = -x/(20*ms) : 1 (event-driven)
                              dy/dt = -y/(20*ms) : 1 (event-driven)""",
                     on_pre="""v_post += w
                               x += 1
                               w = clip(w - 1e-3*0.3*mV*y, 0*mV, 0.3*mV)""",
                     on_post="""y += 1
                                w = clip(w + 1e-3*0.3*mV*x, 0*mV, 0.3*mV)""", delay={"pre": 1.5 * ms})
    rec.connect(p=0.1)
    rec.w = 0.1 * mV
    return [n, noise, sx, rec, si], n


MAKE = {"cuba4k": lambda: cuba(4000, 0.02, 1.62, -9), "cuba80k": lambda: cuba(80000, 0.001, 1.62, -9),
        "cuba80k_dense": lambda: cuba(80000, 0.02, 0.081, -0.45), "cobahh": cobahh,
        "brunel": lambda: brunel(False), "brunel_stdp": lambda: brunel(True)}


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    if name not in MAKE:
        sys.exit(f"no network {name} for Brian 2 here")
    b.set_device("cpp_standalone", directory=os.path.join(os.getcwd(), "standalone"), build_on_run=False)
    b.prefs.devices.cpp_standalone.openmp_threads = threads if threads > 1 else 0
    b.defaultclock.dt = 0.1 * ms
    began = time.perf_counter()
    objects, neurons = MAKE[name]()
    monitor = b.SpikeMonitor(neurons, record=False)
    network = b.Network(objects + [monitor])
    monitor.active = False
    network.run(0.1 * second)
    monitor.active = True
    network.run(SPAN[name])
    b.device.build(directory=os.path.join(os.getcwd(), "standalone"), run=False)
    built = time.perf_counter()
    b.device.run(directory=os.path.join(os.getcwd(), "standalone"))
    ended = time.perf_counter()
    wall = float(b.device._last_run_time)  # of the second run
    span = float(SPAN[name] / second)
    # Building and warming up are not told apart.
    print(json.dumps({"real_time_factor": wall / span, "compile": built - began, "build": ended - built - wall,
                      "simulate": wall, "rate": int(monitor.num_spikes) / len(neurons) / span}))


main()
