"""One road from a ledger to judged forecasts: chosen, marked, with what they rest on, at any entry."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from forecasts.columns import Kind
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from tests.forecasts.builders import chance, forecast, forecaster, outcome, question
from tests.reports import panels
from tests.reports.cases import judged
from tests.tracker import frames
from tracker.judged import Judged, Records, row_names
from tracker.judged_columns import JUDGED
from tracker.selections import Selection

ON = date(2021, 12, 31)
SOURCES = pd.DataFrame({"slug": ["mk", "tv"], "title": ["What comes", "News"], "publisher": ["MK", None]})


def test_each_forecast_has_its_source_and_who_recorded_and_resolved_it() -> None:
    """None where there is none, whatever pandas makes of missing text."""
    found = judged(
        frames.forecasts(
            frames.forecast(entry=1, source="mk", recorded_by="ann"),
            frames.forecast(entry=2, source="tv", question="rain"),
            frames.forecast(entry=3, question="rain"),
        ),
        frames.questions(frames.question(), frames.question(slug="rain")),
        frames.outcomes(frames.happened(date(2021, 8, 15), evidence="all agencies", recorded_by="bob")),
        sources=SOURCES,
        on=ON,
    )
    columns = ["source_title", "publisher", "evidence", "recorded_by", "resolved_by"]
    assert [list(row) for row in found[columns].itertuples(index=False)] == [
        ["What comes", "MK", "all agencies", "ann", "bob"],
        ["News", None, None, "ann", None],
        [None, None, None, "ann", None],
    ]


def test_without_sources_no_title_is_known() -> None:
    """The columns are there."""
    found = judged(
        frames.forecasts(frames.forecast(source="mk")),
        frames.questions(frames.question()),
        frames.outcomes(),
        on=ON,
    )
    assert list(found[["source_title", "publisher", "evidence"]].iloc[0]) == [None, None, None]


NOW = datetime(2021, 6, 25, 12, tzinfo=UTC)
MEDIAN = Selection(crowd="median")
PRODUCT = Path(__file__).parents[2]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Two people on one event (entry 1), a third one later (entry 2), and the outcome (entry 3)."""
    with Ledger.create(":memory:", now=NOW, by="eve") as book:
        with book.entry("log", by="eve", now=NOW) as entry:
            entry.add(question())
            for name, p in (("Ann", 0.2), ("Bob", 0.6)):
                entry.add(forecaster(slug=name.lower(), name=name))
                entry.add(forecast(forecaster=name.lower(), belief=chance(p)))
        with book.entry("log", by="eve", now=NOW + timedelta(hours=1)) as entry:
            entry.add(forecaster(slug="cy", name="Cy"))
            entry.add(forecast(forecaster="cy", belief=chance(0.9)))
        with book.entry("resolve", by="eve", now=NOW + timedelta(days=190)) as entry:
            entry.add(outcome())
        yield book


@pytest.mark.parametrize("selection", [Selection(), MEDIAN, Selection(forecasters=("ann",))])
@pytest.mark.parametrize("amended", [False, True])
def test_an_earlier_entry_is_judged_as_its_own_view_is(
    ledger: Ledger, selection: Selection, amended: bool
) -> None:
    """Whether it is the first part of what was read, or must be read again because of an amendment."""
    if amended:
        with ledger.entry("amend", by="eve", now=NOW + timedelta(days=191)) as entry:
            entry.correct(Handle(1, 3), forecast(forecaster="ann", belief=chance(0.4)), because="misheard")
    records = Records(ledger.view())
    Judged.of(records, selection, ON)
    for sequence in range(1, records.view.head.sequence + 1):
        then = Judged.of(records, selection, ON, entry=sequence)
        again = Judged.of(ledger.view().earlier(sequence), selection, ON)
        assert_frame_equal(then.rows, again.rows)


