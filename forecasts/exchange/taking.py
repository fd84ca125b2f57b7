"""What a tool's file brings, taken into an entry: only what is new, and changes as what they are.

A noun that stands already is passed over, so that a file can be imported again after it has grown. A platform
that resolved a question anew has changed its mind: the standing outcome is corrected, and both stay.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecasts.errors import Contradiction, NothingNew, TrackerError, UnfitNoun
from forecasts.exchange.brought import Bad, Brought, Part, TakenBack
from forecasts.ledger.beside import bare
from forecasts.ledger.records import noun_name
from forecasts.model import Amendment, AmendmentKind, Forecast, Forecaster, Outcome, Question, Source

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import Stored

Slugged = Forecaster | Source | Question
_PIECE = 1_000_000


@dataclass(kw_only=True)
class Taken:
    """What came of a file: how many nouns of each kind are new, were known, or changed; and the bad rows."""

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)
    archived: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def is_news(self) -> bool:
        """Whether anything is new or changed."""
        return bool(self.new or self.changed)


@dataclass(kw_only=True)
class Taking:
    """One file on its way into one entry."""

    entry: Entry
    title: str
    taken: Taken = field(default_factory=Taken)
    _slugged: dict[tuple[str, str], Slugged | None] = field(default_factory=dict)
    _older: dict[str, dict[Forecast, Stored]] = field(default_factory=dict)
    _made: dict[str, dict[Forecast, Handle]] = field(default_factory=dict)
    _fresh: set[str] = field(default_factory=set)
    _rows: list[str] = field(default_factory=list)
    _size: int = 0

    def take(self, items: Iterable[Brought | Bad]) -> Taken:
        """Record what is new; a row that cannot be recorded is kept among the bad ones."""
        for item in items:
            self.taken.rows += 1
            if isinstance(item, Bad):
                self.taken.bad.append(item)
                continue
            first = self.entry.records + 1
            try:
                for part in item.parts:
                    self._take(part)
            except TrackerError as error:
                self.taken.bad.append(Bad(line=item.line, row=item.row, sentence=str(error)))
                continue
            if self.entry.records >= first:
                self._keep(first, item)
        self._archive()
        return self.taken

    def _take(self, part: Part) -> None:
        if isinstance(part, Forecast):
            self._take_forecast(part)
        elif isinstance(part, Outcome):
            self._take_outcome(part)
        elif isinstance(part, TakenBack):
            self._take_back(part)
        else:
            self._take_slugged(part)

    def _take_slugged(self, noun: Slugged) -> None:
        kind = noun_name(noun)
        key = (kind, noun.slug)
        if key not in self._slugged:
            stored = next(self.entry.view.standing(kind, slug=noun.slug), None)
            found = None if stored is None else stored.noun
            assert found is None or isinstance(found, Forecaster | Source | Question)
            self._slugged[key] = found
            if found is not None:
                self.taken.known[kind] += 1
        standing = self._slugged[key]
        if standing is None:
            self._add(noun)
            self._slugged[key] = noun
            if isinstance(noun, Question):
                self._fresh.add(noun.slug)
        elif isinstance(noun, Question) and isinstance(standing, Question):
            self._hold_against(standing, noun)
        elif isinstance(noun, Forecaster) and isinstance(standing, Forecaster):
            known = {name.casefold() for name in (standing.name, *standing.aliases)}
            if not known & {name.casefold() for name in (noun.name, *noun.aliases)}:
                self.taken.remarks[f"{noun.name!r} is taken to be {standing.name} ({standing.slug})."] += 1

    def _hold_against(self, standing: Question, noun: Question) -> None:
        if standing.kind is not noun.kind or set(noun.options) - set(standing.options):
            raise UnfitNoun(
                f"The question {noun.slug!r} stands as {standing.kind} with the options "
                f"{list(standing.options)}, and the file has {noun.kind} with {list(noun.options)}",
                f"amend the question first: `tracker amend {noun.slug}`",
            )
        if standing.statement != noun.statement:
            self.taken.remarks[f"{noun.slug}: the title has changed; the ledger keeps its own."] += 1

    def _take_forecast(self, forecast: Forecast) -> None:
        key = bare(forecast)
        made = self._made.setdefault(forecast.question, {})
        if key in made or key in self._earlier(forecast.question):
            self.taken.known["forecast"] += 1
            return
        made[key] = self._add(forecast)

    def _take_outcome(self, outcome: Outcome) -> None:
        try:
            self._add(outcome)
        except NothingNew:
            self.taken.known["outcome"] += 1
        except Contradiction:
            for stored in list(self.entry.view.standing("outcome", question=outcome.question)):
                self._replace(stored, outcome)
                return
            raise

    def _replace(self, stored: Stored, outcome: Outcome) -> None:
        self.entry.correct(stored.handle, outcome, because=f"{self.title} has resolved it anew")
        self.taken.changed["outcome"] += 1

    def _take_back(self, withdrawal: TakenBack) -> None:
        forecast = withdrawal.forecast
        handle = self._made.get(forecast.question, {}).get(bare(forecast))
        if handle is None:
            stored = self._earlier(forecast.question).get(bare(forecast))
            if stored is None:
                raise UnfitNoun(
                    f"The forecast on {forecast.question!r} that was taken back on {withdrawal.on} is unknown",
                    "give the row that made it",
                )
            handle = stored.handle
        if handle in self.entry.view.amendments:
            self.taken.known["withdrawal"] += 1
            return
        self.entry.add(
            Amendment(
                target=handle,
                kind=AmendmentKind.WITHDRAWAL,
                because=withdrawal.because,
                withdrawn_on=withdrawal.on,
            )
        )
        self.taken.new["withdrawal"] += 1

    def _earlier(self, question: str) -> dict[Forecast, Stored]:
        """The forecasts on a question that earlier entries hold; none are looked for on one that is new."""
        if question in self._fresh:
            return {}
        if question not in self._older:
            self._older[question] = {
                bare(stored.noun): stored
                for stored in self.entry.view.standing("forecast", question=question)
                if isinstance(stored.noun, Forecast) and stored.handle.entry < self.entry.sequence
            }
        return self._older[question]

    def _add(self, noun: Slugged | Forecast | Outcome) -> Handle:
        from forecasts.handles import Handle

        handle = Handle(self.entry.sequence, self.entry.records + 1)
        self.entry.add_all([noun])
        self.taken.new[noun_name(noun)] += 1
        return handle

    def _keep(self, first: int, item: Brought) -> None:
        """Keep the source row, with the records that came of it, for the archive beside the chain."""
        text = json.dumps([first, self.entry.records, item.line, item.row])
        self._rows.append(text)
        self._size += len(text) + 1
        if self._size >= _PIECE:
            self._archive()

    def _archive(self) -> None:
        if self._rows:
            self.taken.archived.append(self.entry.archive("\n".join(self._rows), "rows"))
            self._rows, self._size = [], 0
