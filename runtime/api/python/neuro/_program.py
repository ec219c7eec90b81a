# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From text to a program, and what is made of it."""
from __future__ import annotations

import ctypes
import math
import os
import warnings as python_warnings
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from . import _describe, _native, _result
from ._errors import (CancelledError, CompileError, Diagnostic, Error, InvalidError,
                      NeuroWarning, Note)
from ._interrupt import Interruptible
from ._native import Owned, encoded, lib, optional, text
from ._result import Result
from ._sim import Sim, whole
from ._units import Quantity, milliseconds, settings

PathLike = Union[str, "os.PathLike[str]"]
SEVERITIES = ("note", "warning", "error")


@dataclass(frozen=True)
class Parameter:
    """Of a network. `default` is in `unit`; None if it is computed from others."""

    name: str
    unit: str
    default: Optional[float]


@dataclass(frozen=True)
class Experiment:
    name: str
    network: str


def diagnostic_of(raw: _native.Diagnostic) -> Diagnostic:
    notes = tuple(Note(text(n.message), text(n.file), n.line, n.column, n.end_line, n.end_column)
                  for n in raw.notes[:raw.note_count])
    return Diagnostic(SEVERITIES[raw.severity], text(raw.code), text(raw.message), text(raw.file),
                      raw.line, raw.column, raw.end_line, raw.end_column, notes, text(raw.help),
                      text(raw.text))


def _is_path(source: str) -> bool:
    return "\n" not in source and "{" not in source and source.endswith(".neuro")


def compile(source: PathLike, *, name: Optional[str] = None, experiment: Optional[str] = None,
            precision: Optional[str] = None, solver: Optional[str] = None,
            optimization: int = 0, without: Sequence[str] = (),
            looks: Union[str, Sequence[str], None] = None, dt: Optional[Quantity] = None,
            network: Optional[str] = None, progress: Optional[Callable[[str], Any]] = None,
            params: Optional[Mapping[str, Quantity]] = None,
            **parameters: Quantity) -> "Program":
    """Compiles a program.

    source: its text, or its path: an os.PathLike, or a str that ends with ".neuro".
    name: what the text is called in messages; imports are looked up beside it.
    experiment: whose `precision` and `solver` count; else those given here ("f32",
    "f64", "auto"; "exact", "rk4", …).
    optimization: of machine code, 1 to 3; 0 for the default. without: passes not to run.
    looks: what of neurons and synapses will be read, set, viewed or recorded by name, as paths
    without selections: `["E.V", "motor.u"]` or "E.V, motor.u". Other states, unless the program's
    experiments and records mention them, need not be kept, which is faster (receptors are
    merged, dead states go away); a path to one of those is a PathError then. Spikes, events,
    inputs and parameters are always there. None for anything, () for nothing.
    dt: the shortest time step of sims and experiments, ms or "50 us"; None for the shortest of
    the program's experiments, or else 0.1 ms. By it precision "auto" says what f32 keeps;
    a sim of a time step too short for that is refused (E0454).
    network, parameters: what sims and experiments of this program take unless told
    otherwise: `g=5`, `rate="9 kHz"`, `rate=(9, "kHz")`; in `params` those whose names are taken
    here, as dt.
    progress: `progress(phase)` at the beginning of each ("parse", "check", "neuro", …) and now
    and then; False gives the program up (CancelledError), as Ctrl-C does.

    Raises CompileError with all diagnostics; warnings are given as NeuroWarning.
    """
    if isinstance(source, os.PathLike) or isinstance(source, str) and _is_path(source):
        name = os.fspath(source)
        with open(source, encoding="utf-8", errors="surrogateescape") as file:
            source = file.read()
    elif not isinstance(source, str):
        raise TypeError("compile takes a program's text or its path, not "
                        + type(source).__name__)
    if isinstance(without, str):
        without = [without]
    program = Program(source, name or "program.neuro", dict(
        experiment=experiment, precision=precision, solver=solver,
        optimization=optimization, without=tuple(without), looks=_looks(looks), dt=dt),
        network, {**(params or {}), **parameters}, progress)
    for warning in program.warnings:
        python_warnings.warn(str(warning), NeuroWarning, stacklevel=2)
    return program


def _looks(paths: Union[str, Sequence[str], None]) -> Optional[str]:
    """As neuro.h takes them; None for anything."""
    if paths is None or isinstance(paths, str):
        return paths
    paths = list(paths)
    for path in paths:
        if not isinstance(path, str):
            raise TypeError(f"looks takes paths such as 'E.V', not {type(path).__name__}")
        if "," in path or not path.strip():
            raise ValueError(f"looks: '{path}' is not a path such as 'E.V'")
    return ", ".join(paths)


def load(path: PathLike, *, network: Optional[str] = None,
         params: Optional[Mapping[str, Quantity]] = None, **parameters: Quantity) -> "Program":
    """A program that was compiled ahead of time by `nc build --shared`.

    Needs no compiler: libneuro-rt (NEURO_LIBRARY) does it without LLVM. network, params,
    parameters: as of `compile`. The library is code and runs in this process.
    """
    return Program(None, os.fspath(path), {}, network, {**(params or {}), **parameters})


