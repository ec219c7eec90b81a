"""Writes the small data sets of the tests of `data` and `present` into a folder."""
import gzip
import io
import struct
import sys
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

# Six images of 2 x 2: class 0 lights pixel 0, class 1 pixel 1; pixel 3 is always dim.
labels = [0, 1, 0, 1, 0, 1]
images = [[255 if p == c else 100 if p == 3 else 0 for p in range(4)] for c in labels]
flat = [x for image in images for x in image]


def npy(descr, fmt, shape, values, fortran=False):
    header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }" % (descr, fortran, shape)
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return (b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode()
            + struct.pack(fmt % len(values), *values))


(folder / "images").write_bytes(struct.pack(">BBBBIII", 0, 0, 8, 3, 6, 2, 2) + bytes(flat))
with gzip.open(folder / "labels.gz", "wb") as out:
    out.write(struct.pack(">BBBBI", 0, 0, 8, 1, 6) + bytes(labels))
with zipfile.ZipFile(folder / "set.npz", "w", zipfile.ZIP_DEFLATED) as out:
    out.writestr("x.npy", npy(">f4", ">%df", (6, 2, 2), flat))
    columns = [images[k][p] for p in range(4) for k in range(6)]
    out.writestr("images.npy", npy("<i4", "<%di", (6, 4), columns, fortran=True))
    out.writestr("labels.npy", npy("<i8", "<%dq", (6,), labels))
with open(folder / "set.csv", "w") as out:
    out.write("label,p0,p1,p2,p3\n")
    for label, image in zip(labels, images):
        out.write(",".join(str(x) for x in [label] + image) + "\n")

# Two recordings: elements 0, 1, 2 at 1, 2, 3 ms; then element 3 at 0 and 5 ms.
with zipfile.ZipFile(folder / "events.npz", "w") as out:
    out.writestr("element.npy", npy("|u1", "<%dB", (5,), [0, 1, 2, 3, 3]))
    out.writestr("time_ms.npy", npy("<f8", "<%dd", (5,), [1, 2, 3, 0, 5]))
    out.writestr("sample.npy", npy("<i4", "<%di", (5,), [0, 0, 0, 1, 1]))
    out.writestr("labels.npy", npy("<i4", "<%di", (2,), [7, 8]))
with open(folder / "spikes.csv", "w") as out:
    out.write("neuron,time_ms\n0,1\n1,2\n2,3\n3,10\n3,11\n")
# N-MNIST: x, y, polarity and 23 bits of us.
with open(folder / "one.bin", "wb") as out:
    for x, y, polarity, us in [(1, 0, 0, 1000), (33, 33, 1, 70000)]:
        out.write(bytes([x, y, polarity << 7 | us >> 16, us >> 8 & 255, us & 255]))
