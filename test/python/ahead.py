"""Programs compiled ahead of time: the same spikes, and no compiler is needed.

argv: the text, what `nc build` made of it.
"""
import json
import os
import pickle
import subprocess
import sys

import neuro

RUN = """
import json, sys, neuro
program = neuro.load(sys.argv[1], f="2 kHz")
with program.sim(seed=7) as sim:
    spikes = sim.listen("E")
    sim.run(100)
    got = spikes.drain()
try:
    neuro.compile("network N {}")
    compiles = True
except neuro.UnsupportedError:
    compiles = False
print(json.dumps([got.ticks.tolist(), got.elements.tolist(), program.run("main").spikes, compiles]))
"""


def spikes_of(program):
    with program.sim(seed=7) as sim:
        spikes = sim.listen("E")
        sim.run(100)
        got = spikes.drain()
    return [got.ticks.tolist(), got.elements.tolist(), program.run("main").spikes]


text, library = sys.argv[1:]
compiled = neuro.compile(text, f="2 kHz")
loaded = neuro.load(library, f="2 kHz")
wanted = spikes_of(compiled)
assert len(wanted[0]) > 100
assert spikes_of(loaded) == wanted
assert spikes_of(pickle.loads(pickle.dumps(loaded))) == wanted
assert loaded.source is None and list(loaded.experiments) == ["main"]
assert loaded.parameters() == compiled.parameters()

small = os.path.join(os.path.dirname(neuro._native.lib.path), "libneuro-rt.so.1")
done = subprocess.run([sys.executable, "-c", RUN, library], stdout=subprocess.PIPE, text=True,
                      env={**os.environ, "NEURO_LIBRARY": small}, check=True)
assert json.loads(done.stdout) == [*wanted, False]

for path, kind in (("/no/such.so", OSError), (text, neuro.Error), (3, TypeError)):
    try:
        neuro.load(path)
        raise SystemExit(f"{path} was loaded")
    except kind:
        pass
try:
    neuro.load(library, g=3)
    raise SystemExit("a parameter that there is not")
except ValueError:
    pass
