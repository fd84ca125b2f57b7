"""A report is frozen under a name of its own, with all that is needed to make it again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from forecasts.errors import UnfitNoun
from forecasts.ledger.ledger import Ledger
from reports.calibrations import calibration
from reports.canonical import canonical
from reports.report import Recipe
from reports.review import freezing
from reports.review.freezing import freeze, name_of, on_record
from reports.review.states import review_state_of
from tests.forecasts.builders import forecaster
from tests.reports.review.cases import CARD, NOW, YEAR_END, added, card, frozen, panel
from tracker.selections import Selection


def test_what_is_frozen_makes_the_report_again(panelled: Ledger) -> None:
    """Digest, recipe, entry, head, versions and rules, and the text outside the chain."""
    report = card(panelled)
    frozen(panelled)
    noun = review_state_of(panelled.view(), CARD).freeze
    assert (noun.report, noun.title, noun.digest) == ("scorecard", "Ann Lee", report.digest)
    assert (noun.as_of, noun.head) == (2, report.heading.head)
    assert (noun.program, noun.libraries) == (report.heading.version, report.heading.libraries)
    assert noun.rules == report.rules
    assert Recipe.read(json.loads(noun.recipe)) == report.recipe
    assert noun.archived is not None
    assert panelled.archived(noun.archived) == canonical(report.as_json()).decode()


def test_a_second_freeze_has_a_number_and_supersedes_the_first(panelled: Ledger) -> None:
    """Another evaluation date is another publication, and so is another kind of report."""
    assert [frozen(panelled), frozen(panelled), frozen(panelled)] == [CARD, f"{CARD}-2", f"{CARD}-3"]
    later = frozen(panelled, on=date(2022, 1, 1))
    other = freeze(panelled, calibration(panelled, on=YEAR_END), by="ann", now=NOW)
    view = panelled.view()
    assert review_state_of(view, f"{CARD}-2").freeze.supersedes == CARD
    assert review_state_of(view, f"{CARD}-3").freeze.supersedes == f"{CARD}-2"
    assert review_state_of(view, later).freeze.supersedes is None
    assert review_state_of(view, other).freeze.supersedes is None


def test_what_comes_out_otherwise_from_the_same_entry_supersedes_the_first(panelled: Ledger) -> None:
    """As after an upgrade that moves a figure: one recipe, one entry, another text."""
    report = card(panelled)
    first = freeze(panelled, report, by="ann", now=NOW)
    second = freeze(panelled, replace(report, rules=(*report.rules, "another")), by="ann", now=NOW)
    noun = review_state_of(panelled.view(), second).freeze
    assert (noun.as_of, noun.supersedes) == (report.heading.entry, first)


def test_a_name_of_ones_own_must_be_free(panelled: Ledger) -> None:
    """It is not given a number behind one's back."""
    report = card(panelled)
    assert freeze(panelled, report, by="ann", now=NOW, slug="for-the-board") == "for-the-board"
    with pytest.raises(UnfitNoun, match="has a frozen report 'for-the-board' already"):
        freeze(panelled, card(panelled), by="ann", now=NOW, slug="for-the-board")


def test_the_very_same_report_is_frozen_once(panelled: Ledger) -> None:
    """Nothing is recorded, and the name that it has already is told."""
    report = card(panelled)
    slug = freeze(panelled, report, by="ann", now=NOW)
    before = panelled.view().head
    with pytest.raises(UnfitNoun, match=f"is on record already as '{slug}': go through it with `tracker"):
        freeze(panelled, report, by="Ben", now=NOW, slug="another-name")
    assert panelled.view().head == before
    assert on_record(panelled.view(), report) == slug
    assert on_record(panelled.view(), card(panelled)) is None


def test_names_are_slugs_however_much_is_selected() -> None:
    """Not longer than a slug may be, and the date is kept."""
    many = Selection(forecasters=tuple(f"forecaster-number-{number}" for number in range(20)))
    name = name_of(Recipe(report="scorecard", selection=many, on=YEAR_END))
    assert len(name) <= 80
    assert name.endswith("-2021-12-31")
    assert name_of(Recipe(report="period", period="2021-07-01..2021-09-30", on=YEAR_END)) == (
        "2021-07-01-2021-09-30"
    )


def test_a_report_of_an_earlier_moment_is_frozen_as_of_it(panelled: Ledger) -> None:
    """What was recorded meanwhile does not matter."""
    report = card(panelled)
    added(panelled, forecaster(slug="bob", name="Bob"))
    slug = freeze(panelled, report, by="ann", now=NOW)
    assert review_state_of(panelled.view(), slug).freeze.as_of == 2


def test_a_report_of_another_ledger_is_refused(panelled: Ledger) -> None:
    """Its head is not in this one."""
    with panel(":memory:", events=2) as other, pytest.raises(UnfitNoun, match="and entry 2 has"):
        freeze(panelled, card(other), by="ann", now=NOW)


def test_a_text_too_long_to_archive_is_known_by_its_digest(
    panelled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is frozen all the same."""
    monkeypatch.setattr(freezing, "LONGEST_TEXT", 100)
    slug = frozen(panelled)
    assert review_state_of(panelled.view(), slug).freeze.archived is None
