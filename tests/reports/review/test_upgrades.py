"""Signed reports outlive an upgrade: what was signed is shown, and a figure that moved is named."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from forecasts.errors import NotReviewable
from forecasts.exchange.importing import import_file
from forecasts.ledger.ledger import Ledger
from reports import render
from reports.calibrations import calibration
from reports.canonical import canonical
from reports.registry import make
from reports.review.changes import changes
from reports.review.changes_wording import changes_in_words, otherwise_in_words, reproduction_in_words
from reports.review.freezing import freeze, on_record
from reports.review.reproducing import Reproduction, made_otherwise, reproduce
from reports.review.reviewed import UnreadReport
from reports.review.scope import recipe_of
from reports.review.shown import reviewed
from reports.review.states import State, review_state_of, review_states
from tests.forecasts.builders import timeline
from tests.reports.review.cases import CARD, NOW, YEAR_END, frozen, panel, signed
from tracker.certainty.intervals import jeffreys

SIGNED_BEFORE = Path(__file__).parents[2] / "fixtures" / "signed-reports.jsonl"
"""A scorecard, a calibration, a comparison and a period report of the founding case, frozen by ann and signed
by Ben with a program whose digests covered the versions."""
LATER = datetime(2027, 1, 5, 12, tzinfo=UTC)
Upgrade = Callable[[], None]


@pytest.fixture
def before() -> Iterator[Ledger]:
    """The ledger with reports that the version before signed."""
    with Ledger.create(":memory:", now=LATER, by="ann") as ledger:
        import_file(SIGNED_BEFORE, ledger, by="ann", now=LATER)
        yield ledger


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """Another numpy and another trackrecord."""

    def done() -> None:
        true = importlib.metadata.version
        newer = {"numpy": "99.1", "trackrecord": "99.2"}
        monkeypatch.setattr(importlib.metadata, "version", lambda name: newer.get(name) or true(name))

    return done


@pytest.fixture
def other_score(monkeypatch: pytest.MonkeyPatch) -> Upgrade:
    """A program whose Brier score is the mean of what either outcome would have given."""

    def halfway(p: Any, y: Any) -> Any:
        return (np.square(p - y) + np.square(1 - p - y)) / 2

    return lambda: monkeypatch.setattr("tracker.scores.brier", halfway)


GONE = {f"standings[{place}].by_date.{part}" for place in (0, 1) for part in ("replicates", "seed")}
"""What the version before said of its draws along the way to the horizon, for which nothing is drawn now."""


def again(ledger: Ledger, slug: str = CARD) -> Reproduction:
    """A frozen report made again."""
    return reproduce(ledger.view(), review_state_of(ledger.view(), slug).freeze)


def test_an_upgrade_that_moves_no_figure_leaves_everything_as_signed(
    panelled: Ledger, upgrade: Upgrade
) -> None:
    """It reproduces, it is shown byte for byte, and the versions that differ are told."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    view = panelled.view()
    shown = reviewed(view, review_state_of(view, CARD))
    looks = (render.html(shown), render.as_json(shown))
    upgrade()
    found = again(panelled)
    assert found.identical
    assert {(version.path, version.now) for version in found.versions} == {
        ("numpy", "99.1"),
        ("trackrecord", "99.2"),
    }
    shown = reviewed(view, review_state_of(view, CARD))
    assert (render.html(shown), render.as_json(shown)) == looks
    assert made_otherwise(view) == ()
    assert changes(view, CARD, by="Ben").again.identical


def test_the_very_same_report_is_not_frozen_again_after_an_upgrade(
    panelled: Ledger, upgrade: Upgrade
) -> None:
    """It says the same, so it is on record."""
    slug = frozen(panelled)
    freeze = review_state_of(panelled.view(), slug).freeze
    upgrade()
    report = make(recipe_of(freeze), panelled.view().earlier(freeze.as_of))
    assert report.heading.version == "99.2"
    assert on_record(panelled.view(), report) == slug


def test_a_figure_that_an_upgrade_moves_is_named_with_both_values(
    panelled: Ledger, upgrade: Upgrade, other_score: Upgrade
) -> None:
    """By `reproduce`, `check` and `review changes`; the report is shown as it was signed."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    view = panelled.view()
    shown = render.html(reviewed(view, review_state_of(view, CARD)))
    upgrade()
    other_score()
    found = again(panelled)
    assert not found.identical
    assert "  rows[0].score 0.64 then, 0.34 now" in list(
        reproduction_in_words(found, review_state_of(view, CARD))
    )
    (otherwise,) = made_otherwise(view)
    assert otherwise == found
    assert "numpy" in otherwise_in_words(found)
    assert " then, 99.1 now" in otherwise_in_words(found)
    assert "`tracker review show scorecard-ann-lee-2021-12-31` shows what was frozen" in otherwise_in_words(
        found
    )
    moved = changes(view, CARD, by="Ben")
    assert moved.again == found
    assert moved.moves == ()
    assert list(changes_in_words(moved)) == [otherwise_in_words(found)]
    assert render.html(reviewed(view, review_state_of(view, CARD))) == shown


def test_a_share_frozen_with_jeffreys_interval_is_named_with_both_intervals(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The version before gave windows Jeffreys' interval: three of six held, to 83% then, 88% now."""
    with panel(":memory:", belief=timeline()) as ledger:
        with monkeypatch.context() as before:
            before.setattr("reports.facets.calibration.coverage.clopper_pearson", jeffreys)
            report = calibration(ledger, on=YEAR_END)
            slug = freeze(ledger, report, by="ann", now=NOW)
        signed(ledger, slug, by="Ben")
        (found,) = made_otherwise(ledger.view())
        told = "\n".join(reproduction_in_words(found, review_state_of(ledger.view(), slug)))
    moved = {difference.path.rpartition(".")[2] for difference in found.differences or ()}
    assert moved == {"low", "high"}
    assert "agreements[0].dates.dates[3].low 0.1668081973 then, 0.1181172488 now" in told
    assert "agreements[0].dates.dates[3].high 0.8331918027 then, 0.8818827512 now" in told


