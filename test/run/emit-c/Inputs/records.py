"""A program as C against `nc run`: the bits of everything the experiment records, at every sample.

    records.py PROGRAM [EXPERIMENT] [--build=OPTION …] [--compilers gcc,clang] [--flags "-O0;-O3"]
               [--least N] [--needs TEXT …]

Spikes, values of populations and of synapses are compared with those of the C model, whose state is static
memory and, a second time, comes from malloc. What has no counterpart there (functions of populations, values that
were compiled away) is left out; at least N numbers must be left. Each TEXT must stand in the C source. Writes
into the current folder. Options for `nc run` alone: --run=OPTION.
"""
import argparse
import re
import shutil
import struct
import subprocess
import sys
import zipfile
from pathlib import Path


def run(*call, seconds=300):
    done = subprocess.run([str(c) for c in call], capture_output=True, text=True, timeout=seconds)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, call))}\nfailed ({done.returncode}):\n{done.stdout[-3000:]}{done.stderr[-6000:]}")
    return done.stdout


def arrays(file):
    """The arrays of an .npz file, flat."""
    out = {}
    archive = zipfile.ZipFile(file)
    for name in archive.namelist():
        data = archive.read(name)
        length = struct.unpack("<H", data[8:10])[0]
        header = data[10:10 + length].decode()
        code = {"<f8": "d", "<i8": "q"}[re.search(r"'descr': '([^']+)'", header).group(1)]
        body = data[10 + length:]
        out[name.removesuffix(".npy")] = struct.unpack(f"<{len(body) // 8}{code}", body)
    return out


HARNESS = """#include "model.c"
#include <stdio.h>
#include <stdlib.h>
#ifdef ON_HEAP
static model *state;
#else
static model place, *const state = &place;
#endif
static const char *const names[] = {%(names)s};
static void print(void *user, int population, int32_t element, int64_t tick)
{
  (void)user;
  printf("spike %%s %%ld %%ld\\n", names[population], (long)element, (long)tick);
}
int main(void)
{
#ifdef ON_HEAP
  state = malloc(sizeof *state);
  if (!state)
    return 1;
#endif
  model_init(state);
  model_listen(state, print, NULL);
  for (long n = 0; n <= %(ticks)s; ++n) {
%(samples)s    if (n < %(ticks)s)
      model_tick(state);
  }
#ifdef ON_HEAP
  free(state);
#endif
  return 0;
}
"""


def bits(value):
    return struct.pack("d", value)


