"""Every failure is an exception that Python users expect, with what Neuro knows about it."""
import os
import pathlib
import pickle
import tempfile
import unittest
import warnings

import neuro
import numpy as np

from support import DRIVEN, main, program

#: Two errors, the second with a note and a way out.
WRONG = """neuron A {
  param tau = 10 ms
  state V = 0 mV
  V' = -V/tau + W
  spike when V >= 1 mS { V = 0 mV }
}
network N { population E: A[3] }
"""


class Compiling(unittest.TestCase):
    def test_diagnostics_are_objects(self):
        with self.assertRaises(neuro.CompileError) as caught:
            neuro.compile(WRONG, name="dir/wrong.neuro")
        error = caught.exception
        self.assertEqual([(d.line, d.column) for d in error.diagnostics[:1]], [(4, 17)])
        self.assertEqual([d.line for d in error.diagnostics], [4, 5])
        for diagnostic in error.diagnostics:
            self.assertEqual(diagnostic.severity, "error")
            self.assertEqual(diagnostic.file, "dir/wrong.neuro")
            self.assertRegex(diagnostic.code, r"E\d{4}")
            self.assertIn("^", str(diagnostic))
            self.assertIn(diagnostic.message, str(error))
        self.assertEqual(error.code, error.diagnostics[0].code)
        unit = error.diagnostics[1]
        self.assertTrue(unit.notes or unit.help)
        # The rendered text is that of nc, caret and all.
        self.assertIn("    5 |   spike when V >= 1 mS { V = 0 mV }\n", str(error))

    def test_notes_point_at_the_other_party(self):
        with self.assertRaises(neuro.CompileError) as caught:
            neuro.compile("import std.neurons\n"
                          "network N {\n  population E: LIF[2] { I = 1 pA }\n}\n")
        diagnostic, = caught.exception.diagnostics
        self.assertEqual(diagnostic.code, "E0410")
        self.assertIn("stimulate E.I", diagnostic.help)
        note, = diagnostic.notes
        self.assertTrue(note.file.endswith("neurons.neuro"))
        self.assertGreater(note.line, 0)

    def test_errors_pickle(self):
        with self.assertRaises(neuro.CompileError) as caught:
            neuro.compile(WRONG)
        back = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual(str(back), str(caught.exception))
        self.assertEqual(back.diagnostics, caught.exception.diagnostics)
        other = pickle.loads(pickle.dumps(neuro.FileError("no such file", "E0441")))
        self.assertEqual((str(other), other.code), ("no such file", "E0441"))

    def test_warnings_are_warnings(self):
        text = DRIVEN.replace("delay = 1 ms", "delay = 1.25 ms")
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            compiled = neuro.compile(text)
        self.assertEqual([w.code for w in compiled.warnings], ["W0401"] * len(said))
        self.assertGreater(len(said), 0)
        for warning in said:
            self.assertIs(warning.category, neuro.NeuroWarning)
            self.assertEqual(warning.filename, __file__)
            self.assertIn("^", str(warning.message))

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "net.neuro"
            path.write_text(DRIVEN)
            (pathlib.Path(folder) / "mine.neuro").write_text(
                "import std.neurons\nnetwork M { population A: LIF[3] }\n")
            for given in (path, str(path)):
                compiled = neuro.compile(given)
                self.assertEqual(compiled.networks, ["Net"])
                self.assertEqual(compiled.name, str(path))
            with self.assertRaises(FileNotFoundError):
                neuro.compile(path.with_name("no.neuro"))
            with self.assertRaises(OSError):
                neuro.compile(pathlib.Path(folder))
            path.write_bytes(b"\xff\xfe network")
            with self.assertRaises(neuro.CompileError):
                neuro.compile(path)

    def test_mistakes_of_the_caller(self):
        for bad in (3, None, b"network N {}", ["network"]):
            with self.assertRaises(TypeError, msg=bad):
                neuro.compile(bad)
        for options, kind in ((dict(precision="f16"), ValueError), (dict(solver=3), TypeError),
                              (dict(experiment="no"), ValueError), (dict(g=5), ValueError),
                              (dict(network="No"), ValueError), (dict(optimization=4), ValueError),
                              (dict(optimization="2"), TypeError), (dict(name=3), TypeError),
                              (dict(without="nothing"), ValueError)):
            with self.assertRaises(kind, msg=options):
                neuro.compile(DRIVEN, **options)
        with self.assertRaisesRegex(ValueError, "NUL"):
            neuro.compile("network N {\0}")
        with self.assertRaisesRegex(neuro.InvalidError, "did you mean 'high'"):
            neuro.compile(DRIVEN, experiment="hig")


