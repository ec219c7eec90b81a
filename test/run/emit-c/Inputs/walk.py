"""Writes every program of some folders as C: it is refused with a code, or compiles without a warning and has the
spikes of `nc run` up to the end of its first `simulate`.

    walk.py SCRATCH FILE-OR-FOLDER …
"""
import pathlib
import re
import subprocess
import sys

scratch = pathlib.Path(sys.argv[1])
scratch.mkdir(parents=True, exist_ok=True)
# At full size too large for a file of C; at these it has the same structure.
SMALLER = {"12_potjans_diesmann": ["--set", "s=0.03"]}
STRICT = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1"]


def run(*call, cwd=None, seconds=60):
    return subprocess.run([str(c) for c in call], cwd=cwd, capture_output=True, text=True, timeout=seconds)


def spikes_of(folder):
    """Populations whose spikes were recorded, to (time, neuron)."""
    found = {}
    for file in sorted(folder.glob("*.spikes.csv")):
        lines = file.read_text().split()
        if lines and lines[0] == "neuron,time_ms":
            found[file.name.removesuffix(".spikes.csv")] = sorted(
                (round(float(t) * 1e6), int(n)) for n, t in (line.split(",") for line in lines[1:]))
    return found


def members(source, population):
    """Populations of C that a recorded one is, and where each begins: itself, or those of a family."""
    if f"tell(m, model_{population}," in source:
        return {population: 0}
    found, begin = {}, 0
    for name, size in re.findall(rf"tell\(m, model_({population}_\d+_), .*, (\d+)\);", source):
        found[name] = begin
        begin += int(size)
    return found


failures = written = compared = refused = 0
for root in (pathlib.Path(argument).resolve() for argument in sys.argv[2:]):
    for file in sorted(root.rglob("*.neuro")) if root.is_dir() else [root]:
        if "Inputs" in file.parts or "emit-c" in file.parts or "checkpoint" in file.read_text():
            continue  # a checkpoint would be left beside the program
        for experiment in re.findall(r"^experiment (\w+)", file.read_text(), re.M):
            name = f"{file.stem}-{experiment}"
            smaller = SMALLER.get(file.stem, [])

            def fail(what, text):
                global failures
                failures += 1
                print(f"FAILED {file} {experiment}: {what}\n{text[-3000:]}")

            try:
                made = run("nc", "build", "--emit=c", "--main", "-q", file, experiment, *smaller, "-o", scratch / "model")
                if made.returncode != 0:
                    if made.returncode == 1 and re.search(r"error\[E\d{4}\]|^nc: |:\d+:\d+: error: ", made.stderr, re.M):
                        refused += 1
                    else:
                        fail("not refused properly", made.stdout + made.stderr)
                    continue
                written += 1
                binary = scratch / "binary"
                done = run("gcc", *STRICT, scratch / "model.c", scratch / "model_main.c", "-o", binary, "-lm")
                if done.returncode != 0:
                    fail("does not compile", done.stderr)
                    continue
                out = scratch / f"{written}-{name}"  # programs of other folders may be called the same
                run("nc", "run", file, experiment, *smaller, "--quiet", "--out", out, seconds=120)
                wanted = spikes_of(out)
                end = float(re.search(r"atof\(argv\[1\]\) : ([\d.e+]+)", (scratch / "model_main.c").read_text()).group(1))
                got = {}
                for line in run(binary, seconds=120).stdout.split():
                    population, element, time = line.split(",")
                    got.setdefault(population, []).append((round(float(time) * 1e6), int(element)))
                source = (scratch / "model.c").read_text()
                for population, events in wanted.items():
                    of = members(source, population)
                    if not of:
                        continue  # a group, a selection or a built-in source
                    mine = sorted((t, n + begin) for name, begin in of.items() for t, n in got.get(name, []))
                    events = [e for e in events if e[0] <= end * 1e6 + 1]
                    compared += len(events)
                    if events != mine:
                        fail(f"spikes of {population} differ", f"{events[:5]}\n{mine[:5]}")
            except subprocess.TimeoutExpired as late:
                print(f"too long: {file} {experiment}: {late.cmd[0]}")
print(f"{written} written, {refused} refused, {compared} spikes compared, {failures} failures")
sys.exit(failures != 0 or compared == 0)
