"""Forecasters set side by side by one measure: all prospective, or all retrospective."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from reports.facets.calibration.chances import partly_in_words
from reports.facets.comparison.adjusting import Effects, effects_of, parts_of
from reports.facets.comparison.common_ground import OF_OPTIONS, Ground, ground_of
from reports.facets.comparison.differences import Difference, adjusted, differences_of
from reports.facets.comparison.evidence_path import EvidencePath, evidence_path_of
from reports.facets.comparison.ranking import Ranking, ranking_of, sharing_order
from reports.facets.comparison.separable import separable_in_words
from reports.figures import counted
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.measures import BRIER
from tracker.selections import listed

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_IN_PAIRS = 12
MOST_PATHS = 3
UNTESTED = "Nobody: no difference is tested."
AS_SHARES = "Scores are shares of the worst that a question allows: few options and many count alike."
ORDER_DEPENDS = "The order depends on how words are read."


@dataclass(frozen=True, kw_only=True, slots=True)
class Entrant:
    """One forecaster with scores by this measure: how many forecasts count, on how many events."""

    forecaster: str
    name: str
    forecasts: int
    events: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Contest:
    """All that can be said of who is better by one measure; never pooled with another.

    Attributes
    ----------
    entrants, crowded_out
        Those with scores, by name; and how many more have fewer events than the 200 at hand.
    design, against
        Which pairs are compared, in words; and the slug of the one whom all are compared with, if so.
    words
        What can be said, in sentences.
    differences
        Of each pair compared.
    paths
        The growth of the evidence, for the three pairs that share most events.
    ranking
        None where no two share five events.
    groups
        Those whom shared claims link, by slug; more than one group cannot be compared.
    effects
        None unless they made different claims, which link them all and cover twenty events.
    """

    prospective: bool
    measure: str
    entrants: tuple[Entrant, ...]
    crowded_out: int
    design: str
    against: str | None
    words: tuple[str, ...]
    differences: tuple[Difference, ...]
    paths: tuple[EvidencePath, ...]
    ranking: Ranking | None
    groups: tuple[tuple[str, ...], ...]
    effects: Effects | None

    @property
    def tested(self) -> tuple[Difference, ...]:
        """The pairs with a p-value."""
        return tuple(one for one in self.differences if one.p_value is not None)


Key = tuple[bool, str]


def contests_of(
    parts: Mapping[Key, DataFrame], names: Mapping[str, str], *, against: str | None
) -> tuple[Contest, ...]:
    """The contest of each (prospective, measure), with p-values adjusted for the pairs of all of them."""
    taken = {key: _comparable(part) for key, part in parts.items()}
    grounds = {
        key: ground_of(parts[key] if part.empty else part, names, keeping=against)
        for key, part in taken.items()
    }
    chosen = {
        key: ([], UNTESTED) if taken[key].empty else _pairs(ground, against)
        for key, ground in grounds.items()
    }
    plain = [differences_of(grounds[key], pairs) for key, (pairs, _) in chosen.items()]
    return tuple(
        _contest(
            key,
            grounds[key],
            differences,
            pairs,
            design=design,
            against=against,
            partly=partly_in_words(parts[key]),
        )
        for (key, (pairs, design)), differences in zip(chosen.items(), adjusted(plain), strict=True)
    )


def _comparable(part: DataFrame) -> DataFrame:
    """The forecasts on which differences are tested: of chances, those that tests of yes and no take."""
    return part[part["tested"] | (part["measure"] != BRIER.name)]


def _pairs(ground: Ground, against: str | None) -> tuple[list[tuple[int, int]], str]:
    count = len(ground.forecasters)
    if against is not None:
        place = ground.place_of(against)
        if place is None:
            return [], "Nobody: the one to compare with has no score by this measure."
        return [
            (place, other) for other in range(count) if other != place
        ], f"Each with {ground.names[place]}."
    if count <= MOST_IN_PAIRS:
        return list(combinations(range(count), 2)), "Every two of them."
    sharing = [place for place, _ in sharing_order(ground, list(range(count)))]
    by_events = sorted(range(count), key=lambda place: (-ground.events_of(place), place))
    most = sorted(list(dict.fromkeys([*sharing, *by_events]))[:MOST_IN_PAIRS])
    return list(combinations(most, 2)), (
        f"Every two of the {MOST_IN_PAIRS} who share most claims; {count - MOST_IN_PAIRS:,} of "
        f"{count:,} are left out of the pairs. Name some, or one to compare all others with."
    )


def _contest(
    key: Key,
    ground: Ground,
    differences: tuple[Difference, ...],
    pairs: list[tuple[int, int]],
    *,
    design: str,
    against: str | None,
    partly: str | None,
) -> Contest:
    enough = [place for place in range(len(ground.forecasters)) if ground.events_of(place) >= LEAST_FOR_MEAN]
    if design == UNTESTED:
        enough = []
    ranking = ranking_of(ground, enough)
    groups = parts_of(ground, enough)
    entrants = [
        Entrant(
            forecaster=slug,
            name=ground.names[place],
            forecasts=ground.forecasts[place],
            events=ground.events_of(place),
        )
        for place, slug in enumerate(ground.forecasters)
    ]
    return Contest(
        prospective=key[0],
        measure=key[1],
        entrants=tuple(sorted(entrants, key=lambda one: (one.name, one.forecaster))),
        crowded_out=ground.crowded_out,
        design=design,
        against=against,
        words=(
            *(() if design == UNTESTED else _words(ground, differences, ranking, groups, against)),
            *((partly,) if partly else ()),
            *((AS_SHARES,) if key[1] in OF_OPTIONS else ()),
        ),
        differences=differences,
        paths=_paths(ground, pairs, differences),
        ranking=ranking,
        groups=groups,
        effects=effects_of(ground, enough),
    )


def _paths(
    ground: Ground, pairs: list[tuple[int, int]], differences: tuple[Difference, ...]
) -> tuple[EvidencePath, ...]:
    most = sorted(range(len(pairs)), key=lambda place: (-differences[place].events, place))[:MOST_PATHS]
    return tuple(
        evidence_path_of(ground, *pairs[place])
        for place in sorted(most)
        if differences[place].events >= LEAST_FOR_MEAN
    )


def _words(
    ground: Ground,
    differences: tuple[Difference, ...],
    ranking: Ranking | None,
    groups: tuple[tuple[str, ...], ...],
    against: str | None,
) -> tuple[str, ...]:
    if len(ground.forecasters) < 2:
        return (f"Only {ground.names[0]} has scores here: nobody to compare with.",)
    if not differences:
        return ("The one to compare with has no scores here.",)
    said = list(separable_in_words(differences, against=against))
    if len(differences) == 1 and differences[0].p_value is not None:
        (one,) = differences
        said.append(one.words)
        if one.lead:
            sooner, later = (one.first_name, one.second_name)[:: 1 if one.lead > 0 else -1]
            said.append(
                f"In the middle, {sooner} spoke {counted(abs(round(one.lead)), 'day')} before {later}."
            )
    if len(groups) > 1:
        names = dict(zip(ground.forecasters, ground.names, strict=True))
        shown = " | ".join(listed(names[slug] for slug in group) for group in groups)
        said.append(f"No shared claim links these {len(groups)} groups, so they cannot be compared: {shown}.")
    have = [one for one in differences if one.difference is not None]
    turned = sum(one.depends_on_reading for one in have)
    if (ranking is not None and ranking.by_reading) or turned:
        where = f" {turned:,} of {len(have):,} differences turn around." if len(have) > 1 else ""
        said.append(ORDER_DEPENDS + where)
    return tuple(said)
