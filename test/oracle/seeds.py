"""Five seeds of the balanced network beside five of NEST 3.10 on the same network.

NEST (iaf_psc_exp, fixed in-degree with multapses and autapses, 18 kHz Poisson, 200 ms discarded, 1 s measured; CV over neurons
with at least three spikes), seeds 1 to 5:
"""
import json
import subprocess
import sys

RATE = [69.27025, 69.45075, 69.751625, 70.51875, 68.603625]
CV = [1.6385, 1.5129, 1.5631, 1.4914, 1.5423]


def mean(values):
    return sum(values) / len(values)


def main():
    rates, cvs = [], []
    for seed in range(1, 6):
        done = subprocess.run(["nc", "run", sys.argv[1], "--json", "--seed", str(seed)],
                              stdout=subprocess.PIPE, text=True, check=True)
        reports = json.loads(done.stdout)["reports"]
        rates.append(reports["rate(run.E)"]["value"])
        cvs.append(reports["cv_isi(run.E)"]["value"])
    print("rate", rates, "NEST", RATE)
    print("cv  ", cvs, "NEST", CV)
    failed = [name for name, ours, theirs in (("rate", rates, RATE), ("CV", cvs, CV))
              if not min(theirs) <= mean(ours) <= max(theirs)]
    if failed:
        sys.exit("the mean is outside NEST's spread: " + ", ".join(failed))


if __name__ == "__main__":
    main()
