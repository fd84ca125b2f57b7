"""The rows of a file, recorded in an entry: only what is new, and changes as what they are.

A noun that stands already is passed over, so that a file can be imported again after it has grown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from forecasts.errors import TrackerError, UnfitNoun
from forecasts.exchange.duplicates import Duplicates, called_now, key, words
from forecasts.exchange.format import (
    Deferred,
    Namesakes,
    Open,
    Quoted,
    ReadRow,
    RefusedRow,
    RowNoun,
    Rows,
    Withdrawn,
)
from forecasts.exchange.kept_rows import KeptRows
from forecasts.exchange.notices import BY_CASE, EQUAL, TWINS
from forecasts.exchange.recorded import Recorded
from forecasts.exchange.resolving import Resolver
from forecasts.exchange.restatements import Restatements
from forecasts.exchange.retractions import Retractions
from forecasts.handles import Handle
from forecasts.ledger.records import noun_name
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Forecaster,
    Outcome,
    Question,
    Settings,
    Source,
    Statement,
)

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry

Slugged = Forecaster | Source | Question
Step = Callable[[int], None]
_NO_ROW = ReadRow(0, "", ())
_CHUNK = 500


@dataclass(kw_only=True)
class Recorder:
    """What records the rows of one file in an entry.

    `title` names, in the reasons of corrections, who resolved a question anew. `follow` says that what the
    source says otherwise now is corrected.
    """

    entry: Entry
    title: str
    follow: bool = False
    result: Recorded = field(default_factory=Recorded)
    duplicates: Duplicates = field(init=False)
    retractions: Retractions = field(init=False)
    outcomes: Resolver = field(init=False)
    restatements: Restatements = field(init=False)
    _met: set[tuple[str, str]] = field(default_factory=set)
    _said: set[int] = field(default_factory=set)
    _held: list[tuple[ReadRow, Forecast, Handle]] = field(default_factory=list)
    _row: ReadRow = _NO_ROW
    _newest: str = ""
    _kept: KeptRows = field(init=False)

    def __post_init__(self) -> None:
        self.duplicates = Duplicates(entry=self.entry)
        self.retractions = Retractions(entry=self.entry, title=self.title, follow=self.follow)
        self.restatements = Restatements(
            entry=self.entry,
            title=self.title,
            follow=self.follow,
            result=self.result,
            retractions=self.retractions,
        )
        self._kept = KeptRows(entry=self.entry, archived=self.result.archived)
        self.outcomes = Resolver(
            entry=self.entry, title=self.title, result=self.result, retractions=self.retractions
        )

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
            self._record_held()
        self.restatements.retitle()
        self._kept.archive()
        return self.result

    def _record_row(self, row: ReadRow | RefusedRow) -> None:
        """Record the nouns of a row, and keep its text; if that raises, it is one of the refused rows."""
        self.result.rows += 1
        if isinstance(row, RefusedRow):
            self.result.refused.append(row)
            return
        before = self.entry.records
        self._row = row
        try:
            for noun in row.nouns:
                self._record_noun(called_now(noun, self.entry.view.names))
        except TrackerError as error:
            self.result.refused.append(RefusedRow(line=row.line, text=row.text, reason=str(error)))
        self._kept.keep(row, before)

    def slugged(self, noun: Slugged) -> None:
        """Record a forecaster, a source or a question, unless its slug stands and means no other thing."""
        kind = noun_name(noun)
        if isinstance(noun, Question):
            self.retractions.named.add(noun.slug)
        standing = self.entry.known(kind, noun.slug)
        if standing is None:
            self.add(noun)
            self._met.add((kind, noun.slug))
            if kind == "question":
                self._newest = noun.slug
            return
        self.passed_over(kind, noun.slug)
        if self.entry.view.merged(kind, noun.slug) is not None:
            return
        if isinstance(noun, Question) and isinstance(standing, Question):
            self._hold_against(standing, noun)
        elif isinstance(noun, Forecaster) and isinstance(standing, Forecaster):
            known = {name.casefold() for name in (standing.name, *standing.aliases)}
            if standing.name != noun.name and standing.name.casefold() == noun.name.casefold():
                self.result.notices.tell(BY_CASE, f"{noun.name!r} and {standing.name!r}")
            if not known & {name.casefold() for name in (noun.name, *noun.aliases)}:
                self.result.remarks[f"{noun.name!r} is taken to be {standing.name} ({standing.slug})."] += 1

    def _look_for(self, noun: Namesakes) -> None:
        """Tell of a new question beside which another stands that may be the same."""
        if noun.question == self._newest:
            for other in noun.others:
                if self.entry.known("question", other) is not None:
                    self.result.notices.tell(noun.told, f"{noun.question} and {other}")
        self._newest = ""

    def passed_over(self, kind: str, slug: str) -> None:
        """Count, once, a name that stood before the file named it."""
        if (kind, slug) not in self._met:
            self._met.add((kind, slug))
            self.result.known[kind] += 1

    def forecast(self, forecast: Forecast) -> None:
        """Record a forecast that rests on no words, unless it was before."""
        name = key(forecast)
        if (handle := self.duplicates.known(name, forecast.question)) is not None:
            self.repeated(handle)
        elif (handle := self.duplicates.known_at(forecast)) is not None:
            self._move(handle, forecast, name)
        elif (handle := self.duplicates.known_but_for_deadline(forecast)) is not None:
            self._held.append((self._row, forecast, handle))
        else:
            self._note_twin(forecast)
            self.new_forecast(name, forecast)

    def repeated(self, handle: Handle) -> None:
        """Count a forecast that stood before, or that a row further up has brought."""
        self.result.known["forecast"] += 1
        self.retractions.again(handle)
        if handle.entry == self.entry.sequence:
            self.result.notices.tell(EQUAL, f"line {self._row.line}")

    def _note_twin(self, forecast: Forecast) -> None:
        """Tell of a second forecast of one forecaster, question and moment, which makes a series."""
        said = hash(
            (forecast.question, forecast.forecaster, forecast.made_at or forecast.made_on, forecast.claim)
        )
        if said in self._said:
            self.result.notices.tell(TWINS, f"line {self._row.line}, {forecast.question}")
        self._said.add(said)

    def _move(self, handle: Handle, forecast: Forecast, name: bytes) -> None:
        self.repeated(handle)
        self.duplicates.made[name] = self.restatements.move(handle, forecast, line=self._row.line)

    def _record_held(self) -> None:
        """Of forecasts that differ from an earlier one in the deadline alone: new, or that one moved.

        It is moved if the file holds the earlier one no more.
        """
        for row, forecast, handle in self._held:
            self._row, before = row, self.entry.records
            try:
                if self.retractions.is_again(handle):
                    self.new_forecast(key(forecast), forecast)
                else:
                    self._move(handle, forecast, key(forecast))
            except TrackerError as error:
                self.result.refused.append(RefusedRow(line=row.line, text=row.text, reason=str(error)))
            self._kept.keep(row, before)

    def new_forecast(self, name: bytes, forecast: Forecast) -> Handle:
        """Record a forecast that is known under this key from now on."""
        handle = self.add(forecast)
        self.duplicates.made[name] = handle
        return handle

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
            if not isinstance(noun, Deferred | Open | Namesakes)
        ]
        if not nouns:
            return
        self.entry.prefetch(nouns)
        self.duplicates.look_up({noun.question for noun in nouns if isinstance(noun, Forecast)})

    def _record_noun(self, noun: RowNoun) -> None:
        if isinstance(noun, Deferred):
            noun.record()
        elif isinstance(noun, Open):
            self.retractions.open.add(noun.question)
        elif isinstance(noun, Namesakes):
            self._look_for(noun)
        elif isinstance(noun, Forecast):
            self.forecast(noun)
        elif isinstance(noun, Quoted):
            self._quoted(noun)
        elif isinstance(noun, Outcome):
            self.outcomes.resolution(noun)
        elif isinstance(noun, Withdrawn):
            self._withdraw(noun)
        else:
            self.slugged(noun)

    def _quoted(self, part: Quoted) -> None:
        name = key(part.forecast, words(part.statement))
        if (handle := self.duplicates.known(name, part.forecast.question)) is not None:
            self.repeated(handle)
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
            self.restatements.titles.setdefault(noun.slug, noun.statement)

    def _withdraw(self, withdrawal: Withdrawn) -> None:
        forecast = withdrawal.forecast
        handle = self.duplicates.known(key(forecast), forecast.question)
        if handle is None and (handle := self.duplicates.known_at(forecast)) is None:
            raise UnfitNoun(
                f"The forecast on {forecast.question!r} that was taken back on {withdrawal.on} is unknown",
                "give the row that made it",
            )
        self.withdrawal(handle, on=withdrawal.on, because=withdrawal.because)
