"""The cell magic, pictures, and types as a checker sees them."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml
from contextlib import redirect_stderr
from io import StringIO

import neuro
import numpy as np
from neuro import magic, plot

from support import DRIVEN, main, program


class Shell:
    """As much of IPython as the magic uses."""

    def __init__(self):
        self.user_ns, self.magics = {}, {}

    def register_magic_function(self, function, kind, name):
        self.magics[kind, name] = function


class Magic(unittest.TestCase):
    def setUp(self):
        self.shell = Shell()
        neuro.load_ipython_extension(self.shell)

    def cell(self, line, text=DRIVEN):
        said = StringIO()
        with redirect_stderr(said):
            value = self.shell.magics["cell", "neuro"](line, text)
        return value, said.getvalue()

    def test_a_cell_becomes_a_program(self):
        self.assertEqual(self.cell("net"), (None, ""))
        self.assertEqual(self.shell.user_ns["net"].networks, ["Net"])
        self.cell("")
        self.assertEqual(self.shell.user_ns["program"].name, "program.neuro")

    def test_and_is_run(self):
        value, said = self.cell("net --run high --into high --seed 5")
        self.assertEqual((value.experiment, value.seed, said), ("high", 5, ""))
        self.assertIs(self.shell.user_ns["high"], value)
        value, _ = self.cell("--run")
        self.assertEqual(value.experiment, "main")
        self.assertIs(self.shell.user_ns["result"], value)

    def test_what_it_is_compiled_for(self):
        value, said = self.cell("net --looks E.I --dt 0.05ms --run")
        self.assertEqual((value.dt, said), (0.05, ""))
        self.assertIn("V", self.shell.user_ns["net"].sim().populations["E"].fields)  # is recorded
        self.assertIn("no 'E.W' to look at", self.cell("net --looks 'E.I, E.W'")[1])
        self.assertIn("cannot be turned into", self.cell("net --dt 3mV")[1])
        self.assertIn("not a number", self.cell("net --dt soon")[1])

    def test_errors_are_printed(self):
        value, said = self.cell("net", "network N {\n  population E: Foo[3]\n}\n")
        self.assertIsNone(value)
        self.assertTrue(said.startswith("net.neuro:2:17: error["), said)
        self.assertIn("^~~", said)
        self.assertNotIn("net", self.shell.user_ns)
        for line in ("--nothing", "a b", "3x", "'", "net --seed x", "--help"):
            value, said = self.cell(line)
            self.assertIsNone(value)
            self.assertNotIn("Traceback", said)
        self.assertIn("no experiment", self.cell("--run no")[1])

    def test_within_ipython(self):
        try:
            from IPython.core.interactiveshell import InteractiveShell
        except ImportError:
            self.skipTest("IPython is not installed")
        shell = InteractiveShell.instance()
        shell.run_line_magic("load_ext", "neuro")
        result = shell.run_cell("%%neuro net --run main\n" + DRIVEN)
        self.assertTrue(result.success)
        self.assertEqual(result.result.experiment, "main")
        formatted, _ = shell.display_formatter.format(result.result)
        self.assertIn("<table>", formatted["text/html"])


class Pictures(unittest.TestCase):
    def setUp(self):
        self.result = program().run()
        self.events, self.series = (self.result["E.spikes"], self.result["E[0..5].V"])

    def panels(self, figure):
        """Parsed, with the numbers in it checked to be numbers."""
        text = figure.svg()
        self.assertNotIn("nan", text)
        self.assertNotIn("inf", text)
        return xml.fromstring(text)

    def test_a_figure_has_what_was_recorded(self):
        svg = self.panels(plot.figure(self.events, self.series, title="<Net> & co"))
        space = "{http://www.w3.org/2000/svg}"
        self.assertEqual(len(svg.findall(space + "polyline")), 5)
        marks = [p.get("d") for p in svg.findall(space + "path") if p.get("stroke-width") == "1"]
        self.assertEqual(marks[0].count("M"), len(self.events))
        texts = [t.text for t in svg.findall(space + "text")]
        self.assertIn("<Net> & co", texts)
        self.assertIn("E[0..5].V [mV]", texts)

    def test_limits(self):
        many = neuro.Events("E", np.arange(1, 100001), np.arange(100000) % 7, 0.1, 7)
        text = plot.figure(many).svg()
        self.assertIn("100,000 events, every 5th is drawn", text)
        self.assertLess(len(text), 600000)
        wide = neuro.Series("V", "mV", np.arange(100000), np.random.rand(100000, 20), 0.1)
        self.assertIn("12 of 20 are drawn", plot.figure(wide).svg())
        none = neuro.Events("E", np.zeros(0, np.int64), np.zeros(0, np.int64), 0.1, 0)
        self.panels(plot.figure(none))
        flat = neuro.Series("V", "1", np.arange(3), np.full((3, 1), np.nan), 0.1)
        self.panels(plot.figure(flat, end=1))
        for bad in ((), (none, none, 3)):
            with self.assertRaises((ValueError, TypeError)):
                plot.figure(*bad)
        with self.assertRaises(ValueError):
            plot.figure(many, begin=5, end=5)

    def test_saving(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "a.svg")
            plot.figure(self.events).save(path)
            xml.parse(path)
            with self.assertRaisesRegex(ValueError, "svg"):
                plot.figure(self.events).save(os.path.join(folder, "a.png"))

    def test_ticks_are_round(self):
        self.assertEqual(plot.ticks(0, 100), [0, 20, 40, 60, 80, 100])
        self.assertEqual(plot.ticks(-1, 1, 4), [-1, -0.5, 0, 0.5, 1])
        self.assertEqual(plot.ticks(1, 1), [1])
        for low, high in ((0, 1e-9), (-1e300, 1e300), (3, 3.0000001)):
            self.assertLessEqual(len(plot.ticks(low, high)), 14)

    def test_with_matplotlib(self):
        try:
            import matplotlib
        except ImportError:
            with self.assertRaisesRegex(ImportError, "plot.figure does without"):
                plot.raster(self.events)
            return
        matplotlib.use("svg")
        import matplotlib.pyplot as pyplot
        _, (upper, lower) = pyplot.subplots(2)
        plot.raster(self.events, upper)
        plot.traces(self.series, lower)
        self.assertEqual(len(upper.lines[0].get_xdata()), len(self.events))
        self.assertEqual(len(lower.lines), 5)
        self.assertEqual(lower.get_ylabel(), "E[0..5].V [mV]")


class Types(unittest.TestCase):
    def test_they_are_complete(self):
        checker = [sys.executable, "-m", "mypy"]
        if subprocess.run(checker + ["--version"], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode:
            if not shutil.which("mypy"):
                self.skipTest("mypy is not installed")
            checker = ["mypy", "--python-executable", sys.executable]
        with tempfile.TemporaryDirectory() as folder:
            user = os.path.join(folder, "user.py")
            with open(user, "w") as file:
                file.write("import neuro\n"
                           "from neuro import plot\n"
                           "p: neuro.Program = neuro.compile('a.neuro', looks=['E.V'], dt='50 us', N=5)\n"
                           "with p.sim(dt='0.1 ms') as s:\n"
                           "    n: int = s.run(ticks=3)\n"
                           "    a: neuro.Array = s.view('E.V')\n"
                           "    u: str = a.unit\n"
                           "r: neuro.Result = p.run('main').check()\n"
                           "plot.figure(neuro.Events('E', r.sweep[0].expectations, [], 1.0, 2))\n")
            package = os.path.dirname(os.path.realpath(neuro.__file__))
            done = subprocess.run(
                checker + ["--strict", "--cache-dir", os.path.join(folder, "cache"), user, package],
                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        # What is wrong in the last line of the user is found, and nothing else is.
        errors = [line for line in done.stdout.splitlines() if ": error:" in line]
        self.assertTrue(errors, done.stdout)
        for line in errors:
            self.assertRegex(line, r"user\.py:9: error: Argument [23]")


if __name__ == "__main__":
    main()
