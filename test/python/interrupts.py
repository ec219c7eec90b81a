"""Ctrl-C, cancel and progress end what runs in native code, and leave it whole."""
import os
import signal
import threading
import time
import unittest

import neuro
import numpy as np

from support import Once, main, program

FOREVER = 2**50

#: Takes long to build: 20 million synapses.
LARGE = """import std.neurons
network Large {
  population E: LIF[20000]
  project E -> E.syn connect fixed_indegree(1000) { w ~ normal(10 pA, 1 pA); delay ~ uniform(1 ms, 5 ms) }
}
experiment main on Large { simulate 1000 s }
"""




def many_models(count, tag):
    """A network of populations each of its own model; `tag` makes it a text of its own."""
    models = "".join(f"neuron M{k} {{\n  state V = 0 mV\n"
                     f"  V' = (5 mV*sin(V/{k + 1} mV) - V)/{10 + k} ms\n"
                     "  spike when V > 20 mV { V = 0 mV }\n}\n" for k in range(count))
    populations = "".join(f"  population P{k}: M{k}[10]\n" for k in range(count))
    return f"# {tag}\n{models}network Many {{\n{populations}}}\n"


def setUpModule():
    # Shells start background jobs with SIGINT ignored, and Python leaves it so.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


class CtrlC(unittest.TestCase):
    def test_a_run_raises_keyboard_interrupt_and_can_go_on(self):
        sim, other = program().sim(seed=3), program().sim(seed=3)
        with self.assertRaises(KeyboardInterrupt):
            sim.run(ticks=FOREVER, progress=Once(ctrl_c))
        self.assertGreater(sim.tick, 0)
        self.assertIs(signal.getsignal(signal.SIGINT), signal.default_int_handler)
        # Between two ticks: what comes is what would have come.
        sim.run(ticks=1234)
        other.run(ticks=sim.tick)
        np.testing.assert_array_equal(sim["E.V"], other["E.V"])

    def test_each_interrupt_ends_one_run(self):
        sim = program().sim()
        for _ in range(3):
            with self.assertRaises(KeyboardInterrupt):
                sim.run(ticks=FOREVER, progress=Once(ctrl_c))
            self.assertEqual(sim.run(ticks=5), 5)

    def test_a_handler_that_raises_nothing_lets_it_go_on(self):
        seen = []
        previous = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
        try:
            sim = program().sim()
            once, done = Once(ctrl_c), 0
            while not seen:
                done += sim.run(ticks=500000, progress=once)
            self.assertEqual(seen, [signal.SIGINT])
            self.assertEqual(done % 500000, 0)
            self.assertEqual(sim.tick, done)
        finally:
            signal.signal(signal.SIGINT, previous)

    def test_building_ends(self):
        large = neuro.compile(LARGE)
        begin = time.process_time()
        with self.assertRaises(KeyboardInterrupt):
            once = Once(ctrl_c)
            while True:  # were the machine that fast, again
                large.sim(progress=once)
        self.assertLess(time.process_time() - begin, 60)

    def test_building_ends_with_a_handler_that_raises_nothing(self):
        large, seen, asked = neuro.compile(LARGE), [], []
        previous = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
        try:
            with self.assertRaises(neuro.CancelledError):
                while True:
                    asked.append(Once(ctrl_c))
                    large.sim(progress=asked[-1])
            self.assertEqual(set(seen), {signal.SIGINT})
        finally:
            for once in asked:
                once.join()  # so that none comes late
            signal.signal(signal.SIGINT, previous)

    def test_compiling_ends(self):
        # Many models of their own: seconds of work, and the cache has never seen them.
        text = many_models(200, tag=str(os.getpid()))
        begin = time.process_time()
        with self.assertRaises(KeyboardInterrupt):
            neuro.compile(text, progress=Once(ctrl_c))
        self.assertLess(time.process_time() - begin, 60)
        self.assertEqual(program().sim().run(ticks=5), 5)  # the engine goes on

    def test_an_experiment_ends(self):
        long = neuro.compile("import std.neurons\nnetwork N { population E: LIF[1000] }\n"
                             "experiment main on N { simulate 1000000 s }")
        with self.assertRaises(KeyboardInterrupt):
            long.run(progress=Once(ctrl_c))

    def test_a_signal_in_a_callback_of_spikes(self):
        sim = program().sim(f="2 kHz")

        def interrupted(events):
            ctrl_c()
            time.sleep(0)  # where a handler would run

        sim.listen("E", interrupted)
        with self.assertRaises(KeyboardInterrupt):
            sim.run(100)
        self.assertEqual(sim.tick, 1000)

    def test_other_threads_are_left_alone(self):
        sim, done = program().sim(), []
        running = Once()
        worker = threading.Thread(
            target=lambda: done.append(sim.run(ticks=FOREVER, progress=running)))
        worker.start()
        running.join()
        with self.assertRaises(KeyboardInterrupt):
            ctrl_c()
            worker.join(20)
        self.assertTrue(worker.is_alive())
        sim.cancel()
        worker.join(60)
        self.assertLess(done[0], FOREVER)


