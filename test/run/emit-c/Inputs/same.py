"""A program as C against `nc run`: the same spikes and the same bits of states.

    same.py PROGRAM [EXPERIMENT] --ms T [--state POP.STATE …] [--build OPTION …]
            [--compilers gcc,clang] [--flags "-O0;-O3"]

The program must record the spikes of the populations it has, and each --state, whose
last sample is compared. Writes into the current folder.
"""
import argparse
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path


def run(*call):
    done = subprocess.run([str(c) for c in call], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, call))}\nfailed ({done.returncode}):\n{done.stdout[-3000:]}{done.stderr[-6000:]}")
    return done.stdout


def array(archive, name):
    """An array of an .npz file, flat."""
    data = zipfile.ZipFile(archive).read(name + ".npy")
    length = struct.unpack("<H", data[8:10])[0]
    header = data[10:10 + length].decode()
    code = {"<f8": "d", "<i8": "q"}[re.search(r"'descr': '([^']+)'", header).group(1)]
    body = data[10 + length:]
    return struct.unpack(f"<{len(body) // 8}{code}", body)


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("program")
    parse.add_argument("experiment", nargs="?")
    parse.add_argument("--ms", required=True)
    parse.add_argument("--state", action="append", default=[])
    parse.add_argument("--build", action="append", default=[])
    parse.add_argument("--compilers", default="gcc,clang")
    parse.add_argument("--flags", default="-O0;-O3 -march=native")
    parse.add_argument("--least", type=int, default=20, help="spikes that there must be")
    options = parse.parse_args()
    program = [options.program] + ([options.experiment] if options.experiment else [])

    out = Path("c-" + Path(options.program).stem)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    run("nc", "run", *program, *options.build, "--quiet", "--out", out / "run", "--format", "npz")
    run("nc", "build", "--emit=c", "--main", "-q", *program, *options.build, "-o", out / "model")

    wanted = {}
    for file in sorted((out / "run").glob("*.npz")):
        names = zipfile.ZipFile(file).namelist()
        if "neuron.npy" in names:
            population = file.stem.removesuffix(".spikes")
            wanted[population] = sorted(zip(array(file, "time_ms"), array(file, "neuron")))
    if sum(map(len, wanted.values())) < options.least:
        sys.exit(f"too few spikes to compare: {wanted}")
    states = {}
    for state in options.state:
        file = out / "run" / (state + ".npz")
        n = len(array(file, "element"))
        states[state] = array(file, "values")[-n:]

    # The same states from C, as the bits of doubles.
    lines = "".join(
        f"  for (int i = 0; i < {len(values)}; ++i)\n"
        f'    printf("{state} %a\\n", (double)model_state.{state}[i]);\n'
        for state, values in states.items())
    (out / "states.c").write_text(
        '#include "model.h"\n#include <stdio.h>\nstatic model model_state;\nint main(void)\n{\n'
        "  model_init(&model_state);\n"
        f"  model_run(&model_state, (int64_t)({options.ms} / model_DT + 0.5));\n{lines}  return 0;\n}}\n")

    strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    for compiler in options.compilers.split(","):
        for flags in options.flags.split(";"):
            flag = flags.split()
            binary = out / "binary"
            run(compiler, *strict, *flag, out / "model.c", out / "model_main.c", "-o", binary, "-lm")
            got = {}
            for line in run(binary.resolve(), options.ms).split():
                population, element, time = line.split(",")
                got.setdefault(population, []).append((float(time), int(element)))
            for population, events in wanted.items():
                mine = sorted(got.get(population, []))
                if [(round(t * 1e6), e) for t, e in events] != [(round(t * 1e6), e) for t, e in mine]:
                    at = next((k for k, (a, b) in enumerate(zip(events, mine)) if a != b),
                              min(len(events), len(mine)))
                    sys.exit(f"{compiler} {flags}: spikes of {population} differ at number {at} of "
                             f"{len(events)}: {events[at:at + 3]} became {mine[at:at + 3]}")
            run(compiler, *strict, *flag, out / "model.c", out / "states.c", "-o", binary, "-lm")
            values = {}
            for line in run(binary.resolve()).splitlines():
                name, value = line.split()
                values.setdefault(name, []).append(float.fromhex(value))
            for state, expected in states.items():
                same = [struct.pack("d", a) == struct.pack("d", b)
                        for a, b in zip(expected, values[state])]
                if not all(same):
                    at = same.index(False)
                    sys.exit(f"{compiler} {flags}: {state}[{at}] is {values[state][at]!r}, "
                             f"not {expected[at]!r} ({same.count(False)} differ)")
    # Nothing is allocated or printed by the model itself.
    run("gcc", "-std=c99", "-O2", "-c", out / "model.c", "-o", out / "model.o")
    for line in run("nm", "--undefined-only", out / "model.o").split("\n"):
        symbol = line.split()[-1] if line.split() else ""
        if symbol and symbol not in {"exp", "log", "sin", "cos", "pow", "fma", "fmaf", "fmod", "fmodf", "memset", "memcpy", "rint", "rintf",
                                     "floor", "floorf", "ceil", "ceilf", "round", "roundf", "trunc",
                                     "truncf", "sqrt", "sqrtf", "tan", "tanf", "atan", "atanf",
                                     "_GLOBAL_OFFSET_TABLE_"}:
            sys.exit(f"the model needs {symbol}")
    print(f"same: {sum(map(len, wanted.values()))} spikes, {len(states)} states")


main()
