# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Pictures of what was recorded.

`figure(spikes, trace, …)` draws a panel for each recording and needs nothing but NumPy:
an SVG that notebooks show and `save` writes. `raster` and `traces` draw into axes of
matplotlib, if that is installed.
"""
from __future__ import annotations

import importlib
import math
import os
from html import escape
from typing import Any, List, Optional, Sequence, Tuple, Union

import numpy as np

from ._recorded import Events, Floats, Series

Recording = Union[Events, Series]

#: No more is drawn of one recording; a panel says so.
MOST_EVENTS, MOST_LINES = 20000, 12
_LEFT, _RIGHT, _TOP, _GAP, _BOTTOM = 76, 16, 48, 26, 40
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b",
            "#e377c2", "#7f7f7f", "#bcbd22", "#393b79", "#637939")


def ticks(low: float, high: float, about: int = 6) -> List[float]:
    """Round numbers within [low, high]: steps of 1, 2 or 5 times a power of ten."""
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return [low] if math.isfinite(low) else []
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [k * step for k in range(first, last + 1)]


class Figure:
    """Panels over a common axis of time. Made by `figure`."""

    def __init__(self, recordings: Sequence[Recording], begin: float, end: float, title: str,
                 width: int, height: int) -> None:
        self.recordings = list(recordings)
        self.begin, self.end = begin, end
        self.title = title
        self.width, self.height = width, height

    def svg(self) -> str:
        total = _TOP + len(self.recordings) * (self.height + _GAP) - _GAP + _BOTTOM
        out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{total}" '
               f'viewBox="0 0 {self.width} {total}" font-family="sans-serif" font-size="11">',
               f'<rect width="{self.width}" height="{total}" fill="white"/>',
               f'<text x="{_LEFT}" y="20" font-size="14">{escape(self.title)}</text>']
        top = _TOP
        for recording in self.recordings:
            if isinstance(recording, Events):
                out += self._raster(recording, top)
            else:
                out += self._traces(recording, top)
            top += self.height + _GAP
        bottom = top - _GAP
        for time in ticks(self.begin, self.end, 10):
            x = self._x(time)
            out.append(f'<path d="M{x:.1f} {bottom}v4" stroke="black"/>'
                       f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{time:g}</text>')
        middle = (_LEFT + self.width - _RIGHT) / 2
        out.append(f'<text x="{middle:g}" y="{bottom + 32}" text-anchor="middle">time [ms]</text>')
        return "\n".join(out + ["</svg>\n"])

    def save(self, path: "Union[str, os.PathLike[str]]") -> None:
        """Writes the picture, as SVG. ValueError for another suffix."""
        if os.path.splitext(path)[1].lower() != ".svg":
            raise ValueError(f"{os.fspath(path)}: figures are written as .svg; for other formats "
                             "draw with neuro.plot.raster and traces into axes of matplotlib")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.svg())

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return (f"<Figure of {', '.join(r.name for r in self.recordings)}, "
                f"{self.begin:g} to {self.end:g} ms>")

    def _x(self, time: float) -> float:
        span = self.width - _LEFT - _RIGHT
        return _LEFT + (time - self.begin) / (self.end - self.begin) * span

    def _frame(self, label: str, note: str, low: float, high: float, top: int) -> List[str]:
        inner = self.width - _LEFT - _RIGHT
        out = [f'<rect x="{_LEFT}" y="{top}" width="{inner}" height="{self.height}" fill="none" '
               'stroke="#888"/>',
               f'<text x="{_LEFT + 6}" y="{top - 5}">{escape(label)}</text>']
        if note:
            out.append(f'<text x="{self.width - _RIGHT}" y="{top - 5}" text-anchor="end" '
                       f'fill="#666">{escape(note)}</text>')
        for value in ticks(low, high, 4):
            y = top + self.height * (high - value) / (high - low)
            out.append(f'<path d="M{_LEFT} {y:.1f}h-4" stroke="black"/><text x="{_LEFT - 7}" '
                       f'y="{y + 4:.1f}" text-anchor="end">{value:g}</text>')
        return out

    def _raster(self, events: Events, top: int) -> List[str]:
        seen = events.between(self.begin, self.end)
        step = max(1, -(-len(seen) // MOST_EVENTS))
        note = f"{len(seen):,} events" + (f", every {step}th is drawn" if step > 1 else "")
        high = float(max(events.size, 1))
        out = self._frame(f"{events.name}: element", note, 0, high, top)
        tall = max(1.0, self.height / high)
        x = _LEFT + (seen.times[::step] - self.begin) / (self.end - self.begin) * \
            (self.width - _LEFT - _RIGHT)
        y = top + self.height * (high - 1 - seen.elements[::step]) / high
        marks = "".join(f"M{a:.1f} {b:.1f}v{tall:.1f}" for a, b in zip(x, y))
        if marks:
            out.append(f'<path d="{marks}" stroke="{_COLOURS[0]}" stroke-width="1"/>')
        return out

    def _traces(self, series: Series, top: int) -> List[str]:
        within = (series.times >= self.begin) & (series.times <= self.end)
        values, times = series.values[within], series.times[within]
        if values.ndim != 2:
            raise ValueError(f"{series.name}: synapses that come and go have no traces")
        shown = values[:, :MOST_LINES]
        finite = shown[np.isfinite(shown)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        margin = 0.05 * (high - low) or 0.5 * max(abs(high), 1.0)
        low, high = low - margin, high + margin
        note = "" if values.shape[1] <= MOST_LINES else \
            f"{MOST_LINES} of {values.shape[1]:,} are drawn"
        unit = "" if series.unit in ("", "1") else f" [{series.unit}]"
        out = self._frame(f"{series.name}{unit}", note, low, high, top)
        for column in range(shown.shape[1]):
            t, v = _thinned(times, shown[:, column], self.width)
            points = " ".join(
                f"{self._x(float(a)):.1f},{top + self.height * (high - float(b)) / (high - low):.1f}"
                for a, b in zip(t, v) if math.isfinite(b))
            if points:
                out.append(f'<polyline points="{points}" fill="none" '
                           f'stroke="{_COLOURS[column % len(_COLOURS)]}"/>')
        return out


def _thinned(times: Floats, values: Floats, bins: int) -> Tuple[Floats, Floats]:
    """Smallest and largest of each stretch, in their order, where there are many."""
    stretch = len(times) // bins
    if stretch < 4:
        return times, values
    whole = len(times) // stretch * stretch
    blocks = values[:whole].reshape(-1, stretch)
    ends = np.sort(np.stack([blocks.argmin(1), blocks.argmax(1)], 1), 1)
    index = (ends + np.arange(len(blocks))[:, None] * stretch).ravel()
    return times[index], values[index]


def figure(*recordings: Recording, begin: Optional[float] = None, end: Optional[float] = None,
           title: str = "", width: int = 800, height: int = 140) -> Figure:
    """A panel for each recording, from `begin` to `end` ms (all there is by default)."""
    if not recordings:
        raise ValueError("there is nothing to draw")
    for recording in recordings:
        if not isinstance(recording, (Events, Series)):
            raise TypeError(f"a figure is of Events and Series, not {type(recording).__name__}")
    last = [float(r.times[-1]) for r in recordings if len(r)]
    start = 0.0 if begin is None else float(begin)
    stop = max(last, default=1.0) if end is None else float(end)
    if not stop > start:
        raise ValueError(f"there is nothing between {start:g} and {stop:g} ms")
    return Figure(recordings, start, stop, title, width, height)


def raster(events: Events, ax: Any = None, **style: Any) -> Any:
    """A dot for each event, in axes of matplotlib; returns the axes."""
    ax = _axes(ax)
    ax.plot(events.times, events.elements, **{"linestyle": "none", "marker": ".", "markersize": 2,
                                              **style})
    ax.set_xlabel("time [ms]")
    ax.set_ylabel(f"{events.name}: element")
    return ax


def traces(series: Series, ax: Any = None, **style: Any) -> Any:
    """A line for each column, in axes of matplotlib; returns the axes."""
    ax = _axes(ax)
    ax.plot(series.times, series.values, **style)
    ax.set_xlabel("time [ms]")
    ax.set_ylabel(series.name if series.unit in ("", "1") else f"{series.name} [{series.unit}]")
    return ax


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    try:
        return importlib.import_module("matplotlib.pyplot").gca()
    except ImportError:
        raise ImportError("this needs matplotlib (pip install matplotlib); "
                          "neuro.plot.figure does without") from None