class Sims(unittest.TestCase):
    def test_options(self):
        for options, kind in ((dict(dt=0), ValueError), (dict(dt="1 mV"), ValueError),
                              (dict(dt=float("nan")), ValueError), (dict(seed=-1), ValueError),
                              (dict(seed=2**64), ValueError), (dict(seed=1.5), TypeError),
                              (dict(threads=-1), ValueError), (dict(threads="2"), TypeError),
                              (dict(layout="nice"), ValueError), (dict(network="No"), ValueError),
                              (dict(g=3), ValueError), (dict(N=2.5), neuro.Error),
                              (dict(N=None), TypeError), (dict(f="3 mV"), ValueError),
                              (dict(f="fast"), ValueError), (dict(f=(1, 2)), TypeError),
                              (dict(memory_limit=10), MemoryError),
                              (dict(N=10**12), MemoryError)):
            with self.assertRaises(kind, msg=options):
                program().sim(**options)
        with self.assertRaisesRegex(neuro.MemoryLimitError, "would take"):
            program().sim(memory_limit=10)
        sim = program().sim(seed=np.uint64(2**64 - 1), N=np.int64(8))
        self.assertEqual((sim.seed, sim["N"]), (2**64 - 1, 8))

    def test_names(self):
        sim = program().sim()
        for bad in ("E.W", "F.V", "E", "", "E[200].V", "E[0..2", "E.V.V", "spikes"):
            with self.assertRaises(KeyError, msg=bad):
                sim[bad]
            with self.assertRaises(ValueError, msg=bad):
                sim.get(bad)
            with self.assertRaises(ValueError, msg=bad):
                sim[bad] = 1
        with self.assertRaisesRegex(neuro.PathError, "did you mean 'V'|has no"):
            sim["E.W"]
        for bad in (3, None, ("E", "V"), slice(0, 1)):
            with self.assertRaises(TypeError, msg=bad):
                sim[bad]
        for bad in ("E.tau_m", "X.rate", "E[0..3].V", "f"):
            with self.assertRaises(ValueError, msg=bad):
                sim.view(bad)

    def test_values(self):
        sim = program().sim()
        for bad, kind in (([1, 2], ValueError), ("x", ValueError), (None, TypeError),
                          (["a"], TypeError), (1j, TypeError), ([], ValueError),
                          (float("nan"), ValueError), ({"a": 1}, TypeError)):
            with self.assertRaises(kind, msg=bad):
                sim["E.V"] = bad
        self.assertEqual(sim.tick, 0)

    def test_closed(self):
        with program().sim() as sim:
            spikes = sim.listen("E")
        for use in (lambda: sim.run(1), lambda: sim["E.V"], lambda: sim.tick, spikes.drain,
                    lambda: sim.populations, sim.reset, sim.cancel, sim.__enter__):
            with self.assertRaisesRegex(ValueError, "closed"):
                use()
        sim.close()
        self.assertIn("closed", repr(sim))
        self.assertEqual(sim._repr_html_(), "")

    def test_a_live_sim_is_not_pickled(self):
        import copy
        sim = program().sim()
        for way in (pickle.dumps, copy.copy, copy.deepcopy):
            with self.assertRaisesRegex(TypeError, "checkpoint"):
                way(sim)


class Units(unittest.TestCase):
    def test_convert(self):
        self.assertEqual(neuro.convert(0.2, "nA", "pA"), 200)
        self.assertAlmostEqual(neuro.convert(1, "1/s", "kHz"), 1e-3)
        with self.assertRaisesRegex(neuro.InvalidError, "cannot be turned into"):
            neuro.convert(1, "mV", "pA")
        with self.assertRaisesRegex(ValueError, "mX"):
            neuro.convert(1, "mX", "pA")


class Library(unittest.TestCase):
    def import_with(self, library):
        import subprocess
        import sys
        return subprocess.run([sys.executable, "-c", "import neuro"], text=True,
                              stderr=subprocess.PIPE,
                              env={**os.environ, "NEURO_LIBRARY": library})

    def test_a_library_that_is_missing_is_said(self):
        done = self.import_with("/no/such/libneuro.so.1")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("ImportError: cannot load the library of Neuro (/no/such/libneuro.so.1)",
                      done.stderr)
        self.assertIn("LLVM", done.stderr)
        self.assertIn("NEURO_LIBRARY", done.stderr)

    def test_another_library_is_refused(self):
        self.assertIn("is not the library of Neuro", self.import_with("libm.so.6").stderr)

    def test_the_small_library_says_that_it_does_not_compile(self):
        import subprocess
        import sys
        small = os.path.join(os.path.dirname(neuro._native.lib.path), "libneuro-rt.so.1")
        if not os.path.exists(small):
            self.skipTest("wheels do not hold it")
        done = subprocess.run([sys.executable, "-c", "import neuro; neuro.compile('network N {}')"],
                              text=True, stderr=subprocess.PIPE,
                              env={**os.environ, "NEURO_LIBRARY": small})
        self.assertIn("neuro._errors.UnsupportedError", done.stderr)


if __name__ == "__main__":
    main()
