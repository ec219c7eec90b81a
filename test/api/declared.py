"""Prints the functions that a C header declares as part of its interface, sorted."""
import pathlib
import re
import sys

text = pathlib.Path(sys.argv[1]).read_text()
print("\n".join(sorted(set(re.findall(r"^NEURO_API [^;(]*?(neuro_\w+)\(", text, re.M)))))
