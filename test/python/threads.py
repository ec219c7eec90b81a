"""Sims side by side in threads; one sim in two threads; processes made by fork."""
import os
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

import neuro
import numpy as np

from support import DRIVEN, Once, main, program


def spikes_of(compiled, seed):
    with compiled.sim(seed=seed, threads=1) as sim:
        spikes = sim.listen("E")
        for _ in range(10):
            sim.run(10)
        got = spikes.drain()
        return got.ticks.tolist(), got.elements.tolist()


class Threads(unittest.TestCase):
    def test_sims_side_by_side(self):
        compiled = program()
        alone = [spikes_of(compiled, seed) for seed in range(12)]
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda seed: spikes_of(compiled, seed), range(12)))
        self.assertEqual(together, alone)
        self.assertNotEqual(alone[0], alone[1])

    def test_compiling_in_several_threads(self):
        texts = [DRIVEN.replace("N = 100", f"N = {size}") for size in (10, 20, 30, 40)]
        with ThreadPoolExecutor(4) as pool:
            sizes = list(pool.map(lambda text: neuro.compile(text).sim().counters.neurons, texts))
        self.assertEqual(sizes, [10, 20, 30, 40])

    def test_experiments_in_several_threads(self):
        with ThreadPoolExecutor(3) as pool:
            rates = list(pool.map(lambda _: float(program().run()["rate(E)"]), range(6)))
        self.assertEqual(len(set(rates)), 1)

    def test_one_sim_is_for_one_thread_at_a_time(self):
        sim = program().sim()
        running = Once()
        worker = threading.Thread(target=lambda: sim.run(ticks=2**50, progress=running))
        worker.start()
        try:
            running.join()
            with self.assertRaises(neuro.BusyError):
                sim.get("E.V")
            with self.assertRaises(RuntimeError):
                sim.run(1)
        finally:
            sim.cancel()
            worker.join(60)
        self.assertFalse(worker.is_alive())
        sim.get("E.V")

    def test_closing_a_sim_that_runs(self):
        sim, done = program().sim(), []
        cancel, freed = neuro._native.lib.sim_cancel, []
        owned = sim._owned
        release = owned._free
        owned._free = lambda address: (freed.append(address), release(address))
        running = Once()
        worker = threading.Thread(
            target=lambda: done.append(sim.run(ticks=2**50, progress=running)))
        worker.start()
        running.join()
        sim.close()
        self.assertEqual((freed, done), ([], []))
        cancel(owned)
        del owned
        worker.join(60)
        self.assertLess(done[0], 2**50)
        self.assertEqual(len(freed), 1)

    def test_a_callback_may_not_run_its_sim(self):
        sim, other, said = program().sim(f="2 kHz"), program().sim(), []

        def again(events):
            other.run(1)  # another one it may
            with self.assertRaises(neuro.BusyError):
                sim.run(1)
            said.append(len(events))

        sim.listen("E", again)
        sim.run(100)
        sim.run(100)
        self.assertEqual((len(said), sim.tick, other.tick), (2, 2000, 20))

    def test_the_interpreter_goes_on_meanwhile(self):
        sim, counted, running = program().sim(), 0, Once()
        worker = threading.Thread(target=lambda: sim.run(ticks=2**50, progress=running))
        worker.start()
        running.join()
        while counted < 100000:  # for ever, if the run had the interpreter for itself
            counted += 1
        self.assertTrue(worker.is_alive())
        sim.cancel()
        worker.join(60)
        self.assertFalse(worker.is_alive())

    def test_two_programs_in_one_process(self):
        other = neuro.compile("import std.neurons\nnetwork Other { population A: Izhikevich[5] }")
        with program().sim(seed=1) as one, other.sim() as two:
            one.run(10)
            two.run(20)
            self.assertEqual((one.tick, two.tick), (100, 200))
            self.assertEqual((one["E.V"].shape, two["A.V"].shape), ((100,), (5,)))

    @unittest.skipUnless(hasattr(os, "fork"), "needs fork")
    def test_a_fork_frees_nothing_and_may_use_sims_of_one_thread(self):
        one, many = program().sim(threads=1), program().sim(threads=2)
        one.run(10)
        view = one["E.V"]
        child = os.fork()
        if child == 0:
            status = 1
            try:
                one.run(10)
                try:
                    many.run(10)
                except neuro.Error as error:
                    if "fork" in str(error) and one.tick == 200:
                        status = 0
                del one, many, view
            finally:
                os._exit(status)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        many.run(10)
        self.assertEqual((one.tick, many.tick), (100, 100))
        np.testing.assert_array_equal(view, many["E.V"])


if __name__ == "__main__":
    main()
