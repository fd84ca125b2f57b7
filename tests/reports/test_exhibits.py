"""One chart by its name, taken from the report that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecasts.errors import NoSuchChart, NothingToDraw, Unknown
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Settings
from reports import render
from reports.charts.gallery import CHARTS, listing
from reports.demonstration import EVALUATED_ON
from reports.exhibits import exhibit
from reports.scorecards import scorecard
from tracker.selections import Selection

SEEDS = Path(__file__).parents[2] / "seeds"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
PANEL_END = date(2025, 12, 31)
EVERYTHING = Selection()


def filled(folder: str) -> Iterator[View]:
    """A view of a ledger in memory that holds a folder of seeds."""
    with Ledger.create(":memory:", now=NOW, by="ann", settings=Settings(scale="icd203")) as ledger:
        for path in data_files([SEEDS / folder]):
            import_file(path, ledger, by="ann", now=NOW)
        yield ledger.view()


@pytest.fixture(scope="module")
def case() -> Iterator[View]:
    """The founding case."""
    yield from filled("founding-case")


@pytest.fixture(scope="module")
def panel() -> Iterator[View]:
    """The synthetic panel."""
    yield from filled("panel")


def test_a_chart_is_precisely_the_one_of_its_report(panel: View) -> None:
    """The bytes that the scorecard's page would show."""
    chosen = Selection(forecasters=("synthetic-calibrated",))
    found = exhibit("sharpness", panel, selection=chosen, on=PANEL_END)
    page = dict(render.charts(scorecard(panel, selection=chosen, on=PANEL_END)))
    assert found.picture.name == "sharpness-prospective"
    assert found.kind == "prospective"
    assert found.picture.description == page["sharpness-prospective"].description
    assert found.note == ""


def test_where_only_retrospective_forecasts_are_chosen_they_are_drawn(case: View) -> None:
    """And that is said."""
    found = exhibit("by-date", case, selection=EVERYTHING, on=EVALUATED_ON)
    assert (found.picture.name, found.kind) == ("by-date-retrospective", "retrospective")
    assert found.note == "Only retrospective forecasts are chosen, so these are drawn."
    asked = exhibit("by-date", case, selection=EVERYTHING, on=EVALUATED_ON, retrospective=True)
    assert (asked.kind, asked.note) == ("retrospective", "")


def test_of_several_pictures_the_first_is_drawn_and_the_others_are_named(panel: View) -> None:
    """Each of them by its own name as well."""
    chosen = Selection(forecasters=("synthetic-calibrated",))
    first = exhibit("sensitivity", panel, selection=chosen, on=PANEL_END)
    assert first.picture.name == "sensitivity-brier-prospective"
    assert first.others == ("sensitivity-timeline-brier-prospective",)
    other = exhibit("sensitivity-timeline-brier-prospective", panel, selection=chosen, on=PANEL_END)
    assert other.picture.name == "sensitivity-timeline-brier-prospective"
    with pytest.raises(NothingToDraw, match="no sensitivity-luck, only sensitivity-brier-prospective"):
        exhibit("sensitivity-luck", panel, selection=chosen, on=PANEL_END)


def test_charts_of_both_kinds_have_none(case: View) -> None:
    """The funnel and the swimlane."""
    found = exhibit("swimlane", case, selection=Selection(forecasters=("alexander",)), on=EVALUATED_ON)
    assert (found.picture.name, found.kind, found.note) == ("swimlane", "", "")
    assert found.source.startswith(
        "Alexander Mikhailovsky, evaluated on 2021-12-31. Ledger as of entry 6, head "
    )


def test_a_history_is_that_of_one_question(case: View) -> None:
    """Under the question's statement; forecasters have their names."""
    found = exhibit("history", case, selection=EVERYTHING, on=EVALUATED_ON, question="offensive-north")
    assert found.picture.measure.startswith("The Taliban attempt an offensive")
    assert found.picture.title == "It did not happen: last given 32.5%"
    assert "Alexander Mikhailovsky: 32.5% from 2021-06-25" in found.picture.description
    assert "It had not happened through 2021-12-" in found.picture.description
    with pytest.raises(NothingToDraw, match="name it with --question"):
        exhibit("history", case, selection=EVERYTHING, on=EVALUATED_ON)
    with pytest.raises(Unknown):
        exhibit("history", case, selection=EVERYTHING, on=EVALUATED_ON, question="zzz")


def test_the_calendar_is_made_of_what_is_chosen(panel: View) -> None:
    """Of the whole panel by weeks, of one forecaster fewer."""
    whole = exhibit("heat", panel, selection=EVERYTHING, on=PANEL_END).picture
    part = exhibit("heat", panel, selection=Selection(kinds=("timeline",)), on=PANEL_END).picture
    assert "most in the week of" in whole.description
    assert whole.description != part.description


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (
            "reliability",
            "it needs 20 resolved events of yes-or-no forecasts, and the retrospective forecasts have 3",
        ),
        ("heat", "none of the forecasts chosen has matured"),
        ("history", "none of the retrospective forecasts chosen gives the question a chance"),
    ],
)
def test_what_cannot_be_drawn_says_why(case: View, name: str, why: str) -> None:
    """In one sentence with a remedy."""
    on = EVALUATED_ON if name != "heat" else date(2021, 7, 1)
    with pytest.raises(NothingToDraw) as refusal:
        exhibit(name, case, selection=EVERYTHING, on=on, question="bigger-army")
    assert f"There is nothing to draw as {name}, for {why}" in str(refusal.value)


def test_an_unknown_chart_is_answered_with_the_nearest_and_all() -> None:
    """A line each; no ledger is asked."""
    with pytest.raises(NoSuchChart) as refusal:
        exhibit("swimlain", None, selection=EVERYTHING, on=EVALUATED_ON)  # type: ignore[arg-type]  # not reached
    assert "did you mean swimlane?" in str(refusal.value)
    assert listing() in str(refusal.value)
    assert len(listing().splitlines()) == len(CHARTS)


def test_a_picture_is_chosen_by_its_chart_and_kind() -> None:
    """A chart whose name begins like another's is another."""
    names = (
        "evidence-prospective-1",
        "evidence-retrospective-1",
        "roc-prospective",
        "swimlane-2",
        "swimlanes",
    )
    assert CHARTS["evidence"].chosen(names, kind="prospective") == ("evidence-prospective-1",)
    assert CHARTS["evidence"].chosen(names, kind="retrospective") == ("evidence-retrospective-1",)
    assert CHARTS["swimlane"].chosen(names, kind="prospective") == ("swimlane-2",)
