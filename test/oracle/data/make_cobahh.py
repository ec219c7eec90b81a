"""Makes cobahh_small_continuous.json: the network of test/oracle/cobahh_small.neuro by an adaptive integrator
(SciPy, DOP853, relative tolerance 1e-10, no grid), which stops at every spike and every arrival.

  make_cobahh.py [SPAN_MS]

The neuron and its receptors are those of Brette et al. (2007), benchmark 3. A spike is an upward crossing of -20 mV
that 3 ms of refractoriness do not hide; how long V stays above does not matter. The .json also says how often a
simulator would spike that asks for V > -20 mV instead, whenever 3 ms have passed.
"""
import json
import sys

import numpy as np
from scipy.integrate import solve_ivp

E, I = 32, 8
N = E + I
V_T, E_L, E_NA, E_K, E_EX, E_IN = -63.0, -60.0, 50.0, -90.0, 0.0, -80.0  # mV
C, G_L, G_NA, G_K = 200.0, 10.0, 20000.0, 6000.0  # pF, nS
TAU_EX, TAU_IN, W_EX, W_IN, DELAY, T_REF = 5.0, 10.0, 40.0, 300.0, 0.5, 3.0  # ms, nS


def exprelr(x):
    return 1.0 if abs(x) < 1e-12 else x / np.expm1(x)


exprelr = np.vectorize(exprelr)


def rates(V):
    v = V - V_T
    return ((1.28 * exprelr((13 - v) / 4), 1.4 * exprelr((v - 40) / 5)),
            (0.128 * np.exp((17 - v) / 18), 4 / (1 + np.exp((40 - v) / 5))),
            (0.16 * exprelr((15 - v) / 5), 0.5 * np.exp((10 - v) / 40)))


def flow(_, y):
    V, m, h, n, ge, gi = y.reshape(6, N)
    (am, bm), (ah, bh), (an, bn) = rates(V)
    return np.concatenate([
        (G_L * (E_L - V) - G_NA * m**3 * h * (V - E_NA) - G_K * n**4 * (V - E_K) + ge * (E_EX - V)
         + gi * (E_IN - V)) / C,
        am - (am + bm) * m, ah - (ah + bh) * h, an - (an + bn) * n, -ge / TAU_EX, -gi / TAU_IN])


def targets(source):
    if source < E:
        return [j for j in range(N) if (3 * source + 7 * j) % 5 == 0]
    return [j for j in range(N) if (2 * (source - E) + 5 * j) % 7 == 0]


def main():
    span = float(sys.argv[1]) if len(sys.argv) > 1 else 25.0
    index = np.concatenate([np.arange(E), np.arange(I)])
    V = -65.0 + 0.4 * ((11 * index) % 41) + np.where(np.arange(N) < E, 0.0, 0.15)
    gates = [a / (a + b) for a, b in rates(V)]
    y = np.concatenate([V, *gates, np.zeros(2 * N)])
    last = np.full(N, -np.inf)
    spikes, arrivals, levels = [], [], 0

    # One function an element finds upward crossings.
    def crossing(k):
        event = lambda t, y: y[k] + 20.0
        event.direction = 0
        event.terminal = True
        return event

    events = [crossing(k) for k in range(N)]
    t, found = 0.0, -1
    while t < span:
        until = min([span] + [due for due, _, _ in arrivals])
        # Right after a crossing V is at -20 mV: step off it without looking.
        off = min(until, t + 1e-7)
        before, y = y, solve_ivp(flow, (t, off), y, method="DOP853", rtol=1e-10, atol=1e-10).y[:, -1]
        crossed = np.sign(before[:N] + 20) != np.sign(y[:N] + 20)
        if any(crossed[k] for k in range(N) if k != found):
            sys.exit("two crossings at once")
        t, found = off, -1
        if t < until:
            done = solve_ivp(flow, (t, until), y, method="DOP853", rtol=1e-10, atol=1e-10, max_step=0.1, events=events)
            t, y = done.t[-1], done.y[:, -1]
            for k in range(N):
                if len(done.t_events[k]) == 0:
                    continue
                found = k
                if flow(t, y)[k] < 0:
                    stayed = done.t_events[k][0] - last[k]
                    levels += int(stayed // T_REF) if np.isfinite(stayed) else 0
                    continue
                if t - last[k] <= T_REF:
                    continue
                last[k] = t
                spikes.append((t, k))
                arrivals += [(t + DELAY, j, k < E) for j in targets(k)]
        rest = []
        for due, j, excites in arrivals:
            if due > t + 1e-12:
                rest.append((due, j, excites))
            else:
                y[(4 if excites else 5) * N + j] += W_EX if excites else W_IN
        arrivals = rest
    with open("cobahh_small_continuous.json", "w") as file:
        json.dump({"neurons": N, "duration_ms": span, "spikes_by_level": len(spikes) + levels,
                   "spikes": [[k, round(float(s), 6)] for s, k in spikes]}, file, indent=None)
        file.write("\n")
    print(len(spikes), "spikes,", levels, "more by level")


main()
