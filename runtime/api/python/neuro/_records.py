# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""From neuro_record to Events and Series."""
from __future__ import annotations

import ctypes
from typing import Any, Optional, Union

import numpy as np

from ._native import Record, text
from ._recorded import Events, Series


def copied(address: Optional[int], count: int, dtype: Any, to: Any) -> Any:
    """A copy of `count` numbers at an address, as `to`; None for a NULL."""
    if not address:
        return None
    if count == 0:
        return np.zeros(0, to)
    size = count * np.dtype(dtype).itemsize
    raw = (ctypes.c_char * size).from_address(address)
    return np.frombuffer(memoryview(raw), dtype).astype(to)  # astype copies


def empty_if(values: Any, to: Any) -> Any:
    return np.zeros(0, to) if values is None else values


def read(record: Record, dt: float) -> Union[Events, Series]:
    name, rows, columns = text(record.name), record.rows, record.columns
    ticks = empty_if(copied(record.ticks, rows, np.int64, np.int64), np.int64)
    indices = copied(record.indices, columns, np.int64, np.int64)
    if record.is_events:
        elements = empty_if(copied(record.elements, rows, np.uint32, np.int64), np.int64)
        return Events(name, ticks, elements, dt, columns, indices)
    begin = copied(record.row_begin, rows + 1, np.int64, np.int64)
    width = columns if begin is None else int(begin[-1])
    count = rows * columns if begin is None else width
    values = empty_if(copied(record.values, count, np.float64, np.float64), np.float64)
    values /= record.scale
    if begin is None:
        values = values.reshape(rows, columns)
    return Series(name, text(record.unit), ticks, values, dt, indices,
                  copied(record.sources, width, np.uint32, np.int64),
                  copied(record.targets, width, np.uint32, np.int64), begin)
