"""What a comparison comes to, in the sentence that it opens with."""

from __future__ import annotations

from collections.abc import Iterable

from reports.facets.comparison.contest import Contest
from reports.facets.comparison.differences import Difference
from reports.facets.counts_in_words import capitalised, number, of

_NAMED = 2


def verdict_of_contests(contests: Iterable[Contest]) -> str:
    """Who is better than whom, where an adjusted p-value allows it to be said; else that nobody can be.

    What is prospective leads; measures are never mixed, so it is about the first measure with tested pairs.
    """
    for contest in contests:
        tested = [one for one in contest.differences if one.adjusted is not None]
        if not tested:
            continue
        apart = [one for one in tested if one.better is not None]
        if not apart:
            pairs = of(len(tested), "pair")
            return f"Nobody is shown to be better than anybody: of {pairs}, none can be told apart."
        surest = sorted(apart, key=lambda one: (one.adjusted or 0.0, one.first_name, one.second_name))
        named = "; ".join(_better(one) for one in surest[:_NAMED])
        if len(apart) == len(tested) == 1:
            return f"{capitalised(named)}."
        can = f"{capitalised(number(len(apart)))} of {of(len(tested), 'pair')} can be told apart"
        more = "" if len(apart) <= _NAMED else ", among others"
        return f"{can}: {named}{more}."
    return "Nobody can be compared: no two made the same claim of enough events."


def _better(one: Difference) -> str:
    first, second = one.first_name, one.second_name
    if one.better == one.second:
        first, second = second, first
    return f"{first} is better than {second}"
