"""The prospective and the retrospective standing."""

from __future__ import annotations

from reports.canonical import plain
from reports.facets.record.standings import Standing, standings_of
from reports.restoring import restored
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


def test_ordered_choices_have_a_mean_for_each_number_of_options_and_stay_so_when_read_back() -> None:
    """Always wrong at the far end: 2 of three options, 3 of four; the interval ends there at the latest."""
    offered = {f"q{n}": tuple("abcd"[: 3 + n % 2]) for n in range(44)}
    judged = cases.judged_rows(
        [
            frames.shares(options, (0.5, *(0.0,) * (len(options) - 2), 0.5), entry=n + 1, question=slug)
            for n, (slug, options) in enumerate(offered.items())
        ],
        [frames.question(slug=slug, kind="ordered", options=options) for slug, options in offered.items()],
        [
            frames.outcome(
                "option", option=options[-1], known_on=cases.LATER, question=slug, handle=f"20.{n + 1}"
            )
            for n, (slug, options) in enumerate(offered.items())
        ],
    )
    standing = standings_of(marked(judged, on=cases.YEAR_END))[0]
    assert [(mean.title, mean.events, mean.mean, mean.worst) for mean in standing.means] == [
        ("ranked probability score of 3 options", 22, 0.5, 2.0),
        ("ranked probability score of 4 options", 22, 0.75, 3.0),
    ]
    assert all(0 <= (mean.low or 0) <= (mean.high or 0) <= (mean.worst or 0) for mean in standing.means)
    assert plain(restored(Standing, plain(standing)).means) == plain(standing.means)
