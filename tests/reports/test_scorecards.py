"""What a scorecard says, as data."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.tracker import frames


def test_the_founding_funnel_counts_statements_not_readings() -> None:
    """Mikhailovsky made six statements, three of them scoreable, all scored."""
    funnel = cases.founding_card().funnel
    assert (funnel.seen, funnel.scoreable, funnel.matured, funnel.resolved, funnel.scored) == (6, 3, 3, 3, 3)


def test_the_source_as_a_whole_has_four_of_nine() -> None:
    """The newspaper adds three statements, one scoreable, and each has a line of its own."""
    card = scorecard_of(cases.founding(), heading=cases.heading(sources=("mk",)), names=cases.NAMES)
    assert (card.funnel.seen, card.funnel.scoreable) == (9, 4)
    assert [(share.name, share.funnel.seen, share.funnel.scoreable) for share in card.shares] == [
        ("Alexander Mikhailovsky", 6, 3),
        ("The newspaper", 3, 1),
    ]


def test_three_events_are_listed_without_a_mean() -> None:
    """Too few to tell, in plain words."""
    prospective, retrospective = cases.founding_card().standings
    assert prospective.seen == 0
    assert (retrospective.forecasts, retrospective.events) == (3, 3)
    assert all(mean.mean is None for mean in retrospective.means)
    assert retrospective.expectation is None
    assert "too few to tell skill from luck" in retrospective.words


def test_every_score_comes_with_its_band() -> None:
    """The founding figures: both readings of the window, and the two chances."""
    scored = {row.question: row for row in cases.founding_card().rows if row.score is not None}
    figures = {
        slug: tuple(round(float(value or 0), 3) for value in (row.score, row.score_low, row.score_high))
        for slug, row in scored.items()
    }
    assert figures == {
        "kabul": (0.046, 0.032, 0.075),
        "move-north": (0.529, 0.424, 0.568),
        "offensive-north": (0.106, 0.04, 0.203),
        "csto-meeting": (0.01, 0.0, 0.062),
    }


def test_an_alternative_reading_is_shown_and_does_not_count() -> None:
    """It has its score, and the reason why it is left out."""
    (row,) = [row for row in cases.founding_card().rows if row.question == "kabul"]
    assert (row.reading, row.counts, row.left_out) == ("A", False, "an alternative reading")
    assert row.score is not None


def test_what_is_left_out_and_what_counts_add_up_to_all() -> None:
    """No forecast vanishes."""
    card = cases.founding_card()
    assert sum(omission.count for omission in card.left_out) + 3 == len(card.rows) == 7


def test_the_band_of_a_word_is_kept_beside_that_of_its_score() -> None:
    """Unlikely is 20 to 45%."""
    (row,) = [row for row in cases.founding_card().rows if row.question == "offensive-north"]
    assert (row.p, row.said_low, row.said_high) == (0.325, 0.2, 0.45)


def test_five_events_have_a_mean_with_interval_luck_reference_and_skill() -> None:
    """Every figure carries its count, its interval and its reference."""
    (mean,) = cases.panel_card(12).standings[0].means
    assert (mean.measure, mean.forecasts, mean.events) == ("brier", 12, 12)
    assert mean.low is not None
    assert mean.high is not None
    assert mean.mean is not None
    assert mean.low < mean.mean < mean.high
    assert mean.reference == 0.25
    assert mean.skill == pytest.approx(1 - mean.mean / 0.25)
    assert mean.luck_low is not None
    assert f"between {mean.luck_low:.3f}" in mean.words


def test_expected_is_set_against_observed_from_five_events_on() -> None:
    """The sum of the probabilities beside the count."""
    card = cases.panel_card(12)
    found = card.standings[0].expectation
    assert found is not None
    assert found.expected == pytest.approx(sum(row.p or 0 for row in card.rows))
    assert found.observed == sum(row.verdict == "yes" for row in card.rows)
    assert cases.panel_card(4).standings[0].expectation is None


def test_prospective_and_retrospective_are_never_pooled() -> None:
    """The same forecasts, half of them logged too late, stand apart."""
    mixed = cases.panel(12)
    mixed["prospective"] = [place % 2 == 0 for place in range(12)]
    card = scorecard_of(mixed, heading=cases.heading(), names=cases.NAMES)
    assert [(one.prospective, one.forecasts) for one in card.standings] == [(True, 6), (False, 6)]


def test_a_selection_changes_what_is_seen_and_not_what_counts() -> None:
    """Chances alone, of which he gave two."""
    card = cases.founding_card(kinds=("chance",))
    assert {row.belief for row in card.rows} == {"chance"}
    assert (card.funnel.seen, card.standings[1].forecasts) == (2, 2)


def test_with_all_readings_the_alternative_counts() -> None:
    """On the events that it is on."""
    standing = cases.founding_card(readings="all").standings[1]
    assert (standing.forecasts, standing.events) == (4, 4)


def test_nothing_resolved_says_so_and_shows_no_zero() -> None:
    """On the day after, every deadline lies ahead."""
    on = date(2021, 6, 26)
    card = scorecard_of(
        cases.founding(on), heading=cases.heading(on=on, forecasters=(cases.MIKHAILOVSKY,)), names=cases.NAMES
    )
    assert card.funnel.scored == 0
    assert card.standings[0].words == "No forecasts resolved yet."
    assert card.standings[0].means == ()


def test_a_provisional_score_is_shown_and_counts_for_nothing() -> None:
    """Reading A came true in August; its horizon is December."""
    on = date(2021, 10, 15)
    card = scorecard_of(cases.founding(on), heading=cases.heading(on=on), names=cases.NAMES)
    (row,) = [row for row in card.rows if row.question == "kabul"]
    assert row.provisional
    assert row.score is not None
    assert not row.counts


def test_a_selection_without_forecasts_is_an_empty_report() -> None:
    """Counts are 0, and there is no error."""
    card = scorecard_of(cases.founding(), heading=cases.heading(topics=("rain",)), names=cases.NAMES)
    assert (card.funnel.seen, card.rows, card.left_out) == (0, (), ())


def test_updates_follow_the_forecast_they_update() -> None:
    """Though another forecast was made between them."""
    day = [date(2021, 6, 25), date(2021, 6, 26), date(2021, 6, 27)]
    rows = [
        frames.forecast(entry=1, made_on=day[0]),
        frames.forecast(entry=2, question="other", made_on=day[1]),
        frames.forecast(entry=3, made_on=day[2], p=0.9),
    ]
    judged = cases.judged_rows(rows, [frames.question(), frames.question(slug="other")], [])
    card = scorecard_of(judged, heading=cases.heading(), names=cases.NAMES)
    assert [(row.handle, row.order) for row in card.rows] == [("1.1", 0), ("3.1", 1), ("2.1", 0)]


def test_forecasts_on_one_event_count_as_one_event() -> None:
    """Six deadlines on one event are too few for a mean."""
    rows = [frames.forecast(entry=place, deadline=date(2021, 8, place), p=0.5) for place in range(1, 7)]
    judged = cases.judged_rows(rows, [frames.question()], [frames.not_through(cases.LATER)])
    standing = scorecard_of(judged, heading=cases.heading(), names=cases.NAMES).standings[0]
    assert (standing.forecasts, standing.events) == (6, 1)
    assert all(mean.mean is None for mean in standing.means)
    assert standing.caution is not None


def test_timelines_have_luck_and_reference_too() -> None:
    """Six windows, none of which came true."""
    slugs = [f"q{place}" for place in range(6)]
    judged = cases.judged_rows(
        [frames.window(entry=place, question=slug) for place, slug in enumerate(slugs, start=1)],
        [frames.question(slug=slug, horizon=cases.LATER) for slug in slugs],
        [frames.not_through(cases.LATER, question=slug, handle=f"20.{n}") for n, slug in enumerate(slugs, 1)],
    )
    (mean,) = scorecard_of(judged, heading=cases.heading(), names=cases.NAMES).standings[0].means
    assert mean.mean == pytest.approx(0.5289, abs=1e-4)
    assert mean.reference is not None
    assert mean.luck_high is not None
    assert mean.luck_high < 0.5


def test_void_and_ambiguous_statements_are_counted_apart() -> None:
    """They are resolved, and not scored."""
    rows = [frames.forecast(entry=place, question=f"q{place}") for place in (1, 2, 3)]
    judged = cases.judged_rows(
        rows,
        [frames.question(slug=f"q{place}") for place in (1, 2, 3)],
        [
            frames.outcome("void", question="q1", known_on=cases.NEAR, because="it became impossible"),
            frames.outcome(
                "ambiguous", question="q2", known_on=cases.NEAR, because="nobody agrees", handle="20.2"
            ),
        ],
    )
    funnel = scorecard_of(judged, heading=cases.heading(), names=cases.NAMES).funnel
    assert (funnel.matured, funnel.resolved, funnel.scored) == (3, 2, 0)
    assert (funnel.void, funnel.ambiguous) == (1, 1)


def test_the_same_data_make_equal_reports_with_equal_digests() -> None:
    """And any other heading another digest."""
    assert cases.founding_card() == cases.founding_card()
    assert cases.founding_card().digest == cases.founding_card().digest
    assert cases.founding_card().digest != cases.founding_card(entry=18).digest


def test_a_window_beyond_the_horizon_is_scored_at_the_horizon() -> None:
    """Its verdict is pending, its score counts: so its statement is scored, and logged late is late."""
    logged = datetime(2022, 1, 10, tzinfo=UTC)
    years = [date(2022, 6, 25), date(2022, 12, 25), date(2023, 6, 25)]
    eve = frames.window(
        entry=2, earliest=years[0], central=years[1], latest=years[2], forecaster="bob", recorded_at=logged
    )
    on = date(2022, 1, 15)
    judged = cases.judged_rows(
        [frames.window(entry=1, recorded_at=logged), eve],
        [frames.question(horizon=cases.LATER)],
        [frames.not_through(cases.LATER)],
        on=on,
    )
    card = scorecard_of(judged, heading=cases.heading(on=on), names=cases.NAMES)
    assert [(row.verdict, row.counts, row.prospective) for row in card.rows] == [
        ("no", True, False),
        ("pending", True, False),
    ]
    assert (card.funnel.matured, card.funnel.resolved, card.funnel.scored) == (2, 2, 2)
    assert [standing.forecasts for standing in card.standings] == [0, 2]


def test_the_scored_of_the_funnel_are_those_that_have_a_final_score() -> None:
    """Held, because its window runs on, and final, because the horizon is over."""
    row = frames.window(latest=date(2022, 6, 25))
    on = date(2022, 1, 15)
    asked = frames.question(horizon=cases.LATER)
    judged = cases.judged_rows([row], [asked], [frames.happened(cases.NEAR)], on=on)
    card = scorecard_of(judged, heading=cases.heading(on=on), names=cases.NAMES)
    assert (card.rows[0].verdict, card.rows[0].counts, card.funnel.scored) == ("held", True, 1)
