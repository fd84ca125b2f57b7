"""Which row of a frozen report is meant by what a reviewer types: a forecast, or a forecaster."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from forecasts.errors import NoSuchRow, Unknown
from forecasts.handles import Handle
from forecasts.model import Forecast, Forecaster
from forecasts.texts import slugified
from reports.review.scope import forecasts_of
from tracker.judged import row_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from forecasts.ledger.view import View
    from reports.review.states import ReviewState

NEAR = 3
_HANDLE = re.compile(r"[1-9]\d{0,11}\.[1-9]\d{0,8}")
_NUMBERS = re.compile(r"[\d\s.,;:/+*-]+|[\d.]+ (?:to|and) [\d.]+")


def row_named(view: View, state: ReviewState, row: str) -> str:
    """The row of a report that is meant: by a handle, a derived forecast's key, or a forecaster.

    A key may be shortened to what begins no other; the number that a page gives the row means it too.

    Raises
    ------
    NoSuchRow
        If the report has no such row; the nearest that it has are named.
    """
    freeze, typed = state.freeze, row.strip()
    judged = forecasts_of(freeze, view)
    rows, recorded = judged.rows, judged.rows[~judged.rows["derived"]]
    if (key := _derived(rows, typed)) is not None:
        return key
    if _HANDLE.fullmatch(typed):
        handle = Handle.read(typed)
        if typed in set(recorded["handle"]):
            return typed
        near = _version_in(view, handle, recorded) or _made_of(rows, typed) or _beside(handle, recorded)
        raise NoSuchRow(freeze.slug, typed, near or tuple(row_names(rows)[:NEAR]))
    known = sorted(set(rows["forecaster"]))
    if _NUMBERS.fullmatch(typed):
        raise NoSuchRow(freeze.slug, typed, tuple(row_names(rows)[:1]), single=True)
    for slug in judged.selection.crowds:
        if slug in known and typed.casefold() in (slug, judged.names[slug].casefold()):
            return slug
    try:
        noun = view.earlier(freeze.as_of).find("forecaster", typed).noun
    except Unknown as unknown:
        like = _like(typed, unknown.near, [*known, *rows.loc[rows["derived"], "key"]])
        raise NoSuchRow(freeze.slug, typed, like) from None
    slug = noun.slug if isinstance(noun, Forecaster) else typed
    if slug not in known:
        raise NoSuchRow(freeze.slug, typed, _like(typed, (), known))
    return slug


def _derived(rows: DataFrame, typed: str) -> str | None:
    """The key of the derived forecast that is meant by its key, the beginning of it, or its number."""
    derived = rows[rows["derived"]]
    keys = [str(key) for key in derived["key"]]
    if typed in keys:
        return typed
    numbers = dict(zip(map(str, derived["handle"]), keys, strict=True))
    if typed in numbers:
        return numbers[typed]
    begun = [key for key in keys if key.startswith(f"{typed.rstrip(':')}:")]
    return begun[0] if len(begun) == 1 and typed.startswith("crowd:") else None


def _made_of(rows: DataFrame, handle: str) -> tuple[str, ...]:
    """The derived forecasts that are made of a record."""
    derived = rows[rows["derived"]]
    return tuple(key for key, made in zip(derived["key"], derived["members"], strict=True) if handle in made)


def _version_in(view: View, handle: Handle, rows: DataFrame) -> tuple[str, ...]:
    """The version of a forecast that the report has, where the handle names another one."""
    if not _is_forecast(view, handle):
        return ()
    return tuple(
        row
        for row, first in zip(rows["handle"], rows["first_handle"], strict=True)
        if str(handle) == first or view.latest(Handle.read(row)) == handle
    )


def _is_forecast(view: View, handle: Handle) -> bool:
    try:
        return isinstance(view.get(handle).noun, Forecast)
    except Unknown:
        return False


def _beside(handle: Handle, rows: DataFrame) -> tuple[str, ...]:
    """The rows that were recorded nearest to it, those of its own entry first."""
    known = [Handle.read(row) for row in rows["handle"]]
    known.sort(key=lambda row: (abs(row.entry - handle.entry), abs(row.position - handle.position), row))
    return tuple(map(str, known[:NEAR]))


def _like(typed: str, near: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The forecasters of the report that a name may have meant."""
    like = [*(slug for slug in near if slug in known), *get_close_matches(slugified(typed), known, n=NEAR)]
    return tuple(dict.fromkeys(like))[:NEAR]
