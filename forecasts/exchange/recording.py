"""The rows of a file, recorded in an entry: only what is new, and changes as what they are.

A noun that stands already is passed over, so that a file can be imported again after it has grown. A platform
that resolved a question anew has changed its mind: the standing outcome is corrected, and both stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

from forecasts.errors import Contradiction, NothingNew, TrackerError, UnfitNoun, UnfitRows
from forecasts.exchange.duplicates import Duplicates, called_now, key, words
from forecasts.exchange.format import Deferred, Quoted, ReadRow, RefusedRow, RowNoun, Rows, Withdrawn
from forecasts.handles import Handle
from forecasts.ledger.contradictions import check_beside
from forecasts.ledger.records import noun_name
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Forecaster,
    Outcome,
    OutcomeKind,
    Question,
    Settings,
    Source,
    Statement,
)

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored

Slugged = Forecaster | Source | Question
Step = Callable[[int], None]
LISTED = 20
_PIECE = 1_000_000
_CHUNK = 500


@dataclass(kw_only=True)
class Recorded:
    """How many nouns of each kind in a file are new, known or changed; and the rows that are refused."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything is new or changed."""
        return bool(self.new or self.changed)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The remarks, each with the number of rows that it is about where these are several."""
        return tuple(
            sentence if count == 1 else f"{sentence} ({count:,} rows)"
            for sentence, count in self.remarks.items()
        )

    def raise_if_refused(self, file: str, *, skip: bool, again: str) -> None:
        """Refuse the file if rows are refused and not to be skipped; `again`: what to do once mended."""
        if self.refused and not skip:
            first = [(row.line, row.reason) for row in self.refused[:LISTED]]
            raise UnfitRows(file, first, len(self.refused), f"{again}, or say --skip-bad")


@dataclass(kw_only=True)
class Recorder:
    """What records the rows of one file in an entry.

    `title` names, in the reasons of corrections, who resolved a question anew.
    """

    entry: Entry
    title: str
    result: Recorded = field(default_factory=Recorded)
    duplicates: Duplicates = field(init=False)
    _met: set[tuple[str, str]] = field(default_factory=set)
    _rows: list[str] = field(default_factory=list)
    _size: int = 0

    def __post_init__(self) -> None:
        self.duplicates = Duplicates(entry=self.entry)

    def record(self, rows: Rows, step: Step) -> Recorded:
        """Record what is new in rows; one that cannot be recorded is kept among the refused ones.

        `step` is told, some rows at a time, how many characters of the file they were.
        """
        with self.entry.bulk():
            left = iter(rows)
            while chunk := list(islice(left, _CHUNK)):
                self._look_up(chunk)
                for row in chunk:
                    self._record_row(row)
                step(sum(len(row.text) + 1 for row in chunk))
        self._archive()
        return self.result

    def _record_row(self, row: ReadRow | RefusedRow) -> None:
        """Record the nouns of a row, and keep its text; if that raises, it is one of the refused rows."""
        self.result.rows += 1
        if isinstance(row, RefusedRow):
            self.result.refused.append(row)
            return
        before = self.entry.records
        try:
            for noun in row.nouns:
                self._record_noun(called_now(noun, self.entry.view.names))
        except TrackerError as error:
            self.result.refused.append(RefusedRow(line=row.line, text=row.text, reason=str(error)))
        last = self.entry.records
        if last > before:
            self._keep(f"[{before + 1}, {last}, {row.line}, {encode_basestring_ascii(row.text)}]")

    def slugged(self, noun: Slugged) -> None:
        """Record a forecaster, a source or a question, unless its slug stands and means no other thing."""
        kind = noun_name(noun)
        standing = self.entry.known(kind, noun.slug)
        if standing is None:
            self.add(noun)
            self._met.add((kind, noun.slug))
            return
        self.passed_over(kind, noun.slug)
        if isinstance(noun, Question) and isinstance(standing, Question):
            self._hold_against(standing, noun)
        elif isinstance(noun, Forecaster) and isinstance(standing, Forecaster):
            known = {name.casefold() for name in (standing.name, *standing.aliases)}
            if not known & {name.casefold() for name in (noun.name, *noun.aliases)}:
                self.result.remarks[f"{noun.name!r} is taken to be {standing.name} ({standing.slug})."] += 1

    def passed_over(self, kind: str, slug: str) -> None:
        """Count, once, a name or an outcome that stood before the file named it."""
        if (kind, slug) not in self._met:
            self._met.add((kind, slug))
            self.result.known[kind] += 1

    def forecast(self, forecast: Forecast) -> Handle:
        """The handle of a forecast that rests on no words, recorded unless it was before."""
        name = key(forecast)
        handle = self.duplicates.known(name, forecast.question)
        if handle is None and (handle := self.duplicates.known_at(forecast)) is not None:
            self.result.remarks[
                f"{forecast.question}: the deadline was moved; forecasts keep the one they were made with."
            ] += 1
        if handle is not None:
            self.result.known["forecast"] += 1
            return handle
        return self.new_forecast(name, forecast)

    def new_forecast(self, name: bytes, forecast: Forecast) -> Handle:
        """Record a forecast that is known under this key from now on."""
        handle = self.add(forecast)
        self.duplicates.made[name] = handle
        return handle

    def outcome(self, outcome: Outcome, *, alone: bool) -> None:
        """Record an outcome; one that contradicts an earlier entry's corrects that."""
        outcome = self.entry.view.names.now(outcome)
        try:
            self.add(outcome, alone=alone)
        except NothingNew as refusal:
            if Handle.read(refusal.handle).entry < self.entry.sequence:
                self.passed_over("outcome", refusal.handle)
        except Contradiction:
            contradicted = self._contradicted(outcome)
            said_here = ("outcome", str(contradicted.handle)) in self._met
            if said_here or contradicted.handle.entry == self.entry.sequence:
                raise
            self._resolve_anew(contradicted, outcome)

    def resolution(self, outcome: Outcome) -> None:
        """Record how a tool resolved a question: what it annuls has no answer, whatever it said before."""
        found = outcome if outcome.evidence else replace(outcome, evidence=f"resolved so by {self.title}")
        if found.kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS):
            for stored in self.entry.view.standing("outcome", question=found.question):
                denied = isinstance(stored.noun, Outcome) and stored.noun.kind is OutcomeKind.NOT_THROUGH
                if denied and stored.handle.entry < self.entry.sequence:
                    self._resolve_anew(stored, found)
                    return
        self.outcome(found, alone=False)

    def withdrawal(self, handle: Handle, *, on: date, because: str) -> None:
        """Record that a forecast was taken back, unless that was recorded before."""
        if handle in self.entry.view.amendments:
            self.result.known["withdrawal"] += 1
            return
        kind = AmendmentKind.WITHDRAWAL
        self.entry.add(Amendment(target=handle, kind=kind, because=because, withdrawn_on=on), alone=False)
        self.result.new["withdrawal"] += 1

    def add(
        self, noun: Slugged | Statement | Forecast | Outcome | Settings, *, alone: bool = False
    ) -> Handle:
        """Record a noun and count it."""
        handle = self.entry.add(noun, alone=alone)
        self.result.new[noun_name(noun)] += 1
        return handle

    def _look_up(self, chunk: list[ReadRow | RefusedRow]) -> None:
        """Ask at once for all that many rows name, and for the forecasts on their questions."""
        nouns = [
            noun.forecast if isinstance(noun, Quoted | Withdrawn) else noun
            for row in chunk
            if isinstance(row, ReadRow)
            for noun in (called_now(noun, self.entry.view.names) for noun in row.nouns)
            if not isinstance(noun, Deferred)
        ]
        if not nouns:
            return
        self.entry.prefetch(nouns)
        self.duplicates.look_up({noun.question for noun in nouns if isinstance(noun, Forecast)})

    def _record_noun(self, noun: RowNoun) -> None:
        if isinstance(noun, Deferred):
            noun.record()
        elif isinstance(noun, Forecast):
            self.forecast(noun)
        elif isinstance(noun, Quoted):
            self._quoted(noun)
        elif isinstance(noun, Outcome):
            self.resolution(noun)
        elif isinstance(noun, Withdrawn):
            self._withdraw(noun)
        else:
            self.slugged(noun)

    def _quoted(self, part: Quoted) -> None:
        name = key(part.forecast, words(part.statement))
        if self.duplicates.known(name, part.forecast.question) is not None:
            self.result.known["forecast"] += 1
            return
        self.new_forecast(name, replace(part.forecast, statement=self.add(part.statement)))

    def _hold_against(self, standing: Question, noun: Question) -> None:
        if standing.kind is not noun.kind or set(noun.options) - set(standing.options):
            raise UnfitNoun(
                f"The question {noun.slug!r} stands as {standing.kind} with the options "
                f"{list(standing.options)}, and the file has {noun.kind} with {list(noun.options)}",
                f"amend the question first, whose handle `tracker show {noun.slug}` tells",
            )
        if standing.statement != noun.statement:
            self.result.remarks[f"{noun.slug}: the title has changed; the ledger keeps its own."] += 1

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

    def _withdraw(self, withdrawal: Withdrawn) -> None:
        forecast = withdrawal.forecast
        handle = self.duplicates.known(key(forecast), forecast.question)
        if handle is None:
            raise UnfitNoun(
                f"The forecast on {forecast.question!r} that was taken back on {withdrawal.on} is unknown",
                "give the row that made it",
            )
        self.withdrawal(handle, on=withdrawal.on, because=withdrawal.because)

    def _keep(self, text: str) -> None:
        """Keep a source row, with the records that came of it, for the archive beside the chain."""
        self._rows.append(text)
        self._size += len(text) + 1
        if self._size >= _PIECE:
            self._archive()

    def _archive(self) -> None:
        if self._rows:
            self.result.archived.append(self.entry.archive("\n".join(self._rows), "rows"))
            self._rows, self._size = [], 0
