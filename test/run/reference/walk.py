"""Runs every program of test/run and test/oracle and every example through neuro-smith, which compares the compiled with the
reference engine. A new program takes part by being there; what is cut short or left out says why below.

usage: walk.py TESTS EXAMPLES SCRATCH (tests|examples)"""
import pathlib
import shutil
import subprocess
import sys

tests, examples, scratch = map(pathlib.Path, sys.argv[1:4])
part = sys.argv[4]

# Folders of files that are not programs of their own, by where they are.
NOT_PROGRAMS = {"Inputs"}

# Left out altogether.
EXCLUDED = {
    "run/reference/f32.neuro": "is about being refused",
    "examples/digits/digits.neuro": "reads MNIST, which is not in the tree",
}

# Too long for an engine that takes its time; or about refusing, in which both must say the same.
LIMITS = {
    "run/reference/synapses.neuro": ["--at-most", "6"],  # is compared in full by itself
    "run/elements/noise.neuro": ["--at-most", "400"],
    "run/hopfield.neuro": ["--at-most", "200"],
    "run/data/errors.neuro": ["--allow-refused"],
    "run/loops/errors.neuro": ["--allow-refused"],
    "run/synapses/records-of-edges.neuro": ["--allow-refused"],
    "run/checkpoint.neuro": ["--allow-refused"],
    "run/chosen-experiment.neuro": ["--allow-refused"],
    "run/reset.neuro": ["--no-variants"],  # asks for what came before the checkpoint
    "run/status.neuro": ["--allow-refused"],
    "run/elements/every.neuro": ["--allow-refused"],
}

# Where ten milliseconds a statement and all elements are too much, or there are too many statements.
EXAMPLE_LIMITS = {
    "examples/assembly": ["--experiment", "hebb", "--at-most", "5"],
    "examples/brunel": ["--at-most", "60", "--set=NE=160", "--set=NI=40"],
    "examples/ca3-memory": ["--experiment", "recall", "--at-most", "1"],
    "examples/concept-shift": ["--experiment", "brighter", "--at-most", "0.5"],
    "examples/hodgkin-huxley": ["--at-most", "10", "--elements", "100"],
    "examples/kuramoto": ["--at-most", "20", "--elements", "60"],
    "examples/microcircuit": ["--at-most", "20", "--set=s=0.001"],
    "examples/multitasking-memory": ["--at-most", "2", "--elements", "60"],
}


def neuro_smith(file, arguments):
    command = ["neuro-smith", "--no-levels", "--threads", "2", *arguments, str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(done.stdout, end="", flush=True)
    if done.returncode:
        print("FAILED:", " ".join(command))
    return done.returncode == 0


def programs(root, name):
    for file in sorted(root.rglob("*.neuro")):
        relative = pathlib.PurePosixPath(name) / file.relative_to(root).as_posix()
        if NOT_PROGRAMS.isdisjoint(relative.parts) and str(relative) not in EXCLUDED:
            yield file, str(relative)


shutil.rmtree(scratch, ignore_errors=True)
agreed, seen = True, set()
if part == "tests":
    # Some write files where they are, and some read data that a script makes.
    shutil.copytree(tests / "run", scratch / "run")
    subprocess.run([sys.executable, tests / "run/data/Inputs/make_data.py", scratch / "run/data"], check=True)
    shutil.copy(scratch / "run/emit-c/Inputs/current.csv", scratch / "run/emit-c")
    for root, name, more in [(scratch / "run", "run", []), (tests / "oracle", "oracle", ["--at-most", "60"])]:
        for file, relative in programs(root, name):
            seen.add(relative)
            agreed &= neuro_smith(file, more + LIMITS.get(relative, []))
else:
    for file, relative in programs(examples, "examples"):
        folder = str(pathlib.PurePosixPath(relative).parent)
        seen.add(folder)
        agreed &= neuro_smith(file, EXAMPLE_LIMITS.get(folder, ["--at-most", "10"]))
# An entry that speaks of nothing is a mistake of ours.
listed = LIMITS if part == "tests" else EXAMPLE_LIMITS
for name in set(listed) - seen:
    print(f"walk.py: there is no {name}")
    agreed = False
sys.exit(not agreed)
