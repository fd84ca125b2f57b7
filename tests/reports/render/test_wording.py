"""Claims, dates, beliefs and outcomes in a reader's words."""

from __future__ import annotations

from datetime import date

import pytest

from reports import render
from reports.charts.expectation import words
from reports.facets.rows import Row
from reports.render.wording import claim, outcome, result, said, when
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.tracker import frames
from tracker.calibration.expectation import Expectation


def _row(forecast: frames.Row, *outcomes: frames.Row, **question: object) -> Row:
    judged = cases.judged_rows([forecast], [frames.question(**question)], list(outcomes))
    (row,) = scorecard_of(judged, heading=cases.heading(), names=cases.NAMES).rows
    return row


def test_a_word_is_told_with_its_band_and_scale() -> None:
    """A stated number stands alone."""
    assert said(_row(frames.forecast(p=0.325, low=0.2, high=0.45, rule="icd203-1"))) == (
        "32.5%",
        "20% to 45%, icd203-1",
    )
    assert said(_row(frames.forecast(p=0.7))) == ("70%", "")


def test_a_window_is_told_by_its_heights_its_dates_and_its_horizon() -> None:
    """With a probability, by that and its last day."""
    assert said(_row(frames.window())) == ("10/50/90%", "W80-1")
    assert when(_row(frames.window())) == ("2021-07-25 to 2021-09-25", "horizon 2021-12-25")
    assert said(_row(frames.window(p=0.7)))[0] == "70% by 2021-09-25"


def test_a_timeline_without_a_window_is_told_day_by_day() -> None:
    """As it was given."""
    row = _row(
        frames.window(
            earliest=None, central=None, latest=None, rule="stated", days=(0, 30), heights=(0.05, 0.4)
        )
    )
    assert said(row) == ("5% by day 0, 40% by day 30", "")
    assert when(row)[0] == "–"


def test_shares_and_quantiles_are_told_one_by_one() -> None:
    """Options with their shares, values with their levels, and what it came to."""
    race = {"kind": "choice", "options": ("Red", "Green")}
    red = _row(
        frames.shares(["Red", "Green"], [0.6, 0.4]),
        frames.outcome("option", option="Green", known_on=cases.NEAR),
        **race,
    )
    assert said(red)[0] == "Red 60%, Green 40%"
    assert outcome(red)[0] == "Green"
    price = _row(
        frames.quantiles([80, 130], [0.1, 0.9]),
        frames.outcome("value", value=112.5, known_on=cases.NEAR),
        kind="quantity",
        unit="USD",
    )
    assert said(price)[0] == "10% up to 80, 90% up to 130"
    assert outcome(price)[0] == "112.5"


def test_what_is_claimed_beyond_happening_is_told() -> None:
    """Bounds, options and conditions."""
    bounded = _row(frames.forecast(above=100.0, below=120.0), kind="quantity")
    assert claim(bounded) == "above 100, below 120"
    assert claim(_row(frames.forecast())) == ""


def test_the_outcome_of_an_unscoreable_forecast_is_told_in_words() -> None:
    """Whatever came of its question: a reviewer reads more than a handle."""
    vague = frames.forecast(unscoreable=("vague word",))
    partly = frames.outcome("partly", grade=0.4, known_on=cases.NEAR)
    assert outcome(_row(vague, partly)) == ("partly, 0.4", "20.1")
    void = frames.outcome("void", known_on=cases.NEAR, because="x")
    assert outcome(_row(vague, void)) == ("void", "20.1")


def test_a_deadline_with_a_first_day_is_a_span() -> None:
    """Otherwise it is the last day."""
    assert when(_row(frames.forecast(not_before=date(2021, 8, 1))))[0] == "2021-08-01 to 2021-09-25"
    assert when(_row(frames.forecast()))[0] == "by 2021-09-25"


def test_outcomes_that_are_no_yes_or_no_are_told_as_such() -> None:
    """Void, with its reason where the score would be; partly with its grade."""
    void = _row(frames.forecast(), frames.outcome("void", known_on=cases.NEAR, because="it was dissolved"))
    assert outcome(void)[0] == "void"
    assert result(void) == ("–", "it was dissolved")
    partly = _row(frames.forecast(), frames.outcome("partly", grade=0.4, known_on=cases.NEAR))
    assert outcome(partly)[0] == "partly, 0.4"


def test_a_tiny_p_value_is_not_rounded_to_nothing() -> None:
    """One digit of it is kept."""
    found = Expectation(count=50, events=50, expected=45.0, observed=20, low=40, high=49, p_value=0.00002)
    assert "(exact test, p = 2e-05)" in words(found)


def test_a_test_that_is_not_exact_is_not_called_so() -> None:
    """Very many different probabilities are tested by a normal."""
    found = Expectation(
        count=50,
        events=50,
        expected=45.0,
        observed=20,
        low=40,
        high=49,
        p_value=0.5,
        method="normal, corrected",
    )
    assert "(test by a corrected normal, p = 0.50)" in words(found)


def test_a_range_by_shared_luck_says_so() -> None:
    """Where there are fewer events than forecasts."""
    found = Expectation(count=50, events=20, expected=45.0, observed=20, low=30, high=50, p_value=0.01)
    assert "30 to 50 in 95 of 100 such sets, forecasts on one event standing" in words(found)


def test_several_measures_each_have_their_line_and_their_words() -> None:
    """Chances and windows are not averaged with each other."""
    slugs = [f"q{place}" for place in range(12)]
    made = [frames.forecast, frames.window]
    rows = [made[place % 2](entry=place + 1, question=slug) for place, slug in enumerate(slugs)]
    judged = cases.judged_rows(
        rows,
        [frames.question(slug=slug) for slug in slugs],
        [frames.not_through(cases.LATER, question=slug, handle=f"20.{n}") for n, slug in enumerate(slugs, 1)],
    )
    text = render.markdown(scorecard_of(judged, heading=cases.heading(), names=cases.NAMES))
    assert "- Brier score: 6 events: too few" in text
    assert "- Timeline Brier: 6 events: too few" in text
    assert "0 of 6 windows held the event; wide windows hold more." in text


@pytest.mark.parametrize("events", [0, 3])
def test_a_calibration_of_few_events_is_words_and_counts(events: int) -> None:
    """No chart that looks like a finding."""
    page = render.html(cases.panel_calibration(events, ("ann", "bob")))
    assert "Expected against observed</figcaption>" not in page
    assert ("no scoreable forecasts" if events == 0 else "too few to compare what was said") in page
    assert "all are listed" not in page