def test_a_derived_forecast_has_one_name_whatever_is_recorded(ledger: Ledger) -> None:
    """Its key is that of its question and claim; recorded forecasts go by their handles."""
    records = Records(ledger.view())
    names = [list(row_names(Judged.of(records, MEDIAN, ON, entry=entry).rows))[-1] for entry in (1, 2, 3)]
    assert names == ["crowd:kabul:2021-09-25"] * 3
    rows = Judged.of(records, MEDIAN, ON).rows
    assert list(row_names(rows))[:-1] == list(rows["handle"])[:-1]
    assert rows["members"].iloc[-1] == tuple(rows["handle"])[:-1]


def test_names_are_those_of_the_forecasters_and_the_crowd(ledger: Ledger) -> None:
    """By slug; without a crowd it has no name."""
    assert Judged.of(ledger.view(), MEDIAN, ON).names == {
        "ann": "Ann",
        "bob": "Bob",
        "cy": "Cy",
        "crowd-median": "Crowd (median, derived)",
    }
    assert "crowd-median" not in Judged.of(ledger.view(), Selection(), ON).names


def test_there_is_no_other_road() -> None:
    """Nobody else asks a view for its forecasts, or makes verdicts, scores or marks of them."""
    allowed = {
        "tracker/judged.py": {"forecasts", "verdicts", "marked", "with_crowd"},
        "tracker/scored.py": {"scores"},
        "tracker/crowds.py": {"verdicts"},
        "tracker/verdicts/__init__.py": {"verdicts"},
    }
    for package in ("tracker", "reports", "desk"):
        for path in sorted((PRODUCT / package).rglob("*.py")):
            name = path.relative_to(PRODUCT).as_posix()
            asked = set(_asked(path.read_text(encoding="utf-8")))
            assert asked <= allowed.get(name, set()), name


def _asked(text: str) -> Iterator[str]:
    """The steps of the road that a module takes itself: functions that it imports, and `view.forecasts()`."""
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("tracker."):
                steps = {"verdicts", "scores", "marked", "with_crowd"}
                yield from (alias.name for alias in names if alias.name in steps)
            case ast.Call(func=ast.Attribute(value=value, attr="forecasts")) if "view" in ast.unparse(value):
                yield "forecasts"


_OBJECTS = {Kind.TEXT: str, Kind.HANDLE: str, Kind.NUMBERS: tuple, Kind.TEXTS: tuple}


@pytest.mark.parametrize("crowd", ["median", None])
def test_every_column_is_documented_with_its_type(crowd: Literal["median"] | None) -> None:
    """No more and no fewer, of the panel, which has every kind of forecast; absent text is None."""
    rows = panels.of_everybody(crowd)
    assert sorted(rows.columns) == sorted(column.name for column in JUDGED)
    for column in JUDGED:
        values = rows[column.name]
        if (held := _OBJECTS.get(column.kind)) is None:
            assert str(values.dtype) == column.kind.value, column.name
        else:
            assert values.dtype == object, column.name
            assert {type(value) for value in values} <= {held, type(None)}, column.name


def test_no_ledger_and_no_forecast_give_the_same_columns() -> None:
    """An empty ledger's frame has them all, with their types."""
    with Ledger.create(":memory:", now=NOW, by="eve") as ledger:
        rows = Judged.of(ledger.view(), MEDIAN, ON).rows
    assert rows.empty
    assert sorted(rows.columns) == sorted(column.name for column in JUDGED)
    for column in JUDGED:
        kind = "object" if column.kind in _OBJECTS else column.kind.value
        assert str(rows[column.name].dtype) == kind, column.name


def test_what_was_judged_is_kept_as_far_as_there_is_room(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks again gets the same frame; a large ledger keeps the last one alone."""
    records, earlier = Records(ledger.view()), ON - timedelta(days=1)
    first = records.scores(ON)
    records.scores(earlier)
    assert records.scores(ON) is first
    monkeypatch.setattr("tracker.judged._KEPT_ROWS", 0)
    last = records.scores(ON - timedelta(days=2))
    assert records.scores(ON - timedelta(days=2)) is last
    assert records.scores(ON) is not first
    assert_frame_equal(records.scores(ON), first)
