"""Runs of three programs, many at once, share a cache that holds two: all give what they give alone."""
import json
import os
import subprocess
import sys

cache, model = sys.argv[1:]
variants = [["--solver", "auto"], ["--solver", "rk4"], ["--solver", "exponential_euler"]]


def start(variant, *more):
    command = ["nc", "run", model, "--json", "--threads", "1", *variants[variant], *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def spikes(process):
    out, _ = process.communicate()
    assert process.returncode == 0, out
    result = json.loads(out)
    return result["spikes"], result["cache"]


environment = dict(os.environ)
alone, sizes = [], []
for k in range(3):
    count, use = spikes(start(k, "--cache", cache + str(k)))
    alone.append(count)
    sizes.append(os.path.getsize(use["file"]))
environment["NEURO_CACHE_SIZE"] = str(int(2.4 * max(sizes)))
for _ in range(3):
    crowd = [start(k % 3, "--cache", cache) for k in range(12)]
    for k, process in enumerate(crowd):
        count, use = spikes(process)
        assert count == alone[k % 3], (k, count, alone)
        assert "problem" not in use, use
left = os.listdir(cache)
assert left and all(name.endswith(".code") for name in left), left
