"""Rows for people and for programs: a table on a terminal, aligned text in a pipe, JSON when asked."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click

from desk.terminal.folding import WIDTH, folded, room, width
from desk.terminal.layout import laid_out


def echo_json(data: object) -> None:
    """Print data as JSON: dates and handles as text, NaN as null, the infinite as "inf" and "-inf"."""
    click.echo(json.dumps(jsonable(data), ensure_ascii=False, indent=2, allow_nan=False))


def jsonable(value: Any) -> Any:
    """Data in the forms that JSON has.

    >>> jsonable({"value": float("nan"), "day": date(2021, 6, 25), "worst": float("inf")})
    {'value': None, 'day': '2021-06-25', 'worst': 'inf'}
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return value if math.isfinite(value) else str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): jsonable(part) for key, part in value.items()}
    if isinstance(value, Iterable) and not hasattr(value, "_fields"):
        return [jsonable(part) for part in value]
    return str(value)


def echo_rows(columns: Sequence[str], rows: Iterable[Sequence[object]], *, none: str) -> None:
    """Print rows under their columns; `none` is the sentence for no rows at all."""
    texts = [[shown(cell) for cell in row] for row in rows]
    if not texts:
        click.echo(none)
    elif sys.stdout.isatty():
        click.echo(laid_out(columns, texts, within=room()))
    else:
        click.echo(aligned(columns, texts))


def echo_facts(facts: Iterable[tuple[str, object]], *, indent: int = 2) -> None:
    """Print labels and what they say, one a line, folded to the width of the terminal."""
    if text := as_facts(facts, indent=indent):
        click.echo(text)


def as_facts(facts: Iterable[tuple[str, object]], *, indent: int = 2) -> str:
    """Labels and what they say as one text, empty where nothing is said."""
    pairs = [(label, shown(said)) for label, said in facts if said is not None and said != ()]
    if not pairs:
        return ""
    lines: list[str] = []
    widest = max(len(label) for label, _ in pairs)
    for label, said in pairs:
        start = " " * indent + label.ljust(widest) + "  "
        for paragraph in said.splitlines() or [""]:
            later = " " * len(start)
            lines.append(folded(paragraph, within=min(room(), WIDTH), first=start, later=later))
            start = later
    return "\n".join(lines)


def shown(cell: object) -> str:
    """One value as a person reads it.

    >>> shown(0.0455123), shown(float("nan")), shown(("war", "asia"))
    ('0.04551', '', 'war, asia')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.4g}" if abs(cell) < 10_000 else f"{cell:,.0f}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(cell, tuple) and not hasattr(cell, "_fields"):
        return ", ".join(shown(part) for part in cell)
    return str(cell)


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows as plain text in columns two spaces apart; nothing is cut off.

    >>> print(aligned(["slug", "kind"], [["kabul", "event"], ["oil-price", "quantity"]]))
    slug       kind
    kabul      event
    oil-price  quantity
    """
    flat = [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*flat, strict=True)]
    lines = (
        "  ".join(cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True))
        for row in flat
    )
    return "\n".join(line.rstrip() for line in lines)
