#===- microcircuit_table.py - The cortical microcircuit in numbers ---------===#
#
# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""Tobias C. Potjans, Markus Diesmann: The cell-type specific cortical microcircuit (Cerebral Cortex 24, 2014), table 5.

Populations are L2/3 E and I, L4 E and I, L5 E and I, L6 E and I; units are NEST's: mV, ms, pF, pA, Hz."""

import math

SIZES = [20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948]
INPUTS = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100]  # synapses from outside, each with spikes at 8 Hz
INPUT_RATES = [8.0 * inputs for inputs in INPUTS]
# Probability of a connection: rows are targets, columns sources.
P = [[0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
     [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
     [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
     [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
     [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
     [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
     [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
     [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443]]
WEIGHT = 87.8
NEURON = {"C_m": 250.0, "tau_m": 10.0, "E_L": -65.0, "V_th": -50.0, "V_reset": -65.0, "t_ref": 2.0,
          "tau_syn_ex": 0.5, "tau_syn_in": 0.5}
START = (-58.0, 10.0)  # mean and standard deviation of V


def connections(scale):
    """Target, source, number of synapses, mean weight and mean delay of each projection with any, at `scale` of the size.
    Synapses are drawn with repetition, so that a pair has one or more with probability P (equation 1 of the paper);
    weights have a standard deviation of 10 %, delays of 50 %. L4 E excites L2/3 E twice as much as others do."""
    for target in range(8):
        for source in range(8):
            pairs = SIZES[source] * SIZES[target]
            number = round(scale * scale * math.log(1 - P[target][source]) / math.log(1 - 1 / pairs))
            if number == 0:
                continue
            inhibits = source % 2 == 1
            mean = -4 * WEIGHT if inhibits else 2 * WEIGHT if (target, source) == (0, 2) else WEIGHT
            yield target, source, number, mean, 0.75 if inhibits else 1.5
