"""A recurrent network, looked at from Python.

Notebook style: editors and Jupyter (by jupytext) run it cell by cell; as a script it
does all of it and writes a figure, `python analysis.py [figure.svg]`.
"""
# %% [markdown]
# # How irregular is a balanced network?

# %%
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import neuro
import numpy as np
from neuro import plot

here = Path(__file__).parent if "__file__" in globals() else Path()
program = neuro.compile(here / "balanced.neuro")
print(program)
for parameter in program.parameters().values():
    unit = "" if parameter.unit == "1" else " " + parameter.unit
    print(f"  {parameter.name} = {parameter.default:g}{unit}")

# %% [markdown]
# ## One second of it
# Spikes are arrays of ticks and elements; `sim["E.V"]` is the sim's own memory.

# %%
sim = program.sim(seed=1)
sim.run("200 ms")  # what it begins with is forgotten
spikes = sim.listen("E")
sim.run("1 s")
events = spikes.drain()
rate = events.rate(1000)
V = sim["E.V"]
print(f"{rate:.1f} Hz; V = {V.mean():.2f} +- {V.std():.2f} {V.unit}, shared: {V.shared}")


# %%
def cv_of_intervals(events, at_least=5):
    """Mean over neurons of the coefficient of variation of their intervals."""
    order = np.lexsort((events.ticks, events.elements))
    ticks, neurons = events.ticks[order], events.elements[order]
    intervals = np.diff(ticks)[np.diff(neurons) == 0]
    owner = neurons[1:][np.diff(neurons) == 0]
    count = np.bincount(owner, minlength=events.size)
    mean = np.bincount(owner, intervals, events.size) / np.maximum(count, 1)
    square = np.bincount(owner, intervals**2, events.size) / np.maximum(count, 1)
    chosen = count >= at_least
    return np.mean(np.sqrt(square - mean**2)[chosen] / mean[chosen])


cv = cv_of_intervals(events)
print(f"CV of intervals: {cv:.2f}")
assert 0.7 < cv < 1.6, "the network is not irregular"

# %% [markdown]
# ## Inhibition makes it slower
# Sims of one program in threads of Python: the interpreter's lock is not held while they run.
# The same sweep is a line of the language; here each value is a sim of its own.

# %%
strengths = [4.5, 5, 5.5, 6, 7, 8]


def rate_at(g):
    with program.sim(seed=1, threads=1, g=g) as one:
        one.run("200 ms")
        listener = one.listen("E")
        one.run("500 ms")
        return listener.drain().rate(500)


with ThreadPoolExecutor(2) as pool:
    rates = list(pool.map(rate_at, strengths))
for g, found in zip(strengths, rates):
    print(f"  g = {g}: {found:5.1f} Hz")
assert rates == sorted(rates, reverse=True), "more inhibition did not slow it down"

# %% [markdown]
# ## The experiment of the program
# What `nc run` prints, as an object that pickles.

# %%
result = program.run(seed=1)
print(result)
assert abs(float(result["rate(run.E)"]) - rate) < 1e-9, "sim and experiment are not the same"
assert abs(float(result["cv_isi(run.E)"]) - cv) < 0.1

# %% [markdown]
# ## A second program in the same process
# Passive membranes listen to 200 neurons of the network while it runs: every ms spikes
# are taken from the one and pushed into the other, where they arrive 1 ms later.

# %%
listener = neuro.compile(here / "listener.neuro")
membrane = listener.sim(dt=sim.dt)
heard = sim.listen("E[0..200]")
beginning, received = sim.tick, 0
for _ in range(2000):
    sim.run(1)
    new = heard.drain()
    received += len(new)
    membrane.push("P", new.elements, ticks=new.ticks - beginning + round(1 / sim.dt))
    membrane.run(1)
trace = membrane.recordings["M.V"]

# %% [markdown]
# Campbell's theorem: input of rate r and size w through exponential currents (tau_s) and a
# membrane (tau_m, C) has mean r w tau_s tau_m / C, whatever its correlations, and variance
# r (w tau_s tau_m / C)^2 / (2 (tau_s + tau_m)), if it is Poissonian. Correlated spikes add to that.

# %%
tau_m, tau_s, C, w = 20.0, 2.0, 250.0, listener.parameters()["w"].default  # ms, ms, pF, pA
later = trace.values[trace.times > 200, 0]
pooled = received / 2000  # events a ms
mean = pooled * w * tau_s * tau_m / C
deviation = np.sqrt(pooled / (2 * (tau_s + tau_m))) * w * tau_s * tau_m / C
print(f"membrane: {later.mean():.3f} +- {later.std():.3f} mV; "
      f"of independent input: {mean:.3f} +- {deviation:.3f} mV")
assert abs(later.mean() / mean - 1) < 0.1, "the mean is not Campbell's"
assert later.std() > deviation, "neurons that share their input are not independent"

# %% [markdown]
# ## A figure

# %%
figure = plot.figure(
    events, sim.recordings["mean(E.V)"], trace, begin=200, end=1200,
    title=f"balanced network: {rate:.1f} Hz, CV {cv:.2f}; below, a membrane that listens")
figure.save(sys.argv[1] if len(sys.argv) > 1 else "analysis.svg")
print(figure)
