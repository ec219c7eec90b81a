"""Experiments give what nc run gives, as plain data."""
import json
import os
import pickle
import subprocess
import tempfile
import unittest

import neuro
import numpy as np

from support import DRIVEN, main, program

def nc(text, *arguments):
    """What nc run --json says."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "test.neuro")
        with open(path, "w") as file:
            file.write(text)
        done = subprocess.run(["nc", "run", path, *arguments, "--json"], text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return json.loads(done.stdout)


class Experiments(unittest.TestCase):
    def test_the_same_as_nc_run(self):
        for name in ("main", "high", "swept"):
            mine = program().run(name).to_dict()
            theirs = nc(DRIVEN, name)
            for key in ("experiment", "threads", "seed", "dt_ms", "biological_s", "neurons",
                        "synapses", "spikes", "synaptic_events", "interrupted", "reports",
                        "warnings"):
                self.assertEqual(mine[key], theirs[key], (name, key))
            self.assertEqual(mine.get("sweep"), theirs.get("sweep"))
            self.assertEqual(len(mine["expectations"]), len(theirs["expectations"]))
            for one, other in zip(mine["expectations"], theirs["expectations"]):
                for key in ("text", "passed", "operands"):
                    self.assertEqual(one[key], other[key])
            json.loads(program().run(name).to_json())

    def test_a_result(self):
        result = program().run()
        self.assertEqual((result.experiment, result.network, result.seed), ("main", "Net", 3))
        rate = result["rate(E)"]
        self.assertEqual(rate.unit, "Hz")
        self.assertAlmostEqual(float(rate), result.spikes / 100 / 0.2)
        self.assertTrue(result.passed)
        self.assertIs(result.check(), result)
        spikes, v = result["E.spikes"], result["E[0..5].V"]
        self.assertEqual(len(spikes), result.spikes)
        self.assertEqual((v.values.shape, v.unit, list(v.indices)), ((20, 5), "mV", [0, 1, 2, 3, 4]))
        np.testing.assert_allclose(v.times, np.arange(10, 201, 10))
        # A sim of the same seed does the same.
        sim = program().sim(seed=3)
        sim.run(200)
        np.testing.assert_array_equal(sim.recordings["E[0..5].V"].values, v.values)
        np.testing.assert_array_equal(sim.recordings["E.spikes"].ticks, spikes.ticks)
        self.assertIn("rate(E) = ", repr(result))
        self.assertIn("<td>rate(E)</td>", result._repr_html_())
        with self.assertRaises(KeyError):
            result["rate(F)"]

    def test_options_go_before_what_the_experiment_says(self):
        result = program().run(seed=9, dt="0.2 ms", N=10, f=(2, "kHz"), threads=1)
        self.assertEqual((result.seed, result.dt, result.neurons), (9, 0.2, 10))
        with self.assertRaises(ValueError):
            program().run("no")
        with self.assertRaises(ValueError):
            program().run(g=2)
        with self.assertRaises(ValueError):
            neuro.compile("network N {}").run()

    def test_expectations_that_are_not_met(self):
        result = program().run("high")
        self.assertFalse(result.passed)
        failed, = result.failed
        self.assertFalse(failed.passed)
        self.assertIn("rate(E)", failed.text)
        self.assertEqual(float(failed.operands[0]), float(result["rate(E)"]))
        with self.assertRaisesRegex(neuro.ExpectationError, "not met: rate"):
            result.check()
        with self.assertRaises(AssertionError):
            result.check()

    def test_a_sweep(self):
        result = program().run("swept")
        self.assertEqual([float(run.at["f"]) for run in result.sweep], [500, 1000])
        self.assertEqual(list(result), result.sweep)
        rates = [float(run["rate(E)"]) for run in result]
        self.assertLess(rates[0], rates[1])
        self.assertEqual(len(result.sweep[1].recordings["E.spikes"]), round(rates[1] * 100 * 0.1))

    def test_results_pickle(self):
        for name in ("main", "swept", "high"):
            result = program().run(name)
            back = pickle.loads(pickle.dumps(result))
            self.assertEqual(back.to_dict(), result.to_dict())
            for one, other in zip(back, result):
                for key, recording in other.recordings.items():
                    np.testing.assert_array_equal(one.recordings[key].ticks, recording.ticks)
                    self.assertEqual(one.recordings[key].unit, recording.unit)

    def test_settings_of_compile_are_defaults(self):
        compiled = neuro.compile(DRIVEN, N=10, f="2 kHz")
        self.assertEqual(compiled.sim()["f"], 2000)
        self.assertEqual(compiled.sim(f="1 kHz")["f"], 1000)
        self.assertEqual(compiled.run().neurons, 10)
        self.assertEqual(compiled.run(N=20).neurons, 20)

    def test_programs_pickle_as_their_text(self):
        compiled = neuro.compile(DRIVEN, N=10)
        back = pickle.loads(pickle.dumps(compiled))
        one, other = compiled.run(), back.run()
        self.assertEqual(one.to_dict()["reports"], other.to_dict()["reports"])
        self.assertEqual(back.sim()["N"], 10)

    def test_warnings_of_a_run(self):
        text = DRIVEN.replace("simulate 200 ms", "simulate 20.02 ms")
        with self.assertWarnsRegex(neuro.NeuroWarning, "whole number of ticks"):
            result = neuro.compile(text).run()
        self.assertEqual(len(result.warnings), 1)

    def test_errors_of_a_run(self):
        text = DRIVEN.replace("simulate 200 ms", "simulate 1 ms * (N - 101)")
        with self.assertRaises(neuro.Error):
            neuro.compile(text).run()

    def test_synapses_that_come_and_go(self):
        text = """import std.neurons
