"""Which row of a frozen report is meant by what a reviewer types: a forecast's handle, or a forecaster."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from forecasts.errors import NoSuchRow, Unknown
from forecasts.handles import Handle
from forecasts.model import Forecast, Forecaster
from forecasts.texts import slugified
from reports.review.scope import recipe_of, rows_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from forecasts.ledger.view import View
    from reports.review.states import ReviewState

NEAR = 3
_HANDLE = re.compile(r"[1-9]\d{0,11}\.[1-9]\d{0,8}")
_NUMBERS = re.compile(r"[\d\s.,;:/+*-]+|[\d.]+ (?:to|and) [\d.]+")


def row_named(view: View, standing: ReviewState, row: str) -> str:
    """The row of a report that a handle, or a forecaster's slug or name, means.

    Raises
    ------
    NoSuchRow
        If the report has no such row; the nearest that it has are named.
    """
    freeze = standing.freeze
    then = view.earlier(freeze.as_of)
    rows, typed = rows_in(then, recipe_of(freeze)), row.strip()
    if _HANDLE.fullmatch(typed):
        handle = Handle.read(typed)
        if typed in set(rows["handle"]):
            return typed
        raise NoSuchRow(freeze.slug, typed, _version_in(view, handle, rows) or _beside(handle, rows))
    known = sorted(set(rows["forecaster"]))
    if _NUMBERS.fullmatch(typed):
        raise NoSuchRow(freeze.slug, typed, tuple(rows["handle"][:1]), single=True)
    try:
        noun = then.find("forecaster", typed).noun
    except Unknown as unknown:
        raise NoSuchRow(freeze.slug, typed, _like(typed, unknown.near, known)) from None
    slug = noun.slug if isinstance(noun, Forecaster) else typed
    if slug not in known:
        raise NoSuchRow(freeze.slug, typed, _like(typed, (), known))
    return slug


def _version_in(view: View, handle: Handle, rows: DataFrame) -> tuple[str, ...]:
    """The version of a forecast that the report has, where the handle names another one."""
    from forecasts.ledger.amended import latest

    if not _is_forecast(view, handle):
        return ()
    return tuple(
        row
        for row, first in zip(rows["handle"], rows["first_handle"], strict=True)
        if str(handle) == first or latest(Handle.read(row), view.amendments) == handle
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
