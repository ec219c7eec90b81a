# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""neuro.h, declared for ctypes: structs, functions, and what turns errors into exceptions."""
from __future__ import annotations

import ctypes
import os
from ctypes import (CFUNCTYPE, POINTER, Structure, c_char_p, c_double, c_int, c_int32, c_int64,
                    c_size_t, c_uint32, c_uint64, c_void_p)
from pathlib import Path
from typing import Any, List, Optional, Tuple

from . import _errors

#: What this package was written against.
ABI = (1, 2)


class Sized(Structure):
    """A struct of neuro.h: begins with its own size."""

    def __init__(self, **members: Any) -> None:
        super().__init__(size=ctypes.sizeof(type(self)), **members)


class Note(Structure):
    _fields_ = [("message", c_char_p), ("file", c_char_p), ("line", c_uint32),
                ("column", c_uint32), ("end_line", c_uint32), ("end_column", c_uint32)]


class Diagnostic(Structure):
    _fields_ = [("size", c_size_t), ("severity", c_int), ("code", c_char_p),
                ("message", c_char_p), ("file", c_char_p), ("line", c_uint32),
                ("column", c_uint32), ("end_line", c_uint32), ("end_column", c_uint32),
                ("text", c_char_p), ("notes", POINTER(Note)), ("note_count", c_size_t),
                ("help", c_char_p)]


class PhaseTime(Structure):
    _fields_ = [("phase", c_char_p), ("seconds", c_double)]


class Parameter(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("unit", c_char_p), ("value", c_double)]


class Setting(Structure):
    _fields_ = [("name", c_char_p), ("value", c_double), ("unit", c_char_p)]


OnCompile = CFUNCTYPE(c_int, c_char_p, c_void_p)
OnDiagnostic = CFUNCTYPE(None, POINTER(Diagnostic), c_void_p)
OnBuild = CFUNCTYPE(c_int, c_char_p, c_double, c_void_p)
OnProgress = CFUNCTYPE(c_int, c_int64, c_int64, c_void_p)
OnExperiment = CFUNCTYPE(c_int, c_char_p, c_double, c_double, c_void_p)
OnSpikes = CFUNCTYPE(None, POINTER(c_int64), POINTER(c_uint32), c_size_t, c_void_p)
NO_SPIKES: Any = ctypes.cast(0, OnSpikes)  #: no callback


class CompileOptions(Sized):
    _fields_ = [("size", c_size_t), ("precision", c_char_p), ("solver", c_char_p),
                ("experiment", c_char_p), ("optimization", c_int32), ("without", c_char_p),
                ("looks", c_char_p), ("progress", OnCompile), ("user", c_void_p),
                ("dt", c_double)]


class SimOptions(Sized):
    _fields_ = [("size", c_size_t), ("network", c_char_p), ("dt", c_double), ("seed", c_uint64),
                ("threads", c_int32), ("target", c_char_p), ("settings", POINTER(Setting)),
                ("setting_count", c_size_t), ("memory_limit", c_uint64), ("layout", c_char_p),
                ("progress", OnBuild), ("user", c_void_p), ("data_directory", c_char_p)]


class Population(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("model", c_char_p), ("count", c_int64),
                ("shape", POINTER(c_int64)), ("rank", c_size_t), ("fields", c_size_t),
                ("is_source", c_int), ("is_port", c_int)]


class Field(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("unit", c_char_p), ("scale", c_double),
                ("role", c_int), ("type", c_int), ("per_element", c_int), ("can_view", c_int)]


class Projection(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("source", c_char_p),
                ("target", c_char_p), ("rule", c_char_p), ("layout", c_char_p),
                ("synapses", c_int64), ("min_delay", c_double), ("max_delay", c_double),
                ("port", c_char_p), ("model", c_char_p), ("fields", c_size_t)]


class Counters(Sized):
    _fields_ = [("size", c_size_t), ("neurons", c_int64), ("synapses", c_int64),
                ("spikes", c_int64), ("synaptic_events", c_int64), ("memory", c_uint64)]


