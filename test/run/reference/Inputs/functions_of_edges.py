"""Recorded functions of edges are those of the recorded edges."""

import csv
import math
import statistics
import sys


def rows(path):
    with open(path) as file:
        lines = csv.reader(file)
        next(lines)
        return [[float(x) for x in line] for line in lines]


def main(folder, *projections):
    functions = {
        "mean": statistics.fmean,
        "std": statistics.pstdev,
        "min": min,
        "max": max,
        "sum": math.fsum,
    }
    for projection in projections:
        edges = {}
        for time, _, _, value in rows(f"{folder}/{projection}.w.csv"):
            edges.setdefault(time, []).append(value)
        assert len(edges) > 10, len(edges)
        assert len({tuple(values) for values in edges.values()}) > 5, "nothing was learnt"
        for name, function in functions.items():
            recorded = dict(rows(f"{folder}/{name}_{projection}.w.csv"))
            assert sorted(recorded) == sorted(edges), (name, projection)
            for time, values in edges.items():
                assert math.isclose(recorded[time], function(values), rel_tol=1e-12), (name, projection, time)
    phases = {}
    for time, _, _, value in rows(f"{folder}/L.e.csv"):
        phases.setdefault(time, []).append(value)
    for time, value in rows(f"{folder}/order_parameter_L.e.csv"):
        x = math.fsum(map(math.cos, phases[time]))
        y = math.fsum(map(math.sin, phases[time]))
        assert math.isclose(value, math.hypot(x, y) / len(phases[time]), rel_tol=1e-12), time
    assert all(value == 0 for _, value in rows(f"{folder}/sum_none.w.csv"))


main(*sys.argv[1:])
