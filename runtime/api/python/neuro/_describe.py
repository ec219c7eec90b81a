# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a network consists of, as its sim tells."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from html import escape
from typing import Any, Dict, Iterable, List, Sequence, Tuple

import numpy as np
import numpy.typing as npt

from . import _native
from ._array import DTYPES
from ._native import Owned, encoded, lib, text

ROLES = ("state", "parameter", "input", "derived", "setting", "let")


@dataclass(frozen=True)
class Field:
    """A value that the elements of a population or the synapses of a projection have.

    role: "state", "parameter", "input", "derived", "setting" of a source, or "let", which is
    computed when it is asked for.
    dtype: as it is stored; what is stored is the value in `unit` times `scale`.
    per_element: False if one value is kept for all.
    viewable: whether its memory can be had; with a scale of 1 `sim[path]` is that.
    """

    name: str
    unit: str
    role: str
    dtype: "np.dtype[Any]"
    scale: float
    per_element: bool
    viewable: bool


@dataclass(frozen=True)
class Population:
    """`shape` is that of its elements, () never; `size` is how many they are."""

    name: str
    model: str
    size: int
    shape: Tuple[int, ...]
    is_source: bool
    is_port: bool
    fields: Dict[str, Field] = field(repr=False)

    @property
    def states(self) -> List[str]:
        return [name for name, field in self.fields.items() if field.role == "state"]


@dataclass(frozen=True)
class Projection:
    """Synapses from one view to another; delays in ms.

    port: what events reach ("exc"); "" of signals and of several ports. model: class of the
    synapses; "" of static ones, which are a weight and a delay. fields: read and set by
    `sim["NAME.w"]`, in the order of `sim.synapses(NAME)`.
    """

    name: str
    source: str
    target: str
    rule: str
    layout: str
    synapses: int
    min_delay: float
    max_delay: float
    port: str
    model: str
    fields: Dict[str, Field] = field(repr=False)


@dataclass(frozen=True, eq=False)
class Synapses:
    """Those of a projection, by target, then source.

    sources, targets: int64, indices in the views `Projection.source` and `target`.
    delays: float64, ms; of a delay with a dendritic part the axonal one.
    """

    projection: str
    sources: "npt.NDArray[np.int64]"
    targets: "npt.NDArray[np.int64]"
    delays: "npt.NDArray[np.float64]"

    def __len__(self) -> int:
        return len(self.sources)

    def __repr__(self) -> str:
        return f"<Synapses of {self.projection}: {len(self):,}>"


@dataclass(frozen=True)
class Counters:
    """Since tick 0; `memory` is in bytes."""

    neurons: int
    synapses: int
    spikes: int
    synaptic_events: int
    memory: int


def fields(sim: Owned, ask: Any, owner: int, count: int) -> Dict[str, Field]:
    """Of a population (`ask` is lib.sim_field) or a projection."""
    out: Dict[str, Field] = {}
    for index in range(count):
        raw = _native.Field()
        ask(sim, owner, index, ctypes.byref(raw))
        name = text(raw.name)
        out[name] = Field(name, text(raw.unit), ROLES[raw.role], DTYPES[raw.type], raw.scale,
                          bool(raw.per_element), bool(raw.can_view))
    return out


def populations(sim: Owned) -> Dict[str, Population]:
    out: Dict[str, Population] = {}
    for index in range(lib.sim_populations(sim)):
        raw = _native.Population()
        lib.sim_population(sim, index, ctypes.byref(raw))
        name = text(raw.name)
        out[name] = Population(name, text(raw.model), raw.count, tuple(raw.shape[:raw.rank]),
                               bool(raw.is_source), bool(raw.is_port),
                               fields(sim, lib.sim_field, index, raw.fields))
    return out


def projections(sim: Owned) -> List[Projection]:
    out = []
    for index in range(lib.sim_projections(sim)):
        raw = _native.Projection()
        lib.sim_projection(sim, index, ctypes.byref(raw))
        out.append(Projection(text(raw.name), text(raw.source), text(raw.target), text(raw.rule),
                              text(raw.layout), raw.synapses, raw.min_delay, raw.max_delay,
                              text(raw.port), text(raw.model),
                              fields(sim, lib.sim_projection_field, index, raw.fields)))
    return out


def synapses(sim: Owned, projection: str) -> Synapses:
    name, count = encoded(projection, "a projection"), ctypes.c_size_t()
    lib.sim_synapses(sim, name, None, None, None, 0, ctypes.byref(count))
    sources, targets = np.empty(count.value, np.uint32), np.empty(count.value, np.uint32)
    delays = np.empty(count.value, np.float64)
    lib.sim_synapses(sim, name, sources.ctypes.data, targets.ctypes.data, delays.ctypes.data,
                     count.value, ctypes.byref(count))
    return Synapses(projection, sources.astype(np.int64), targets.astype(np.int64), delays)


def counters(sim: Owned) -> Counters:
    raw = _native.Counters()
    lib.sim_counters(sim, ctypes.byref(raw))
    return Counters(raw.neurons, raw.synapses, raw.spikes, raw.synaptic_events, raw.memory)


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An HTML table for notebooks; every cell is escaped."""
    def line(cells: Sequence[object], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(str(cell))}</{tag}>" for cell in cells) + "</tr>"

    body = "".join(line(row, "td") for row in rows)
    return (f"<table><caption>{escape(caption)}</caption>"
            f"<thead>{line(heads, 'th')}</thead><tbody>{body}</tbody></table>")


def with_unit(name: str, unit: str) -> str:
    return name if unit in ("", "1") else f"{name} [{unit}]"