import std.synapses
network N {
  population S: Poisson[20] { rate = 300 Hz }
  population P: LIF[10]
  L: project S -> P.syn via STDP connect bernoulli(0.4) { w ~ uniform(10 pA, 50 pA); delay = 1 ms }
  structural L { prune when w < 20 pA every 2 ms
                 grow bernoulli(0.1) { w ~ uniform(10 pA, 50 pA); delay = 1 ms } every 3 ms }
  record L.w every 1 ms
}
experiment main on N { seed = 2; simulate 20 ms }
"""
        compiled = neuro.compile(text)
        w = compiled.run()["L.w"]
        self.assertEqual((len(w), w.unit, len(w.row_begin)), (20, "pA", 21))
        self.assertEqual(w.values.shape, (w.row_begin[-1],))
        self.assertEqual((w.sources.shape, w.targets.shape), (w.values.shape, w.values.shape))
        self.assertTrue(np.all(np.diff(w.row_begin) > 0))
        self.assertGreater(len(set(np.diff(w.row_begin))), 1)
        self.assertTrue(np.all((w.values >= 0) & (w.values <= 60) & (w.targets < 10)))
        with compiled.sim(seed=2) as sim:
            sim.run(20)
            same = sim.recordings["L.w"]
        for field in ("values", "sources", "targets", "row_begin", "ticks"):
            np.testing.assert_array_equal(getattr(same, field), getattr(w, field))

    def test_synapses(self):
        text = """import std.neurons
import std.synapses
network N {
  population S: Poisson[20] { rate = 300 Hz }
  population P: LIF[10]
  L: project S -> P.syn via STDP connect bernoulli(0.4) { w ~ uniform(10 pA, 50 pA); delay = 1 ms }
  record L.w every 1 ms
}
experiment main on N { seed = 2; simulate 20 ms }
"""
        result = neuro.compile(text).run()
        w = result["L.w"]
        self.assertEqual(w.values.shape, (20, result.synapses))
        self.assertEqual(w.sources.shape, (result.synapses,))
        self.assertIsNone(w.row_begin)
        self.assertIsNone(w.indices)

    def test_data_beside_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "edges.csv"), "w") as file:
                file.write("source,target\n0,1\n1,2\n")
            path = os.path.join(folder, "net.neuro")
            with open(path, "w") as file:
                file.write('import std.neurons\nnetwork N { population E: LIF[3]\n project E -> E.syn '
                           'connect file("edges.csv") { w = 1 pA; delay = 1 ms } }\n'
                           'experiment main on N { simulate 1 ms }\n')
            compiled = neuro.compile(path)
            self.assertEqual(compiled.run().synapses, 2)
            self.assertEqual(compiled.sim().counters.synapses, 2)


class Looking(unittest.TestCase):
    def test_a_program(self):
        compiled = program()
        self.assertEqual(compiled.networks, ["Net"])
        self.assertEqual(list(compiled.experiments), ["main", "high", "swept"])
        self.assertEqual(compiled.experiments["high"].network, "Net")
        f = compiled.parameters()["f"]
        self.assertEqual((f.unit, f.default), ("Hz", 900))
        self.assertGreater(sum(compiled.phases.values()), 0)
        self.assertIn("network Net; experiments main, high, swept", repr(compiled))
        self.assertIn("<td>f</td><td>900</td><td>Hz</td>", compiled._repr_html_())

    def test_a_sim(self):
        sim = program().sim(seed=4, threads=1)
        self.assertEqual((sim.network, sim.seed, sim.threads, sim.dt), ("Net", 4, 1, 0.1))
        e = sim.populations["E"]
        self.assertEqual((e.model, e.size, e.shape, e.is_source), ("LIF", 100, (100,), False))
        self.assertIn("V", e.states)
        v = e.fields["V"]
        self.assertEqual((v.unit, v.role, v.scale, v.viewable), ("mV", "state", 1, True))
        self.assertEqual(e.fields["tau_m"].role, "parameter")
        self.assertTrue(sim.populations["X"].is_source)
        self.assertEqual(sim.populations["X"].fields["rate"].unit, "Hz")
        projection, = sim.projections
        self.assertEqual((projection.source, projection.synapses, projection.min_delay,
                          projection.rule), ("X", 100, 1.0, "one_to_one"))
        sim.run(50)
        self.assertEqual(sim.counters.neurons, 100)
        self.assertIn("at 50 ms: 100 neurons", repr(sim))
        self.assertIn("<td>LIF</td>", sim._repr_html_())

    def test_html_is_escaped(self):
        from neuro._describe import table
        self.assertNotIn("<script>", table("<script>", ["<b>"], [["<script>"]]))

    def test_shapes(self):
        sim = neuro.compile("import std.neurons\nnetwork N { population E: LIF[3, 4] }").sim()
        self.assertEqual(sim.populations["E"].shape, (3, 4))
        self.assertEqual(sim["E.V"].shape, (3, 4))
        sim["E.V"][1, 2] = 5
        self.assertEqual(sim.get("E.V")[1, 2], 5)
        self.assertEqual(sim.get("E[6].V")[0], 5)
        sim["E.V"] = np.arange(12.0).reshape(3, 4)
        self.assertEqual(sim["E.V"][2, 3], 11)


if __name__ == "__main__":
    main()
