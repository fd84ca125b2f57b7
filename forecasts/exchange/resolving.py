"""The outcomes of a file, recorded in an entry: news beside what stands, or a correction of it.

A platform that resolved a question anew has changed its mind: the standing outcome is corrected, and both
stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forecasts.errors import Contradiction, NothingNew
from forecasts.exchange.recorded import Recorded
from forecasts.exchange.retractions import Retractions
from forecasts.handles import Handle
from forecasts.ledger.contradictions import check_beside
from forecasts.model import Outcome, OutcomeKind, Question

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored


@dataclass(kw_only=True)
class Resolver:
    """What records the outcomes of one file; `title` names who resolved a question anew."""

    entry: Entry
    title: str
    result: Recorded
    retractions: Retractions
    _met: set[Handle] = field(default_factory=set)

    def add(self, outcome: Outcome, *, alone: bool) -> None:
        """Record an outcome; one that contradicts an earlier entry's corrects that."""
        outcome = self.entry.view.names.now(outcome)
        self.retractions.answered.add(outcome.question)
        try:
            self.entry.add(outcome, alone=alone)
            self.result.new["outcome"] += 1
        except NothingNew as refusal:
            if (handle := Handle.read(refusal.handle)).entry < self.entry.sequence:
                if handle not in self._met:
                    self._met.add(handle)
                    self.result.known["outcome"] += 1
                self.retractions.again(handle)
        except Contradiction:
            contradicted = self._contradicted(outcome)
            if contradicted.handle in self._met or contradicted.handle.entry == self.entry.sequence:
                raise
            self._resolve_anew(contradicted, outcome)

    def resolution(self, outcome: Outcome) -> None:
        """Record how a tool resolved a question: what it annuls has no answer, whatever it said before."""
        found = outcome if outcome.evidence else replace(outcome, evidence=f"resolved so by {self.title}")
        if found.kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS):
            for stored in self.entry.view.standing("outcome", question=found.question):
                denied = isinstance(stored.noun, Outcome) and stored.noun.kind is OutcomeKind.NOT_THROUGH
                if denied and stored.handle.entry < self.entry.sequence:
                    self.retractions.answered.add(found.question)
                    self._resolve_anew(stored, found)
                    return
        self.add(found, alone=False)

    def _resolve_anew(self, stored: Stored, outcome: Outcome) -> None:
        assert isinstance(stored.noun, Outcome)
        assert outcome.known_on is not None
        assert stored.noun.known_on is not None
        if outcome.known_on < stored.noun.known_on:
            self.result.remarks[
                f"{outcome.question}: corrected to a resolution of {outcome.known_on}, older than that of "
                f"{stored.noun.known_on}: is the file the older one?"
            ] += 1
        self.entry.correct(stored.handle, outcome, because=f"{self.title} has resolved it anew")
        self.result.changed["outcome"] += 1

    def _contradicted(self, outcome: Outcome) -> Stored:
        question = self.entry.known("question", outcome.question)
        assert isinstance(question, Question)
        for stored in self.entry.view.standing("outcome", question=outcome.question):
            assert isinstance(stored.noun, Outcome)
            try:
                check_beside(question, outcome, stored.noun, handle=stored.handle, by=stored.recorded_by)
            except Contradiction:
                return stored
        raise AssertionError("an outcome stands that this one contradicts")
