"""Values in and out: views share memory and outlive their sims, copies say so."""
import gc
import pickle
import unittest

import neuro
import numpy as np

from support import DRIVEN, PORT, main, program


class Views(unittest.TestCase):
    def test_a_view_is_the_memory_of_the_sim(self):
        with program().sim(seed=7) as sim:
            v = sim["E.V"]
            self.assertIsInstance(v, np.ndarray)
            self.assertTrue(v.shared)
            self.assertEqual((v.unit, v.path, v.shape), ("mV", "E.V", (100,)))
            self.assertEqual(v.dtype, sim.populations["E"].fields["V"].dtype)
            before = v.copy()
            sim.run(50)
            self.assertFalse(np.array_equal(v, before))
            np.testing.assert_array_equal(v, sim.get("E.V"))
            self.assertTrue(np.shares_memory(v, sim["E.V"]))

    def test_what_is_written_goes_in(self):
        sim = program().sim(seed=7)
        sim["E.V"][3] = 5
        self.assertEqual(sim.get("E[3].V")[0], 5)
        sim["E.V"][:] = np.arange(100) / 10
        np.testing.assert_allclose(sim.get("E.V"), np.arange(100) / 10, rtol=1e-6)
        sim["E.V"] += 1
        np.testing.assert_allclose(sim.get("E.V"), np.arange(100) / 10 + 1, rtol=1e-6)
        # What is written counts: all above threshold spike.
        sim["E.V"] = "1 V"
        spikes = sim.listen("E")
        sim.run(ticks=1)
        self.assertEqual(len(spikes.drain()), 100)

    def test_a_view_outlives_its_sim(self):
        with program().sim(seed=7) as sim:
            sim.run(10)
            v = sim["E.V"]
            copy = np.array(v)
        self.assertTrue(sim.closed)
        del sim
        gc.collect()
        junk = [program().sim(seed=k) for k in range(20)]
        np.testing.assert_array_equal(v, copy)
        part = v[10:20:2]
        del v
        gc.collect()
        np.testing.assert_array_equal(part, copy[10:20:2])
        self.assertEqual(part.unit, "mV")
        part[:] = 0
        del junk

    def test_memory_is_freed_with_the_last_view(self):
        with program().sim() as sim:
            v = sim["E.V"]
        owner = v.memory.owner
        freed = []
        release = owner._free
        owner._free = lambda address: (freed.append(address), release(address))
        del owner, sim
        gc.collect()
        self.assertEqual(freed, [])
        half = v[:50]
        del v
        gc.collect()
        self.assertEqual(freed, [])
        del half
        gc.collect()
        self.assertEqual(len(freed), 1)

    def test_what_is_computed_has_no_unit(self):
        v = program().sim()["E.V"]
        self.assertIs(type(v * v), np.ndarray)
        self.assertIs(type(v + 1), np.ndarray)
        self.assertEqual(v[2:4].unit, "mV")
        self.assertTrue(v[2:4].shared)
        self.assertFalse(v.copy().shared)
        self.assertFalse(v[[1, 2]].shared)

    def test_an_array_pickles_as_a_copy(self):
        v = program().sim()["E.V"]
        back = pickle.loads(pickle.dumps(v))
        np.testing.assert_array_equal(back, v)
        self.assertEqual((back.unit, back.path, back.shared), ("mV", "E.V", False))

    def test_a_view_of_another_scale_is_a_copy_and_says_so(self):
        text = """import std.neurons
neuron Cell {
  state g: nS = 0 nS
  state u: V = 0.01 V
  u' = -u / (10 ms)
  g' = -g / (10 ms)
}
network N { population A: Cell[3] }
"""
        sim = neuro.compile(text).sim()
        field = sim.populations["A"].fields["u"]
        self.assertEqual(field.scale, 1000)
        u = sim["A.u"]
        self.assertFalse(u.shared)
        self.assertEqual((u.unit, u.dtype), ("V", np.float64))
        np.testing.assert_allclose(u, 0.01, rtol=1e-6)
        with self.assertRaisesRegex(ValueError, "read-only"):
            u[0] = 1
        with self.assertRaisesRegex(ValueError, "raw=True"):
            sim.view("A.u")
        raw = sim.view("A.u", raw=True)
        np.testing.assert_allclose(raw, 10, rtol=1e-6)
        self.assertEqual(raw.unit, "0.001 V")
        raw[:] = 20
        np.testing.assert_allclose(sim.get("A.u"), 0.02, rtol=1e-6)
        sim["A.u"] = u + 0.02
        np.testing.assert_allclose(sim.get("A.u"), 0.03, rtol=1e-6)

    def test_a_part_or_parameter_is_a_copy(self):
        sim = program().sim()
        for path, size in (("E[10..20].V", 10), ("E.tau_m", 100)):
            values = sim[path]
            self.assertFalse(values.shared)
            self.assertFalse(values.flags.writeable)
            self.assertEqual(values.shape, (size,))
        self.assertEqual(sim["X.rate"].unit, "Hz")
        self.assertEqual(sim["X.rate"][0], 900)


