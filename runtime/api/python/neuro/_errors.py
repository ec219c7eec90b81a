# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What goes wrong, as exceptions."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Sequence, Tuple, Type

STATUS = {1: "invalid", 2: "program", 3: "memory", 4: "io", 5: "unsupported", 6: "cancelled",
          7: "busy", 8: "internal"}


class Error(Exception):
    """Anything that Neuro refuses or fails to do.

    code: "E0441", explained by `nc explain E0441`; or "".
    status: "invalid", "program", "memory", "io", "unsupported", "cancelled", "busy"
    or "internal".
    """

    status: str = "program"

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return self.message


class InvalidError(Error, ValueError):
    """A name, size, range or unit that does not fit the program."""

    status = "invalid"


class PathError(InvalidError, KeyError):
    """`sim["…"]` of something that the network does not have."""


class MemoryLimitError(Error, MemoryError):
    """The network would not fit; raised before memory is taken."""

    status = "memory"


class FileError(Error, OSError):
    """A file cannot be read or written."""

    status = "io"

    def __str__(self) -> str:
        return self.message


class UnsupportedError(Error, NotImplementedError):
    """Not in this library, or not on this machine."""

    status = "unsupported"


class CancelledError(Error):
    """`progress` said stop while the program was compiled or the network built."""

    status = "cancelled"


class BusyError(Error, RuntimeError):
    """Another thread uses this sim now, or a callback of it does."""

    status = "busy"


class InternalError(Error, RuntimeError):
    """A bug of Neuro."""

    status = "internal"


class NeuroWarning(UserWarning):
    """Said by the compiler, or by a run."""


@dataclass(frozen=True)
class Note:
    """Another place that a diagnostic points at. Lines and columns count from 1; 0: none."""

    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True)
class Diagnostic:
    """One error or warning of the compiler. Its str is what nc prints, with the caret.

    Lines and columns count from 1, the end is one past; 0 without a place. `help`
    is a way out, or "".
    """

    severity: str
    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    notes: Tuple[Note, ...] = ()
    help: str = ""
    text: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.text


class CompileError(Error):
    """The program does not compile. `diagnostics` are all that was found, in their order."""

    def __init__(self, message: str, code: str = "",
                 diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message, code)
        self.args = (message, code, tuple(diagnostics))
        self.diagnostics: List[Diagnostic] = list(diagnostics)

    def _render_traceback_(self) -> List[str]:
        """In a notebook: the message alone; where compile() is in Python does not matter."""
        return [self.message]


class ExpectationError(Error, AssertionError):
    """An experiment's `expect` was not met."""


_KINDS: Dict[str, Type[Error]] = {
    kind.status: kind for kind in (InvalidError, MemoryLimitError, FileError, UnsupportedError,
                                   CancelledError, BusyError, InternalError)}


def error_of(status: int, message: str, code: str) -> Error:
    """The exception for a neuro_status."""
    name = STATUS.get(status, "internal")
    kind: Any = _KINDS.get(name, Error)
    return kind(message, code)  # type: ignore[no-any-return]
