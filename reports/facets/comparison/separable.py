"""Who can be told apart from whom, in words."""

from __future__ import annotations

from collections.abc import Sequence

from reports.facets.comparison.differences import ALPHA, Difference
from reports.figures import counted, p_value_in_words
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.selections import listed

NOTHING_SHARED = "No event on which two of them made the same claim: they cannot be compared."
TOO_FEW_SHARED = (
    "No two of them share five events or more: too few to tell skill from luck, so the shared events are "
    "listed."
)
ALL_EQUAL = (
    "Those who share five events or more differ by the same on every one of them: that cannot tell skill "
    "from luck, so nobody is called better."
)


def separable_in_words(differences: Sequence[Difference], *, against: str | None) -> tuple[str, ...]:
    """What the adjusted p-values allow to be said of the pairs, and of those who cannot be told apart.

    Those whom nobody is shown to be better than cannot be told from one another; each of the others is named
    with those who are better. `against` is the slug of the one with whom all are compared, if so.
    """
    tested = [one for one in differences if one.adjusted is not None]
    if not tested:
        most = max((one.events for one in differences), default=0)
        return (ALL_EQUAL if most >= LEAST_FOR_MEAN else TOO_FEW_SHARED if most else NOTHING_SHARED,)
    found = _of_one(tested, against) if against else _of_all(tested)
    if len(tested) > 1:
        apart = sum(one.better is not None for one in tested)
        found.append(
            f"Of {len(tested):,} pairs compared, {apart:,} can be told apart at {ALPHA:g}, adjusted."
        )
    return tuple(found)


def _of_all(tested: Sequence[Difference]) -> list[str]:
    names = {slug: name for one in tested for slug, name in _both(one)}
    beaten: dict[str, list[Difference]] = {}
    for one in tested:
        if one.better is not None:
            beaten.setdefault(one.second if one.better == one.first else one.first, []).append(one)
    level = [slug for slug in names if slug not in beaten]
    among = [one for one in tested if one.first in level and one.second in level]
    said = []
    if among:
        inside = sorted({slug for one in among for slug, _ in _both(one)}, key=lambda slug: names[slug])
        untested = len(among) < len(inside) * (len(inside) - 1) // 2
        note = " (not every two of them share five events)" if untested else ""
        said.append(f"Not separable {_on(among)}: {listed(names[slug] for slug in inside)}{note}.")
    losers = sorted(beaten, key=lambda slug: names[slug])
    return [*said, *(_worse(names, slug, beaten[slug]) for slug in losers)]


def _adjusted(one: Difference) -> str:
    return f"(adjusted p {p_value_in_words(one.adjusted or 0.0)})"


def _worse(names: dict[str, str], slug: str, lost: list[Difference]) -> str:
    ordered = sorted(lost, key=lambda one: (one.adjusted or 0.0, names[one.better or ""]))
    winners = [f"{names[one.better or '']} {_adjusted(one)}" for one in ordered]
    return f"{names[slug]} is worse than {listed(winners)}."


def _of_one(tested: Sequence[Difference], against: str) -> list[str]:
    name = next(name for slug, name in _both(tested[0]) if slug == against)
    groups: dict[str, list[Difference]] = {"better": [], "worse": [], "level": []}
    for one in tested:
        groups["level" if one.better is None else "worse" if one.better == against else "better"].append(one)
    said = []
    for word in ("better", "worse"):
        if groups[word]:
            ordered = sorted(groups[word], key=lambda one: (one.adjusted or 0.0, _other(one, against)))
            who = [f"{_other(one, against)} {_adjusted(one)}" for one in ordered]
            said.append(f"{word.capitalize()} than {name}: {listed(who)}.")
    if groups["level"]:
        who = sorted(_other(one, against) for one in groups["level"])
        said.append(f"Not separable from {name} {_on(groups['level'])}: {listed(who)}.")
    return said


def _other(one: Difference, against: str) -> str:
    return one.second_name if one.first == against else one.first_name


def _both(one: Difference) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.first, one.first_name), (one.second, one.second_name)


def _on(pairs: Sequence[Difference]) -> str:
    least, most = min(one.events for one in pairs), max(one.events for one in pairs)
    return (
        f"on {counted(least, 'shared event')}" if least == most else f"on {least:,} to {most:,} shared events"
    )
