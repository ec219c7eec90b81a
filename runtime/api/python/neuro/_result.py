# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an experiment gives: reports, expectations, recordings, with their units."""
from __future__ import annotations

import ctypes
import json
import math
from dataclasses import dataclass, field
from typing import Any, Dict, Iterator, List, Optional, Union

import numpy as np

from . import _describe, _native, _records
from ._errors import ExpectationError
from ._native import Owned, lib, text
from ._recorded import Events, Floats, Series


@dataclass(frozen=True, eq=False)
class Report:
    """A number that an experiment reports, or several of a family or histogram.

    values: float64, shape (n,), in `unit`; NaN where it is undefined.
    """

    text: str
    values: Floats
    unit: str

    @property
    def value(self) -> Union[float, Floats]:
        """A float if there is one, else the array."""
        return float(self.values[0]) if len(self.values) == 1 else self.values

    def __float__(self) -> float:
        if len(self.values) != 1:
            raise TypeError(f"{self.text} is {len(self.values)} numbers")
        return float(self.values[0])

    def __str__(self) -> str:
        shown = ", ".join("undefined" if math.isnan(v) else f"{v:.6g}" for v in self.values[:12])
        if len(self.values) > 12:
            shown += ", …"
        return shown if self.unit in ("", "1") else f"{shown} {self.unit}"

    def __repr__(self) -> str:
        return f"<{self.text}: {self}>"


@dataclass(frozen=True, eq=False)
class Expectation:
    """`expect …` of an experiment. `operands` are the values that were compared."""

    text: str
    at: str
    passed: bool
    operands: List[Report]

    def __repr__(self) -> str:
        outcome = "met" if self.passed else \
            "not met: " + ", ".join(f"{o.text} is {o}" for o in self.operands)
        return f"<{self.at}: expect {self.text}: {outcome}>"


@dataclass(frozen=True, eq=False)
class Run:
    """What came of one network: of an experiment, or of one combination of its sweep.

    at: the swept parameters, as reports; empty without a sweep.
    """

    at: Dict[str, Report]
    reports: Dict[str, Report]
    expectations: List[Expectation]
    recordings: Dict[str, Union[Events, Series]]

    def __getitem__(self, name: str) -> Union[Report, Events, Series]:
        """A report ("rate(E)") or a recording ("E.spikes") by its name."""
        if name in self.reports:
            return self.reports[name]
        if name in self.recordings:
            return self.recordings[name]
        raise KeyError(f"{name!r}; there is " +
                       (", ".join([*self.reports, *self.recordings]) or "nothing"))

    def __repr__(self) -> str:
        at = ", ".join(f"{name} = {value}" for name, value in self.at.items())
        shown = ", ".join(f"{r.text} = {r}" for r in self.reports.values())
        return f"<Run{' at ' + at if at else ''}: {shown or 'no reports'}>"


