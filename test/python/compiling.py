"""What programs are compiled for: what will be looked at, and the shortest time step."""
import pickle
import unittest

import neuro
import numpy as np

from support import main

#: Two receptors of equal dynamics, a state and a `let` that nothing depends on.
RICH = """
import std.receptors { ExpCurr }

neuron Cell {
  param tau_m = 20 ms, C = 250 pF
  use exc = ExpCurr(tau = 2 ms), inh = ExpCurr(tau = 2 ms)
  input I: pA
  state V = 0 mV
  state smooth = 0 mV
  let total = exc.I + inh.I
  V' = -V/tau_m + (exc.I + inh.I + I)/C
  smooth' = (V - smooth)/50 ms
  spike when V >= 20 mV { V = 0 mV }
}

network Rich {
  population X: Poisson[40] { rate = 6 kHz }
  population E: Cell[40]
  project X -> E.exc connect one_to_one { w = 60 pA; delay = 1 ms }
  inhibition: project E -> E.inh connect bernoulli(0.3) { w = -40 pA; delay = 1.5 ms }
  record E[0].smooth every 10 ms
}

experiment main on Rich { simulate 100 ms }
"""
BARE = RICH.replace("  record E[0].smooth every 10 ms\n", "")

#: With a tick of 1 us f32 would round away what V changes.
SLOW = """
neuron Slow {
  state a = 1 mV
  a' = (2 mV - a)/(1 s)
}
network N { population A: Slow[10] }
experiment main on N { dt = 0.1 ms; simulate 10 ms }
"""


def spikes_of(program):
    with program.sim() as sim:
        spikes = sim.listen("E")
        sim.run(500)
        got = spikes.drain()
    return got.ticks.tolist(), got.elements.tolist()


class Looks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.whole = neuro.compile(BARE, precision="f64")

    def test_what_is_not_named_goes_away(self):
        wanted = spikes_of(self.whole)
        self.assertGreater(len(wanted[0]), 100)
        for looks in ("E.V, E.total", ["E.V", "E.total"], ("E.V", "E.total")):
            some = neuro.compile(BARE, precision="f64", looks=looks)
            self.assertEqual(spikes_of(some), wanted)
            sim = some.sim()
            sim.run(50)
            self.assertEqual(sim["E.V"].shape, (40,))
            self.assertEqual(sim["E.total"].shape, (40,))
            for gone in ("E.smooth", "E.inh.I"):
                with self.assertRaisesRegex(neuro.PathError, "compiled with `looks`"):
                    sim[gone]
            self.assertNotIn("smooth", sim.populations["E"].fields)
            # Inputs, parameters and weights are always there.
            for path in ("E.I", "E.tau_m", "X.rate", "inhibition.w"):
                sim.set(path, 10)
        self.assertIn("smooth", self.whole.sim().populations["E"].fields)

    def test_nothing_is_not_anything(self):
        for nothing in ("", (), []):
            sim = neuro.compile(BARE, looks=nothing).sim()
            with self.assertRaises(neuro.PathError):
                sim["E.total"]
        self.assertEqual(neuro.compile(BARE, looks=None).sim()["E.total"].shape, (40,))

    def test_what_the_program_records_stays(self):
        program = neuro.compile(RICH, precision="f64", looks=())
        smooth = program.run("main").recordings["E[0].smooth"]
        self.assertEqual(smooth.values.shape, (10, 1))
        # Sums are rounded elsewhere: receptors were merged.
        whole = neuro.compile(RICH, precision="f64").run("main").recordings["E[0].smooth"]
        np.testing.assert_allclose(smooth.values, whole.values, rtol=1e-9)

    def test_pickled_programs_keep_it(self):
        back = pickle.loads(pickle.dumps(neuro.compile(BARE, looks=["E.V"], dt="50 us")))
        with self.assertRaisesRegex(neuro.PathError, "looks"):
            back.sim()["E.total"]

    def test_mistakes(self):
        for looks, kind, what in ((["E.exc.J"], neuro.InvalidError, "did you mean 'E.exc.I'"),
                                  ("F.V", neuro.InvalidError, "'F.V'"),
                                  (["E.V", 3], TypeError, "not int"),
                                  ([""], ValueError, "is not a path"),
                                  (["E.V, E.I"], ValueError, "is not a path"),
                                  ("E.V\0", ValueError, "NUL"), (3, TypeError, "")):
            with self.assertRaisesRegex(kind, what, msg=looks):
                neuro.compile(BARE, looks=looks)


class TimeStep(unittest.TestCase):
    def test_a_sim_is_not_shorter_than_what_it_was_compiled_for(self):
        plain = neuro.compile(SLOW)
        self.assertEqual(plain.sim().populations["A"].fields["a"].dtype, np.float32)
        with self.assertRaisesRegex(neuro.Error, "too short") as caught:
            plain.sim(dt="1 us")
        self.assertEqual(caught.exception.code, "E0454")

    def test_fine_steps_get_the_digits_they_need(self):
        for dt in ("1 us", 0.001, (1, "us")):
            fine = neuro.compile(SLOW, dt=dt)
            self.assertEqual(fine.sim().populations["A"].fields["a"].dtype, np.float64)
            with fine.sim(dt="1 us") as sim:
                sim.run(1)
                np.testing.assert_allclose(sim["A.a"], 2 - np.exp(-1e-3), rtol=1e-12)
        self.assertEqual(fine.run("main", dt="1 us").dt, 0.001)
        # A step that is not short leaves them as they are.
        self.assertEqual(neuro.compile(SLOW, dt=0.1).sim().populations["A"].fields["a"].dtype,
                         np.float32)

    def test_mistakes(self):
        for dt, kind in ((0, ValueError), (-1, ValueError), (float("nan"), ValueError),
                         (float("inf"), ValueError), ("1 mV", ValueError), ("soon", ValueError),
                         ([1], TypeError)):
            with self.assertRaises(kind, msg=dt):
                neuro.compile(SLOW, dt=dt)

    def test_parameters_that_are_called_the_same(self):
        text = SLOW.replace("network N {", "network N(looks = 3 ms) {")
        self.assertEqual(neuro.compile(text, params={"looks": "4 ms"}).sim()["looks"], 4)


if __name__ == "__main__":
    main()
