# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ctrl-C while native code runs.

Python calls signal handlers between its own instructions only, so a long call into C
would hold them back. While one is under way a handler of ours takes notes; it runs
when the library asks, ten times a second, whether to go on, and the answer is no. The
handler that was there before is called once C has come back with everything whole: the
usual one raises KeyboardInterrupt.
"""
from __future__ import annotations

import importlib
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Any, Callable, Optional, Type

# What signal.signal and getsignal call, without the enums that take half of a short run.
_signal: Any = importlib.import_module("_signal")
_SIGINT = int(signal.SIGINT)


class Interruptible:
    """A call into C that asks now and then whether to go on, by `goes_on`.

    Also keeps what a Python callback raised meanwhile, since C cannot pass it on:
    the first such exception is raised when the block is left.
    """

    __slots__ = ("signal", "raised", "stopped", "_previous")

    def __init__(self) -> None:
        self.signal: Optional[int] = None
        self.raised: Optional[BaseException] = None
        self.stopped = False  # a callback said so
        self._previous: Any = None

    def __enter__(self) -> "Interruptible":
        if threading.get_ident() == threading.main_thread().ident:
            previous = _signal.getsignal(_SIGINT)
            if callable(previous):
                try:
                    _signal.signal(_SIGINT, self._note)
                    self._previous = previous
                except ValueError:  # a subinterpreter may not
                    pass
        return self

    def _note(self, number: int, frame: Optional[FrameType]) -> None:
        self.signal = number

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        if self._previous is not None:
            _signal.signal(_SIGINT, self._previous)
            if self.signal is not None:
                self._previous(self.signal, sys._getframe())
        if self.raised is not None and value is None:
            raise self.raised

    def goes_on(self, ask: Optional[Callable[..., Any]] = None, *arguments: Any) -> int:
        """What a progress callback answers; `ask` is the user's, who stops by False."""
        if ask is not None and self.raised is None and not self.stopped:
            try:
                self.stopped = ask(*arguments) is False
            except BaseException as raised:
                self.raised = raised
        return 0 if self.signal is not None or self.raised is not None or self.stopped else 1
