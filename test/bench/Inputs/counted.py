"""counted.py BENCH DIRECTORY: writes what `bench --instructions` counts of each program into a file there."""
import importlib.machinery
import importlib.util
import os
import sys

sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("bench", sys.argv[1])
bench = importlib.util.module_from_spec(importlib.util.spec_from_loader("bench", loader))
loader.exec_module(bench)
if set(bench.COUNTED) != set(bench.PROGRAMS):
    sys.exit("programs that are timed and counted differ")
for name in bench.COUNTED:
    with open(os.path.join(sys.argv[2], name + ".neuro"), "w") as file:
        file.write(bench.counted_program(name, 1))
print(len(bench.COUNTED), "programs")