class Program:
    """An immutable compiled model, which any number of sims and threads share.

    Pickles as its text, which is compiled again, or as the path that it was loaded from.
    source: its text; None if it was loaded. name: its path, or what messages call it.
    """

    def __init__(self, source: Optional[str], name: str, options: Dict[str, Any],
                 network: Optional[str] = None,
                 parameters: Optional[Mapping[str, Quantity]] = None,
                 progress: Optional[Callable[[str], Any]] = None) -> None:
        self.source = source
        self.name = name
        self._options = options
        self._variants: Dict[str, "Program"] = {}
        self.diagnostics: List[Diagnostic] = []
        if source is not None:
            self._owned = self._compiled(source, progress)
        else:
            made = ctypes.c_void_p()
            lib.program_load(_native.engine(), os.fsencode(name), ctypes.byref(made))
            self._owned = Owned(made.value, lib.program_free)
        self._network = network
        self._settings: Dict[str, Quantity] = dict(parameters or {})
        if network is not None and network not in self.networks:
            raise _unknown("network", network, self.networks)
        known = self.parameters(network)
        for parameter in self._settings:
            if parameter not in known:
                raise _unknown("parameter", parameter, list(known))

    def _compiled(self, source: str, progress: Optional[Callable[[str], Any]] = None) -> Owned:
        options, found = self._options, self.diagnostics

        def on_diagnostic(raw: Any, _: Any) -> None:
            found.append(diagnostic_of(raw.contents))

        native = _native.OnDiagnostic(on_diagnostic)
        call = Interruptible()
        on_progress = _native.OnCompile(lambda phase, _: call.goes_on(progress, text(phase)))
        step = options.get("dt")
        shortest = 0.0 if step is None else milliseconds(step, "dt")
        if step is not None and not shortest > 0:
            raise InvalidError("dt must be a positive time")
        chosen = _native.CompileOptions(
            precision=optional(options["precision"], "precision"),
            solver=optional(options["solver"], "solver"),
            experiment=optional(options["experiment"], "experiment"),
            optimization=whole(options["optimization"], "optimization", 0, 3),
            without=",".join(options["without"]).encode() or None,
            looks=optional(options.get("looks"), "looks"), dt=shortest, progress=on_progress)
        made = ctypes.c_void_p()
        with call:
            try:
                lib.program_compile(_native.engine(), encoded(source, "the program"),
                                    encoded(self.name, "name"), ctypes.byref(chosen), native, None,
                                    ctypes.byref(made))
            except Error as error:
                if any(d.severity == "error" for d in found):
                    raise CompileError(error.message, error.code, found) from None
                if call.signal is None and call.raised is None:
                    raise
                # else what ended it is raised as the block is left
        if made.value is None:  # a handler of the user's that raised nothing
            raise CancelledError("compiling was ended by a signal")
        return Owned(made.value, lib.program_free)

    # --- What it is -------------------------------------------------------------

    @property
    def warnings(self) -> List[Diagnostic]:
        return [d for d in self.diagnostics if d.severity == "warning"]

    @property
    def networks(self) -> List[str]:
        handle = self._owned
        return [text(lib.program_network(handle, k)) for k in range(lib.program_networks(handle))]

    @property
    def network(self) -> Optional[str]:
        """What `sim` makes by default: the one chosen at compile time, or the last."""
        names = self.networks
        return self._network or (names[-1] if names else None)

    def parameters(self, network: Optional[str] = None) -> Dict[str, Parameter]:
        """Of a network, by name."""
        names = self.networks
        network = network or self.network
        if network is None:
            return {}
        if network not in names:
            raise _unknown("network", network, names)
        index = names.index(network)
        out: Dict[str, Parameter] = {}
        for k in range(lib.program_parameters(self._owned, index)):
            raw = _native.Parameter()
            lib.program_parameter(self._owned, index, k, ctypes.byref(raw))
            name = text(raw.name)
            out[name] = Parameter(name, text(raw.unit),
                                  None if math.isnan(raw.value) else raw.value)
        return out

    @property
    def experiments(self) -> Dict[str, Experiment]:
        out: Dict[str, Experiment] = {}
        for k in range(lib.program_experiments(self._owned)):
            raw = _native.Experiment()
            lib.program_experiment(self._owned, k, ctypes.byref(raw))
            out[text(raw.name)] = Experiment(text(raw.name), text(raw.network))
        return out

    @property
    def phases(self) -> Dict[str, float]:
        """Where compiling took its time, seconds."""
        count = lib.program_phases(self._owned, None, 0)
        times = (_native.PhaseTime * count)()
        lib.program_phases(self._owned, times, count)
        return {text(t.phase): t.seconds for t in times}

    # --- What is made of it ---------------------------------------------------------

    def sim(self, network: Optional[str] = None, *, dt: Quantity = 0.1, seed: int = 1,
            threads: int = 0, memory_limit: int = 0, layout: Optional[str] = None,
            progress: Optional[Callable[[str, float], Any]] = None,
            params: Optional[Mapping[str, Quantity]] = None,
            data_directory: Optional[PathLike] = None, **parameters: Quantity) -> Sim:
        """A network of its own state.

        dt: ms, or "50 us". seed: of initial values, connections and noise. threads: 0 for as
        many as pay off. memory_limit: bytes; 0 for the machine's. layout: of synapses,
        as nc --layout. progress: `progress(what, fraction)` while it is built; False ends
        that with CancelledError. data_directory: where relative names of data files start; None
        for as the program says. parameters: of the network; in `params` those whose names are
        taken here, as dt.
        """
        return Sim(self, network or self._network, dt, seed, threads, memory_limit, layout,
                   progress, {**self._own(network), **(params or {}), **parameters},
                   data_directory)

    def run(self, experiment: Optional[str] = None, *, dt: Optional[Quantity] = None,
            seed: Optional[int] = None, threads: int = 0, memory_limit: int = 0,
            layout: Optional[str] = None,
            progress: Optional[Callable[[str, float, float], Any]] = None,
            params: Optional[Mapping[str, Quantity]] = None,
            data_directory: Optional[PathLike] = None, **parameters: Quantity) -> Result:
        """Runs an experiment ("main", or the first), as `nc run` does.

        dt, seed, threads, parameters go before what the experiment says. data_directory: where
        relative names of data files start.
        progress: `progress(what, done, total)`: "building", of 1; "simulating", of ms. False ends
        the experiment, and the result says so.
        Expectations that are not met are in the result; `.check()` makes them errors.
        """
        known = self.experiments
        name = experiment or ("main" if "main" in known or not known else next(iter(known)))
        if self.source is not None and name in known and self._options["experiment"] != name:
            return self._variant(name).run(
                name, dt=dt, seed=seed, threads=threads, memory_limit=memory_limit, layout=layout,
                progress=progress, params=params, data_directory=data_directory, **parameters)
        network = known[name].network if name in known else None
        chosen = settings({**self._own(network), **(params or {}), **parameters})
        keep_seed = None if seed is None else ctypes.c_uint64(whole(seed, "seed", 0, 2**64 - 1))
        made = ctypes.c_void_p()
        with Interruptible() as call:
            on_progress = _native.OnExperiment(
                lambda what, done, total, _: call.goes_on(progress, text(what), done, total))
            options = _native.ExperimentOptions(
                experiment=encoded(name, "experiment"),
                dt=0.0 if dt is None else milliseconds(dt, "dt"),
                seed=None if keep_seed is None else ctypes.pointer(keep_seed),
                threads=whole(threads, "threads", 0, 4096), settings=chosen,
                setting_count=len(chosen),
                memory_limit=whole(memory_limit, "memory_limit", 0, 2**63),
                layout=optional(layout, "layout"), progress=on_progress,
                data_directory=None if data_directory is None else os.fsencode(data_directory))
            lib.experiment_run(self._owned, ctypes.byref(options), ctypes.byref(made))
        result = _result.read(Owned(made.value, lib.result_free))
        for warning in result.warnings:
            python_warnings.warn(warning, NeuroWarning, stacklevel=2)
        return result

    def _variant(self, experiment: str) -> "Program":
        """Compiled for an experiment, whose precision and solver count then."""
        if experiment not in self._variants:
            self._variants[experiment] = Program(
                self.source, self.name, {**self._options, "experiment": experiment},
                self._network, self._settings)
        return self._variants[experiment]

    def _own(self, network: Optional[str]) -> Dict[str, Quantity]:
        """Parameters given to compile(), as far as a network has them."""
        if network is None or network == self.network:
            return self._settings
        known = self.parameters(network)
        return {name: value for name, value in self._settings.items() if name in known}

    # --- Showing -----------------------------------------------------------------

    def __repr__(self) -> str:
        names = ", ".join(self.networks)
        experiments = ", ".join(self.experiments)
        return (f"<Program {self.name}: network{'s' if len(self.networks) != 1 else ''} "
                f"{names or 'none'}; experiments {experiments or 'none'}>")

    def _repr_html_(self) -> str:
        return "".join(_describe.table(
            f"network {network} of {self.name}", ["parameter", "default", "unit"],
            ((p.name, "computed" if p.default is None else f"{p.default:g}", p.unit)
             for p in self.parameters(network).values())) for network in self.networks)

    def __reduce__(self) -> Tuple[Any, ...]:
        return Program, (self.source, os.path.abspath(self.name), self._options, self._network,
                         self._settings)


def _unknown(what: str, name: str, known: Sequence[str]) -> Error:
    import difflib
    close = difflib.get_close_matches(name, known, 1)
    hint = f"; did you mean '{close[0]}'?" if close else \
        "; there is " + ", ".join(known) if known else ""
    return InvalidError(f"there is no {what} '{name}'{hint}")
