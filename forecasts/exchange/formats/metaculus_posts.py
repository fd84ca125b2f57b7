"""Metaculus's posts as its API gives them: questions, groups and pairs, with one's own forecasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from forecasts.errors import TrackerError, UnfitCell, UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RefusedRow, RowNoun, Rows, read_or_refused
from forecasts.exchange.formats.common import end_of
from forecasts.exchange.formats.json_objects import JsonObject, as_row, document, has, since_1970
from forecasts.exchange.formats.metaculus_beliefs import Numbers, Withdrawals, forecast
from forecasts.exchange.formats.metaculus_questions import (
    PLATFORM,
    Kind,
    MetaculusQuestion,
    complete,
    grid,
    history,
    lines,
    question_record,
    resolved_on,
)
from forecasts.model import Condition, Forecaster

_GROUP, _PAIR, _SINGLE = "group_of_questions", "conditional", "question"
_ANSWERS = {"question_yes": "happens", "question_no": "does not happen"}
_APART = ("my_forecasts", "aggregations")
_LOOKED_AT = 20
_RESOLVED = ("actual_resolve_time", "resolution_set_time", "actual_close_time")
_SITE = "https://www.metaculus.com/questions/"


class MetaculusPosts:
    """A post, a list of posts, or a page of results."""

    TITLE = "Metaculus posts"

    def recognises(self, file: DataFile) -> bool:
        """Whether it is a post, or holds a list of them."""
        return any(_is_post(post) for post in _posts(document(file))[:_LOOKED_AT])

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """Each question with its outcome, then one's own forecasts on it; the line is the place of the post.

        Whose forecasts they are is not in the file: `conventions.me` says it.
        """
        withdrawals = Withdrawals(today=conventions.today)
        for line, post in enumerate(_posts(file.document), start=1):
            try:
                if not _is_post(post):
                    raise UnfitNoun("This is no post with a question", "leave it out")
                yield from _Post(
                    file=file.name,
                    line=line,
                    keys=JsonObject.of(post),
                    conventions=conventions,
                    withdrawals=withdrawals,
                ).questions()
            except UnfitFile:
                raise
            except TrackerError as error:
                yield RefusedRow(line=line, text=as_row(post), reason=str(error))
        yield from withdrawals.rows()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Post:
    """One post of a file, at its place there."""

    file: str
    line: int
    keys: JsonObject
    conventions: Conventions
    withdrawals: Withdrawals

    def questions(self) -> Rows:
        """What a post's pair, group or question brings."""
        if pair := self.keys.inner(_PAIR):
            yield from self._pair(pair)
        if group := self.keys.inner(_GROUP):
            for keys in group.objects("questions"):
                yield from self._question(keys, group=group)
        if single := self.keys.inner(_SINGLE):
            yield from self._question(single)

    def _question(self, keys: JsonObject, *, group: JsonObject | None = None) -> Rows:
        """A question with its outcome, and the forecasts on it."""
        kept = as_row({key: part for key, part in keys.values.items() if key not in _APART})
        try:
            found = _question_in(keys, self.keys, self.conventions, group=group)
        except TrackerError as error:
            yield RefusedRow(line=self.line, text=kept, reason=str(error))
            return
        if keys.values.get("aggregations"):
            self.conventions.assume("The crowd's forecasts in posts are passed over.")
        yield from read_or_refused(self.line, kept, partial(self._answered, found))
        yield from self._history(keys, found)

    def _answered(self, found: MetaculusQuestion) -> tuple[RowNoun, ...]:
        return found.record, *found.outcome(self.conventions)

    def _history(
        self, keys: JsonObject, found: MetaculusQuestion, condition: Condition | None = None
    ) -> Rows:
        mine = keys.inner("my_forecasts")
        items = mine.objects("history") if mine else ()
        if not items:
            return
        me = self._me()
        for item in items:
            row = as_row(item.values)
            yield from read_or_refused(
                self.line, row, partial(self._forecast, row, item, me, found, condition)
            )

    def _forecast(
        self,
        row: str,
        item: JsonObject,
        me: Forecaster,
        found: MetaculusQuestion,
        condition: Condition | None,
    ) -> tuple[RowNoun, ...]:
        start, end = _period_of(item, self.conventions)
        made = forecast(found, me, _numbers_in(item, found), start, self.conventions, condition=condition)
        self.withdrawals.note(made, found, end, line=self.line, text=row)
        return (found.record, me, made)

    def _pair(self, pair: JsonObject) -> Rows:
        """A condition and what depends on it: forecasts on the latter, given the former's answer."""
        first, then = (JsonObject.of(pair.values[name]) for name in ("condition", "condition_child"))
        for keys in (first, then):
            yield from self._question(keys)
        question, child = (_question_in(keys, self.keys, self.conventions) for keys in (first, then))
        if question.kind is not Kind.BINARY:
            raise UnfitNoun(
                f"The condition {question.record.slug!r} is no yes-or-no question", "leave the pair out"
            )
        for name, answer in _ANSWERS.items():
            if conditional := pair.inner(name):
                condition = Condition(question=question.record.slug, answer=answer, by=question.due)
                yield from self._history(conditional, child, condition)

    def _me(self) -> Forecaster:
        if not self.conventions.me:
            raise UnfitFile(
                self.file, "does not say whose forecasts it holds", "say --me NAME, your user name"
            )
        return self.conventions.forecaster(self.conventions.me, PLATFORM)


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


