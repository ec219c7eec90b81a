"""Networks that the tests of the Python package share."""
import faulthandler
import pathlib
import threading
import unittest

import neuro

#: 100 neurons driven by Poisson sources; what is recorded: spikes, and V of five.
DRIVEN = (pathlib.Path(__file__).parent / "Inputs" / "driven.neuro").read_text()

#: A port into relays, which spike one tick after an event.
PORT = """import std.neurons
network Relay(n = 4) {
  population P: Port[n]
  population A: LIF[n]
  project P -> A.syn connect one_to_one { w = 4 nA; delay = 1 ms }
}
"""

class Once(threading.Thread):
    """A progress callback: when it is called, another thread does something, once.

    So what shall be interrupted is under way, however slow the machine is.
    """

    def __init__(self, work=lambda: None):
        super().__init__(daemon=True)
        self.begun, self.work = threading.Event(), work
        self.start()

    def run(self):
        self.begun.wait()
        self.work()

    def __call__(self, *_):
        self.begun.set()


_programs = {}


def program(text=DRIVEN):
    """Compiled once."""
    if text not in _programs:
        _programs[text] = neuro.compile(text, name="test.neuro")
    return _programs[text]


def main():
    faulthandler.dump_traceback_later(500, exit=True)  # rather than hang
    unittest.main(verbosity=1)
