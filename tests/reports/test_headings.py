"""Reports from a real ledger: what they are about, and what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from forecasts.errors import Unknown
from forecasts.ledger import Ledger
from reports import calibration, scorecard
from reports.demonstration import filled_ledger
from tracker.selections import Selection

ON = date(2021, 12, 31)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that holds the founding case."""
    place = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with filled_ledger(place, by="eve", now=datetime(2026, 1, 1, tzinfo=UTC)) as book:
        yield book


def test_the_founding_ledger_gives_the_founding_scorecard(ledger: Ledger) -> None:
    """Six statements, three scoreable, three scored: by slug, by name or by prefix."""
    cards = [
        scorecard(ledger, forecaster=name, on=ON)
        for name in ("alexander-mikhailovsky", "Alexander Mikhailovsky", "alexander")
    ]
    assert cards[0] == cards[1] == cards[2]
    assert (cards[0].funnel.seen, cards[0].funnel.scoreable, cards[0].funnel.scored) == (6, 3, 3)


def test_the_founding_article_has_four_scoreable_statements_of_nine(ledger: Ledger) -> None:
    """The source as a whole, and no selection at all."""
    source = scorecard(ledger, source="mk", on=ON)
    whole = scorecard(ledger, on=ON)
    assert (source.funnel.seen, source.funnel.scoreable) == (9, 4)
    assert whole.funnel == source.funnel
    assert whole.heading.subject == "The whole ledger"


def test_a_report_names_the_entry_and_the_head_it_was_made_from(ledger: Ledger) -> None:
    """And the sampling frame that the ledger states."""
    view = ledger.view()
    heading = scorecard(view, on=ON).heading
    assert (heading.entry, heading.head) == (view.head.sequence, view.head.digest)
    assert heading.recorded_at == view.head.recorded_at
    assert heading.sampling == view.settings.frame
    assert heading.version


def test_a_heading_names_versions_rules_and_the_command(ledger: Ledger) -> None:
    """All that the same bytes depend on."""
    heading = scorecard(ledger, forecaster="alexander", topic="afgh", on=ON).heading
    assert heading.command == (
        "tracker scorecard alexander-mikhailovsky --topic Afghanistan "
        "--as-of 2026-01-01T00:00:00.000000Z --on 2021-12-31"
    )
    assert [library.partition(" ")[0] for library in heading.libraries] == [
        "matplotlib",
        "numpy",
        "pandas",
        "scipy",
    ]
    assert "W80-1" in heading.reading_rules
    assert heading.score_rules == ("brier", "timeline_brier")


def test_the_subject_names_what_is_chosen_by_name(ledger: Ledger) -> None:
    """What else restricts it is told by the selection."""
    card = scorecard(ledger, selection=Selection(publishers=("mk",), topics=("Afghanistan",)), on=ON)
    assert card.heading.subject == "MK, the topic “Afghanistan”"
    chances = calibration(ledger, selection=Selection(kinds=("chance",)), on=ON).heading
    assert (chances.subject, chances.selection.described()) == ("A selection of the ledger", "chances")


def test_names_come_on_top_of_a_selection(ledger: Ledger) -> None:
    """Both must be met; two names of one kind are either's."""
    timelines = Selection(kinds=("timeline",))
    card = scorecard(ledger, forecaster="alexander", selection=timelines, on=ON)
    assert {row.belief for row in card.rows} == {"timeline"}
    everybody = calibration(
        ledger, forecasters=("mk",), selection=Selection(forecasters=("alexander",)), on=ON
    )
    assert everybody.heading.selection.forecasters == ("alexander-mikhailovsky", "mk")


def test_a_view_and_its_ledger_give_the_same_report(ledger: Ledger) -> None:
    """Digest by digest."""
    assert scorecard(ledger, on=ON).digest == scorecard(ledger.view(), on=ON).digest


def test_an_unknown_name_is_refused_with_the_nearest(ledger: Ledger) -> None:
    """Forecaster, source and topic alike."""
    with pytest.raises(Unknown, match="alexander-mikhailovsky"):
        scorecard(ledger, forecaster="alexandr-mikhailovsky", on=ON)
    with pytest.raises(Unknown, match="nowhere"):
        scorecard(ledger, source="nowhere", on=ON)
    with pytest.raises(Unknown, match="did you mean Afghanistan"):
        calibration(ledger, topic="Afganistan", on=ON)


def test_a_calibration_of_some_forecasters_names_them(ledger: Ledger) -> None:
    """In the alphabetical order of their slugs, whatever the order asked for."""
    report = calibration(ledger, forecasters=("mk", "alexander"), on=ON)
    assert report.heading.subject == "Alexander Mikhailovsky and MK (newspaper)"
    assert report.heading.selection.forecasters == ("alexander-mikhailovsky", "mk")
    assert report.agreements[1].forecasts == 3
