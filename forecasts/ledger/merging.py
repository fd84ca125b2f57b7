"""Which renamings and mergers may stand: a name means one thing, and what becomes one contradicts nothing.

What follows from one is looked at as if it stood, or as if it were taken back, before it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.beside import circle
from forecasts.ledger.contradictions import agree, repeats
from forecasts.ledger.fitting import check_claim, check_kind
from forecasts.ledger.following import followed
from forecasts.ledger.reader import Stored
from forecasts.ledger.view import View
from forecasts.model import (
    PRIMARY,
    Forecast,
    Forecaster,
    NamedKind,
    Naming,
    NamingAct,
    Outcome,
    Question,
    Timeline,
)

_ALIKE: tuple[str, ...] = ("kind", "options", "unit", "zone", "recurs")


def check_naming(view: View, naming: Naming, *, handle: Handle | None = None) -> None:
    """Refuses a renaming or a merger; with a `handle` one that was taken back and is to stand again."""
    if naming.act is NamingAct.RENAMED:
        if handle is None:
            _check_changes(view, naming)
        _check_free(view, naming)
        return
    names = view.names.kind(naming.kind)
    _check_own(view, naming, naming.slug)
    if handle is None or names.recorded(naming.becomes) == naming.slug:
        _check_own(view, naming, naming.becomes)
    one, other = _standing(view, naming.kind, naming.slug), _standing(view, naming.kind, naming.becomes)
    _check_alike(one, other)
    if handle is None and set(naming.aside) - set(told_twice(view, naming.slug, naming.becomes)):
        raise UnfitNoun(
            f"The merger of {naming.slug!r} sets more aside than what was told twice", "leave the rest"
        )
    _check_state(_with(view, naming, handle), naming.kind, (names.now(naming.becomes),))


def check_taken_back(view: View, handle: Handle) -> None:
    """Refuses to take back a merger of what cannot be apart again; a renaming always can."""
    naming = dict(view.namings)[handle]
    if naming.act is NamingAct.MERGED:
        _check_state(_without(view, handle), naming.kind, (naming.slug, naming.becomes))


def _check_own(view: View, naming: Naming, slug: str) -> None:
    """Refuses a merger of what was merged into something else; one that is to stand again may lead there."""
    names = view.names.kind(naming.kind)
    if names.recorded(slug) != slug:
        raise UnfitNoun(
            f"The {naming.kind} {slug!r} is {names.now(slug)!r} already",
            f"see `tracker show {names.now(slug)}`",
        )


def told_twice(view: View, slug: str, into: str) -> tuple[Handle, ...]:
    """The outcomes of one question that say what another question's say; none of what is no question."""
    told = list(view.standing("outcome", question=into))
    return tuple(
        stored.handle
        for stored in view.standing("outcome", question=slug)
        if any(_same(stored.noun, other.noun) for other in told)
    )


def _same(one: object, other: object) -> bool:
    assert isinstance(one, Outcome)
    assert isinstance(other, Outcome)
    return repeats(one, other) and one.on == other.on


def _check_changes(view: View, naming: Naming) -> None:
    """Refuses a new name for what has none of its own any more, or has that one."""
    names, new = view.names.kind(naming.kind), naming.becomes
    _standing(view, naming.kind, naming.slug)
    if names.recorded(naming.slug) != naming.slug:
        raise UnfitNoun(f"{naming.slug!r} was merged into {names.now(naming.slug)!r}", "rename that")
    if names.now(naming.slug) == new:
        raise UnfitNoun(f"The {naming.kind} {new!r} is called so already", "choose another slug")


def _check_free(view: View, naming: Naming) -> None:
    """Refuses a name that means, or meant, something else."""
    names, new = view.names.kind(naming.kind), naming.becomes
    if new == naming.slug or names.first.get(new) == naming.slug:
        return
    if names.recorded(new) != new or names.own(new) != new:
        now = names.now(new)
        what = f"was another one of the {naming.kind} {now!r}" if now != new else "is taken"
        raise UnfitNoun(f"The slug {new!r} {what}", "choose another slug")
    for stored in view.stored(view.naming(naming.kind, "slug", [new]), mirror=naming.kind):
        if stored.stands:
            raise UnfitNoun(
                f"The ledger has a {naming.kind} {new!r} already ({stored.handle})",
                "choose another slug"
                if naming.kind is NamedKind.SOURCE
                else "choose another slug, or make the two one with "
                f'`tracker merge {naming.slug} {new} --because "..."`',
            )
        raise UnfitNoun(
            f"The slug {new!r} was that of a {naming.kind} that was taken back ({stored.handle})",
            "choose another slug",
        )


def _standing(view: View, kind: NamedKind, slug: str) -> Question | Forecaster | object:
    for stored in view.standing(kind, slug=slug):
        return stored.noun
    raise Unknown(kind, slug)


