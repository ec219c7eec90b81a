"""interrupted.py BENCH DIRECTORY: a benchmark of a compiler that stops at its third run, is ended there, and goes on.

The compiler is a script that answers as nc does: it numbers its runs, and in the one that a file names it waits. No time
is waited for: each step begins when the other side has said, through a pipe, that it is there.
"""
import json
import os
import signal
import subprocess
import sys

signal.alarm(300)  # rather than hang
bench, folder = sys.argv[1:]
nc = os.path.join(folder, "build", "bin", "nc")
os.makedirs(os.path.dirname(nc))
with open(nc, "w") as file:
    file.write(f"""#!{sys.executable}
import json, os, signal, sys
folder = {folder!r}
with open(os.path.join(folder, "count"), "a+") as file:
    file.write(".")
    file.seek(0)
    count = len(file.read())
with open(os.path.join(folder, "held")) as file:
    held, end = file.read().split()
if held == str(count):
    if end == "fails":
        sys.exit("error: it does not run")
    with open(os.path.join(folder, "there"), "w") as pipe:
        pipe.write(str(os.getpid()))
    signal.pause()
print(json.dumps(dict(synaptic_events=0, biological_s=1, reports={{}}, simulated=[dict(name="run", seconds=count,
    biological_s=1)], phases=dict(check=0, compile=0, build=0, simulate=1), threads=1, synapses=0, memory_bytes=1000000,
    dt_ms=0.1)))
""")
os.chmod(nc, 0o755)
out, page = os.path.join(folder, "out.json"), os.path.join(folder, "out.md")
there = os.path.join(folder, "there")
os.mkfifo(there)
call = [sys.executable, bench, "empty_tick", "empty_exchange", "--nc", nc, "--threads", "1", "--precision", "f32",
        "--repeat", "3", "--json", out, "--markdown", page]


def hold(run, how="waits"):
    with open(os.path.join(folder, "held"), "w") as file:
        file.write(f"{run} {how}")


def counted():
    """Numbers of the runs, by program."""
    with open(out) as file:
        document = json.load(file)
    return document, {entry["program"]: [run.get("real_time_factor") for run in entry["runs"]]
                      for entry in document["results"]}


def expect(is_, wanted, what):
    if is_ != wanted:
        sys.exit(f"{what}: {is_!r}, not {wanted!r}")


def interrupt(how, *more):
    """Runs up to the one that is held, and ends the benchmark there."""
    with subprocess.Popen(call + list(more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        with open(there) as pipe:  # opens when the run is there
            child = int(pipe.read())
        found = counted()
        running.send_signal(how)
        if how == signal.SIGKILL:
            os.kill(child, signal.SIGKILL)  # whom nobody ends then
        said, wrong = running.communicate()
    return found, said, wrong, running.returncode


# Two runs are in the files while the third goes on; SIGTERM and Ctrl-C keep them and say what is missing.
hold(3)
(document, runs), said, wrong, status = interrupt(signal.SIGTERM)
expect(runs, {"empty_tick": [1], "empty_exchange": [2]}, "while it runs")
expect(status, 130, "status")
expect("--resume goes on with " + out in wrong, True, wrong)
expect("4 of 6 runs are missing: empty_tick nc f32 1 (2), empty_exchange nc f32 1 (2)" in said, True, said)
with open(page) as file:
    expect(file.read(), said, "the table")
document, _ = counted()
expect(document["complete"], False, "complete")
expect(document["missing"][0], {"program": "empty_tick", "with": "nc", "precision": "f32", "threads": 1, "runs": 2},
       "missing")

# It goes on with what it lacks; killed outright it keeps that, too. The run that was interrupted is made again.
hold(6)
(document, runs), said, wrong, status = interrupt(signal.SIGKILL, "--resume")
expect(status, -signal.SIGKILL, "status")
_, runs = counted()
expect(runs, {"empty_tick": [1, 4], "empty_exchange": [2, 5]}, "killed")
expect([name for name in os.listdir(folder) if name.endswith(".part")], [], "what is left")

# A run that fails is said so, and made again when it goes on.
hold(7, "fails")
done = subprocess.run(call + ["--resume"], capture_output=True, text=True)
expect(done.returncode, 0, done.stderr)
_, runs = counted()
expect(runs, {"empty_tick": [1, 4, None], "empty_exchange": [2, 5, 8]}, "with a failure")
hold(0)
subprocess.run(call + ["--resume"], check=True, capture_output=True)
document, runs = counted()
expect(runs, {"empty_tick": [1, 4, 9], "empty_exchange": [2, 5, 8]}, "at the end")
expect((document["complete"], document["missing"]), (True, []), "at the end")
# Nothing is missing: nothing is run.
subprocess.run(call + ["--resume"], check=True, capture_output=True)
expect(counted()[1], runs, "again")

# Another build, another kind and what is no such file are refused, and stay as they are.
with open(nc, "a") as file:
    file.write("# changed\n")
for more, why in (([], "another build of nc"), (["--phases"], "has times, not phases"),
                  (["--json", nc], "is not what bench --json writes")):
    done = subprocess.run(call + ["--resume"] + more, capture_output=True, text=True)
    expect((done.returncode, why in done.stderr), (2, True), done.stderr)
expect(counted()[1], runs, "refused")
# Without --resume it begins anew.
subprocess.run(call + ["--repeat", "1"], check=True, capture_output=True)
expect(counted()[1], {"empty_tick": [10], "empty_exchange": [11]}, "anew")
