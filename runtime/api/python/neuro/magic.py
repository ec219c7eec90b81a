# Part of the Neuro project, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""%%neuro for IPython and Jupyter.

    %load_ext neuro

    %%neuro net --run main --into result
    import std.neurons
    network …

compiles the cell into the variable `net` (`program` unless named) and, with --run, runs
an experiment, whose result is shown and kept. Errors are printed as nc prints them.
"""
from __future__ import annotations

import argparse
import shlex
import sys
from typing import Any, NoReturn, Optional

from ._errors import Error
from ._program import compile as compile_program


class _Usage(Exception):
    """The line of the magic is not what it takes."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(f"%%neuro: {message}\n{self.format_usage()}")

    def exit(self, status: int = 0, message: Optional[str] = None) -> NoReturn:
        raise _Usage(message or "")


def _parser() -> _Parser:
    parser = _Parser(prog="%%neuro", description="compiles the cell")
    parser.add_argument("variable", nargs="?", default="program",
                        help="takes the program ('program')")
    parser.add_argument("--run", nargs="?", const="", metavar="EXPERIMENT",
                        help="runs an experiment ('main', or the first)")
    parser.add_argument("--into", default="result", metavar="VARIABLE",
                        help="takes the result ('result')")
    parser.add_argument("--precision", help="f32, f64 or auto")
    parser.add_argument("--solver")
    parser.add_argument("--looks", metavar="PATHS",
                        help="what will be read, set or viewed, as 'E.V, motor.u' (anything)")
    parser.add_argument("--dt", help="the shortest time step, and that of --run: 0.05ms")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--threads", type=int, default=0)
    return parser


def neuro_cell(shell: Any, line: str, cell: str) -> Any:
    """The magic; returns the result of --run, which the notebook shows."""
    try:
        options = _parser().parse_args(shlex.split(line))
        for name in (options.variable, options.into):
            if not name.isidentifier():
                raise _Usage(f"%%neuro: '{name}' cannot be a variable")
    except (_Usage, ValueError) as usage:
        print(usage, file=sys.stderr)
        return None
    try:
        program = compile_program(cell, name=f"{options.variable}.neuro",
                                  precision=options.precision, solver=options.solver,
                                  looks=options.looks, dt=options.dt)
        shell.user_ns[options.variable] = program
        if options.run is None:
            return None
        result = program.run(options.run or None, dt=options.dt, seed=options.seed,
                             threads=options.threads)
        shell.user_ns[options.into] = result
        return result
    except (Error, ValueError) as error:  # ValueError: a --dt that is no time
        print(error, file=sys.stderr)
        return None


def load_ipython_extension(ipython: Any) -> None:
    def neuro(line: str, cell: str) -> Any:
        return neuro_cell(ipython, line, cell)

    neuro.__doc__ = _parser().format_help()
    ipython.register_magic_function(neuro, "cell", "neuro")