class Cancel(unittest.TestCase):
    def test_from_another_thread(self):
        sim = program().sim()
        self.assertLess(sim.run(ticks=FOREVER, progress=Once(sim.cancel)), FOREVER)
        self.assertEqual(sim.run(ticks=7), 7)
        sim.cancel()
        self.assertEqual(sim.run(ticks=7), 0)

    def test_progress_is_told_and_may_stop(self):
        sim, seen = program().sim(), []

        def progress(done, total):
            seen.append((done, total))
            return len(seen) < 3

        done = sim.run(ticks=FOREVER, progress=progress)
        self.assertEqual(len(seen), 3)
        self.assertLess(done, FOREVER)
        self.assertEqual(seen[0][1], FOREVER * sim.dt)
        self.assertLess(seen[0][0], seen[1][0])

    def test_what_callbacks_raise_is_raised(self):
        sim = program().sim(f="2 kHz")
        with self.assertRaises(ZeroDivisionError):
            sim.run(ticks=FOREVER, progress=lambda done, total: 1 / 0)
        sim.run(ticks=1)
        sim.listen("E", lambda events: {}["nothing"])
        with self.assertRaises(KeyError):
            sim.run(100)

    def test_compiling_is_stopped_by_its_progress(self):
        text, seen = many_models(1, tag=f"{os.getpid()}_{time.time_ns()}"), []
        neuro.compile(text, progress=seen.append)
        self.assertEqual(seen[:2], ["parse", "check"])
        self.assertIn("link", seen)
        for phase in dict.fromkeys(seen):
            if phase in ("parse", "check"):
                with self.assertRaises(neuro.CancelledError):
                    neuro.compile(text, progress=lambda at: at != phase)
        with self.assertRaises(ZeroDivisionError):
            neuro.compile(text, progress=lambda at: 1 / 0)

    def test_building_is_stopped_by_its_progress(self):
        seen = []
        with self.assertRaises(neuro.CancelledError):
            program().sim(progress=lambda what, fraction: seen.append(what) or False)
        self.assertEqual(len(seen), 1)
        with self.assertRaises(ZeroDivisionError):
            program().sim(progress=lambda what, fraction: 1 / 0)

    def test_an_experiment_is_stopped_by_its_progress(self):
        long = neuro.compile("import std.neurons\nnetwork N { population E: LIF[1000]\n"
                             "  record E[0].V every 1 s\n}\n"
                             "experiment main on N { simulate 1000000 s }")
        result = long.run(progress=lambda what, done, total: what != "simulating")
        self.assertTrue(result.interrupted)
        self.assertLess(result.biological, 1e9)
        self.assertIn("E[0].V", result.recordings)
        self.assertIn("interrupted", repr(result))


if __name__ == "__main__":
    main()