def _check_alike(one: object, other: object) -> None:
    if isinstance(one, Forecaster) and isinstance(other, Forecaster):
        kind, parts = "forecaster", _ALIKE[:1]
    else:
        assert isinstance(one, Question)
        assert isinstance(other, Question)
        kind, parts = "question", _ALIKE
    for part in parts:
        first, second = getattr(one, part), getattr(other, part)
        if first != second:
            raise UnfitNoun(
                f"The {kind}s {one.slug!r} and {other.slug!r} differ in {part} "
                f"({_told(first)} and {_told(second)})",
                "correct that as `tracker amend --help` shows, with the handle that "
                f"`tracker show {one.slug}` tells, or keep them apart",
            )


def _told(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "none" if value is None or value == "" else str(value).lower()


def _with(view: View, naming: Naming, handle: Handle | None) -> View:
    """The view as if a deed stood too: a new one, or at a handle one that was taken back."""
    place = handle or Handle(view.head.sequence + 1, 1)
    return _named(view, sorted([*view.namings, (place, naming)], key=lambda one: one[0]))


def _without(view: View, handle: Handle) -> View:
    return _named(view, [one for one in view.namings if one[0] != handle])


def _named(view: View, namings: Iterable[tuple[Handle, Naming]]) -> View:
    seen = copy(view)
    seen.forget_names()
    seen.__dict__["namings"] = tuple(namings)
    return seen


def _check_state(view: View, kind: NamedKind, slugs: Iterable[str]) -> None:
    """Refuses a state of the ledger in which what goes by some names contradicts itself."""
    for slug in slugs:
        question = next(view.standing(kind, slug=slug)).noun
        if isinstance(question, Question):
            _check_outcomes(view, question)
        made = list(view.standing("forecast", **{kind.value: slug}))
        _check_forecasts(view, made, question if isinstance(question, Question) else None)


def _check_outcomes(view: View, question: Question) -> None:
    told: list[Stored] = []
    entered = view.standing("outcome", question=question.slug)
    for stored in sorted(entered, key=lambda one: view.first_version(one.handle)):
        assert isinstance(stored.noun, Outcome)
        check_kind(question, stored.noun)
        for earlier in told:
            assert isinstance(earlier.noun, Outcome)
            if not agree(question, earlier.noun, stored.noun):
                raise UnfitNoun(
                    f"As one question {question.slug!r} would have two answers, that it "
                    f"{earlier.noun.sentence} ({earlier.handle}) and that it {stored.noun.sentence} "
                    f"({stored.handle})",
                    "take the wrong one back first, with "
                    f'`tracker amend {stored.handle} --mistake --because "..."`',
                )
        told.append(stored)


def _check_forecasts(view: View, made: list[Stored], question: Question | None) -> None:
    first: dict[object, Handle] = {}
    on = view.names.kind("question").now
    for stored in made:
        forecast = followed(stored.noun, view)
        assert isinstance(forecast, Forecast)
        if question is not None:
            _check_fit(stored.handle, forecast, question)
        condition = forecast.claim.condition
        if condition is not None and on(condition.question) == on(forecast.question):
            raise _apart(stored.handle, f"is on {forecast.question!r} given that same question")
        if forecast.restates is not None:
            earlier = view.get(forecast.restates).noun
            assert isinstance(earlier, Forecast)
            said, again = _said(earlier), _said(forecast)
            if said != again:
                raise _apart(
                    stored.handle, f"restates {forecast.restates}, which is by {said[0]} on {said[1]!r}"
                )
        if forecast.statement is not None and forecast.reading == PRIMARY:
            reading = (forecast.statement, *_said(forecast))
            if (before := first.setdefault(reading, stored.handle)) != stored.handle:
                raise UnfitNoun(
                    f"The forecasts {before} and {stored.handle} are both the primary reading of the "
                    f"statement {forecast.statement}, and cannot be one series",
                    f'take one back first with `tracker amend {stored.handle} --mistake --because "..."`, '
                    "or amend its --reading",
                )
    for forecaster in {one.noun.forecaster for one in made if isinstance(one.noun, Forecast)}:
        if chain := circle(view, forecaster):
            links = ", ".join(f"{asked!r} is given {given!r} ({handle})" for asked, given, handle in chain)
            raise _apart(chain[0][2], f"closes a circle of {forecaster}'s conditions, for {links}")


def _check_fit(handle: Handle, forecast: Forecast, question: Question) -> None:
    try:
        check_claim(question, forecast)
    except UnfitNoun as error:
        raise _apart(handle, f"does not fit ({str(error).rstrip('.')})") from error
    end = question.horizon
    if isinstance(forecast.belief, Timeline) and end is not None and end <= forecast.made_on:
        raise _apart(handle, f"was made on {forecast.made_on}, not before the horizon {end}")


def _apart(handle: Handle, fault: str) -> UnfitNoun:
    return UnfitNoun(
        f"After this the forecast {handle} {fault}",
        f'amend it first, or take it back with `tracker amend {handle} --mistake --because "..."`',
    )


def _said(forecast: Forecast) -> tuple[str, str]:
    return forecast.forecaster, forecast.question
