"""Which engine reduces the rows: the one that was asked for, or the one that suits them best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

from forecasts.errors import UnfitEngine
from tracker.amounts import counted
from tracker.verification.engines.in_memory import InMemory
from tracker.verification.engines.spec import Engine, Spec
from tracker.verification.sources import Source

Name = Literal["auto", "numpy", "duckdb", "sql", "dask"]
NAMES = get_args(Name)
LARGE = 1 << 26
_REMEDY = "take --engine numpy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Using:
    """An engine, and what it needs.

    Attributes
    ----------
    engine
        Its name; "auto" for the one that suits the source.
    threads
        How many threads DuckDB takes, or how many workers Dask starts on this machine; None for one a core.
    scheduler
        The address of a running Dask scheduler; None for workers on this machine.
    told
        Hears in a sentence which engine was chosen, where that was left to the program.
    """

    engine: Name = "auto"
    threads: int | None = None
    scheduler: str | None = None
    told: Callable[[str], None] | None = None


def chosen(source: Source, spec: Spec, using: Using) -> Engine:
    """The engine for a source.

    Raises
    ------
    UnfitEngine
        If the one that was asked for cannot do it.
    """
    name = using.engine if using.engine != "auto" else _suitable(source, spec, using)
    if using.engine == "auto" and name != "numpy" and using.told is not None:
        using.told(
            f"Engine: {name}, for {counted(len(source), 'part')}. Every engine gives the same figures."
        )
    if using.scheduler is not None and name != "dask":
        raise UnfitEngine(name, "scheduler", "take --engine dask, or leave out --scheduler")
    if using.threads is not None and using.engine in ("numpy", "sql"):
        raise UnfitEngine(name, "--threads", "take --engine duckdb or dask, or leave it out")
    if name == "numpy":
        return InMemory()
    if (fault := _fault(source, spec, name)) is not None:
        raise UnfitEngine(name, fault, _REMEDY)
    if name == "sql":
        from tracker.verification.engines.by_database import ByDatabase

        return ByDatabase()
    if name == "dask":
        from tracker.verification.engines.by_dask import ByDask

        return ByDask(scheduler=using.scheduler, workers=using.threads)
    from tracker.verification.engines.by_duckdb import ByDuckDB

    return ByDuckDB(threads=using.threads)


def chosen_beside(source: Source, spec: Spec, using: Using) -> Engine:
    """The engine for a table that another one is compared with: the same, where that can read it."""
    fits = using.engine == "auto" or _fault(source, spec, using.engine) is None
    return chosen(source, spec, using if fits else Using())


def refuse_for_quantiles(using: Using) -> None:
    """Refuse an engine that was asked for by name, where only NumPy reads quantiles.

    Raises
    ------
    UnfitEngine
        With its name.
    """
    name = "dask" if using.scheduler is not None and using.engine == "auto" else using.engine
    if name not in ("auto", "numpy"):
        raise UnfitEngine(name, "quantiles", _REMEDY)


def _suitable(source: Source, spec: Spec, using: Using) -> Name:
    if using.scheduler is not None:
        return "dask"
    if source.in_database:
        return "numpy" if _fault(source, spec, "sql") else "sql"
    large = len(source) > 1 or source.size >= LARGE
    fits = find_spec("duckdb") is not None and _fault(source, spec, "duckdb") is None
    return "duckdb" if large and fits else "numpy"


def _fault(source: Source, spec: Spec, name: Name) -> str | None:
    """What the engine cannot do of what is asked; None where it can do all."""
    if spec.roles.weight is not None:
        return (
            f"column of weights such as {spec.roles.weight!r}, since sums of fractions are not exact in parts"
        )
    if spec.roles.other is not None and not spec.roles.event:
        return "second probability of rows that name no event, since each is then an event of its own"
    if any(part.wide for part in source.parts):
        return "--wide"
    if name == "sql" and not source.in_database:
        return "files"
    if name != "sql" and source.in_database:
        return "table of a database"
    if not all(isinstance(part.at, str | Path) for part in source.parts):
        return "frame"
    return None