@dataclass(frozen=True, eq=False)
class Result(Run):
    """What an experiment gives. Plain data, which pickles.

    seconds: "build" and "simulate"; biological: ms of all networks together; memory: bytes
    at most. interrupted: `progress` ended it, and this is what there was up to then.
    sweep: one Run for each combination of a sweep.
    """

    experiment: str
    network: str
    seed: int
    dt: float
    threads: int
    seconds: Dict[str, float]
    biological: float
    neurons: int
    synapses: int
    spikes: int
    synaptic_events: int
    memory: int
    interrupted: bool
    warnings: List[str]
    sweep: List[Run] = field(default_factory=list)

    @property
    def failed(self) -> List[Expectation]:
        """Expectations that were not met, here and in the sweep."""
        return [e for run in (self, *self.sweep) for e in run.expectations if not e.passed]

    @property
    def passed(self) -> bool:
        return not self.failed

    def check(self) -> "Result":
        """Itself, or ExpectationError if an expectation was not met."""
        if self.failed:
            raise ExpectationError("\n".join(repr(e)[1:-1] for e in self.failed))
        return self

    def __iter__(self) -> Iterator[Run]:
        """The runs of the sweep, or itself alone."""
        return iter(self.sweep or [self])

    def to_dict(self) -> Dict[str, Any]:
        """As `nc run --json` names it, without recordings."""
        def number(value: float) -> Optional[float]:
            return value if math.isfinite(value) else None

        def reported(report: Report) -> Dict[str, Any]:
            values = [number(float(v)) for v in report.values]
            return {"value": values[0] if len(values) == 1 else values, "unit": report.unit}

        def coordinates(run: Run) -> Dict[str, Any]:
            return {name: reported(value) for name, value in run.at.items()}

        def reports(run: Run) -> Dict[str, Any]:
            return {name: reported(report) for name, report in run.reports.items()}

        expectations = []
        for run in (self, *self.sweep):
            for e in run.expectations:
                entry: Dict[str, Any] = {"text": e.text, "passed": e.passed}
                if e.at:
                    entry["at"] = e.at
                entry["operands"] = {o.text: reported(o) for o in e.operands}
                if run.at:
                    entry["sweep"] = coordinates(run)
                expectations.append(entry)
        out: Dict[str, Any] = {
            "experiment": self.experiment, "threads": self.threads, "seed": self.seed,
            "dt_ms": self.dt, "phases": dict(self.seconds),
            "biological_s": self.biological / 1000, "neurons": self.neurons,
            "synapses": self.synapses, "spikes": self.spikes,
            "synaptic_events": self.synaptic_events, "memory_bytes": self.memory,
            "interrupted": self.interrupted, "reports": reports(self)}
        if self.sweep:
            out["sweep"] = [{"at": coordinates(run), "reports": reports(run)}
                            for run in self.sweep]
        out["expectations"] = expectations
        out["warnings"] = list(self.warnings)
        return out

    def to_json(self, indent: Optional[int] = 2) -> str:
        return json.dumps(self.to_dict(), indent=indent)

    def __repr__(self) -> str:
        state = ", interrupted" if self.interrupted else ""
        lines = [f"<Result of {self.experiment} on {self.network}: "
                 f"{self.biological:g} ms, {self.neurons:,} neurons, {self.spikes:,} spikes, "
                 f"{self.seconds['simulate']:.3g} s{state}"]
        lines += [f"  {report.text} = {report}" for report in self.reports.values()]
        lines += ["  " + repr(run)[1:-1] for run in self.sweep]
        lines += ["  " + repr(recording)[1:-1] for recording in self.recordings.values()]
        lines += ["  " + repr(e)[1:-1] for e in self.failed]
        return "\n".join(lines) + ">"

    def _repr_html_(self) -> str:
        caption = repr(self).split("\n")[0].strip("<>")
        rows = [(", ".join(f"{n} = {v}" for n, v in run.at.items()), r.text, str(r))
                for run in (self, *self.sweep) for r in run.reports.values()]
        out = _describe.table(caption, ["at", "report", "value"], rows)
        if self.expectations or any(run.expectations for run in self.sweep):
            out += _describe.table("expectations", ["", "expect", "found"], (
                ("met" if e.passed else "NOT MET", e.text,
                 ", ".join(f"{o.text} = {o}" for o in e.operands))
                for run in (self, *self.sweep) for e in run.expectations))
        if self.recordings:
            out += _describe.table("recordings", ["name", "what"], (
                (name, repr(r)[1:-1]) for name, r in self.recordings.items()))
        return out


def _report(raw: _native.Report) -> Report:
    values = np.array(raw.values[:raw.count], np.float64) if raw.count else np.zeros(0)
    return Report(text(raw.text), values, text(raw.unit))


def read(handle: Owned) -> Result:
    """Copies everything out of a neuro_result."""
    outcome = _native.Outcome()
    lib.result_outcome(handle, ctypes.byref(outcome))
    runs = [Run({}, {}, [], {}) for _ in range(outcome.combinations + 1)]  # the last is of all
    for c in range(outcome.combinations):
        for index in range(lib.result_swept(handle)):
            value = _native.Parameter()
            lib.result_swept_value(handle, c, index, ctypes.byref(value))
            name = text(value.name)
            runs[c].at[name] = Report(name, np.array([value.value]), text(value.unit))
    for index in range(outcome.reports):
        raw = _native.Report()
        lib.result_report(handle, index, ctypes.byref(raw))
        report = _report(raw)
        runs[raw.combination].reports[report.text] = report
    for index in range(outcome.expectations):
        expectation = _native.Expectation()
        lib.result_expectation(handle, index, ctypes.byref(expectation))
        operands = []
        for k in range(expectation.operands):
            raw = _native.Report()
            lib.result_operand(handle, index, k, ctypes.byref(raw))
            operands.append(_report(raw))
        runs[expectation.combination].expectations.append(
            Expectation(text(expectation.text), text(expectation.at), bool(expectation.passed),
                        operands))
    for index in range(outcome.records):
        record, combination = _native.Record(), ctypes.c_int64()
        lib.result_record(handle, index, ctypes.byref(record), ctypes.byref(combination))
        recording = _records.read(record, outcome.dt)
        runs[combination.value].recordings[recording.name] = recording
    whole = runs.pop()
    return Result(
        whole.at, whole.reports, whole.expectations, whole.recordings,
        experiment=text(outcome.experiment), network=text(outcome.network), seed=outcome.seed,
        dt=outcome.dt, threads=outcome.threads,
        seconds={"build": outcome.build_seconds, "simulate": outcome.simulate_seconds},
        biological=outcome.biological, neurons=outcome.neurons, synapses=outcome.synapses,
        spikes=outcome.spikes, synaptic_events=outcome.synaptic_events, memory=outcome.memory,
        interrupted=bool(outcome.interrupted),
        warnings=[text(lib.result_warning(handle, k)) for k in range(outcome.warnings)],
        sweep=runs)
