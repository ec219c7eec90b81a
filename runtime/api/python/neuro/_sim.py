# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One network with its state."""
from __future__ import annotations

import ctypes
import os
import threading
import warnings
from types import TracebackType
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Type, Union

import numpy as np
import numpy.typing as npt

from . import _array, _describe, _native, _records
from ._array import Array
from ._errors import CancelledError, Error, InvalidError, NeuroWarning, PathError
from ._interrupt import Interruptible
from ._native import Owned, encoded, lib, text
from ._recorded import Events, Floats, Series
from ._units import Quantity, convert, milliseconds, number_in, settings, split

#: `progress(done, total)`, both in ms; False ends the run.
Progress = Callable[[float, float], Any]
OnSpikes = Callable[[Events], Any]
PathLike = Union[str, "os.PathLike[str]"]


class Listener:
    """Collects the events of one view from when it was made; `drain()` hands them out, unless
    they go to a callback. `close()` ends it, as the end of a `with` block does."""

    def __init__(self, sim: "Sim", view: str, handle: int, size: int, callback: Any = None) -> None:
        self._sim = sim
        self._open: Optional[int] = handle
        self._callback = callback  # as C has it, kept alive by the sim
        self.view = view
        self._size = size

    @property
    def _handle(self) -> int:
        if self._open is None:
            raise ValueError("this listener is closed")
        return self._open

    @property
    def closed(self) -> bool:
        return self._open is None

    def close(self) -> None:
        """What has not been drained is lost; a callback is called no more. Not during a run."""
        if self._open is None:
            return
        if not self._sim.closed:
            owned = self._sim._use()
            lib.sim_unlisten(owned, self._open)
            if self._callback is not None:
                owned.keep.remove(self._callback)
        self._open = self._callback = None

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, *raised: Any) -> None:
        self.close()

    @property
    def waiting(self) -> int:
        """How many have come since the last drain; 0 while the sim runs."""
        alive = self._sim._use()  # what the handle belongs to
        waiting = int(lib.spikes_waiting(self._handle))
        del alive
        return waiting

    def drain(self) -> Events:
        """What has come since the last time."""
        alive = self._sim._use()  # what the handle belongs to
        count = int(lib.spikes_waiting(self._handle))
        ticks = np.empty(count, np.int64)
        elements = np.empty(count, np.uint32)
        got = ctypes.c_size_t()
        lib.spikes_drain(self._handle, ticks.ctypes.data, elements.ctypes.data, count,
                         ctypes.byref(got))
        del alive
        return Events(self.view, ticks[:got.value], elements[:got.value].astype(np.int64),
                      self._sim.dt, self._size)

    def __repr__(self) -> str:
        return f"<Listener to {self.view}{', closed' if self.closed else ''}>"


