"""What the keys of Metaculus's API mean: a question, and a forecast in its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.keyed import Keyed
from forecasts.exchange.peers.metaculus_beliefs import Said
from forecasts.exchange.peers.metaculus_cells import complete, lines
from forecasts.exchange.peers.metaculus_grids import grid
from forecasts.exchange.peers.metaculus_questions import Asked, Kind, end_of, question
from forecasts.exchange.peers.metaculus_rows import history, kind_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SITE = "https://www.metaculus.com/questions/"


def asked(keys: Keyed, post: Keyed, conventions: Conventions, *, group: Keyed | None = None) -> Asked:
    """A question of a post; of one in a group, what the group says holds where it says nothing itself."""
    kind = kind_of(keys.needed("type"))
    due = _moment(keys, "scheduled_close_time", conventions)
    if due is None:
        raise UnfitNoun(f"The question {keys.needed('id')} has no scheduled_close_time", "export it again")
    places, lower, upper = _scale(keys, kind)
    projects = inner(post, "projects") or Keyed({})
    project = inner(projects, "default_project") or Keyed({})
    current = lines(keys.values.get("options"), "options")
    return Asked(
        noun=question(
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
        due=due.date(),
        closed=_moment(keys, "actual_close_time", conventions) or due,
        grid=places,
        lower=lower,
        upper=upper,
        current=current,
        former=history(keys.values.get("options_history")),
        resolution=keys.text("resolution"),
        resolved=_resolved(keys, due.date(), conventions),
    )


def said(item: Keyed, asked: Asked) -> Said:
    """The numbers of a forecast in a history: [no, yes], one for each option, or the heights of a curve."""
    name = "forecast_values"
    values = item.values.get(name)
    if asked.kind is Kind.BINARY:
        if isinstance(values, list) and len(values) == 2:
            return Said(p=_numbers(values, name)[1])
        return Said(p=item.number("probability_yes"))
    if not isinstance(values, list):
        name = "probability_yes_per_category" if asked.kind is Kind.CHOICE else "continuous_cdf"
        values = item.values.get(name)
    if isinstance(values, dict):
        values = [values.get(option) for option in asked.noun.options]
    if not isinstance(values, list):
        raise UnfitNoun(f"The forecast on {asked.noun.slug!r} has no numbers", "export it again")
    found = _numbers(values, name)
    return Said(shares=found) if asked.kind is Kind.CHOICE else Said(cdf=complete(found, name))


def when(item: Keyed, conventions: Conventions) -> tuple[datetime, datetime | None]:
    """When a forecast began to be in force, and when it ended; None while it is."""
    start = _moment(item, "start_time", conventions)
    if start is None:
        raise UnfitNoun("The forecast has no start_time", "export it again")
    return start, _moment(item, "end_time", conventions)


def inner(keys: Keyed, name: str) -> Keyed | None:
    """The object under a key; None where there is nothing."""
    found = keys.values.get(name)
    return None if found is None else Keyed.of(found)


def _numbers(values: list[Any], name: str) -> tuple[float | None, ...]:
    return tuple(Keyed({name: value}).number(name) for value in values)


def _moment(keys: Keyed, name: str, conventions: Conventions) -> datetime | None:
    """A moment, from a text or from seconds since 1970."""
    found = keys.text(name)
    if not found:
        return None
    if isinstance(keys.values[name], str):
        return conventions.moment(found, name)
    return _since_1970(keys.number(name) or 0.0, name)


def _since_1970(seconds: float, name: str) -> datetime:
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError as error:
        raise UnfitCell(name, f"{seconds:g}", "give a moment within the calendar") from error


def _scale(keys: Keyed, kind: Kind) -> tuple[tuple[float, ...], float | None, float | None]:
    """The places of a curve and its bounds; of a date question, whose scale is in seconds, as days."""
    if kind in (Kind.BINARY, Kind.CHOICE):
        return (), None, None
    scaling = inner(keys, "scaling") or keys
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
    return float(_since_1970(seconds, "scaling").toordinal())


def _resolved(keys: Keyed, due: date, conventions: Conventions) -> date | None:
    """The day on which the resolution became known, or else the question closed."""
    for name in ("actual_resolve_time", "resolution_set_time", "actual_close_time"):
        if moment := _moment(keys, name, conventions):
            return moment.date()
    return due if end_of(due).date() <= conventions.today else None


def _criteria(keys: Keyed, group: Keyed, post: Keyed) -> str:
    """The criteria and the fine print, a group's where the question has none, with the post's address."""
    found = [keys.text(name) or group.text(name) for name in ("resolution_criteria", "fine_print")]
    number = post.text("id")
    return "\n\n".join(filter(None, (*found, f"{_SITE}{number}/" if number else "")))