def test_a_figure_that_moved_is_told_without_another_version(panelled: Ledger, other_score: Upgrade) -> None:
    """A program changed in place has the version that it had."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    other_score()
    (found,) = made_otherwise(panelled.view())
    assert found.versions == ()


def test_reports_signed_by_the_version_before_verify(before: Ledger, upgrade: Upgrade) -> None:
    """Each kind; their digests cover the versions, which are put in again."""
    view = before.view()
    assert [state.state for state in review_states(view)] == [State.SIGNED] * 4
    upgrade()
    for state in review_states(view):
        found = again(before, state.slug)
        assert {difference.path for difference in found.differences or ()} <= GONE, state.slug
        assert found.identical == (not found.differences)


def test_reports_signed_by_the_version_before_are_shown(before: Ledger, upgrade: Upgrade) -> None:
    """With the digest and the versions that were signed, whatever versions show them."""
    view = before.view()
    upgrade()
    for state in review_states(view):
        shown = json.loads(render.as_json(reviewed(view, state)))
        assert shown.pop("digest") == state.freeze.digest
        del shown["review"]
        assert state.freeze.archived is not None
        assert canonical(shown).decode() == view.archived(state.freeze.archived)
        assert state.freeze.digest in render.html(reviewed(view, state))


def test_a_report_signed_before_that_comes_out_otherwise_is_named(
    before: Ledger, other_score: Upgrade
) -> None:
    """The figure, and not the form of the digest."""
    other_score()
    found = again(before, "scorecard")
    assert found.differences is not None
    assert {difference.path.rpartition(".")[2] for difference in found.differences} >= {"score"}
    assert not any("version" in difference.path for difference in found.differences)


def test_a_key_that_reports_gained_since_is_no_difference(
    panelled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that was frozen is the same, and what was added is told."""
    slug = frozen(panelled)
    freeze = review_state_of(panelled.view(), slug).freeze
    report = make(recipe_of(freeze), panelled.view().earlier(freeze.as_of))
    said = report.as_json()
    monkeypatch.setattr(type(report), "as_json", lambda _: said | {"luck": 0.5})
    found = again(panelled)
    assert found.identical
    assert found.frozen != found.again
    assert found.added == ("luck",)
    told = list(reproduction_in_words(found, review_state_of(panelled.view(), slug)))
    assert told[0] == f"{slug} is identical in every figure that was frozen as {freeze.digest}."
    assert "  luck was added to such reports since" in told


def test_a_sentence_put_otherwise_is_no_difference(panelled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures are what was signed; that a rule is worded otherwise now is told."""
    slug = frozen(panelled)
    freeze = review_state_of(panelled.view(), slug).freeze
    report = make(recipe_of(freeze), panelled.view().earlier(freeze.as_of))
    said = report.as_json()
    monkeypatch.setattr(type(report), "as_json", lambda _: said | {"rules": ["Another way to put it."]})
    found = again(panelled)
    assert found.identical
    assert found.reworded[0] == "rules[0]"
    assert "  worded otherwise now: rules[0], " in "\n".join(
        reproduction_in_words(found, review_state_of(panelled.view(), slug))
    )


def test_a_form_that_is_not_known_any_more_is_shown_place_by_place(
    panelled: Ledger, monkeypatch: pytest.MonkeyPatch, other_score: Upgrade
) -> None:
    """Nothing that was signed is ever out of reach; where it is made the same again, it has its own look."""
    slug = frozen(panelled)
    view = panelled.view()
    state = review_state_of(view, slug)
    look = render.html(reviewed(view, state))
    monkeypatch.setattr("reports.review.shown.report_class", lambda _: Reproduction)
    assert render.html(reviewed(view, state)) == look
    other_score()
    shown = reviewed(view, state)
    assert isinstance(shown.report, UnreadReport)
    assert "rows[0].score" in render.html(shown)
    assert json.loads(render.as_json(shown))["rows"][0]["score"] == 0.64


def test_an_erased_report_that_comes_out_otherwise_is_not_shown(
    panelled: Ledger, other_score: Upgrade
) -> None:
    """There is nothing left to show; what can be made again is not what was frozen."""
    slug = frozen(panelled)
    archived = review_state_of(panelled.view(), slug).freeze.archived
    assert archived is not None
    panelled.erase(archived, because="asked for", by="ann", now=NOW)
    assert reviewed(panelled.view(), review_state_of(panelled.view(), slug)).digest
    other_score()
    with pytest.raises(NotReviewable, match="comes out otherwise than it was frozen"):
        reviewed(panelled.view(), review_state_of(panelled.view(), slug))


def test_a_text_that_was_put_in_its_place_is_not_shown(
    panelled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digest in the chain is that of another text."""
    slug = frozen(panelled)
    view = panelled.view()
    state = review_state_of(view, slug)
    text = view.archived(state.freeze.archived or "") or ""
    monkeypatch.setattr(type(view), "archived", lambda *_: text.replace("Ann Lee", "Ben Okri"))
    with pytest.raises(NotReviewable, match="text that is not what was frozen: see `tracker audit`"):
        reviewed(view, state)
