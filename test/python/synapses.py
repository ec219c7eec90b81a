"""Synapses, lets, spike trains and data files of a sim, as neuro.h gives them."""
import os
import tempfile
import unittest

import neuro
import numpy as np

from support import main, program

WIRED = """
import std.receptors { ExpCurr }

synapse Learning {
  edge w: pA = 50 pA
  on pre { emit w; w += 1 pA }
}
neuron Cell {
  param tau_m = 20 ms, C = 250 pF
  use exc = ExpCurr(tau = 2 ms)
  input I: pA
  state V = 0 mV
  let drive = 2*exc.I + I
  V' = -V/tau_m + (exc.I + I)/C
  spike when V >= 20 mV { V = 0 mV }
}
network Wired {
  population X: Poisson[30] { rate = 8 kHz }
  population E: Cell[30]
  population F: Cell[20]
  population T: SpikeTrain[5] { times = [1 ms, 2 ms] }
  drive: project X -> E.exc connect one_to_one { w = 40 pA; delay = 1 ms }
  sparse: project E -> F.exc connect bernoulli(0.3) { w ~ normal(300 pA, 50 pA); delay ~ uniform(0.5 ms, 2 ms) }
  learning: project E -> F.exc via Learning connect fixed_indegree(5) { delay = 1 ms }
}
"""


class Synapses(unittest.TestCase):
    def test_what_they_are(self):
        by_name = {p.name: p for p in program(WIRED).sim().projections}
        self.assertEqual(list(by_name), ["drive", "sparse", "learning"])
        sparse, learning = by_name["sparse"], by_name["learning"]
        self.assertEqual((sparse.port, sparse.model), ("exc", ""))
        self.assertEqual({n: (f.unit, f.per_element) for n, f in sparse.fields.items()},
                         {"w": ("pA", True)})
        self.assertEqual((learning.port, learning.model), ("exc", "Learning"))
        self.assertEqual(learning.fields["w"].role, "state")

    def test_ends_delays_and_weights_belong_together(self):
        sim = program(WIRED).sim(seed=5)
        found = sim.synapses("sparse")
        self.assertEqual(len(found), next(p.synapses for p in sim.projections
                                          if p.name == "sparse"))
        self.assertGreater(len(found), 100)
        order = np.lexsort((found.sources, found.targets))
        np.testing.assert_array_equal(order, np.arange(len(found)))
        self.assertLess(found.sources.max(), 30)
        self.assertLess(found.targets.max(), 20)
        self.assertTrue(((found.delays >= 0.5 - 1e-9) & (found.delays <= 2 + 1e-9)).all())
        weights = sim["sparse.w"]
        self.assertEqual((weights.shape, weights.unit), ((len(found),), "pA"))
        self.assertAlmostEqual(weights.mean(), 300, delta=25)
        self.assertEqual(repr(found), f"<Synapses of sparse: {len(found):,}>")
        # A source whose synapses are cut reaches nobody.
        sim["sparse.w"] = np.where(found.sources == 3, 0, weights)
        np.testing.assert_array_equal(sim.get("sparse.w") == 0, found.sources == 3)

    def test_states_of_synapses_change(self):
        sim = program(WIRED).sim(seed=5)
        ends, before = sim.synapses("learning"), sim.get("learning.w")
        np.testing.assert_array_equal(np.bincount(ends.targets), np.full(20, 5))
        spikes = sim.listen("E")
        sim.run(100)
        counts = np.bincount(spikes.drain().elements, minlength=30)
        self.assertGreater(counts.sum(), 50)
        grown = sim.get("learning.w") - before
        # one a spike that has arrived: those of the last millisecond are on their way
        late = counts[ends.sources] - grown
        self.assertTrue(((late >= 0) & (late <= 1)).all())

    def test_mistakes(self):
        sim = program(WIRED).sim()
        with self.assertRaisesRegex(neuro.InvalidError, "sparse"):
            sim.synapses("sparze")
        for bad in (3, None):
            with self.assertRaises(TypeError):
                sim.synapses(bad)


class Lets(unittest.TestCase):
    def test_they_are_computed(self):
        sim = program(WIRED).sim(seed=5)
        sim["E.I"] = 3
        sim.run(20)
        field = sim.populations["E"].fields["drive"]
        self.assertEqual((field.role, field.viewable), ("let", False))
        drive = sim["E.drive"]
        self.assertFalse(drive.shared)
        np.testing.assert_allclose(drive, 2 * sim["E.exc.I"] + 3, rtol=1e-5)


class Trains(unittest.TestCase):
    def spikes(self, sim):
        heard = sim.listen("T")
        sim.run(10)
        got = heard.drain()
        return list(zip(np.round(got.times, 6).tolist(), got.elements.tolist()))

    def test_times(self):
        self.assertEqual(self.spikes(program(WIRED).sim()),
                         [(t, n) for t in (1, 2) for n in range(5)])
        sim = program(WIRED).sim()
        sim.set_times("T", [3, 5, 4], elements=[0, 0, 2])
        self.assertEqual(self.spikes(sim), [(3, 0), (4, 2), (5, 0)])
        sim = program(WIRED).sim()
        sim.set_times("T", "6 ms")
        self.assertEqual(self.spikes(sim), [(6, n) for n in range(5)])
        sim = program(WIRED).sim()
        sim.set_times("T", [])
        self.assertEqual(self.spikes(sim), [])

    def test_mistakes(self):
        sim = program(WIRED).sim()
        for arguments, kind in ((("E", [1]), ValueError), (("T", [1, 2], [1, 2, 3]), ValueError),
                                (("T", ["a"]), TypeError), (("T", [float("nan")]), ValueError),
                                (("T", [1], [7]), ValueError), (("T", [1], [0.5]), TypeError),
                                (("Q", [1]), KeyError)):
            with self.assertRaises((kind, neuro.InvalidError), msg=arguments):
                sim.set_times(*arguments)


class DataFiles(unittest.TestCase):
    TEXT = """
import std.neurons
network Replayed {
  population S: SpikeFile[3] { file = "events.csv" }
  population A: LIF[3]
  project S -> A.syn connect one_to_one { w = 1 pA; delay = 1 ms }
  record S.spikes
}
experiment main on Replayed { simulate 10 ms }
"""

    def test_they_are_looked_for_where_it_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "events.csv"), "w") as file:
                file.write("time_ms,neuron\n2,1\n4,0\n")
            compiled = neuro.compile(self.TEXT, name=os.path.join(folder, "elsewhere", "a.neuro"))
            with self.assertRaises((OSError, neuro.Error)):
                compiled.sim()
            sim = compiled.sim(data_directory=folder)
            sim.run(10)
            for events in (sim.recordings["S.spikes"],
                           compiled.run(data_directory=folder)["S.spikes"]):
                np.testing.assert_allclose(events.times, [2, 4])
                self.assertEqual(events.elements.tolist(), [1, 0])


if __name__ == "__main__":
    main()
