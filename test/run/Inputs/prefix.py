"""CSV files of a run that was ended early hold what those of the whole run hold up to then."""
import csv
import pathlib
import sys

whole, early, end = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), float(sys.argv[3])
names = sorted(path.name for path in whole.iterdir())
assert names and names == sorted(path.name for path in early.iterdir())
for name in names:
    full, cut = ([row for row in csv.reader(open(folder / name))] for folder in (whole, early))
    assert full[0] == cut[0], name
    column = next(k for k, title in enumerate(full[0]) if "ms" in title)
    wanted = [row for row in full[1:] if float(row[column]) <= end + 1e-9]
    assert cut[1:] == wanted and 0 < len(wanted) < len(full) - 1, (name, len(cut), len(wanted))
