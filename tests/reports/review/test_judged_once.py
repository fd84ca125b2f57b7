"""A command that looks at one view of a ledger judges it once for each entry and date that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import tracker.judged
import tracker.scored
from forecasts.errors import NotReviewable
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from reports.exhibits import exhibit
from reports.review.changes import changes
from reports.review.effects import affected
from reports.review.reproducing import made_otherwise
from reports.review.signing import examined, open_report, sign
from tests.forecasts.builders import outcome
from tests.reports.review.cases import CARD, YEAR_END, acted, frozen, signed
from tracker.judged import Records
from tracker.selections import Selection

Times = Callable[[], int]


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> Times:
    """How often forecasts were scored since."""
    done: list[object] = []
    true = tracker.scored.scored

    def counted(*frames: Any, **on: Any) -> Any:
        done.append(on)
        return true(*frames, **on)

    monkeypatch.setattr(tracker.judged, "scored", counted)
    return lambda: len(done)


def corrected(ledger: Ledger) -> None:
    """The first outcome came later than it was said."""
    wrong = outcome(question="event-0", on=date(2021, 10, 1))
    acted(ledger, "ann", lambda entry: entry.correct(Handle(2, 1), wrong, because="wrong date"))


def test_a_chart_of_a_report_is_drawn_from_one_judgement(panelled: Ledger, times: Times) -> None:
    """That of the forecasts chosen and that of the report are the same."""
    exhibit("swimlane", panelled.view(), selection=Selection(), on=YEAR_END)
    assert times() == 1


def test_the_check_of_a_signed_report_judges_then_and_now(panelled: Ledger, times: Times) -> None:
    """What moved, and whether the report is made again as it was, need the same two judgements."""
    frozen(panelled)
    signed(panelled, CARD, by="Ben")
    corrected(panelled)
    before, records = times(), Records(panelled.view())
    assert len(affected(records)) == 1
    assert made_otherwise(records) == ()
    assert times() - before == 2


def test_what_moved_since_a_look_is_judged_then_and_now(panelled: Ledger, times: Times) -> None:
    """The report made again takes the judgement of its own entry."""
    frozen(panelled)
    corrected(panelled)
    before = times()
    found = changes(panelled.view(), CARD, by="Cy")
    assert len(found.moves) == 1
    assert found.again.identical
    assert times() - before == 2


def test_what_is_recorded_while_a_signer_waits_is_examined_too(panelled: Ledger) -> None:
    """The report was examined, then moved, then the signature was to be recorded."""
    frozen(panelled)
    acted(panelled, "Ben", open_report, CARD)
    before = examined(panelled.view(), CARD, by="Ben")
    assert before.effect is None
    corrected(panelled)
    with pytest.raises(NotReviewable, match="has 1 row that moved since it was made"):
        acted(panelled, "Ben", lambda entry: sign(entry, CARD, by="Ben", examined_before=before))