class Place(Sized):
    _fields_ = [("size", c_size_t), ("count", c_int64), ("population", c_int64),
                ("field", c_int64), ("is_parameter", c_int32), ("has_value", c_int32),
                ("unit", c_char_p), ("projection", c_int64)]


class View(Sized):
    _fields_ = [("size", c_size_t), ("data", c_void_p), ("type", c_int), ("rank", c_size_t),
                ("shape", c_int64 * 4), ("strides", c_int64 * 4), ("scale", c_double),
                ("unit", c_char_p), ("epoch", c_uint64)]


class Record(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("unit", c_char_p), ("scale", c_double),
                ("is_events", c_int), ("columns", c_int64), ("rows", c_size_t),
                ("ticks", c_void_p), ("values", c_void_p), ("elements", c_void_p),
                ("sources", c_void_p), ("targets", c_void_p), ("indices", c_void_p),
                ("row_begin", c_void_p)]


class Experiment(Sized):
    _fields_ = [("size", c_size_t), ("name", c_char_p), ("network", c_char_p)]


class ExperimentOptions(Sized):
    _fields_ = [("size", c_size_t), ("experiment", c_char_p), ("dt", c_double),
                ("seed", POINTER(c_uint64)), ("threads", c_int32), ("settings", POINTER(Setting)),
                ("setting_count", c_size_t), ("memory_limit", c_uint64), ("layout", c_char_p),
                ("data_directory", c_char_p), ("progress", OnExperiment), ("user", c_void_p)]


class Outcome(Sized):
    _fields_ = [("size", c_size_t), ("experiment", c_char_p), ("network", c_char_p),
                ("seed", c_uint64), ("dt", c_double), ("threads", c_int32),
                ("interrupted", c_int32), ("build_seconds", c_double),
                ("simulate_seconds", c_double), ("biological", c_double), ("neurons", c_int64),
                ("synapses", c_int64), ("spikes", c_int64), ("synaptic_events", c_int64),
                ("memory", c_uint64), ("reports", c_size_t), ("expectations", c_size_t),
                ("records", c_size_t), ("warnings", c_size_t), ("combinations", c_size_t),
                ("failed", c_size_t)]


class Report(Sized):
    _fields_ = [("size", c_size_t), ("text", c_char_p), ("values", POINTER(c_double)),
                ("count", c_size_t), ("unit", c_char_p), ("combination", c_int64)]


class Expectation(Sized):
    _fields_ = [("size", c_size_t), ("text", c_char_p), ("at", c_char_p), ("passed", c_int32),
                ("combination", c_int64), ("operands", c_size_t)]


