"""Beliefs stated in numbers: days with a chance each, a number with a tolerance; and their scores."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from forecasts.model import Question, QuestionKind
from forecasts.recording.stated_dates import dates_of, stated_timeline
from tests.shell import Shell

DATES = ("log", "It ends", "--slug", "ends", "--by", "Ann", "--said", "2021-01-01")
OIL = ("log", "The price of oil", "--slug", "oil", "--kind", "quantity", "--unit", "USD", "--by", "Ann")


def brier_by_hand(points: list[tuple[int, float]], event: int, horizon: int) -> float:
    """The mean over days of the squared distance from what came, a day cut into a thousand parts."""
    total, parts = 0.0, 1000
    for part in range(horizon * parts):
        day = (part + 0.5) / parts
        (left, low), (right, high) = next((a, b) for a, b in pairwise(points) if a[0] <= day <= b[0])
        height = low + (high - low) * (day - left) / (right - left)
        total += (height - (day > event)) ** 2
    return total / (horizon * parts)


def test_days_with_a_chance_each_are_a_timeline_that_is_scored(ledger: Shell) -> None:
    """Straight through the points, half of the rest by the horizon; the score is the area, worked by hand."""
    said = ledger(*DATES, "--quantiles", "0.5=2021-03-01,0.2=2021-01-31", "--horizon", "2021-04-11")
    assert "20% by day 30, 50% by day 59, 75% by day 100" in said
    assert "dates-1" in said
    ledger("resolve", "ends", "--on", "2021-02-10", "--evidence", "seen")
    (row,) = ledger.json("scores")
    points = [(0, 0.0), (30, 0.2), (59, 0.5), (100, 0.75)]
    assert row["value"] == pytest.approx(brier_by_hand(points, event=40, horizon=100), abs=2e-4)
    assert row["low"] == row["high"] == row["value"]


def test_a_month_or_a_year_is_its_last_day(ledger: Shell) -> None:
    """As with "by"; without a horizon the timeline ends on its rung."""
    ledger(*DATES, "--quantiles", "0.25=2021-06,0.5=2022")
    belief = ledger.forecast("ends")["belief"]
    ends = [
        (day - date(2021, 1, 1)).days for day in (date(2021, 6, 30), date(2022, 12, 31), date(2026, 1, 1))
    ]
    assert belief["days"] == [0, *ends]
    assert belief["cdf"] == [0, 0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    ("quantiles", "more", "fault"),
    [
        ("0.25=2021-06-30,0.5=2021-03", (), "0.25=2021-06-30 and 0.5=2021-03-31 do not rise together"),
        ("0.25=12.5", (), "'ends' is an event, and 0.25=12.5 is no day"),
        ("0.25=2019", (), "The deadline 2019-12-31 lies before 2021-01-01"),
        ("0.25=2022", ("-p", "70%"), "gives a chance (70%) and a chance for each of several days"),
        ("0.25=2022", ("--when", "in May"), "gives a window (in May) and a chance for each"),
        ("0.25=2022", ("--deadline", "2021-12-31"), "gives a deadline (2021-12-31) and a chance for each"),
        ("0.25=soon", (), "'soon' is no number and no day: write it as 61, 2028-01-01 or 2028-06."),
        ("0.25=2021-02-30", (), "'2021-02-30' is no number and no day"),
    ],
)
def test_days_that_cannot_be_are_refused(
    ledger: Shell, quantiles: str, more: tuple[str, ...], fault: str
) -> None:
    """In a sentence with what to do."""
    result = ledger.run(*DATES, "--quantiles", quantiles, *more)
    assert result.exit_code in (1, 2)
    assert fault in " ".join(result.output.split())


def test_days_are_corrected_as_days(ledger: Shell) -> None:
    """An amendment takes them as `log` does."""
    ledger(*DATES, "--quantiles", "0.25=2021-06,0.5=2022", "--horizon", "2026-01-01")
    handle = ledger.forecast("ends")["handle"]
    ledger("amend", handle, "--quantiles", "0.25=2021-06,0.6=2022", "--because", "misheard")
    assert ledger.forecast("ends")["belief"]["cdf"] == [0, 0.25, 0.6, 0.8]


def test_a_number_and_its_tolerance_hold_both_ends(ledger: Shell) -> None:
    """105 lies within 100 ± 5, and does not lie below 105."""
    ledger(*OIL, "--near", "100 ± 5", "-p", "60%")
    ledger("log", "oil", "--by", "Ben", "--near", "100", "--tolerance", "5", "-p", "60%")
    ledger("log", "oil", "--by", "Cleo", "--above", "95", "--below", "105", "-p", "60%")
    ledger("log", "oil", "--by", "Dora", "--near", "100+/-4.9", "-p", "60%")
    ledger("resolve", "oil", "--value", "105", "--evidence", "seen")
    verdicts = {row["forecaster"]: row["verdict"] for row in ledger.json("scores")}
    assert verdicts == {"ann": "yes", "ben": "yes", "cleo": "no", "dora": "no"}
    assert "at least 95 and at most 105" in ledger("show", ledger.json("list", "forecasts")[0]["handle"])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        (("--near", "100"), "The number 100 has no tolerance: write --near 100 --tolerance 5."),
        (("--near", "100±5", "--tolerance", "4"), "The number 100 has two tolerances"),
        (("--near", "100±-5"), "100 ± -5 holds no values: give a tolerance above 0."),
        (("--near", "about 100"), "'about 100' is no number with a tolerance: write it as 100±5."),
        (("--tolerance", "4"), "--tolerance is how far from a number: give that with --near."),
        (("--near", "100±5", "--above", "3"), "--near says what the value is above and below"),
        (("--quantiles", "0.5=2021-05-01"), "0.5=2021-05-01 is a day: give numbers"),
    ],
)
def test_a_number_that_cannot_be_is_refused(ledger: Shell, typed: tuple[str, ...], fault: str) -> None:
    """In a sentence with what to do."""
    more = () if "--quantiles" in typed else ("-p", "60%")
    result = ledger.run(*OIL, *typed, *more)
    assert result.exit_code in (1, 2)
    assert fault in " ".join(result.output.split())


def test_a_second_option_is_not_taken_in_silence(ledger: Shell) -> None:
    """Of two options the last one was logged, and the first forgotten."""
    result = ledger.run(
        *("log", "Who wins", "--kind", "choice", "--options", "a,b,c", "--by", "Ann", "-p", "60%"),
        *("--option", "a", "--option", "b"),
    )
    assert result.exit_code == 2
    assert "--option names one option, not 'a' or 'b': log the chance that it is any of them" in " ".join(
        result.output.split()
    )


def test_a_point_on_the_day_itself_is_a_chance_of_that_day() -> None:
    """Nothing lies before it."""
    found = stated_timeline([(0.3, date(2021, 1, 1))], made_on=date(2021, 1, 1), horizon=date(2021, 1, 11))
    assert (found.days, found.cdf) == ((0.0, 10.0), (0.3, 0.65))


def test_the_last_point_on_the_horizon_ends_the_timeline() -> None:
    """What is beyond it is later or never."""
    day = date(2021, 12, 31)
    question = Question(slug="it", statement="It", kind=QuestionKind.EVENT)
    points = dates_of(question, [(0.3, 2021.0)])
    found = stated_timeline(points, made_on=date(2021, 1, 1), horizon=day)
    assert (found.days, found.cdf, found.horizon) == ((0.0, 364.0), (0.0, 0.3), day)
