"""Networks that the tests of the Python package share."""
import faulthandler
import unittest

import neuro

#: 100 neurons driven by Poisson sources; what is recorded: spikes, and V of five.
DRIVEN = """import std.neurons
network Net(N = 100, f = 900 Hz) {
  population X: Poisson[N] { rate = f }
  population E: LIF[N]
  project X -> E.syn connect one_to_one { w = 100 pA; delay = 1 ms }
  record E.spikes
  record E[0..5].V every 10 ms
}
experiment main on Net {
  seed = 3
  simulate 200 ms
  report rate(E)
  expect rate(E) in 0 Hz..100 Hz
}
experiment high on Net(f = 2 kHz) {
  precision = f64
  simulate 100 ms
  report rate(E)
  expect rate(E) > 1 kHz
}
experiment swept on Net {
  sweep f in [500 Hz, 1 kHz] {
    simulate 100 ms
    report rate(E)
  }
}
"""

#: A port into relays, which spike one tick after an event.
PORT = """import std.neurons
network Relay(n = 4) {
  population P: Port[n]
  population A: LIF[n]
  project P -> A.syn connect one_to_one { w = 4 nA; delay = 1 ms }
}
"""

_programs = {}


def program(text=DRIVEN):
    """Compiled once."""
    if text not in _programs:
        _programs[text] = neuro.compile(text, name="test.neuro")
    return _programs[text]


def main():
    faulthandler.dump_traceback_later(500, exit=True)  # rather than hang
    unittest.main(verbosity=1)