Handle = c_void_p
Out = POINTER(c_void_p)
#: Functions that return a neuro_error, and their arguments.
_FALLIBLE: List[Tuple[str, List[Any]]] = [
    ("engine_create", [c_void_p, Out]),
    ("program_compile", [Handle, c_char_p, c_char_p, POINTER(CompileOptions), OnDiagnostic,
                         c_void_p, Out]),
    ("program_load", [Handle, c_char_p, Out]),
    ("program_parameter", [Handle, c_size_t, c_size_t, POINTER(Parameter)]),
    ("program_experiment", [Handle, c_size_t, POINTER(Experiment)]),
    ("sim_create", [Handle, POINTER(SimOptions), Out]),
    ("sim_run", [Handle, c_int64, POINTER(c_int64)]),
    ("sim_on_progress", [Handle, OnProgress, c_void_p]),
    ("sim_reset", [Handle]),
    ("sim_checkpoint", [Handle, c_char_p]),
    ("sim_restore", [Handle, c_char_p]),
    ("sim_population", [Handle, c_size_t, POINTER(Population)]),
    ("sim_field", [Handle, c_size_t, c_size_t, POINTER(Field)]),
    ("sim_projection", [Handle, c_size_t, POINTER(Projection)]),
    ("sim_projection_field", [Handle, c_size_t, c_size_t, POINTER(Field)]),
    ("sim_synapses", [Handle, c_char_p, c_void_p, c_void_p, c_void_p, c_size_t,
                      POINTER(c_size_t)]),
    ("sim_counters", [Handle, POINTER(Counters)]),
    ("sim_set", [Handle, c_char_p, c_void_p, c_size_t]),
    ("sim_get", [Handle, c_char_p, c_void_p, c_size_t, POINTER(c_size_t)]),
    ("sim_place", [Handle, c_char_p, POINTER(Place)]),
    ("sim_view", [Handle, c_char_p, POINTER(View)]),
    ("sim_bind", [Handle, c_char_p, c_void_p, c_size_t]),
    ("sim_push_events", [Handle, c_char_p, c_void_p, c_void_p, c_size_t]),
    ("sim_set_times", [Handle, c_char_p, c_void_p, c_void_p, c_size_t]),
    ("sim_listen", [Handle, c_char_p, OnSpikes, c_void_p, Out]),
    ("sim_unlisten", [Handle, Handle]),
    ("spikes_drain", [Handle, c_void_p, c_void_p, c_size_t, POINTER(c_size_t)]),
    ("sim_record", [Handle, c_size_t, POINTER(Record)]),
    ("sim_clear_records", [Handle]),
    ("experiment_run", [Handle, POINTER(ExperimentOptions), Out]),
    ("result_outcome", [Handle, POINTER(Outcome)]),
    ("result_report", [Handle, c_size_t, POINTER(Report)]),
    ("result_expectation", [Handle, c_size_t, POINTER(Expectation)]),
    ("result_operand", [Handle, c_size_t, c_size_t, POINTER(Report)]),
    ("result_swept_value", [Handle, c_size_t, c_size_t, POINTER(Parameter)]),
    ("result_record", [Handle, c_size_t, POINTER(Record), POINTER(c_int64)]),
    ("convert", [c_double, c_char_p, c_char_p, POINTER(c_double)]),
]
#: The others: name, what it returns, arguments.
_PLAIN: List[Tuple[str, Any, List[Any]]] = [
    ("abi_version", c_uint32, []),
    ("version", c_char_p, []),
    ("can_compile", c_int, []),
    ("error_status", c_int, [Handle]),
    ("error_message", c_char_p, [Handle]),
    ("error_code", c_char_p, [Handle]),
    ("error_free", None, [Handle]),
    ("engine_free", None, [Handle]),
    ("program_free", None, [Handle]),
    ("program_phases", c_size_t, [Handle, POINTER(PhaseTime), c_size_t]),
    ("program_networks", c_size_t, [Handle]),
    ("program_network", c_char_p, [Handle, c_size_t]),
    ("program_parameters", c_size_t, [Handle, c_size_t]),
    ("program_experiments", c_size_t, [Handle]),
    ("sim_free", None, [Handle]),
    ("sim_tick", c_int64, [Handle]),
    ("sim_dt", c_double, [Handle]),
    ("sim_threads", c_int32, [Handle]),
    ("sim_cancel", None, [Handle]),
    ("sim_populations", c_size_t, [Handle]),
    ("sim_projections", c_size_t, [Handle]),
    ("sim_epoch", c_uint64, [Handle]),
    ("sim_records", c_size_t, [Handle]),
    ("spikes_waiting", c_size_t, [Handle]),
    ("result_free", None, [Handle]),
    ("result_swept", c_size_t, [Handle]),
    ("result_warning", c_char_p, [Handle, c_size_t]),
]


