"""The cortical microcircuit beside NEST and, at full scale, beside what is published.

    microcircuit_seeds.py tenth PROGRAM     five seeds of a tenth of the neurons beside seeds of NEST (data/make_microcircuit.py)
    microcircuit_seeds.py full PROGRAM      77,169 neurons (1.4 GB) beside the rates of the reference implementation
"""
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile

EXPERIMENT = """
experiment check on Microcircuit {
  dt = 0.1 ms
  simulate 500 ms
  simulate %s as run
  report rate(run.L), cv_isi(run.L), synchrony(run.L), correlation(run.L)
}
"""
LAYERS = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
MEASURES = {"rate_Hz": "rate(run.L)", "cv_isi": "cv_isi(run.L)", "synchrony": "synchrony(run.L)",
            "correlation": "correlation(run.L)"}
# Hz, mean over 10 s after 500 ms of the reference implementation (Potjans & Diesmann 2014, in NEST)
PUBLISHED = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]


def run(program, span, seed, more):
    with open(program) as file, tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "check.neuro")
        with open(path, "w") as out:
            out.write(file.read() + EXPERIMENT % span)
        done = subprocess.run(["nc", "run", path, "check", "--json", "--no-plot", "--seed", str(seed)] + more,
                              stdout=subprocess.PIPE, text=True, check=True)
    reports = json.loads(done.stdout)["reports"]
    return {name: reports[text]["value"] for name, text in MEASURES.items()}


def tenth(program):
    """Ours and the reference's might be seeds of one simulator: means differ by at most five standard errors of the
    difference (both have the spread of all seeds about the mean of their own), and rates by at most 2 %."""
    with open(os.path.join(os.path.dirname(__file__), "data", "nest_microcircuit_tenth.json")) as file:
        reference = json.load(file)
    ours = [run(program, "5 s", seed, ["--set", "s=0.1"]) for seed in range(1, 6)]
    outside = []
    for name in MEASURES:
        for k, layer in enumerate(LAYERS):
            theirs, mine = [seed[k] for seed in reference[name]], [seed[name][k] for seed in ours]
            squares = sum(statistics.pvariance(values) * len(values) for values in (theirs, mine))
            spread = math.sqrt(squares / (len(theirs) + len(mine) - 2))
            error = spread * math.sqrt(1 / len(theirs) + 1 / len(mine))
            expected, found = statistics.fmean(theirs), statistics.fmean(mine)
            good = abs(found - expected) <= 5 * error and (name != "rate_Hz" or math.isclose(found, expected, rel_tol=0.02))
            print(f"{name:12} {layer:5} {found:9.4f}  NEST {expected:9.4f}, {(found - expected) / error:+.1f} standard errors"
                  + ("" if good else "  OUTSIDE"))
            if not good:
                outside.append(f"{name} of {layer}")
    return outside


def full(program):
    """Rates within 5 % of the published ones; firing is irregular and hardly correlated."""
    ours = run(program, "3 s", 55, [])
    outside = []
    for k, layer in enumerate(LAYERS):
        rate, cv, correlation = (ours[name][k] for name in ("rate_Hz", "cv_isi", "correlation"))
        good = math.isclose(rate, PUBLISHED[k], rel_tol=0.05) and 0.6 < cv < 1.1 and 0 < correlation < 0.02
        print(f"{layer:5} rate {rate:.3f} Hz (published {PUBLISHED[k]:.3f}), CV {cv:.3f}, correlation {correlation:.5f}"
              + ("" if good else "  OUTSIDE"))
        if not good:
            outside.append(layer)
    return outside


def main():
    outside = {"tenth": tenth, "full": full}[sys.argv[1]](sys.argv[2])
    if outside:
        sys.exit("outside the reference's spread: " + ", ".join(outside))


if __name__ == "__main__":
    main()
