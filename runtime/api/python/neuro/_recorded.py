# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Recorded data: spikes and samples, as arrays with their units."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Events:
    """Spikes, or events of another kind, of some elements, by tick, then element.

    name: "E.spikes".
    ticks: int64, shape (n,); an event of tick k happened in ((k - 1) dt, k dt].
    elements: int64, shape (n,); which of the elements looked at, from 0.
    dt: ms.
    indices: int64, shape (columns,), of each element its number in the population; None
    if it is not known.
    size: how many elements were looked at.
    """

    name: str
    ticks: Ints
    elements: Ints
    dt: float
    size: int
    indices: Optional[Ints] = None

    unit = "ms"

    @property
    def times(self) -> Floats:
        """In ms, float64, shape (n,)."""
        return np.multiply(self.ticks, self.dt, dtype=np.float64)

    @property
    def neurons(self) -> Ints:
        """Of each event, the number of its element in the population."""
        return self.elements if self.indices is None else self.indices[self.elements]

    @property
    def counts(self) -> Ints:
        """How many of each element: int64, shape (size,)."""
        return np.bincount(self.elements, minlength=self.size).astype(np.int64)

    def between(self, begin: float, end: float) -> "Events":
        """Those with begin < time <= end, in ms."""
        first, last = np.searchsorted(self.times, [begin, end], side="right")
        return Events(self.name, self.ticks[first:last], self.elements[first:last], self.dt,
                      self.size, self.indices)

    def of(self, element: int) -> Floats:
        """Times of one element, ms."""
        times: Floats = self.times[self.elements == element]
        return times

    def rate(self, duration: float) -> float:
        """Mean rate of an element over `duration` ms, in Hz."""
        if not duration > 0:
            raise ValueError("a rate needs a duration of more than 0 ms")
        return len(self) / max(self.size, 1) / duration * 1e3

    def __len__(self) -> int:
        return len(self.ticks)

    def __repr__(self) -> str:
        within = f" in {self.times[0]:g}..{self.times[-1]:g} ms" if len(self) else ""
        return f"<Events {self.name}: {len(self):,} of {self.size:,} elements{within}>"


@dataclass(frozen=True, eq=False)
class Series:
    """Samples of some elements.

    name: "E.V", "mean(E.V)".
    unit: of `values`.
    ticks: int64, shape (rows,).
    values: float64, shape (rows, columns); of a function such as mean(E.V) one column. Of
    synapses that come and go shape (n,), row r being
    `values[row_begin[r]:row_begin[r + 1]]`.
    dt: ms.
    indices: of each column the element's number in the population, or None.
    sources, targets: of each column (or entry), if these are synapses.
    """

    name: str
    unit: str
    ticks: Ints
    values: Floats
    dt: float
    indices: Optional[Ints] = None
    sources: Optional[Ints] = None
    targets: Optional[Ints] = None
    row_begin: Optional[Ints] = None

    @property
    def times(self) -> Floats:
        """In ms, float64, shape (rows,)."""
        return np.multiply(self.ticks, self.dt, dtype=np.float64)

    def __len__(self) -> int:
        return len(self.ticks)

    def __array__(self, dtype: Any = None, copy: Optional[bool] = None) -> "npt.NDArray[Any]":
        return np.array(self.values, dtype=dtype) if copy else np.asarray(self.values, dtype)

    def __repr__(self) -> str:
        shape = " x ".join(str(n) for n in self.values.shape)
        return f"<Series {self.name}: {shape} in {self.unit}>"
