"""What _native.py declares is neuro.h: its version, structs, roles and functions.

argv: neuro.h
"""
import ctypes
import re
import sys

import neuro
from neuro import _describe, _native

text = open(sys.argv[1]).read()
bare = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
sys.argv[1:] = []


def struct(name):
    """Its members in order, with how many bytes each takes."""
    body = re.search(r"typedef struct neuro_%s \{(.*?)\n\} neuro_%s;" % (name, name), bare, re.S)
    return [(n, kind) for kind, n in members(body[1])] if body else None


def members(body):
    for declared in body.split(";"):
        declared = " ".join(declared.split())
        if not declared:
            continue
        pointer = re.match(r"\w+ \(\*(\w+)\)", declared)
        if pointer:
            yield "pointer", pointer[1]
            continue
        kind, names = re.match(r"(?:const )?(?:neuro_)?(\w+) (.*)", declared).groups()
        for name in names.split(","):
            stars = name.count("*")
            name = re.sub(r"[ *]|const ", "", name)
            count = re.search(r"\[(\d+)\]", name)
            yield ("pointer" if stars else kind) + (count[0] if count else ""), name.split("[")[0]


SIZES = {"pointer": 8, "size_t": 8, "int64_t": 8, "uint64_t": 8, "double": 8, "int32_t": 4,
         "uint32_t": 4, "int": 4, "role": 4, "type": 4, "severity": 4, "int64_t[4]": 32}
failures, checked = [], 0
for name, declared in vars(_native).items():
    if not (isinstance(declared, type) and issubclass(declared, ctypes.Structure)) or \
            declared in (ctypes.Structure, _native.Sized):
        continue
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
    wanted = struct(snake)
    if wanted is None:
        failures.append(f"neuro.h has no struct neuro_{snake}")
        continue
    checked += 1
    mine = [(n, ctypes.sizeof(kind)) for n, kind in declared._fields_]
    theirs = [(n, SIZES[kind]) for n, kind in wanted]
    if mine != theirs:
        failures.append(f"{name}: {mine}\nneuro.h: {theirs}")
assert checked >= 15, checked

version = tuple(int(re.search(r"#define NEURO_ABI_%s (\d+)" % part, text)[1])
                for part in ("MAJOR", "MINOR"))
if version != _native.ABI:
    failures.append(f"written against {_native.ABI}, but neuro.h is {version}")
roles = re.search(r"typedef enum neuro_role \{(.*?)\}", bare, re.S)[1]
roles = [(int(n), name.lower()) for name, n in re.findall(r"NEURO_(\w+) = (\d+)", roles)]
if roles != list(enumerate(_describe.ROLES)):
    failures.append(f"roles: {roles}\n{_describe.ROLES}")

#: Functions that Python needs no counterpart of.
WITHOUT = {
    "program_compile_file",  # Python reads the file itself, with Python's errors
    "program_from_model",    # linked into a host
    "program_retain",        # Owned
    "sim_time",              # tick * dt
    "sim_run_until",         # run(until=)
    "engine_cancel",         # progress= and Ctrl-C
}
declared = set(re.findall(r"^NEURO_API [^;(]*?neuro_(\w+)\(", text, re.M))
bound = {name for name, *_ in _native._FALLIBLE + _native._PLAIN}
if bound - declared:
    failures.append(f"neuro.h has no {bound - declared}")
if declared - bound != WITHOUT:
    failures.append(f"not bound: {declared - bound - WITHOUT}; bound after all: "
                    f"{WITHOUT & bound}")
sys.exit("\n".join(failures) if failures else 0)
