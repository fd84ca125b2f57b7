"""Which of the ledger's forecasts a report is about: by whom, from where, on what, of which time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import ImpossibleSelection
from tracker.crowd_rules import CROWDS, Crowd, crowd_slug, crowd_title
from tracker.spelling import name_meant
from tracker.ties import Ties

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View

KINDS = ("chance", "timeline", "quantiles", "shares")
READINGS = ("primary", "all")
STATUSES = ("open", "answered")
_KINDS_IN_WORDS = {
    "chance": "chances",
    "timeline": "timelines",
    "quantiles": "quantiles",
    "shares": "shares of options",
}
_TIES = {
    Ties.DROP: "",
    Ties.HALF: "what came true in part is tested as part yes and part no",
    Ties.REFUSE: "no tests where anything came true in part",
}
_MANY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What a report is chosen by; what is empty or None chooses everything.

    A forecast must meet every condition, and of several names in one condition any. Days count in full on
    both ends: `made_from` to `made_to` of the day it was made, `due_from` to `due_to` of the day it
    matures, `shortest` to `longest` of the days between the two. A forecast without a day on which it
    matures meets no condition on one. `readings` chooses nothing: it says which readings count, the
    primary ones or all; the others are shown, and do not count. `ties` chooses nothing either: it says what
    tests do with outcomes that are graded between yes and no. `crowd` is how a crowd is
    derived from all individuals in the ledger, and is chosen besides; figures over several forecasters
    leave it out. `questions` are those that a forecast must be about; `tags`, `status` and `texts` are what
    its question must be tagged with, whether it is open or answered on the evaluation date, and what it or
    the quote must say (see `tracker.chosen_words`).

    Raises
    ------
    ImpossibleSelection
        If a range ends before it begins, or a kind or a choice of readings does not exist.

    Examples
    --------
    >>> chosen = Selection(topics=("Afghanistan",), kinds=("chance",), shortest=30)
    >>> chosen.options()
    ('--topic', 'Afghanistan', '--kind', 'chance', '--horizon', '30..')
    >>> chosen.described()
    'topic Afghanistan; chances; at least 30 days ahead'
    """

    forecasters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    made_from: date | None = None
    made_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    shortest: int | None = None
    longest: int | None = None
    readings: str = "primary"
    crowd: Crowd | None = None
    ties: Ties = Ties.DROP
    questions: tuple[str, ...] | None = field(default=None, metadata={"seldom": True})
    tags: tuple[str, ...] | None = field(default=None, metadata={"seldom": True})
    status: str | None = field(default=None, metadata={"seldom": True})
    texts: tuple[str, ...] | None = field(default=None, metadata={"seldom": True})

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KINDS:
                raise ImpossibleSelection(f"{kind!r} is no kind of forecast", f"choose {', '.join(KINDS)}")
        if self.readings not in READINGS:
            raise ImpossibleSelection(f"{self.readings!r} is no choice of readings", "choose primary or all")
        if self.crowd is not None and self.crowd not in CROWDS:
            raise ImpossibleSelection(f"{self.crowd!r} is no kind of crowd", f"choose {', '.join(CROWDS)}")
        if self.status is not None and self.status not in STATUSES:
            raise ImpossibleSelection(
                f"{self.status!r} is no state of a question", f"choose {' or '.join(STATUSES)}"
            )
        for option, first, last in self._ranges():
            if first is not None and last is not None and first > last:  # type: ignore[operator]  # of one kind
                raise ImpossibleSelection(
                    f"--{option} {first}..{last} ends before it begins", f"write --{option} {last}..{first}"
                )

    def of(self, frame: DataFrame) -> DataFrame:
        """The rows of a judged frame that are chosen, in their order, with all their columns.

        What is asked of tags, state and words is looked up in the ledger: `tracker.chosen_words` does.
        """
        import pandas as pd

        for column, names in (
            ("forecaster", (*self.forecasters, *self.crowds) if self.forecasters else ()),
            ("source", self.sources),
            ("publisher", self.publishers),
            ("topic", self.topics),
            ("question", self.questions),
            ("belief", self.kinds),
        ):
            if names:
                frame = frame[frame[column].isin(names)]
        for column, first, last in (
            ("made_on", self.made_from, self.made_to),
            ("matures_on", self.due_from, self.due_to),
        ):
            if first is not None:
                frame = frame[frame[column] >= pd.Timestamp(first)]
            if last is not None:
                frame = frame[frame[column] <= pd.Timestamp(last)]
        if self.shortest is not None:
            frame = frame[(frame["matures_on"] - frame["made_on"]).dt.days >= self.shortest]
        if self.longest is not None:
            frame = frame[(frame["matures_on"] - frame["made_on"]).dt.days <= self.longest]
        return frame

    def naming(
        self,
        *,
        forecasters: Iterable[str | None] = (),
        sources: Iterable[str | None] = (),
        topics: Iterable[str | None] = (),
    ) -> Selection:
        """The same selection with these names besides; a None names nobody."""
        return replace(
            self,
            forecasters=(*self.forecasters, *(name for name in forecasters if name is not None)),
            sources=(*self.sources, *(name for name in sources if name is not None)),
            topics=(*self.topics, *(name for name in topics if name is not None)),
        )

    def options(self) -> tuple[str, ...]:
        """The selection as it is typed after a command: forecasters first, then options with their values."""
        typed = list(self.forecasters)
        for option, names in (
            ("source", self.sources),
            ("publisher", self.publishers),
            ("topic", self.topics),
            ("about", self.questions or ()),
            ("tag", self.tags or ()),
            ("status", () if self.status is None else (self.status,)),
            ("text", self.texts or ()),
            ("kind", self.kinds),
        ):
            for name in names:
                typed += [f"--{option}", name]
        for option, first, last in self._ranges():
            if first is not None or last is not None:
                typed += [f"--{option}", f"{_end(first)}..{_end(last)}"]
        if self.readings != "primary":
            typed += ["--readings", self.readings]
        if self.crowd is not None:
            typed += ["--crowd", self.crowd]
        if self.ties is not Ties.DROP:
            typed += ["--ties", self.ties.value]
        return tuple(typed)

    def described(self) -> str:
        """The selection in words, empty where it is the whole ledger."""
        parts = [
            f"{noun}{'s' if len(names) > 1 else ''} {listed(names)}"
            for noun, names in (
                ("forecaster", self.forecasters),
                ("source", self.sources),
                ("publisher", self.publishers),
                ("topic", self.topics),
                ("question", self.questions or ()),
                ("tag", self.tags or ()),
            )
            if names
        ]
        if self.status is not None:
            parts.append(f"{self.status} questions only")
        if self.texts:
            parts.append(f"what says {' or '.join(f'“{text}”' for text in self.texts)}")
        if self.kinds:
            parts.append(listed([_KINDS_IN_WORDS[kind] for kind in self.kinds]))
        parts += [
            words
            for words in (
                _days("made", self.made_from, self.made_to),
                _days("due", self.due_from, self.due_to),
                _ahead(self.shortest, self.longest),
                "every reading counts" if self.readings == "all" else "",
                _TIES[self.ties],
                f"and a crowd, the {crowd_title(self.crowd)} of all individuals" if self.crowd else "",
            )
            if words
        ]
        return "; ".join(parts)

    def with_slugs(self, view: View) -> Selection:
        """The same selection with slugs in place of names and beginnings, each once, in alphabetical order.

        Raises
        ------
        Unknown, NotUnique
            If the ledger holds no such forecaster, source, publisher or topic, or what is typed begins
            several.
        """
        from forecasts.ledger.finding import slug_of

        def slugs(kind: str, names: tuple[str, ...]) -> tuple[str, ...]:
            found = (name if name in self.crowds else slug_of(view.find(kind, name)) for name in names)
            return _once(found)

        def texts(kind: str, names: tuple[str, ...], known: Callable[[], Iterable[str]]) -> tuple[str, ...]:
            return _once(name_meant(kind, name, known()) for name in names)

        return replace(
            self,
            forecasters=slugs("forecaster", self.forecasters),
            sources=slugs("source", self.sources),
            publishers=texts("publisher", self.publishers, lambda: view.sources()["publisher"].dropna()),
            topics=texts("topic", self.topics, lambda: view.questions()["topic"].dropna()),
            questions=None if self.questions is None else slugs("question", self.questions),
            tags=None
            if self.tags is None
            else texts("tag", self.tags, lambda: view.questions()["tags"].explode().dropna()),
            texts=None if self.texts is None else _once(self.texts),
            kinds=tuple(kind for kind in KINDS if kind in self.kinds),
        )

    @property
    def crowds(self) -> tuple[str, ...]:
        """The slug under which the derived crowd stands, if there is one."""
        return () if self.crowd is None else (crowd_slug(self.crowd),)

    def _ranges(self) -> tuple[tuple[str, date | int | None, date | int | None], ...]:
        return (
            ("made", self.made_from, self.made_to),
            ("due", self.due_from, self.due_to),
            ("horizon", self.shortest, self.longest),
        )


def listed(names: Iterable[str]) -> str:
    """Names as a sentence has them, no more than five.

    >>> listed(["a", "b", "c"]), listed("abcdefg")
    ('a, b and c', 'a, b, c, d, e and 2 more')
    """
    parts = list(names)
    if len(parts) > _MANY:
        parts = [*parts[:_MANY], f"{len(parts) - _MANY:,} more"]
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _end(value: date | int | None) -> str:
    return "" if value is None else str(value)


def _days(done: str, first: date | None, last: date | None) -> str:
    if first is None or last is None:
        since = f"{done} from {first} on" if first is not None else ""
        return since or (f"{done} by {last}" if last is not None else "")
    return f"{done} on {first}" if first == last else f"{done} {first} to {last}"


def _ahead(shortest: int | None, longest: int | None) -> str:
    if shortest is None or longest is None:
        least = f"at least {shortest} days ahead" if shortest is not None else ""
        return least or (f"at most {longest} days ahead" if longest is not None else "")
    return f"{shortest} days ahead" if shortest == longest else f"{shortest} to {longest} days ahead"
