"""Changes one bit in the middle of the only file of a cache."""
import pathlib
import sys

(path,) = pathlib.Path(sys.argv[1]).glob("*.code")
content = bytearray(path.read_bytes())
content[len(content) // 2] ^= 4
path.write_bytes(content)