class SetAndGet(unittest.TestCase):
    def test_units(self):
        sim = program().sim()
        sim.set("E.I", 0.2, unit="nA")
        self.assertEqual(sim.get("E.I")[5], 200)
        sim["E.I"] = "300 pA"
        self.assertEqual(sim.get("E.I")[5], 300)
        sim["E[0..2].I"] = (0.1, "nA")
        np.testing.assert_array_equal(sim.get("E.I")[:3], [100, 100, 300])
        sim.set("E[0..2].I", [1, 2], unit="nA")
        np.testing.assert_array_equal(sim.get("E.I")[:3], [1000, 2000, 300])
        self.assertEqual(sim.unit("E.V"), "mV")
        self.assertEqual(sim.unit("E[0..3].V"), "mV")
        self.assertEqual(sim.unit("f"), "Hz")
        with self.assertRaises(ValueError):
            sim["E.I"] = "3 mV"
        with self.assertRaises(ValueError):
            sim.unit("E")

    def test_parameters_of_the_network(self):
        with program().sim(f="2 kHz", N=5) as sim:
            self.assertEqual((sim["f"], sim["N"]), (2000.0, 5.0))
            sim["f"] = (3, "kHz")
            self.assertEqual(sim.get("f"), 3000.0)
            self.assertEqual(sim["X.rate"][0], 3000.0)
            with self.assertRaises(neuro.Error):
                sim["N"] = 6

    def test_bound_inputs_are_read_at_each_run(self):
        sim = program().sim(f=0)
        current = np.zeros(100)
        sim.bind("E.I", current)
        sim.run(1)
        self.assertEqual(sim.get("E.I")[0], 0)
        current[:] = 100
        sim.run(1)
        self.assertEqual(sim.get("E.I")[0], 100)
        sim.bind("E.I", None)
        current[:] = 50
        sim.run(1)
        self.assertEqual(sim.get("E.I")[0], 100)
        with self.assertRaises(TypeError):
            sim.bind("E.I", np.zeros(100, np.float32))
        with self.assertRaises(ValueError):
            sim.bind("E.I", np.zeros(7))

    def test_events(self):
        sim = neuro.compile(PORT).sim()
        self.assertEqual(sim.ports, ["P"])
        spikes = sim.listen("A")
        sim.push("P", [1, 2], times=[5, 10])
        sim.push("P", 3, ticks=200)
        sim.run(30)
        got = spikes.drain()
        self.assertEqual(list(got.elements), [1, 2, 3])
        np.testing.assert_allclose(got.times, np.array([5, 10, 20]) + got.times[0] - 5)
        self.assertEqual(got.times.dtype, np.float64)
        self.assertEqual((len(spikes.drain()), spikes.waiting), (0, 0))
        with self.assertRaises(ValueError):
            sim.push("P", [0], ticks=[1])  # that is over
        with self.assertRaises(ValueError):
            sim.push("P", [9], times=[100])
        with self.assertRaises(TypeError):
            sim.push("P", [0.5], times=[100])
        with self.assertRaises(TypeError):
            sim.push("P", [0])

    def test_listening_ends(self):
        sim, batches = program().sim(seed=7, f="2 kHz"), []
        called, kept = sim.listen("E", batches.append), sim.listen("E")
        with sim.listen("E[0..10]") as short:
            sim.run("50 ms")
            self.assertGreater(len(short.drain()), 0)
        self.assertTrue(short.closed)
        for use in (short.drain, lambda: short.waiting):
            with self.assertRaises(ValueError):
                use()
        with self.assertRaises(neuro.InvalidError):  # it is the callback's
            called.drain()
        called.close()
        called.close()
        first = len(kept.drain())
        self.assertEqual(sum(len(b) for b in batches), first)
        sim.run("50 ms")
        self.assertEqual(sum(len(b) for b in batches), first)
        self.assertGreater(len(kept.drain()), 0)
        sim.close()
        kept.close()

    def test_spikes_by_callback_are_those_drained_and_recorded(self):
        sim = program().sim(seed=7, f="2 kHz")
        drained, batches = sim.listen("E"), []
        sim.listen("E", batches.append)
        for _ in range(4):
            sim.run("50 ms")
        got, recorded = drained.drain(), sim.recordings["E.spikes"]
        self.assertGreater(len(got), 20)
        for field in ("ticks", "elements"):
            np.testing.assert_array_equal(getattr(got, field), getattr(recorded, field))
            np.testing.assert_array_equal(
                getattr(got, field), np.concatenate([getattr(b, field) for b in batches]))
        np.testing.assert_allclose(got.times, got.ticks * 0.1)
        self.assertEqual(got.counts.sum(), len(got))
        v = sim.recordings["E[0..5].V"]
        self.assertEqual((v.values.shape, v.unit), ((20, 5), "mV"))
        sim.clear_recordings()
        self.assertEqual(len(sim.recordings["E.spikes"]), 0)


