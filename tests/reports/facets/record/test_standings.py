"""The prospective and the retrospective standing."""

from __future__ import annotations

from reports.facets.record.standings import standings_of
from tests.reports import cases
from tests.tracker import frames
from tracker.marking import marked


def test_the_tiers_decide_what_there_is() -> None:
    """Five events for a mean, twenty for a curve, fifty for a Murphy diagram."""
    there = {
        events: tuple(
            name
            for name in ("expectation", "reliability", "roc", "sharpness", "murphy")
            if getattr(cases.panel_card(events).standings[0], name) is not None
        )
        for events in (4, 19, 49, 50)
    }
    curves = ("expectation", "reliability", "roc", "sharpness")
    assert there == {4: (), 19: ("expectation",), 49: curves, 50: (*curves, "murphy")}


def test_the_other_kind_is_never_pooled() -> None:
    """Everything in the founding case is retrospective."""
    prospective, retrospective = cases.founding_card().standings
    assert (prospective.seen, prospective.windows, prospective.by_date) == (0, (), None)
    assert [window.question for window in retrospective.windows] == ["move-north"]


def test_several_kinds_of_score_are_not_told_by_their_sum() -> None:
    """Twelve events of two kinds, ten of either at most, are few; forty of two are told by the larger."""
    shapes = [frames.forecast, frames.window]
    rows = [shapes[n % 2](entry=n + 1, question=f"q{n}") for n in range(36)]
    judged = cases.judged_rows(
        rows,
        [frames.question(slug=f"q{n}") for n in range(36)],
        [frames.not_through(cases.LATER, question=f"q{n}", handle=f"20.{n + 1}") for n in range(36)],
    )
    standing = standings_of(marked(judged, on=cases.YEAR_END))[0]
    assert standing.words.startswith("36 events in 2 kinds of score, which are never averaged")
    assert "no kind has more than 18 events: too few" in standing.words


def test_findings_carry_names_and_their_kind() -> None:
    """One forecaster says 90% of what never happens."""
    rows = [frames.forecast(entry=n + 1, question=f"q{n}", p=0.9) for n in range(30)]
    judged = cases.judged_rows(
        rows,
        [frames.question(slug=f"q{n}") for n in range(30)],
        [frames.not_through(cases.LATER, question=f"q{n}", handle=f"20.{n + 1}") for n in range(30)],
    )
    prospective, retrospective = standings_of(marked(judged, on=cases.YEAR_END), {"ann": "Ann"})
    assert "too-high" in [found.fault for found in prospective.findings]
    assert {found.name for found in prospective.findings} == {"Ann"}
    assert retrospective.findings == ()
