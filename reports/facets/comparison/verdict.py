"""What a comparison comes to, in the sentence that it opens with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import Difference
from reports.facets.comparison.targets import TargetContest, TargetPair
from reports.facets.counts_in_words import capitalised, number, of
from tracker.measures import title_of

_NAMED = 2


def verdict_of_contests(contests: Iterable[Contest], targets: Sequence[TargetContest] = ()) -> str:
    """Who is better than whom, where an adjusted p-value allows it to be said; else that nobody can be.

    What is prospective leads; measures are never mixed, so it is about the first measure with tested pairs,
    which is named where there are others. Where there is none, it is about the targets of quantiles.
    """
    every = [contest for contest in contests if contest.tested]
    for contest in every[:1]:
        tested = contest.tested
        kind = "prospective" if contest.prospective else "retrospective"
        which = f" ({kind}, {title_of(contest.measure)})" if every[1:] else ""
        apart = [one for one in tested if one.better is not None]
        if not apart and len(tested) == 1:
            (pair,) = tested
            names, events = f"{pair.first_name} and {pair.second_name}", of(pair.events, "shared event")
            return f"{names} cannot be told apart on {events}{which}: luck may make the difference."
        if not apart:
            pairs = f"{of(len(tested), 'pair')}{which}"
            return f"Nobody is shown to be better than anybody: of {pairs}, none can be told apart."
        surest = sorted(apart, key=lambda one: (one.adjusted or 0.0, one.first_name, one.second_name))
        named = "; ".join(_better(one) for one in surest[:_NAMED])
        if len(apart) == len(tested) == 1:
            return f"{capitalised(named)}."
        can = f"{capitalised(number(len(apart)))} of {of(len(tested), 'pair')}{which} can be told apart"
        more = "" if len(apart) <= _NAMED else ", among others"
        return f"{can}: {named}{more}."
    nearer = [(one, pair) for one in targets for pair in one.tested]
    if nearer:
        return _of_targets(nearer)
    return "Nobody can be compared: no two made the same claim of enough events."


def _of_targets(tested: Sequence[tuple[TargetContest, TargetPair]]) -> str:
    """Who is nearer than whom on which target."""
    apart = [(one, pair) for one, pair in tested if pair.better is not None]
    pairs = of(len(tested), "pair")
    if not apart:
        return f"Nobody is shown to be nearer than anybody: of {pairs}, none can be told apart."
    surest = sorted(apart, key=lambda found: (found[1].ratio.adjusted or 0.0, found[1].first_name))
    named = "; ".join(_nearer(one, pair) for one, pair in surest[:_NAMED])
    if len(apart) == len(tested) == 1:
        return f"{capitalised(named)}."
    more = "" if len(apart) <= _NAMED else ", among others"
    return f"{capitalised(number(len(apart)))} of {pairs} can be told apart: {named}{more}."


def _nearer(contest: TargetContest, pair: TargetPair) -> str:
    better, other = pair.better_first
    return f"{better} is nearer than {other} ({contest.scores.target})"


def _better(one: Difference) -> str:
    better, other = one.better_first
    return f"{better} is better than {other}"
