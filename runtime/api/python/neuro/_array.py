# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Values of a field with their unit: memory of a sim, or a copy that says so."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

import numpy as np

from ._native import Owned

#: neuro_type to NumPy.
DTYPES: Dict[int, "np.dtype[Any]"] = {0: np.dtype("f4"), 1: np.dtype("f8"), 2: np.dtype("i4"),
                                     3: np.dtype("i2"), 4: np.dtype("i1")}


class Memory:
    """Memory of a sim in NumPy's array interface; keeps the sim alive."""

    __slots__ = ("owner", "__array_interface__")

    def __init__(self, owner: Owned, data: int, dtype: "np.dtype[Any]", shape: Tuple[int, ...],
                 strides: Tuple[int, ...]) -> None:
        self.owner = owner
        self.__array_interface__ = {
            "version": 3, "data": (data, False), "typestr": dtype.str, "shape": shape,
            "strides": tuple(stride * dtype.itemsize for stride in strides)}


if TYPE_CHECKING:
    _Base = np.ndarray[Any, Any]
else:  # no subscripts before NumPy 1.22
    _Base = np.ndarray


class Array(_Base):
    """A NumPy array with a unit.

    unit: "mV"; what is computed from an Array is a plain ndarray, for its unit may differ.
    path: "E.V".
    shared: True if this is the sim's own memory, so that it changes as the sim runs and
    the sim sees what is written; else it is a copy, read-only so that no write is lost.
    """

    unit: str
    path: str

    def __array_finalize__(self, source: Any) -> None:
        self.unit = getattr(source, "unit", "")
        self.path = getattr(source, "path", "")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        def plain(value: Any) -> Any:
            return value.view(np.ndarray) if isinstance(value, Array) else value

        outputs = kwargs.get("out", ())
        if outputs:
            kwargs["out"] = tuple(plain(out) for out in outputs)
        result = getattr(ufunc, method)(*(plain(value) for value in inputs), **kwargs)
        # `V += 1` stays what it is.
        return outputs[0] if len(outputs) == 1 and outputs[0] is not None else result

    @property
    def memory(self) -> Optional[Memory]:
        """What it shows, if that is a sim's."""
        base: Any = self
        while isinstance(base, np.ndarray):
            base = base.base
        return base if isinstance(base, Memory) else None

    @property
    def shared(self) -> bool:
        return self.memory is not None

    def __repr__(self) -> str:
        kind = "the sim's memory" if self.shared else "a copy"
        unit = "" if self.unit in ("", "1") else f" [{self.unit}]"
        return f"{np.array2string(self.view(np.ndarray), threshold=20)}{unit} ({self.path}, {kind})"

    def __reduce__(self) -> Any:
        plain: Any = super().__reduce__()
        function, arguments, state = plain
        return function, arguments, (state, self.unit, self.path)

    def __setstate__(self, state: Any) -> None:
        inner, self.unit, self.path = state
        super().__setstate__(inner)


def shared(memory: Memory, unit: str, path: str) -> Array:
    array = np.asarray(memory).view(Array)
    array.unit, array.path = unit, path
    return array


def copied(values: "np.ndarray[Any, np.dtype[np.float64]]", unit: str, path: str) -> Array:
    array = values.view(Array)
    array.unit, array.path = unit, path
    array.flags.writeable = False
    return array
