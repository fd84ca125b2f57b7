"""What is admitted of freezes and reviews, and what a freeze or a review can be at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from forecasts.errors import UnfitNoun, UnfitText, Unknown
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.model import Noun, ReviewAct
from tests.forecasts.builders import freeze, mistake, review

Admit = Callable[..., None]
OTHER = "another"


@pytest.fixture
def frozen(admitted: Admit, file: Ledger) -> Ledger:
    """A ledger with a frozen report (2.1), another one (2.2), and a question about it (2.3)."""
    head = file.view().head.digest
    admitted(
        freeze(head=head),
        freeze(head=head, slug=OTHER),
        review(ReviewAct.QUESTIONED, row="1.2", text="Why?"),
    )
    return file


@pytest.mark.parametrize(
    ("noun", "fault"),
    [
        (freeze(slug=OTHER), "has a frozen report 'another' already"),
        (freeze(slug="third", as_of=9), "is as of entry 9, and the ledger ends at 3"),
        (freeze(slug="third"), "is of head 343434343434, and entry 1 has"),
        (review(ReviewAct.SIGNED, digest="ab" * 32), "The digest abababababab is not that of"),
        (review(ReviewAct.ANSWERED, answers=Handle(2, 1), text="So."), "is no question about"),
        (review(ReviewAct.ANSWERED, answers=Handle(2, 3), text="So.", report=OTHER), "is no question about"),
        (mistake(Handle(2, 1)), "is a freeze, and what was reviewed stays"),
        (mistake(Handle(2, 3)), "is a review, and what was reviewed stays"),
    ],
)
def test_what_does_not_fit_is_refused(frozen: Ledger, admitted: Admit, noun: Noun, fault: str) -> None:
    """A taken name, an entry that is not there, another digest, a question of another report."""
    with pytest.raises(UnfitNoun, match=fault):
        admitted(noun)
    assert frozen.audit().whole


@pytest.mark.parametrize(
    "noun", [review(report="no-such"), freeze(slug="third", supersedes="no-such", as_of=3)]
)
def test_reports_that_are_not_frozen_are_unknown(frozen: Ledger, admitted: Admit, noun: Noun) -> None:
    """They can be neither reviewed nor superseded."""
    with pytest.raises(Unknown, match="no frozen report 'no-such'"):
        admitted(noun)


def test_a_frozen_report_is_not_corrected(frozen: Ledger) -> None:
    """Nobody puts another digest in the place of what was signed."""
    other = freeze(slug="third", head=frozen.view().earlier(1).head.digest)
    with (
        pytest.raises(UnfitNoun, match="what was reviewed stays"),
        frozen.entry("amend", by="ann", now=_now(frozen)) as entry,
    ):
        entry.correct(Handle(2, 1), other, because="better")


def _now(ledger: Ledger) -> datetime:
    moment = ledger.view().head.recorded_at
    assert moment is not None
    return moment


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"digest": "abc"}, "64 hexadecimal digits"),
        ({"head": "Z" * 64}, "64 hexadecimal digits"),
        ({"archived": ""}, "64 hexadecimal digits"),
        ({"as_of": 0}, "is as of entry 0"),
        ({"recipe": "not json"}, "is not JSON"),
        ({"recipe": "[]"}, "is no JSON object"),
        ({"slug": "Not A Slug"}, "has the slug"),
        ({"title": "two\nlines"}, "line break"),
        ({"libraries": (" ",)}, "is empty"),
    ],
)
def test_a_freeze_cannot_be_wrong(changes: dict[str, object], fault: str) -> None:
    """Each part is checked when it is made."""
    with pytest.raises((UnfitNoun, UnfitText), match=fault):
        freeze(**changes)


@pytest.mark.parametrize(
    ("act", "changes", "fault"),
    [
        (ReviewAct.QUESTIONED, {"text": "Why?"}, "lacks its row"),
        (ReviewAct.ANSWERED, {"text": "So."}, "lacks its answers"),
        (ReviewAct.SIGNED, {}, "lacks its digest"),
        (ReviewAct.REJECTED, {}, "lacks its text"),
        (ReviewAct.OPENED, {"text": "hello"}, "has a text"),
        (ReviewAct.OPENED, {"own": True}, "only signatures say so"),
    ],
)
def test_a_review_has_what_its_act_needs(act: ReviewAct, changes: dict[str, object], fault: str) -> None:
    """No less, and no more."""
    with pytest.raises(UnfitNoun, match=fault):
        review(act, **changes)


def test_the_ledger_as_of_an_entry(frozen: Ledger) -> None:
    """Several entries may share a moment, and each has a view of its own."""
    view = frozen.view()
    first = view.earlier(1)
    assert (first.head.sequence, list(first.standing("freeze"))) == (1, [])
    assert view.earlier(2).head.digest == view.head.digest
    for entry in (0, 9):
        with pytest.raises(Unknown, match=f"no entry '{entry}'"):
            view.earlier(entry)
