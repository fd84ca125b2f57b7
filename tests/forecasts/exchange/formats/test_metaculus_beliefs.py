"""Numbers on Metaculus become beliefs, or are refused; what lies beyond the bounds is not made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import UnfitNoun
from forecasts.exchange.formats.metaculus_beliefs import LEVELS, Numbers, belief, forecast
from forecasts.exchange.formats.metaculus_questions import Kind, MetaculusQuestion, question_record
from forecasts.model import Forecaster, Quantiles, Shares, Timeline, Unscoreable
from tests.forecasts.exchange.formats.imported import conventions

MADE = datetime(2025, 3, 1, 9, tzinfo=UTC)
DUE = date(2025, 12, 31)
CLOSED = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)
FIRST, LAST = date(2025, 1, 1).toordinal(), date(2025, 12, 31).toordinal()


def asked(kind: Kind, **changes: object) -> MetaculusQuestion:
    """A question of a kind, with three options or a scale from 0 to 10."""
    scale = (float(FIRST), float(LAST)) if kind is Kind.DATE else (0.0, 10.0)
    options = ("A", "B", "C")
    record = question_record("1", "What then?", kind, conventions(), options=options, upper=scale[1])
    known: dict[str, object] = {"grid": scale, "lower": scale[0], "upper": scale[1], **changes}
    return MetaculusQuestion(record=record, kind=kind, due=DUE, closed=CLOSED, **known)  # type: ignore[arg-type]


def test_shares_that_miss_one_by_rounding_are_divided_by_their_sum() -> None:
    """0.9995 is rounding, and said to be; 0.99 is not."""
    reading = conventions()
    found = belief(asked(Kind.CHOICE), Numbers(shares=(0.5, 0.25, 0.2495)), MADE, reading)
    assert isinstance(found, Shares)
    assert found.shares[0] == pytest.approx(0.5 / 0.9995)
    assert list(reading.assumptions) == ["Shares that sum to 1 but for rounding are divided by their sum."]
    with pytest.raises(UnfitNoun, match=r"sum to 0\.99"):
        belief(asked(Kind.CHOICE), Numbers(shares=(0.5, 0.25, 0.24)), MADE, reading)


def test_shares_belong_to_the_options_that_were_open() -> None:
    """Two shares, when there were two options; before the third was added."""
    two = datetime(2025, 1, 1, tzinfo=UTC)
    three = datetime(2025, 6, 1, tzinfo=UTC)
    former = ((two, ("A", "C")), (three, ("A", "B", "C")))
    found = belief(asked(Kind.CHOICE, former=former), Numbers(shares=(0.4, 0.6)), MADE, conventions())
    assert found == Shares(options=("A", "B", "C"), shares=(0.4, 0.0, 0.6))


def test_a_curve_beyond_the_bounds_is_counted_and_not_scored() -> None:
    """99.5% above the upper bound: no level is reached inside."""
    ann = Forecaster(slug="ann", name="Ann")
    reading = conventions()
    made = forecast(asked(Kind.NUMERIC), ann, Numbers(cdf=(0.0, 0.005)), MADE, reading)
    assert made.belief is None
    assert made.unscoreable_because == (Unscoreable.NO_PROBABILITY,)
    assert any("counted, not scored" in sentence for sentence in reading.assumptions)


@pytest.mark.parametrize(("day", "due"), [(31, date(2025, 12, 31)), (30, date(2025, 12, 31))])
def test_a_forecast_is_due_when_the_question_was_to_close(day: int, due: date) -> None:
    """One that is made later, while it is still open, on its own day."""
    ann = Forecaster(slug="ann", name="Ann")
    made = forecast(
        asked(Kind.BINARY), ann, Numbers(p=0.5), datetime(2025, 12, day, 9, tzinfo=UTC), conventions()
    )
    assert made.claim.deadline == due
    later = forecast(
        asked(Kind.BINARY), ann, Numbers(p=0.5), datetime(2026, 1, day, 9, tzinfo=UTC), conventions()
    )
    assert later.claim.deadline == later.made_on == date(2026, 1, day)


def test_falls_by_rounding_are_evened_out_and_others_refused() -> None:
    """A curve does not fall."""
    grid = (0.0, 5.0, 10.0)
    found = belief(asked(Kind.NUMERIC, grid=grid), Numbers(cdf=(0.0, 0.5, 0.4999999)), MADE, conventions())
    assert isinstance(found, Quantiles)
    assert found.levels[-1] == 0.5
    with pytest.raises(UnfitNoun, match=r"goes from 0\.5 to 0\.4"):
        belief(asked(Kind.NUMERIC, grid=grid), Numbers(cdf=(0.0, 0.5, 0.4)), MADE, conventions())


@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_quantiles_rise_and_stay_within_the_bounds(steps: list[float]) -> None:
    """Whatever the curve, each level lies where the curve reaches it."""
    total = sum(steps) or 1.0
    cdf = tuple(min(1.0, height / total) for height in accumulate(steps))
    grid = tuple(10.0 * place / (len(cdf) - 1) for place in range(len(cdf)))
    found = belief(asked(Kind.NUMERIC, grid=grid), Numbers(cdf=cdf), MADE, conventions())
    if isinstance(found, Quantiles):
        assert all(before <= after for before, after in pairwise(found.values))
        assert 0 <= found.values[0] <= found.values[-1] <= 10
        assert set(found.levels) == {level for level in LEVELS if cdf[0] <= level <= cdf[-1]}


@given(st.lists(st.integers(FIRST, LAST), min_size=2, max_size=12, unique=True))
def test_timelines_start_on_the_day_of_the_forecast(days: list[int]) -> None:
    """Whatever the places, the heights at and after it are those of the curve."""
    grid = tuple(float(day) for day in sorted(days))
    cdf = tuple(place / len(grid) for place in range(len(grid)))
    found = belief(asked(Kind.DATE, grid=grid), Numbers(cdf=cdf), MADE, conventions())
    assert isinstance(found, Timeline)
    assert found.days[0] >= 0
    made = MADE.date().toordinal()
    kept = dict(zip(found.days, found.cdf, strict=True))
    for day, height in zip(grid, cdf, strict=True):
        if day >= made:
            assert kept[day - made] == height


def test_percentiles_of_a_date_are_closed_by_the_bounds() -> None:
    """A fifth lies beyond the last day."""
    middle = float(date(2025, 7, 1).toordinal())
    said = Numbers(below=0.0, above=0.2, percentiles=((0.5, middle), (0.95, float(LAST))))
    found = belief(asked(Kind.DATE, grid=()), said, MADE, conventions())
    assert isinstance(found, Timeline)
    assert (found.days[-1], found.cdf[-1]) == (305, 0.8)
