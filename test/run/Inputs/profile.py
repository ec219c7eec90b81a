"""profile.py PROFILE.json RUN.json: what a profile must be, whatever the machine."""

import json
import sys

profile, run = (json.load(open(path)) for path in sys.argv[1:3])

for key in ("spikes", "synaptic_events", "neurons", "synapses", "threads", "seed"):
    assert profile[key] == run[key], (key, profile[key], run[key])

rows = profile["rows"]
kinds = {"population", "projection", "engine"}
limits = {None, "random updates", "arithmetic", "synchronisation", "imbalance", "overhead"}
for row in rows:
    assert row["kind"] in kinds and row["name"] and row["phase"], row
    assert len(row["seconds_by_thread"]) == profile["threads"], row
    assert abs(sum(row["seconds_by_thread"]) - row["thread_seconds"]) <= 1e-9 + 1e-9 * row["thread_seconds"], row
    for key in ("thread_seconds", "work", "calls", "bytes", "random_updates", "operations", "working_set_bytes"):
        assert row[key] >= 0, (key, row)
    assert row["limit"] in limits or row["limit"].endswith(" bandwidth"), row
    assert (row["of_ceiling"] is None) == (row["limit"] is None), row
    if "shared_by" in row:
        assert abs(sum(s["events"] for s in row["shared_by"]) - row["work"]) <= 1e-6 * row["work"] + 1, row

# All time of the threads is in some row.
whole = profile["thread_seconds"]
assert whole > 0
assert abs(sum(row["thread_seconds"] for row in rows) - whole) < 1e-6 * whole
for thread in range(profile["threads"]):
    sum_of_rows = sum(row["seconds_by_thread"][thread] for row in rows)
    assert abs(sum_of_rows - profile["seconds_by_thread"][thread]) < 1e-6 * whole
assert whole <= profile["phases"]["simulate"] * profile["threads"] * 1.001
assert 0 < profile["windows_timed"] <= profile["windows"] <= profile["ticks"]
assert 0 <= profile["overhead_share"] < 1


def total(phases, kind, unit, what="work"):
    return sum(row[what] for row in rows if row["kind"] == kind and row["phase"] in phases and row["unit"] == unit)


# Every synaptic event is in the row of a projection; events with state as edges, each once.
assert total(("deliver",), "projection", "event") + total(("emit",), "projection", "edge") \
    >= run["synaptic_events"] * 0.9, "events on their way at the end are filed, but not delivered"
delivered = total(("deliver",), "projection", "event")
edges = [row for row in rows if row["phase"] == "emit" and row["kind"] == "projection"]
assert 0 < delivered < run["synaptic_events"] and edges
assert all(row["work"] <= run["synaptic_events"] - delivered for row in edges)
assert total(("update",), "population", "neuron-tick") == run["neurons"] * profile["ticks"]
assert {row["name"] for row in rows if row["phase"] == "update"} == {"E", "I"}
assert any(row["phase"] == "draw" and row["kind"] == "projection" for row in rows)
assert any(row["phase"] == "emit" and row["name"] == "Y" for row in rows)
assert {row["phase"] for row in rows if row["name"] == "recording"} == {"sample", "append"}
assert any(row["phase"] == "wait" for row in rows) or profile["threads"] == 1

machine = profile["machine"]
for key in ("one_thread", "all_threads"):
    rates = machine[key]
    names = [level["name"] for level in rates["levels"]]
    assert names == [name for name in ("L1", "L2", "L3", "memory") if name in names] and names, names
    sizes = [level["bytes_per_thread"] for level in rates["levels"]]
    assert sizes == sorted(sizes) and sizes[0] > 0
    for level in rates["levels"]:
        assert level["read_bytes_per_s"] > 0 and level["update_bytes_per_s"] > 0
    for rate in ("random_updates_per_s", "flops_f32_per_s", "flops_f64_per_s"):
        assert rates[rate] > 0, rate
assert machine["one_thread"]["threads"] == 1 and machine["all_threads"]["threads"] == profile["threads"]
print("as it must be")
