"""The table a reviewer checks line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from reports.facets.rows import rows_of
from reports.render.audit import audit_table
from reports.render.layout import Cell, Table
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked


def table(*rows: frames.Row, clusters: tuple[str | None, ...] = (None, None)) -> Table:
    """The table of forecasts on two questions; both did not happen."""
    return audit_table(rows_of(marked(judged(*rows, clusters=clusters), on=cases.YEAR_END), cases.NAMES))


def judged(*rows: frames.Row, clusters: tuple[str | None, ...]) -> Any:
    """Forecasts on Kabul and on the rain, judged."""
    slugs = ("kabul", "rain")
    asked = [frames.question(slug=slug, cluster=name) for slug, name in zip(slugs, clusters, strict=True)]
    came = [
        frames.not_through(cases.LATER, question=slug, handle=f"20.{place}", evidence=f"paper {place}")
        for place, slug in enumerate(slugs, start=1)
    ]
    return cases.judged_rows(list(rows), asked, came)


def cells(found: Table, title: str) -> list[Cell]:
    """A column of the table."""
    place = [column.title for column in found.columns].index(title)
    return [line.cells[place] for line in found.lines]


def test_the_outcome_names_its_record_and_its_evidence() -> None:
    """So a reviewer sees on what it rests."""
    (cell,) = cells(table(frames.forecast()), "Outcome")
    assert cell == Cell("not through 2021-12-25", "20.1: paper 1")


def test_sources_are_named_by_their_titles() -> None:
    """With the publisher; a single one is named in full only once, in the caption."""
    first, second, *_ = cases.founding_card().rows
    titled = [
        replace(row, source=slug, source_title=title, publisher="MK")
        for row, slug, title in ((first, "a", "One"), (second, "b", "Two"))
    ]
    both = [cell.under for cell in cells(audit_table(tuple(titled)), "Words")]
    assert [under.rpartition("; ")[2] for under in both] == ["“One”, MK", "“Two”, MK"]
    alone = audit_table((titled[0],))
    assert [cell.under.rpartition("; ")[2] for cell in cells(alone, "Words")] == ["a"]
    assert "all from “One”, MK" in alone.caption


def test_forecasts_on_one_event_say_so_and_count_as_one() -> None:
    """Two claims on one question, and a question of the same cluster."""
    rows = [
        frames.forecast(entry=1, deadline=date(2021, 8, 1)),
        frames.forecast(entry=2, deadline=date(2021, 9, 1)),
        frames.forecast(entry=3, question="rain"),
    ]
    apart = table(*rows)
    assert [cell.under for cell in cells(apart, "Question")] == [
        "kabul, one of 2 on the event",
        "kabul, one of 2 on the event",
        "rain",
    ]
    assert apart.caption.endswith("the forecasts on one event count together as one")
    together = table(*rows, clusters=("war", "war"))
    assert {cell.under.partition(", ")[2] for cell in cells(together, "Question")} == {
        "one of 3 on the event “war”"
    }
    assert "count together" not in table(rows[0], rows[2]).caption


def test_an_update_a_restatement_and_an_alternative_reading_are_no_more_forecasts_on_the_event() -> None:
    """They are told apart, and left out for that."""
    found = table(
        frames.forecast(entry=1),
        frames.forecast(entry=2, made_on=date(2021, 7, 1)),
        frames.forecast(entry=3, made_on=date(2021, 7, 2), restates="1.1"),
        frames.forecast(entry=4, reading="A"),
    )
    assert [cell.text for cell in cells(found, "Question")][1:3] == ["Update 1", "Restatement of 1.1"]
    assert not any("one of" in cell.under for cell in cells(found, "Question"))
    assert [cell.under for cell in cells(found, "The claim")] == [
        "",
        "an update of an earlier forecast",
        "a restatement of an earlier forecast",
        "an alternative reading",
    ]


def test_a_restatement_with_another_deadline_says_what_it_restates() -> None:
    """It is a forecast of its own, on the same event."""
    found = table(
        frames.forecast(entry=1), frames.forecast(entry=2, deadline=date(2021, 9, 1), restates="1.1")
    )
    assert [cell.under for cell in cells(found, "Question")][1] == (
        "kabul, one of 2 on the event, restates 1.1"
    )
