# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Quantities as Python users give them: 5, "5 mV", (5, "mV")."""
from __future__ import annotations

import ctypes
import math
import re
from typing import Any, Mapping, Optional, Tuple, Union

from ._native import Setting, encoded, lib

#: A number in the unit that is expected, "9 kHz", or (9, "kHz").
Quantity = Union[float, str, Tuple[float, str]]

_WRITTEN = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*(.*?)\s*", re.S)


def split(value: Quantity, what: str) -> Tuple[float, Optional[str]]:
    """Number and unit; None where no unit is written. TypeError, ValueError."""
    unit: Optional[str] = None
    number: Any = value
    if isinstance(value, str):
        match = _WRITTEN.fullmatch(value)
        if not match:
            raise ValueError(f"{what}: '{value}' is not a number with a unit")
        number, unit = float(match[1]), match[2] or None
    elif isinstance(value, tuple):
        if len(value) != 2 or not isinstance(value[1], str):
            raise TypeError(f"{what}: a tuple must be (number, unit)")
        number, unit = value
    if isinstance(number, (str, bytes)) or not hasattr(type(number), "__float__"):
        raise TypeError(f"{what} must be a number, 'number unit' or (number, unit), "
                        f"not {type(number).__name__}")
    try:
        return float(number), unit
    except OverflowError:
        raise ValueError(f"{what} is too large") from None


def convert(value: float, unit: str, wanted: str) -> float:
    """The same quantity in another unit: `convert(0.2, "nA", "pA")` is 200.

    Raises neuro.InvalidError for unknown units and for those of another dimension.
    """
    result = ctypes.c_double()
    lib.convert(float(value), encoded(unit, "unit"), encoded(wanted, "unit"),
                ctypes.byref(result))
    return result.value


def number_in(value: Quantity, unit: str, what: str) -> float:
    """In `unit`, which a bare number has already."""
    number, written = split(value, what)
    return number if written is None else convert(number, written, unit)


def milliseconds(value: Quantity, what: str) -> float:
    """A time; bare numbers are ms. ValueError unless it is finite."""
    number = number_in(value, "ms", what)
    if not math.isfinite(number):
        raise ValueError(f"{what} must be a finite time")
    return number


def settings(values: Mapping[str, Quantity]) -> "ctypes.Array[Setting]":
    """For options.settings of neuro.h."""
    out = (Setting * len(values))()
    for slot, (name, value) in zip(out, values.items()):
        number, unit = split(value, name)
        slot.name = encoded(name, "a parameter's name")
        slot.value = number
        slot.unit = None if unit is None else encoded(unit, "unit")
    return out