def main():
    parse = argparse.ArgumentParser()
    parse.add_argument("program")
    parse.add_argument("experiment", nargs="?")
    parse.add_argument("--build", action="append", default=[])
    parse.add_argument("--run", action="append", default=[])
    parse.add_argument("--compilers", default="gcc,clang")
    parse.add_argument("--flags", default="-O1;-O3 -march=native")
    parse.add_argument("--least", type=int, default=20)
    parse.add_argument("--needs", action="append", default=[])
    options = parse.parse_args()
    program = [options.program] + ([options.experiment] if options.experiment else [])

    out = Path("r-" + Path(options.program).stem)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    run("nc", "build", "--emit=c", "--main", "-q", *program, *options.build, "-o", out / "model")
    done = subprocess.run(["nc", "run", *program, *options.build, *options.run, "--quiet", "--out", out / "run", "--format", "npz"],
                          capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode == 1 and "error" in done.stderr):
        sys.exit(done.stderr)
    source, header = (out / "model.c").read_text(), (out / "model.h").read_text()
    for text in options.needs:
        if text not in source:
            sys.exit(f"the source has no {text!r}")
    dt = float(re.search(r"define model_DT (\S+)", header).group(1))
    end = float(re.search(r"atof\(argv\[1\]\) : ([\d.e+-]+)", (out / "model_main.c").read_text()).group(1))
    ticks = int(end / dt + 0.5)
    populations = re.findall(r"model_(\w+) = \d+", re.search(r"enum \{(.*?)\};", header, re.S).group(1))
    members = {}  # of the structs of the state
    for body, name in re.findall(r"struct \{ /\*.*?\*/\n(.*?)\n  \} (\w+);", header, re.S):
        members[name] = dict(re.findall(r"^    \w+ (\w+)\[(\d+)\];", body, re.M))

    spikes, samples, expected, of_synapses = {}, "", {}, set()
    for file in sorted((out / "run").glob("*.npz")):
        name, data = file.stem, arrays(file)
        if "neuron" in data:
            population = name.removesuffix(".spikes")
            if population in populations and f"tell(m, model_{population}," in source:
                spikes[population] = sorted((round(t / dt), n) for t, n in zip(data["time_ms"], data["neuron"])
                                            if t < end + dt / 2)
            continue
        if "values" not in data or "." not in name:
            continue
        end_name, field = name.split(".", 1)
        field = re.sub(r"\W", "_", field)
        owner = end_name if end_name in members else re.sub(r"(_\d+)+$", "", end_name)
        if owner not in members or field not in members[owner]:
            continue
        times = [round(t / dt) for t in data["time_ms"]]
        width = len(data["values"]) // max(1, len(times))
        place = f"state->{owner}.{field}[e]"
        if "source" in data:
            of_synapses.add(name)
            if f"model_{owner}_{field}(const" in header:
                place = f"model_{owner}_{field}(state, (uint32_t)e)"
            elements = range(int(members[owner][field]))
        else:
            elements = data["element"]
        for k, n in enumerate(times):
            if n <= ticks:
                values = data["values"][k * width:(k + 1) * width]
                expected[(name, n)] = sorted(map(bits, values)) if "source" in data else list(map(bits, values))
        wanted = sorted({n for n in times if n <= ticks})
        list_ = ", ".join(map(str, elements))
        samples += (f"    {{\n      static const long at[] = {{{', '.join(map(str, wanted)) or '-1'}}};\n"
                    f"      static const int which[] = {{{list_}}};\n"
                    f"      for (size_t k = 0; k < sizeof at/sizeof *at; ++k)\n        if (at[k] == n)\n"
                    f"          for (size_t w = 0; w < sizeof which/sizeof *which; ++w) {{\n"
                    f"            const int e = which[w];\n"
                    f'            printf("value {name} %ld %a\\n", n, (double){place});\n          }}\n    }}\n')
    numbers = sum(map(len, spikes.values())) + sum(map(len, expected.values()))
    if numbers < options.least:
        sys.exit(f"too little to compare: {numbers} numbers")
    (out / "harness.c").write_text(HARNESS % {
        "names": ", ".join(f'"{p}"' for p in populations), "ticks": ticks, "samples": samples})

    strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"]
    first = True
    for compiler in options.compilers.split(","):
        for flags in options.flags.split(";"):
            run(compiler, *strict, *flags.split(), "-c", out / "model.c", "-o", out / "model.o")
            run(compiler, *strict, *flags.split(), "-c", out / "model_main.c", "-o", out / "main.o")
            for memory in ["", "-DON_HEAP"]:
                binary = out / "binary"
                run(compiler, *strict, *flags.split(), *memory.split(), out / "harness.c", "-o", binary, "-lm")
                got_spikes, got = {}, {}
                for line in run(binary.resolve()).splitlines():
                    word = line.split()
                    if word[0] == "spike":
                        got_spikes.setdefault(word[1], []).append((int(word[3]), int(word[2])))
                    else:
                        got.setdefault((word[1], int(word[2])), []).append(bits(float.fromhex(word[3])))
                where = f"{compiler} {flags} {memory}"
                for population, events in spikes.items():
                    mine = sorted(got_spikes.get(population, []))
                    if events != mine:
                        at = next((k for k, (a, b) in enumerate(zip(events, mine)) if a != b), min(len(events), len(mine)))
                        sys.exit(f"{where}: spikes of {population} differ at number {at} of {len(events)}: "
                                 f"{events[at:at + 3]} became {mine[at:at + 3]}")
                for key in sorted(expected, key=lambda k: k[1]):
                    values, mine = expected[key], got.get(key, [])
                    if key[0] in of_synapses:  # in an order of their own
                        mine = sorted(mine)
                    if mine != values:
                        at = next((k for k, (a, b) in enumerate(zip(values, mine)) if a != b), min(len(values), len(mine)))
                        show = lambda list_: [struct.unpack("d", v)[0] for v in list_[at:at + 3]]
                        sys.exit(f"{where}: {key[0]} in tick {key[1]} differs at {at} of {len(values)}: "
                                 f"{show(values)} became {show(mine)}")
    print(f"same: {sum(map(len, spikes.values()))} spikes, {sum(map(len, expected.values()))} values")


main()
