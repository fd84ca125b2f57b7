"""A report comes back from its JSON as it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isinf, isnan
from typing import Literal

import pytest

from reports import render
from reports.report import Report
from reports.restoring import ForeignForm, restored
from tests.reports import cases


class Side(StrEnum):
    """An enumeration in a report."""

    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of every kind of value."""

    side: Side
    kind: Literal["a", "b"]
    on: date | None
    value: float
    pair: tuple[int, str]
    counts: dict[str, int]


PART = {"side": "left", "kind": "a", "on": "2021-06-25", "value": 0.5, "pair": [1, "x"], "counts": {"n": 2}}


@pytest.mark.parametrize("report", [cases.founding_card(), cases.panel_calibration(40, ("ann", "bob"))])
def test_a_report_restored_says_and_looks_the_same(report: Report) -> None:
    """Its JSON, its digest and its page."""
    again = restored(type(report), json.loads(render.as_json(report)))
    assert render.as_json(again) == render.as_json(report)
    assert render.html(again) == render.html(report)


def test_values_have_their_types_again() -> None:
    """Null is None where that may be, and an undefined number where it may not."""
    assert restored(Part, PART) == Part(
        side=Side.LEFT, kind="a", on=date(2021, 6, 25), value=0.5, pair=(1, "x"), counts={"n": 2}
    )
    assert restored(Part, PART | {"on": None}).on is None
    assert isnan(restored(Part, PART | {"value": None}).value)
    assert isinf(restored(Part, PART | {"value": "inf"}).value)
    assert restored(Part, PART | {"since": "a later version"}) == restored(Part, PART)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(
            ("side", "right"),
            ("kind", "c"),
            ("on", "yesterday"),
            ("on", 3),
            ("value", "much"),
            ("value", True),
        ),
        *(
            ("value", True),
            ("pair", [1]),
            ("pair", ["x", 1]),
            ("pair", {}),
            ("counts", []),
            ("counts", {"n": "two"}),
        ),
    ],
)
def test_what_does_not_fit_is_refused(key: str, value: object) -> None:
    """Nothing is guessed."""
    with pytest.raises(ForeignForm):
        restored(Part, PART | {key: value})


def test_a_key_that_is_missing_is_refused() -> None:
    """It is named; and so is what is no object at all."""
    with pytest.raises(ForeignForm, match="Part lacks 'pair'"):
        restored(Part, {key: value for key, value in PART.items() if key != "pair"})
    with pytest.raises(ForeignForm, match="Part is made of an object, not of 3"):
        restored(Part, 3)
