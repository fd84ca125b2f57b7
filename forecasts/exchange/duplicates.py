"""Which forecasts of a file are recorded already: by an earlier entry, or by a row further up.

A forecast is known by a short digest of what it asserts and of the words that it rests on. Earlier entries
are asked for the questions that a stretch of rows names; what they answer is remembered within bounds.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from forecasts.exchange.format import Deferred, Namesakes, Open, Quoted, RowNoun, Withdrawn
from forecasts.handles import Handle
from forecasts.ledger.beside import asserted, bare
from forecasts.ledger.names import AllNames
from forecasts.ledger.records import canonical, read_record
from forecasts.ledger.tables import MIRRORS, RECORDS
from forecasts.model import Forecast, Statement

if TYPE_CHECKING:
    from sqlalchemy import Row, Select

    from forecasts.ledger.entry import Entry

FORECASTS = MIRRORS["forecast"]
_REMEMBERED = 1_000_000
_CHUNK = 500


def words(statement: Statement) -> bytes:
    """A digest of a statement."""
    return blake2b(canonical(statement).encode(), digest_size=16).digest()


def called_now(noun: RowNoun, names: AllNames) -> RowNoun:
    """The noun of a row, which may name things as they were called before, by the names of the moment."""
    match noun:
        case Deferred():
            return noun
        case Open() | Namesakes():
            return replace(noun, question=names.kind("question").now(noun.question))
        case Quoted():
            return replace(noun, statement=names.now(noun.statement), forecast=names.now(noun.forecast))
        case Withdrawn():
            return replace(noun, forecast=names.now(noun.forecast))
    return names.now(noun)


def key(forecast: Forecast, said: bytes = b"") -> bytes:
    """What a forecast is known by: what it asserts, the words it rests on, whether it restates another."""
    what = asserted(forecast)
    if not said and forecast.restates is None:
        return what
    again = b"first" if forecast.restates is None else b"again"
    return blake2b(what + again + said, digest_size=16).digest()


def moment(forecast: Forecast) -> bytes | None:
    """What a forecast is known by whatever its deadline: its moment, beside all else; None without one.

    A platform may move the close of a question, and every forecast on it then comes with another deadline.
    """
    if forecast.made_at is None:
        return None
    return asserted(replace(forecast, claim=replace(forecast.claim, deadline=None)))


def _endless(forecast: Forecast) -> Forecast:
    """What a forecast asserts whatever its deadline, and whether it has one."""
    return replace(bare(forecast), claim=replace(forecast.claim, deadline=None), unscoreable_because=())


def one_more(name: bytes, held: Container[bytes]) -> bytes:
    """The key itself, or where it is held the key of the second forecast like it, and so on."""
    turn, own = 1, name
    while own in held:
        turn += 1
        own = blake2b(name + turn.to_bytes(4), digest_size=16).digest()
    return own


@dataclass(kw_only=True)
class Duplicates:
    """The forecasts that the rows of one file may repeat."""

    entry: Entry
    made: dict[bytes, Handle] = field(default_factory=dict)
    _earlier: dict[bytes, Handle] = field(default_factory=dict)
    _moments: dict[bytes, Handle] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _forecast: set[str] = field(default_factory=set)

    def look_up(self, questions: set[str]) -> None:
        """Ask the earlier entries for their forecasts on these questions, as far as they were not asked."""
        if not self._any_earlier:
            return
        if len(self._earlier) > _REMEMBERED:
            self._earlier.clear()
            self._moments.clear()
            self._asked.clear()
            self._forecast.clear()
        left = iter(sorted(questions - self._asked))
        self._asked |= questions
        while wanted := list(islice(left, _CHUNK)):
            self._remember(wanted)

    def known(self, name: bytes, question: str) -> Handle | None:
        """The forecast of this key that this entry or an earlier one holds."""
        if (handle := self.made.get(name)) is not None:
            return handle
        if not self._any_earlier:
            return None
        if question not in self._asked:
            self.look_up({question})
        return self._earlier.get(name)

    def known_at(self, forecast: Forecast) -> Handle | None:
        """The forecast that an earlier entry holds of the very moment, with another deadline."""
        made = moment(forecast)
        return None if made is None else self._moments.get(made)

    def known_but_for_deadline(self, forecast: Forecast) -> Handle | None:
        """The forecast that an earlier entry holds of the very day, with another deadline or with none."""
        if forecast.made_at is not None or forecast.question not in self._forecast:
            return None
        view = self.entry.view
        alike = (
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .join(
                FORECASTS,
                and_(FORECASTS.c.entry == RECORDS.c.entry, FORECASTS.c.position == RECORDS.c.position),
            )
            .where(
                view.naming("forecast", "question", [forecast.question]),
                view.naming("forecast", "forecaster", [forecast.forecaster]),
                FORECASTS.c.made_on == forecast.made_on,
                RECORDS.c.entry < self.entry.sequence,
            )
        )
        for row in self._stream(alike):
            handle, earlier = Handle(row.entry, row.position), view.names.now(read_record(row.body))
            assert isinstance(earlier, Forecast)
            if view.stands(handle) and _endless(earlier) == _endless(forecast):
                return handle
        return None

    @cached_property
    def _any_earlier(self) -> bool:
        first = select(FORECASTS.c.entry).where(FORECASTS.c.entry < self.entry.sequence).limit(1)
        return self.entry.connection.execute(first).first() is not None

    def _remember(self, questions: list[str]) -> None:
        view = self.entry.view
        recorded = (
            select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
            .join(
                FORECASTS,
                and_(FORECASTS.c.entry == RECORDS.c.entry, FORECASTS.c.position == RECORDS.c.position),
            )
            .where(view.naming("forecast", "question", questions), RECORDS.c.entry < self.entry.sequence)
        )
        standing = (row for row in self._stream(recorded) if view.stands(Handle(row.entry, row.position)))
        while rows := list(islice(standing, _CHUNK)):
            forecasts = [
                (Handle(row.entry, row.position), view.names.now(read_record(row.body))) for row in rows
            ]
            named = {forecast.statement for _, forecast in forecasts if isinstance(forecast, Forecast)}
            said = self._words({handle for handle in named if handle is not None})
            for handle, forecast in forecasts:
                assert isinstance(forecast, Forecast)
                self._forecast.add(forecast.question)
                rests_on = b"" if forecast.statement is None else said[forecast.statement]
                self._earlier[one_more(key(forecast, rests_on), self._earlier)] = handle
                if (made := moment(forecast)) is not None:
                    self._moments[made] = handle

    def _words(self, named: set[Handle]) -> dict[Handle, bytes]:
        """The digests of the statements behind handles, each in its latest version."""
        standing = {handle: self.entry.view.latest(handle) for handle in named}
        wanted = [
            and_(RECORDS.c.entry == entry, RECORDS.c.position.in_([handle.position for handle in handles]))
            for entry, handles in groupby(sorted(set(standing.values())), key=lambda handle: handle.entry)
        ]
        found: dict[Handle, bytes] = {}
        if wanted:
            for row in self._stream(
                select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body).where(or_(*wanted))
            ):
                statement = self.entry.view.names.now(read_record(row.body))
                assert isinstance(statement, Statement)
                found[Handle(row.entry, row.position)] = words(statement)
        return {handle: found[now] for handle, now in standing.items()}

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        with self.entry.connection.execute(query.execution_options(yield_per=_CHUNK)) as rows:
            yield from rows
