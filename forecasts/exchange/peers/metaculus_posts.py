"""Metaculus's posts as its API gives them: questions, groups and pairs, with one's own forecasts."""

from __future__ import annotations

from functools import partial
from typing import Any

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RefusedRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.keyed import Keyed, as_row, document, has
from forecasts.exchange.peers.metaculus_endings import Endings
from forecasts.exchange.peers.metaculus_forecasts import forecast
from forecasts.exchange.peers.metaculus_keys import asked, inner, said, when
from forecasts.exchange.peers.metaculus_outcomes import outcome
from forecasts.exchange.peers.metaculus_questions import PLATFORM, Asked, Kind
from forecasts.model import Condition, Forecaster

TITLE = "Metaculus posts"
_GROUP, _PAIR, _SINGLE = "group_of_questions", "conditional", "question"
_ANSWERS = {"question_yes": "happens", "question_no": "does not happen"}
_APART = ("my_forecasts", "aggregations")
_LOOKED_AT = 20


def recognises(file: DataFile) -> bool:
    """Whether it is a post, or holds a list of them."""
    return any(_is_post(post) for post in _posts(document(file))[:_LOOKED_AT])


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """Each question with its outcome, then one's own forecasts on it; the line is the place of the post.

    Whose forecasts they are is not in the file: `conventions.me` says it.
    """
    endings = Endings(today=conventions.today)
    for line, post in enumerate(_posts(file.document), start=1):
        try:
            if not _is_post(post):
                raise UnfitNoun("This is no post with a question", "leave it out")
            reading = _Reading(file.name, line, Keyed.of(post), conventions, endings)
            yield from reading.questions()
        except UnfitFile:
            raise
        except TrackerError as error:
            yield RefusedRow(line=line, text=as_row(post), reason=str(error))
    yield from endings.withdrawals()


class _Reading:
    """One post on its way."""

    def __init__(self, file: str, line: int, post: Keyed, conventions: Conventions, endings: Endings) -> None:
        self._file = file
        self._line = line
        self._post = post
        self._settled = conventions
        self._endings = endings

    def questions(self) -> Rows:
        """What a post's pair, group or question brings."""
        if pair := inner(self._post, _PAIR):
            yield from self._pair(pair)
        if group := inner(self._post, _GROUP):
            for keys in group.objects("questions"):
                yield from self._question(keys, group=group)
        if single := inner(self._post, _SINGLE):
            yield from self._question(single)

    def _question(self, keys: Keyed, *, group: Keyed | None = None) -> Rows:
        """A question with its outcome, and the forecasts on it."""
        kept = as_row({key: part for key, part in keys.values.items() if key not in _APART})
        try:
            found = asked(keys, self._post, self._settled, group=group)
        except TrackerError as error:
            yield RefusedRow(line=self._line, text=kept, reason=str(error))
            return
        if keys.values.get("aggregations"):
            self._settled.assume("The crowd's forecasts in posts are passed over.")
        yield from read_or_refused(self._line, kept, partial(self._answered, found))
        yield from self._history(keys, found)

    def _answered(self, found: Asked) -> tuple[RowNoun, ...]:
        came = outcome(found, self._settled)
        return (found.noun, came) if came else (found.noun,)

    def _history(self, keys: Keyed, found: Asked, condition: Condition | None = None) -> Rows:
        mine = inner(keys, "my_forecasts")
        items = mine.objects("history") if mine else ()
        if not items:
            return
        me = self._me()
        for item in items:
            row = as_row(item.values)
            yield from read_or_refused(
                self._line, row, partial(self._forecast, row, item, me, found, condition)
            )

    def _forecast(
        self, row: str, item: Keyed, me: Forecaster, found: Asked, condition: Condition | None
    ) -> tuple[RowNoun, ...]:
        start, end = when(item, self._settled)
        made = forecast(found, me, said(item, found), start, self._settled, condition=condition)
        self._endings.note(made, found, end, line=self._line, row=row)
        return (found.noun, me, made)

    def _pair(self, pair: Keyed) -> Rows:
        """A condition and what depends on it: forecasts on the latter, given the former's answer."""
        first, then = (Keyed.of(pair.values[name]) for name in ("condition", "condition_child"))
        for keys in (first, then):
            yield from self._question(keys)
        given, child = (asked(keys, self._post, self._settled) for keys in (first, then))
        if given.kind is not Kind.BINARY:
            raise UnfitNoun(
                f"The condition {given.noun.slug!r} is no yes-or-no question", "leave the pair out"
            )
        for name, answer in _ANSWERS.items():
            if conditional := inner(pair, name):
                condition = Condition(question=given.noun.slug, answer=answer, by=given.due)
                yield from self._history(conditional, child, condition)

    def _me(self) -> Forecaster:
        if not self._settled.me:
            raise UnfitFile(
                self._file, "does not say whose forecasts it holds", "say --me NAME, your user name"
            )
        return self._settled.forecaster(self._settled.me, PLATFORM)


def _posts(found: Any) -> list[Any]:
    """The posts of a document: itself, a list, or a page of results."""
    if has(found, "results"):
        found = found["results"]
    return found if isinstance(found, list) else [found]


def _is_post(post: Any) -> bool:
    """Whether it holds a question, a group or a pair, with the keys that Metaculus gives them."""
    return isinstance(post, dict) and (
        has(post.get(_SINGLE), "id", "type")
        or has(post.get(_GROUP), "questions")
        or has(post.get(_PAIR), "condition", "condition_child")
    )