class Time(unittest.TestCase):
    def test_lengths(self):
        sim = program().sim(dt="0.2 ms")
        self.assertEqual(sim.dt, 0.2)
        self.assertEqual(sim.run(10), 50)
        self.assertEqual(sim.run("1 s"), 5000)
        self.assertEqual(sim.run((5, "ms")), 25)
        self.assertEqual(sim.run(ticks=3), 3)
        self.assertEqual(sim.run(until="2 s"), 10000 - 5078)
        self.assertEqual((sim.tick, sim.time), (10000, 2000.0))
        self.assertEqual(sim.run(until=5), 0)
        with self.assertWarns(neuro.NeuroWarning):
            self.assertEqual(sim.run(0.5), 2)
        for bad in ("5 mV", "fast", "", float("nan"), -1, float("inf"), 1e300):
            with self.assertRaises(ValueError, msg=bad):
                sim.run(bad)
        for bad in (dict(), dict(duration=1, ticks=2), dict(ticks=1.5), dict(duration=[1])):
            with self.assertRaises(TypeError, msg=bad):
                sim.run(**bad)

    def test_reset_checkpoint_restore(self):
        import os
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "state")
            sim = program().sim(seed=5)
            sim.run(100)
            sim.checkpoint(path)
            spikes = sim.listen("E")
            sim.run(100)
            first = spikes.drain()
            other = program().sim(seed=5)
            again = other.listen("E")
            other.restore(path)
            self.assertEqual(other.tick, 1000)
            other.run(100)
            np.testing.assert_array_equal(again.drain().ticks, first.ticks)
            np.testing.assert_array_equal(other["E.V"], sim["E.V"])
            other.reset()
            self.assertEqual(other.tick, 0)
            with self.assertRaises(neuro.Error) as caught:
                program().sim(seed=6).restore(path)
            self.assertEqual(caught.exception.code, "E0443")
            with self.assertRaises(OSError):
                sim.checkpoint(os.path.join(folder, "no", "such", "state"))


if __name__ == "__main__":
    main()
