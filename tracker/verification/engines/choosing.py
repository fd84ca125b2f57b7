"""Which engine reduces the rows: the one that was asked for, or the one that suits them best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from tracker.verification.engines.in_memory import InMemory
from tracker.verification.engines.spec import Engine, Spec
from tracker.verification.sources import Source

Name = Literal["auto", "numpy"]
NAMES = get_args(Name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Using:
    """An engine, and what it needs.

    Attributes
    ----------
    engine
        Its name; "auto" for the one that suits the source.
    told
        Hears in a sentence which engine was chosen.
    """

    engine: Name = "auto"
    told: Callable[[str], None] | None = None


def chosen(source: Source, spec: Spec, using: Using | None) -> Engine:
    """The engine for a source."""
    return InMemory()
