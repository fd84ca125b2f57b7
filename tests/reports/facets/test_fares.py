"""How a forecast fared, in a word: which way it leaned, or how it told the time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.facets.fares import Fare, by_the_last_day, fare_of, is_clear, window_of
from reports.facets.rows import Row
from reports.render.statements import fared, result
from tests.reports import cases

MADE, LATEST = date(2021, 6, 25), date(2021, 9, 25)


def _row(**changes: Any) -> Row:
    """The founding window, or the founding chance where `belief` says so."""
    card = cases.founding_card()
    window = next(row for row in card.rows if row.question == "move-north")
    chance = next(row for row in card.rows if row.question == "csto-meeting")
    return replace(chance if changes.get("belief") == "chance" else window, **changes)


@pytest.mark.parametrize(
    ("p", "observed", "fare"),
    [
        (0.9, 1.0, Fare.LEANED_RIGHT),
        (0.9, 0.0, Fare.LEANED_WRONG),
        (0.1, 0.0, Fare.LEANED_RIGHT),
        (0.1, 1.0, Fare.LEANED_WRONG),
        (0.4, 1.0, Fare.NO_LEAN),
        (0.6, 0.0, Fare.NO_LEAN),
        (0.61, 0.0, Fare.LEANED_WRONG),
        (0.39, 0.0, Fare.LEANED_RIGHT),
        (0.9, 0.5, Fare.IN_PART),
    ],
)
def test_a_chance_leans_or_does_not(p: float, observed: float, fare: Fare) -> None:
    """From 40% to 60%, the ends included, it leans neither way."""
    verdict = {1.0: "yes", 0.0: "no"}.get(observed, "partly")
    assert fare_of(_row(belief="chance", p=p, observed=observed, verdict=verdict)) is fare


@pytest.mark.parametrize(
    ("event", "fare", "told"),
    [
        (date(2021, 8, 15), Fare.IN_THE_WINDOW, "✓ in the window"),
        (date(2021, 7, 25), Fare.IN_THE_WINDOW, "✓ in the window"),
        (LATEST, Fare.IN_THE_WINDOW, "✓ in the window"),
        (date(2021, 7, 24), Fare.TOO_LATE, "✕ too late by one day"),
        (date(2021, 10, 5), Fare.TOO_EARLY, "✕ too early by ten days"),
        (None, Fare.NOTHING_CAME, "✕ nothing in the window"),
    ],
)
def test_a_window_tells_the_time(event: date | None, fare: Fare, told: str) -> None:
    """Too late where the event came before it, too early where it came after; its ends are in it."""
    verdict = "yes" if event is not None and event <= LATEST else "no"
    row = _row(event_on=event, verdict=verdict, observed=float(verdict == "yes"))
    assert fare_of(row) is fare
    assert fared(row) == told


def test_a_window_with_a_small_chance_that_nothing_kept_leaned_right() -> None:
    """Its height on its last day says how it leaned."""
    row = _row()
    assert row.heights is not None
    unlikely = replace(row, heights=tuple(0.2 * height for height in row.heights))
    assert by_the_last_day(unlikely) == pytest.approx(0.2 * by_the_last_day(row))
    assert fare_of(unlikely) is Fare.LEANED_RIGHT


def test_only_a_confident_miss_is_clear() -> None:
    """Of what came otherwise, at least 80% had been given."""
    chances = [(0.8, True), (0.79, False), (0.99, True)]
    for p, clear in chances:
        assert is_clear(_row(belief="chance", p=p, observed=0.0, verdict="no")) is clear
        against = _row(belief="chance", p=round(1 - p, 2), observed=1.0, verdict="yes")
        assert is_clear(against) is clear
    assert is_clear(_row())
    assert not is_clear(_row(event_on=date(2021, 10, 5)))
    assert window_of(_row()) == (date(2021, 7, 25), LATEST)


@pytest.mark.parametrize(
    "verdict", ["pending", "overdue", "held", "void", "ambiguous", "withdrawn", "pre-dated"]
)
def test_what_is_not_decided_fares_in_no_way(verdict: str) -> None:
    """And its result is no "yes"."""
    row = _row(verdict=verdict, observed=None)
    assert fare_of(row) is None
    assert fared(row) == ""
    assert result(row) not in ("yes", "no", "Did not happen") or verdict == "held"


@pytest.mark.parametrize(
    ("answer", "fare"), [("red", Fare.LEANED_RIGHT), ("blue", Fare.LEANED_WRONG), ("none", None)]
)
def test_of_options_the_likeliest_is_the_lean(answer: str, fare: Fare | None) -> None:
    """An answer that was no option says nothing."""
    row = _row(
        belief="shares",
        numbers=("red", "green", "blue"),
        heights=(0.5, 0.3, 0.2),
        answer_option=answer,
        verdict="yes",
        observed=None,
    )
    assert fare_of(row) is fare
    assert fare_of(replace(row, heights=(0.4, 0.4, 0.2))) in (Fare.NO_LEAN, None)


@pytest.mark.parametrize(
    ("value", "fare"), [(5.0, Fare.IN_THE_RANGE), (0.0, Fare.TOO_HIGH), (11.0, Fare.TOO_LOW)]
)
def test_a_range_holds_the_value_or_lies_off(value: float, fare: Fare) -> None:
    """Too high where the value came out below it."""
    row = _row(
        belief="quantiles",
        numbers=(1.0, 5.0, 10.0),
        heights=(0.1, 0.5, 0.9),
        answer_value=value,
        verdict="yes",
        observed=None,
    )
    assert fare_of(row) is fare
