"""The sentence that a comparison opens with: who is better, only where it can be said."""

from __future__ import annotations

from reports.facets.comparison.verdict import verdict_of_contests
from reports.render import laid_out
from tests.reports import sides


def test_a_clear_pair_is_named() -> None:
    """The better one first."""
    report = sides.report(sides.judged(*sides.clear(30)))
    told = verdict_of_contests(report.contests)
    apart = [one for one in report.contests[0].differences if one.better is not None]
    assert apart
    pair = min(apart, key=lambda one: one.adjusted or 0.0)
    names = {pair.first: pair.first_name, pair.second: pair.second_name}
    worse = pair.second if pair.better == pair.first else pair.first
    assert f"{names[str(pair.better)]} is better than {names[worse]}" in told
    assert laid_out(report).short[0].text == told


def test_without_contests_nobody_is_compared() -> None:
    """And nobody is called equal."""
    assert verdict_of_contests(()) == ("Nobody can be compared: no two made the same claim of enough events.")


def test_of_one_pair_that_is_open_both_are_named() -> None:
    """With how many events they share."""
    said, came = sides.clear(12)
    report = sides.report(sides.judged({who: said[who] for who in ("ann", "bob")}, came))
    told = "Ann and Bob cannot be told apart on twelve shared events: luck may make the difference."
    assert verdict_of_contests(report.contests) == told