class Library:
    """The functions of neuro.h without their prefix. Those that can fail raise."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.loaded = ctypes.CDLL(path)
        version = getattr(self.loaded, "neuro_abi_version", None)
        if version is None:
            raise ImportError(f"{path} is not the library of Neuro")
        version.restype = c_uint32
        major, minor = version() >> 16, version() & 0xFFFF
        if major != ABI[0] or minor < ABI[1]:
            raise ImportError(f"{path} has interface {major}.{minor}, but this package needs "
                              f"{ABI[0]}.{ABI[1]} or a later {ABI[0]}.x")
        for name, result, arguments in _PLAIN:
            setattr(self, name, self._function(name, result, arguments))
        for name, arguments in _FALLIBLE:
            function = self._function(name, c_void_p, arguments)
            function.errcheck = self._raise
            setattr(self, name, function)

    def _function(self, name: str, result: Any, arguments: List[Any]) -> Any:
        function = getattr(self.loaded, "neuro_" + name)
        function.restype = result
        function.argtypes = arguments
        return function

    def _raise(self, error: Optional[int], function: Any, arguments: Any) -> None:
        if error is None:
            return
        status = self.error_status(error)
        message = self.error_message(error).decode("utf-8", "replace")
        code = self.error_code(error).decode()
        self.error_free(error)
        raise _errors.error_of(status, message, code)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"neuro.h has no function neuro_{name}")


def _candidates() -> List[str]:
    """Where the library may be, the likeliest first."""
    chosen = os.environ.get("NEURO_LIBRARY")
    if chosen:
        return [chosen]
    here = Path(os.path.abspath(__file__)).parent
    prefix = here.parents[3] if len(here.parents) > 3 else here
    places = [here / "lib",                # a wheel
              here.parent.parent / "lib",  # the build folder: python/neuro, lib
              prefix / "lib", prefix / "lib64",  # installed: share/neuro/python/neuro
              *sorted(prefix.glob("lib/*-linux-gnu"))]
    found = [str(place / "libneuro.so.1") for place in places
             if (place / "libneuro.so.1").exists()]
    return found or ["libneuro.so.1"]       # installed, where the loader looks


_HELP = """cannot load the library of Neuro ({path}):
  {why}
It links LLVM and MLIR 22 and a few small libraries, which a wheel does not bring along. On Debian:
  apt-get install libmlir-22 libllvm22 libantlr4-runtime4.9 libfmt9 libhdf5-103-1 libzip4
NEURO_LIBRARY=/path/to/libneuro.so.1 names a library elsewhere."""


def load() -> Library:
    """The library; raises an ImportError that says what is missing."""
    path = _candidates()[0]
    try:
        return Library(path)
    except OSError as failure:
        raise ImportError(_HELP.format(path=path, why=failure)) from None


lib: Library = load()


class Owned:
    """A handle that is freed with the last Python object that needs it.

    It is passed to functions of C as it is, and so lives until they have returned: another
    thread may close what it belongs to meanwhile.
    A process made by fork() shares the memory of its parent's sims but not their
    threads, so it frees nothing of them.
    """

    __slots__ = ("address", "_as_parameter_", "_free", "_process", "keep", "__weakref__")

    def __init__(self, address: Optional[int], free: Any, keep: Any = None) -> None:
        self.address = address
        self._as_parameter_ = address  # what ctypes passes
        self._free = free
        self._process = os.getpid()
        self.keep = keep  #: what the native side refers to

    @property
    def here(self) -> bool:
        """Whether it was made in this process."""
        return self._process == os.getpid()

    def __del__(self, process: Any = os.getpid) -> None:
        if self.address is not None and self._process == process():
            self._free(self.address)


_engine: Optional[Owned] = None


def engine() -> Owned:
    """The engine that all programs are made with."""
    global _engine
    if _engine is None:
        made = c_void_p()
        lib.engine_create(None, ctypes.byref(made))
        _engine = Owned(made.value, lib.engine_free)
    return _engine


def text(value: Optional[bytes]) -> str:
    return value.decode("utf-8", "replace") if value else ""


def encoded(value: str, what: str = "text") -> bytes:
    """As C takes it: UTF-8 that a NUL ends."""
    if not isinstance(value, str):
        raise TypeError(f"{what} must be a str, not {type(value).__name__}")
    if "\0" in value:
        raise ValueError(f"{what} holds a NUL character")
    return value.encode("utf-8", "surrogateescape")


def optional(value: Optional[str], what: str) -> Optional[bytes]:
    return None if value is None else encoded(value, what)


def version() -> str:
    return text(lib.version())