def _question_in(
    keys: JsonObject, post: JsonObject, conventions: Conventions, *, group: JsonObject | None = None
) -> MetaculusQuestion:
    """A question of a post; of one in a group, what the group says holds where it says nothing itself."""
    kind = Kind.named(keys.needed("type"))
    due = _moment(keys, "scheduled_close_time", conventions)
    if due is None:
        raise UnfitNoun(f"The question {keys.needed('id')} has no scheduled_close_time", "export it again")
    places, lower, upper = _scale(keys, kind)
    resolved = resolved_on((_moment(keys, name, conventions) for name in _RESOLVED), due.date(), conventions)
    projects = post.inner("projects") or JsonObject({})
    project = projects.inner("default_project") or JsonObject({})
    current = lines(keys.values.get("options"), "options")
    return MetaculusQuestion(
        record=question_record(
            keys.needed("id"),
            keys.text("title") or post.needed("title"),
            kind,
            conventions,
            label=keys.text("label"),
            group=post.text("id") if group else None,
            criteria=_criteria(keys, group or keys, post),
            categories=tuple(part.text("name") for part in projects.objects("category")),
            project=project.text("name"),
            unit=keys.text("unit"),
            options=lines(keys.values.get("all_options_ever"), "all_options_ever") or current,
            upper=upper,
        ),
        kind=kind,
        due=end_of(due.date(), resolved if keys.text("resolution") else None, conventions),
        closed=_moment(keys, "actual_close_time", conventions) or due,
        grid=places,
        lower=lower,
        upper=upper,
        current=current,
        former=history(keys.values.get("options_history")),
        resolution=keys.text("resolution"),
        resolved=resolved,
    )


def _numbers_in(item: JsonObject, question: MetaculusQuestion) -> Numbers:
    """The numbers of a forecast in a history: [no, yes], one for each option, or the heights of a curve."""
    name = "forecast_values"
    values = item.values.get(name)
    if question.kind is Kind.BINARY:
        if isinstance(values, list) and len(values) == 2:
            return Numbers(p=_numbers(values, name)[1])
        return Numbers(p=item.number("probability_yes"))
    if not isinstance(values, list):
        name = "probability_yes_per_category" if question.kind is Kind.CHOICE else "continuous_cdf"
        values = item.values.get(name)
    if isinstance(values, dict):
        values = [values.get(option) for option in question.record.options]
    if not isinstance(values, list):
        raise UnfitNoun(f"The forecast on {question.record.slug!r} has no numbers", "export it again")
    found = _numbers(values, name)
    return Numbers(shares=found) if question.kind is Kind.CHOICE else Numbers(cdf=complete(found, name))


def _period_of(item: JsonObject, conventions: Conventions) -> tuple[datetime, datetime | None]:
    """When a forecast began to be in force, and when it ended; None while it is."""
    start = _moment(item, "start_time", conventions)
    if start is None:
        raise UnfitNoun("The forecast has no start_time", "export it again")
    return start, _moment(item, "end_time", conventions)


def _numbers(values: list[Any], name: str) -> tuple[float | None, ...]:
    return tuple(JsonObject({name: value}).number(name) for value in values)


def _moment(keys: JsonObject, name: str, conventions: Conventions) -> datetime | None:
    """A moment, from a text or from seconds since 1970."""
    found = keys.text(name)
    if not found:
        return None
    if isinstance(keys.values[name], str):
        return conventions.moment(found, name)
    return _seconds(keys.number(name) or 0.0, name)


def _seconds(seconds: float, name: str) -> datetime:
    if (moment := since_1970(seconds=seconds)) is None:
        raise UnfitCell(name, f"{seconds:g}", "give a moment within the calendar")
    return moment


def _scale(keys: JsonObject, kind: Kind) -> tuple[tuple[float, ...], float | None, float | None]:
    """The places of a curve and its bounds; of a date question, whose scale is in seconds, as days."""
    if not kind.has_scale:
        return (), None, None
    scaling = keys.inner("scaling") or keys
    bounds = (scaling.number("range_min"), scaling.number("range_max"))
    lower, upper = bounds
    places: tuple[float, ...] = ()
    if lower is not None and upper is not None:
        steps = scaling.number("inbound_outcome_count")
        places = grid(lower, upper, zero=scaling.number("zero_point"), steps=int(steps or 200))
    if kind is not Kind.DATE:
        return places, lower, upper
    first, last = (None if bound is None else _day(bound) for bound in bounds)
    return tuple(map(_day, places)), first, last


def _day(seconds: float) -> float:
    return float(_seconds(seconds, "scaling").toordinal())


def _criteria(keys: JsonObject, group: JsonObject, post: JsonObject) -> str:
    """The criteria and the fine print, a group's where the question has none, with the post's address."""
    found = [keys.text(name) or group.text(name) for name in ("resolution_criteria", "fine_print")]
    number = post.text("id")
    return "\n\n".join(filter(None, (*found, f"{_SITE}{number}/" if number else "")))
