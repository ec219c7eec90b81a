"""same.py A B [TOLERANCE]: whether two directories that `nc run --out` wrote hold the same.

Files, headers, times and elements must be equal; with a tolerance, values may differ by that
much of the larger of them (or of 1e-3). Says what differs and ends with status 1.
"""
import csv
import os
import sys


def rows(path):
    with open(path, newline="") as file:
        return list(csv.reader(line for line in file if not line.startswith("#")))


def near(a, b, tolerance):
    if a == b:
        return True
    try:
        x, y = float(a), float(b)
    except ValueError:
        return False
    return abs(x - y) <= tolerance * max(abs(x), abs(y), 1e-3)


def main(first, second, tolerance=0.0):
    names = sorted(os.listdir(first))
    if names != sorted(os.listdir(second)) or not names:
        return f"{names} and {sorted(os.listdir(second))}"
    entries = 0
    for name in names:
        a, b = rows(os.path.join(first, name)), rows(os.path.join(second, name))
        if len(a) != len(b):
            return f"{name}: {len(a)} and {len(b)} rows"
        for k, (x, y) in enumerate(zip(a, b)):
            if len(x) != len(y) or not all(near(u, v, tolerance) for u, v in zip(x, y)):
                return f"{name}, row {k}: {x} and {y}"
            entries += len(x)
    return None if entries > 100 else f"only {entries} entries to compare"


if __name__ == "__main__":
    difference = main(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:]))
    if difference:
        sys.exit(difference)