class Sim:
    """One network: state, synapses, time. Made by `Program.sim`.

    Used by one thread at a time (else BusyError); any number of sims run side by side,
    for the interpreter's lock is not held while they do.
    """

    def __init__(self, program: Any, network: Optional[str], dt: Quantity, seed: int, threads: int,
                 memory_limit: int, layout: Optional[str],
                 progress: Optional[Callable[[str, float], Any]],
                 parameters: Mapping[str, Quantity],
                 data_directory: Optional[PathLike] = None) -> None:
        self._owned: Optional[Owned] = None
        self._program = program
        self._seed = seed = whole(seed, "seed", 0, 2**64 - 1)
        chosen = settings(parameters)
        with Interruptible() as call:
            on_build = _native.OnBuild(
                lambda what, fraction, _: call.goes_on(progress, text(what), fraction))
            options = _native.SimOptions(
                network=_native.optional(network, "network"), dt=milliseconds(dt, "dt"),
                seed=seed, threads=whole(threads, "threads", 0, 4096),
                settings=chosen, setting_count=len(chosen),
                memory_limit=whole(memory_limit, "memory_limit", 0, 2**63),
                layout=_native.optional(layout, "layout"), progress=on_build,
                data_directory=None if data_directory is None else os.fsencode(data_directory))
            if not options.dt > 0:
                raise InvalidError("dt must be a positive time")
            made = ctypes.c_void_p()
            try:
                lib.sim_create(program._owned, ctypes.byref(options), ctypes.byref(made))
            except Error:
                if call.signal is None and call.raised is None:
                    raise
                # else what ended it is raised as the block is left
        if made.value is None:  # a handler of the user's that raised nothing
            raise CancelledError("building was ended by a signal")
        self._owned = Owned(made.value, lib.sim_free, keep=[])
        self._network = network or program.networks[-1]
        self._dt = float(lib.sim_dt(self._owned))
        self._threads = int(lib.sim_threads(self._owned))
        # Of each thread that is within `run`: its call, and the user's progress.
        self._calls: Dict[int, Tuple[Interruptible, Optional[Progress]]] = {}
        self._listen_to_progress(self._owned)
        self._bound: Dict[str, Any] = {}
        self._populations: Optional[Dict[str, _describe.Population]] = None

    def _listen_to_progress(self, owned: Owned) -> None:
        """Has the library ask now and then whether to go on."""
        calls, dt = self._calls, self._dt  # not self: C keeps this as long as the sim

        def goes_on(done: int, ticks: int, _: Any) -> int:
            call, ask = calls[threading.get_ident()]
            return call.goes_on(ask, done * dt, ticks * dt)

        on_progress = _native.OnProgress(goes_on)
        lib.sim_on_progress(owned, on_progress, None)
        owned.keep.append(on_progress)

    def _use(self) -> Owned:
        """The handle, of a sim that is open and was made by this process."""
        owned = self._owned
        if owned is None:
            raise ValueError("this sim is closed")
        if not owned.here and self._threads > 1:
            raise Error("this sim was made before fork(), and its threads are not in this "
                        "process; make it here, or with threads=1")
        return owned

    # --- What it is ---------------------------------------------------------------

    @property
    def program(self) -> Any:
        return self._program

    @property
    def network(self) -> str:
        return self._network

    @property
    def dt(self) -> float:
        """Of a tick, ms."""
        return self._dt

    @property
    def seed(self) -> int:
        return self._seed

    @property
    def threads(self) -> int:
        """How many it runs on."""
        return self._threads

    @property
    def tick(self) -> int:
        """Ticks since the beginning or the last reset."""
        return int(lib.sim_tick(self._use()))

    @property
    def time(self) -> float:
        """The same in ms."""
        return self.tick * self._dt

    @property
    def closed(self) -> bool:
        return self._owned is None

    @property
    def populations(self) -> Dict[str, _describe.Population]:
        """By name, with their fields."""
        if self._populations is None:
            self._populations = _describe.populations(self._use())
        return self._populations

    @property
    def projections(self) -> List[_describe.Projection]:
        return _describe.projections(self._use())

    def synapses(self, projection: str) -> _describe.Synapses:
        """Ends and delays of the synapses of a projection, in the order of `sim["NAME.w"]`.

        Static synapses are not kept as such a list: they are found again for each call.
        """
        return _describe.synapses(self._use(), projection)

    @property
    def ports(self) -> List[str]:
        """Populations that `push` gives events to."""
        return [name for name, population in self.populations.items() if population.is_port]

    @property
    def counters(self) -> _describe.Counters:
        return _describe.counters(self._use())

    # --- Running -------------------------------------------------------------------

    def run(self, duration: Optional[Quantity] = None, *, ticks: Optional[int] = None,
            until: Optional[Quantity] = None, progress: Optional[Progress] = None) -> int:
        """Advances by a time (ms, or "2 s"), by ticks, or until a time; returns the ticks done.

        A time is rounded to whole ticks, with a NeuroWarning if it is none. Fewer ticks
        are done than were asked for only after `cancel`, or if `progress(done, total)`
        (in ms, about ten times a second) returned False. Ctrl-C raises KeyboardInterrupt;
        the sim is then between two ticks and can go on.
        """
        if (duration is None) + (ticks is None) + (until is None) != 2:
            raise TypeError("run takes one of: a duration, ticks=, until=")
        if ticks is not None:
            wanted = whole(ticks, "ticks", 0, 2**61)
        elif duration is not None:
            wanted = self._ticks(milliseconds(duration, "duration"))
        else:
            assert until is not None
            wanted = max(0, self._ticks(milliseconds(until, "until")) - self.tick)
        total = 0
        while True:
            done, asked = self._run(wanted - total, progress)
            total += done
            # A signal handler that raised nothing: on with it.
            if total >= wanted or not asked:
                return total

    def _run(self, ticks: int, progress: Optional[Progress]) -> Tuple[int, bool]:
        """Ticks done, and whether a signal made them fewer."""
        handle, thread = self._use(), threading.get_ident()
        done = ctypes.c_int64()
        with Interruptible() as call:
            outer = self._calls.get(thread)  # a callback that runs the sim again: BusyError
            self._calls[thread] = call, progress
            try:
                lib.sim_run(handle, ticks, ctypes.byref(done))
            finally:
                if outer is None:
                    del self._calls[thread]
                else:
                    self._calls[thread] = outer
        return int(done.value), call.signal is not None

    def _ticks(self, time: float) -> int:
        exact = time / self._dt
        if not 0 <= exact < 4e15:
            raise ValueError(f"a time of {time:g} ms cannot be simulated")
        ticks = round(exact)
        if abs(exact - ticks) > 1e-6 * max(1.0, exact):
            warnings.warn(f"{time:g} ms is not a whole number of ticks of {self._dt:g} ms; "
                          f"{ticks * self._dt:g} ms are taken", NeuroWarning, stacklevel=3)
        return ticks

    def cancel(self) -> None:
        """From any thread: a run that is under way ends soon, or the next one at once."""
        lib.sim_cancel(self._use())

    def reset(self) -> None:
        """Back to tick 0: initial states, nothing in flight; parameters keep their values."""
        lib.sim_reset(self._use())

    def checkpoint(self, path: PathLike) -> None:
        """Writes the whole state to a file."""
        lib.sim_checkpoint(self._use(), os.fsencode(path))

    def restore(self, path: PathLike) -> None:
        """Goes on from such a file, bit for bit. The network must be made the same."""
        lib.sim_restore(self._use(), os.fsencode(path))

    def close(self) -> None:
        """Lets go of the network; its memory lasts as long as there are views of it."""
        self._owned = None

    def __enter__(self) -> "Sim":
        self._use()
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()

    # --- Values ----------------------------------------------------------------------

    def __getitem__(self, path: str) -> Any:
        """`sim["E.V"]`: an Array, which is the sim's own memory where that holds the values
        as they are (`Array.shared`), else a read-only copy. Of a network parameter a float.

        Shape: the population's, or (n,) for a part of one ("E[0..10].V") and for groups.
        Raises PathError (a KeyError) for what there is not.
        """
        try:
            place = self._place(path)
            if place.is_parameter:
                return self.get(path)
            field = self._field(place)
            if field is not None and field.viewable and field.scale == 1:
                return self.view(path)
            return _array.copied(self.get(path), text(place.unit), path)
        except PathError:
            raise
        except InvalidError as error:
            raise PathError(error.message, error.code) from None

    def __setitem__(self, path: str, value: Any) -> None:
        """`sim["E.V"] = -60`, `= "-60 mV"`, or an array of one value an element."""
        self.set(path, value)

    def get(self, path: str) -> Any:
        """A copy: float64 in the field's unit, of the shape of `sim[path]`."""
        place = self._place(path)
        values = np.empty(place.count, np.float64)
        lib.sim_get(self._use(), encoded(path), values.ctypes.data, values.size, None)
        if place.is_parameter:
            return float(values[0])
        if place.population < 0:
            return values
        return values.reshape(self._population(place).shape)

    def set(self, path: str, value: Any, unit: Optional[str] = None) -> None:
        """One value for all elements, or one each, in the field's unit or in `unit`."""
        handle, name = self._use(), encoded(path, "a path")
        if is_written(value):
            value, written = split(value, path)
            if written is not None and unit is not None:
                raise TypeError(f"{path}: the unit is given twice")
            unit = written or unit
        values = floats(value, path)
        if unit is not None:
            own = self.unit(path)
            zero = convert(0.0, unit, own)  # degC begins elsewhere
            values = values * (convert(1.0, unit, own) - zero) + zero
        lib.sim_set(handle, name, values.ctypes.data, values.size)

    def view(self, path: str, raw: bool = False) -> Array:
        """The memory of a state or input of a whole population, without a copy.

        dtype and shape are those of the field; the Array keeps the memory alive, even
        after `close`. Read and write it between runs only. Where what is stored is the
        value times a scale (`Field.scale`) it is refused, unless `raw` asks for it.
        """
        owned = self._use()
        raw_view = _native.View()
        lib.sim_view(owned, encoded(path, "a path"), ctypes.byref(raw_view))
        unit = text(raw_view.unit)
        if raw_view.scale != 1:
            if not raw:
                raise InvalidError(
                    f"'{path}' is kept as {raw_view.scale:g} for 1 {unit}; sim['{path}'] copies "
                    f"it in {unit}, and view('{path}', raw=True) shows what is kept")
            unit = f"{1 / raw_view.scale:g} {unit}"
        rank = raw_view.rank
        memory = _array.Memory(owned, raw_view.data or 0, _array.DTYPES[raw_view.type],
                               tuple(raw_view.shape[:rank]), tuple(raw_view.strides[:rank]))
        return _array.shared(memory, unit, path)

    def bind(self, path: str, values: Optional[npt.ArrayLike]) -> None:
        """From now on an input is read from this array at the start of each run.

        values: float64, C-contiguous, one an element, in the field's unit, and not
        copied: change it between runs. None ends it.
        """
        handle, name = self._use(), encoded(path, "a path")
        if values is None:
            lib.sim_bind(handle, name, None, 0)
            self._bound.pop(path, None)
            return
        if not (isinstance(values, np.ndarray) and values.dtype == np.float64 and
                values.flags.c_contiguous):
            raise TypeError("bind takes a C-contiguous NumPy array of float64, since it is "
                            "read in place")
        lib.sim_bind(handle, name, values.ctypes.data, values.size)
        self._bound[path] = values

    def unit(self, path: str) -> str:
        """Of a path's values: "mV"; "1" for plain numbers."""
        place = self._place(path)
        if not place.has_value:
            lib.sim_get(self._use(), encoded(path), None, 0, None)  # says why
        return text(place.unit)

    def _place(self, path: str) -> _native.Place:
        place = _native.Place()
        lib.sim_place(self._use(), encoded(path, "a path"), ctypes.byref(place))
        return place

    def _population(self, place: _native.Place) -> _describe.Population:
        return list(self.populations.values())[int(place.population)]

    def _field(self, place: _native.Place) -> Optional[_describe.Field]:
        if place.field < 0:
            return None
        return list(self._population(place).fields.values())[int(place.field)]

    # --- Events --------------------------------------------------------------------

    def push(self, population: str, elements: npt.ArrayLike, *,
             ticks: Optional[npt.ArrayLike] = None, times: Any = None) -> None:
        """Events of a Port, at ticks after `tick` or at times after `time` (ms; "30 ms").

        elements: whole numbers, shape (n,), or one for all times. An event at time t
        happens within the tick that ends at or after t.
        """
        handle = self._use()
        if (ticks is None) == (times is None):
            raise TypeError("push takes ticks= or times=")
        if ticks is not None:
            at = integers(ticks, "ticks", -2**62, 2**62)
        else:
            exact = floats(number_in(times, "ms", "times") if is_written(times) else times,
                           "times") / self._dt
            if not np.all(np.abs(exact) < 4e15):
                raise ValueError("times must be finite")
            nearest = np.rint(exact)
            on_tick = np.abs(exact - nearest) <= 1e-9 * np.maximum(1.0, np.abs(exact))
            at = np.where(on_tick, nearest, np.ceil(exact)).astype(np.int64)
        of, at = np.broadcast_arrays(integers(elements, "elements", 0, 2**32 - 1), at)
        of = np.ascontiguousarray(of, np.uint32).ravel()
        at = np.ascontiguousarray(at, np.int64).ravel()
        lib.sim_push_events(handle, encoded(population, "population"), of.ctypes.data,
                            at.ctypes.data, of.size)

    def set_times(self, view: str, times: Any, elements: Optional[npt.ArrayLike] = None) -> None:
        """When a SpikeTrain population or a part of it spikes.

        times: ms since tick 0 ("30 ms"), shape (n,). elements: which element of the view each
        is of, shape (n,) or one for all; without them every element spikes at each. They take
        the place of those before; what lies in the past has no effect until a reset.
        """
        handle = self._use()
        at = floats(number_in(times, "ms", "times") if is_written(times) else times, "times")
        of = None
        if elements is not None:
            wide, at = np.broadcast_arrays(integers(elements, "elements", 0, 2**32 - 1), at)
            of = np.ascontiguousarray(wide, np.uint32).ravel()
        at = np.ascontiguousarray(at, np.float64).ravel()
        lib.sim_set_times(handle, encoded(view, "a view"), None if of is None else of.ctypes.data,
                          at.ctypes.data, at.size)

    def listen(self, view: str, callback: Optional[OnSpikes] = None) -> Listener:
        """Spikes of a view ("E", "E[0..10]"), or other events of it ("E.burst"), from now on.

        Returns a Listener to drain, and to close. With a callback they go there instead, as
        Events, at the end of each run; what it raises, the run raises.
        """
        handle, name = self._use(), encoded(view, "a view")
        size = int(self._place(view).count)
        made = ctypes.c_void_p()
        if callback is None:
            lib.sim_listen(handle, name, _native.NO_SPIKES, None, ctypes.byref(made))
            assert made.value is not None
            return Listener(self, view, made.value, size)
        if not callable(callback):
            raise TypeError("callback must be callable")
        calls, dt, to = self._calls, self._dt, callback

        def on_spikes(ticks: Any, elements: Any, count: int, _: Any) -> None:
            call, _progress = calls[threading.get_ident()]
            try:
                if call.raised is None:
                    to(Events(view, np.ctypeslib.as_array(ticks, (count,)).copy(),
                              np.ctypeslib.as_array(elements, (count,)).astype(np.int64), dt,
                              size))
            except BaseException as raised:
                call.raised = raised

        native = _native.OnSpikes(on_spikes)
        lib.sim_listen(handle, name, native, None, ctypes.byref(made))
        handle.keep.append(native)
        assert made.value is not None
        return Listener(self, view, made.value, size, native)

    @property
    def recordings(self) -> Dict[str, Union[Events, Series]]:
        """What the network itself records, up to now, by name: copies."""
        handle = self._use()
        out: Dict[str, Union[Events, Series]] = {}
        for index in range(lib.sim_records(handle)):
            record = _native.Record()
            lib.sim_record(handle, index, ctypes.byref(record))
            read = _records.read(record, self._dt)
            out[read.name] = read
        return out

    def clear_recordings(self) -> None:
        """Forgets them, to free their memory."""
        lib.sim_clear_records(self._use())

    # --- Showing --------------------------------------------------------------------

    def __repr__(self) -> str:
        if self.closed:
            return f"<Sim of {self._network}, closed>"
        counts = self.counters
        return (f"<Sim of {self._network} at {self.time:g} ms: {counts.neurons:,} neurons, "
                f"{counts.synapses:,} synapses, dt {self._dt:g} ms, seed {self._seed}, "
                f"{self._threads} thread{'' if self._threads == 1 else 's'}>")

    def _repr_html_(self) -> str:
        if self.closed:
            return ""
        populations = _describe.table(repr(self)[1:-1], ["population", "model", "shape", "fields"], (
            (p.name, p.model, " x ".join(str(n) for n in p.shape),
             ", ".join(_describe.with_unit(f.name, f.unit) for f in p.fields.values()))
            for p in self.populations.values()))
        projections = _describe.table("projections", ["name", "rule", "synapses", "delay [ms]"], (
            (p.name, p.rule, f"{p.synapses:,}",
             f"{p.min_delay:g}" if p.min_delay == p.max_delay else
             f"{p.min_delay:g} .. {p.max_delay:g}") for p in self.projections))
        return populations + projections

    def __reduce__(self) -> Any:
        raise TypeError("a sim is not pickled: it is memory and code of this process. Pickle its "
                        "program, what it recorded, or write a file with checkpoint()")


def whole(value: Any, what: str, low: int, high: int) -> int:
    """A whole number of Python or NumPy. TypeError, ValueError."""
    try:
        number = value.__index__()
    except AttributeError:
        raise TypeError(f"{what} must be a whole number, not {type(value).__name__}") from None
    if not low <= number <= high:
        raise ValueError(f"{what} must be from {low} to {high}")
    return int(number)


def is_written(value: Any) -> bool:
    """"5 mV" or (5, "mV"), and not an array of two numbers."""
    return isinstance(value, str) or \
        isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], str)


def floats(value: Any, what: str) -> Floats:
    """C-contiguous float64. TypeError for what is no number."""
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{what} takes numbers, not {type(value).__name__} of {array.dtype}")
    return np.ascontiguousarray(array, np.float64)


def integers(value: Any, what: str, low: int, high: int) -> "npt.NDArray[np.int64]":
    array = np.asarray(value)
    if array.size == 0:
        return np.zeros(array.shape, np.int64)
    if array.dtype.kind not in "iu":
        raise TypeError(f"{what} must be whole numbers, not {array.dtype}")
    if array.min() < low or array.max() > high:
        raise ValueError(f"{what} must be from {low} to {high}")
    return array.astype(np.int64)
