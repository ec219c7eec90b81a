# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Neuro: spiking networks, compiled.

    program = neuro.compile("net.neuro")        # or its text
    with program.sim(dt=0.1, seed=7, N=1000) as sim:
        spikes = sim.listen("E")
        sim.run("1 s")
        sim["E.V"]                              # the sim's own memory, in mV
        spikes.drain().times                    # ms
    program.run("main")                         # an experiment, as `nc run`
"""
from __future__ import annotations

from typing import Any

from . import _native
from ._array import Array
from ._describe import Counters, Field, Population, Projection, Synapses
from ._errors import (BusyError, CancelledError, CompileError, Diagnostic, Error,
                      ExpectationError, FileError, InternalError, InvalidError, MemoryLimitError,
                      NeuroWarning, Note, PathError, UnsupportedError)
from ._program import Experiment, Parameter, Program, compile, load
from ._recorded import Events, Series
from ._result import Expectation, Report, Result, Run
from ._sim import Listener, Sim
from ._units import Quantity, convert

__version__: str = _native.version()

__all__ = [
    "Array", "BusyError", "CancelledError", "CompileError", "Counters", "Diagnostic", "Error",
    "Events", "Expectation", "ExpectationError", "Experiment", "Field", "FileError",
    "InternalError", "InvalidError", "Listener", "MemoryLimitError", "NeuroWarning", "Note",
    "Parameter", "PathError", "Population", "Program", "Projection", "Quantity", "Report",
    "Result", "Run", "Series", "Sim", "Synapses", "UnsupportedError", "compile", "convert",
    "load", "plot", "__version__",
]


def __getattr__(name: str) -> Any:
    if name == "plot":  # needs matplotlib, which is not required
        import importlib
        return importlib.import_module(".plot", __name__)
    raise AttributeError(f"module 'neuro' has no attribute {name!r}")


def load_ipython_extension(ipython: Any) -> None:
    """`%load_ext neuro`: the cell magic %%neuro."""
    from . import magic
    magic.load_ipython_extension(ipython)
