"""Compares what nc recorded with a reference trace. Standard library only.

  compare.py values RESULT.csv COLUMN REFERENCE.csv COLUMN --tolerance T [--from MS] [--until MS] [--grid MS]
  compare.py spikes RESULT.spikes.csv REFERENCE.json --tolerance MS
  compare.py network RESULT.spikes.csv REFERENCE.json --tolerance MS      neuron by neuron

Prints the largest difference and exits 1 when it is too large. Times are
matched exactly on the reference's grid; a reference sample without a recorded
one (or none in common at all) is an error, so that an empty file cannot pass.
"""
import argparse
import csv
import json
import sys


def column(path, name):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    if name not in header:
        sys.exit(f"{path}: no column '{name}' in {header}")
    k = header.index(name)
    return [(round(float(row[0]), 6), float(row[k])) for row in rows[1:]]


def compare_values(args):
    recorded = dict(column(args.result, args.column))
    reference = column(args.reference, args.reference_column)
    worst, at, compared = 0.0, None, 0
    for time, value in reference:
        if time < args.start or time > args.until or time == 0:
            continue
        if args.grid and abs(time / args.grid - round(time / args.grid)) > 1e-6:
            continue
        if time not in recorded:
            sys.exit(f"{args.result}: nothing recorded at {time} ms")
        compared += 1
        difference = abs(recorded[time] - value)
        if not difference <= worst:
            worst, at = difference, time
    if compared == 0:
        sys.exit("no sample to compare")
    print(f"{compared} samples, largest difference {worst:.3g} at {at} ms")
    if not worst <= args.tolerance:
        sys.exit(f"larger than {args.tolerance:g}")


def compare_spikes(args):
    with open(args.result, newline="") as file:
        rows = list(csv.reader(file))
    if rows[0] != ["neuron", "time_ms"]:
        sys.exit(f"{args.result}: unexpected header {rows[0]}")
    recorded = [float(row[1]) for row in rows[1:]]
    with open(args.reference) as file:
        reference = json.load(file)["spike_times_ms"]
    if len(recorded) != len(reference):
        sys.exit(f"{len(recorded)} spikes, the reference has {len(reference)}:\n{recorded}\n{reference}")
    worst = max((abs(a - b) for a, b in zip(recorded, reference)), default=0)
    print(f"{len(recorded)} spikes, largest difference {worst:.3g} ms")
    if not recorded or not worst <= args.tolerance + 1e-9:
        sys.exit(f"larger than {args.tolerance:g} ms:\n{recorded}\n{reference}")


def compare_network(args):
    with open(args.result, newline="") as file:
        rows = list(csv.reader(file))
    if rows[0] != ["neuron", "time_ms"]:
        sys.exit(f"{args.result}: unexpected header {rows[0]}")
    with open(args.reference) as file:
        reference = json.load(file)
    recorded, expected = ({k: [] for k in range(reference["neurons"])} for _ in range(2))
    for neuron, time in rows[1:]:
        recorded[int(neuron)].append(float(time))
    for neuron, time in reference["spikes"]:
        expected[neuron].append(time)
    worst = 0.0
    for k, times in expected.items():
        if len(times) != len(recorded[k]):
            sys.exit(f"neuron {k}: {len(recorded[k])} spikes, the reference has {len(times)}:\n{recorded[k]}\n{times}")
        worst = max([worst] + [abs(a - b) for a, b in zip(recorded[k], times)])
    print(f"{len(reference['spikes'])} spikes, largest difference {worst:.3g} ms")
    if not reference["spikes"] or not worst <= args.tolerance + 1e-9:
        sys.exit(f"larger than {args.tolerance:g} ms")


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    values = commands.add_parser("values")
    values.add_argument("result")
    values.add_argument("column")
    values.add_argument("reference")
    values.add_argument("reference_column")
    values.add_argument("--tolerance", type=float, required=True)
    values.add_argument("--from", dest="start", type=float, default=0)
    values.add_argument("--until", type=float, default=float("inf"))
    values.add_argument("--grid", type=float, help="compare at multiples of it only")
    values.set_defaults(run=compare_values)
    spikes = commands.add_parser("spikes")
    spikes.add_argument("result")
    spikes.add_argument("reference")
    spikes.add_argument("--tolerance", type=float, required=True)
    spikes.set_defaults(run=compare_spikes)
    network = commands.add_parser("network")
    network.add_argument("result")
    network.add_argument("reference")
    network.add_argument("--tolerance", type=float, required=True)
    network.set_defaults(run=compare_network)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
