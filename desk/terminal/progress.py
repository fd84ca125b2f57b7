"""A bar on a terminal for long work that tells which share of it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

_STEPS = 1000


@contextmanager
def shares(label: str) -> Iterator[Callable[[float], None] | None]:
    """What moves a bar on standard error to a share from 0 to 1; None where there is no terminal."""
    if not on_terminal():
        yield None
        return
    with click.progressbar(length=_STEPS, label=label, file=sys.stderr) as bar:
        yield lambda share: bar.update(max(0, round(share * _STEPS) - bar.pos))


def on_terminal() -> bool:
    """Whether somebody watches standard error."""
    return sys.stderr.isatty()
