"""terminal.py COMMAND...: runs it with standard error on a terminal, and prints what came there."""

import os
import pty
import subprocess
import sys

ours, theirs = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=theirs)
os.close(theirs)
seen = b""
while True:
    try:
        some = os.read(ours, 65536)
    except OSError:  # nobody writes there any more
        break
    if not some:
        break
    seen += some
print("begin")
print(seen.decode().replace("\r", "\n").replace("\033[K", "\n"))
print("end")
sys.exit(child.wait())
