"""Baseline and peer scores over time, against figures that Metaculus published."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.platforms.asked import asked, at_once, said
from tracker.platforms.metaculus import contributions, scores_by_answer
from tracker.platforms.open_questions import OpenQuestion
from tracker.scoring import peer_scores

inner = st.floats(0.01, 0.99)


def values(question: OpenQuestion, measure: str, spot: float = 0.5) -> dict[str, tuple[float, float]]:
    """The score and the coverage of each forecaster."""
    return {
        one.forecaster: (one.value, one.weight)
        for one in contributions(question, spot=spot)
        if one.measure == measure
    }


def test_the_worked_example_of_the_scores_faq() -> None:
    """Five days: 40% on the second, 70% on the third, 80% on the fifth; true. 0, -32, 49, 49, 68, or 27."""
    found = asked(said("host", (0, 0.5), due=5), said("user", (1, 0.4), (2, 0.7), (4, 0.8), due=5), yes_on=5)
    baseline, _, _ = scores_by_answer(found)
    assert baseline[1, :, 1].round().tolist() == [0, -32, 49, 68]
    assert round(values(found, "baseline")["user"][0]) == 27
    assert values(found, "baseline")["user"][1] == pytest.approx(0.8)


def test_the_other_published_scores_of_one_forecast() -> None:
    """From the FAQ (70, 80, 90, 99%) and Metaculus's own tests (0.9, 0.1, 2^-1/2, 2^-3/2)."""
    published = {0.7: 49, 0.8: 68, 0.9: 85, 0.99: 99, 2**-0.5: 50, 2**-1.5: -50}
    for p, score in published.items():
        assert round(values(at_once(p, 0.5), "baseline")["f0"][0]) == score
    assert values(at_once(0.1, 0.5), "baseline")["f0"][0] == pytest.approx(-232.19280949)
    assert values(at_once(0.9, 0.5), "baseline")["f0"][0] == pytest.approx(84.79969066)


def test_a_forecast_that_covers_a_part_of_the_days_scores_a_part() -> None:
    """Metaculus's tests: from the fifth of ten days half; closed on the fifth, half of the schedule too."""
    late = asked(said("ann", (0, 0.5)), said("bob", (5, 0.9)), yes_on=10)
    assert values(late, "baseline")["bob"] == pytest.approx((84.79969066 / 2, 0.5))
    early = asked(said("ann", (0, 0.9)), said("bob", (0, 0.5)), yes_on=5)
    assert values(early, "baseline")["ann"] == pytest.approx((84.79969066 / 2, 0.5))


def test_peer_scores_follow_who_is_there() -> None:
    """Metaculus's tests: 10% and 50% over ten days, 90% from the fifth; it is true."""
    found = values(asked(said("a", (0, 0.1)), said("b", (0, 0.5)), said("c", (5, 0.9)), yes_on=10), "peer")
    both = [(log(0.1) - log(0.5)), (log(0.5) - log(0.1))]
    three = [
        log(0.1) - (log(0.5) + log(0.9)) / 2,
        log(0.5) - (log(0.1) + log(0.9)) / 2,
        log(0.9) - (log(0.1) + log(0.5)) / 2,
    ]
    assert found["a"] == pytest.approx((100 * (both[0] + three[0]) / 2, 1))
    assert found["b"] == pytest.approx((100 * (both[1] + three[1]) / 2, 1))
    assert found["c"] == pytest.approx((100 * three[2] / 2, 0.5))


def test_a_spot_score_is_that_of_one_moment() -> None:
    """Before it, nobody has one; where the question closed earlier, it is taken at the close."""
    question = asked(said("a", (0, 0.1), (6, 0.2)), said("b", (0, 0.5)), said("c", (6, 0.9)), yes_on=10)
    assert values(question, "spot_peer", 0.5)["a"] == pytest.approx((100 * log(0.1 / 0.5), 1))
    assert set(values(question, "spot_baseline", 0.5)) == {"a", "b"}
    later = values(question, "spot_peer", 0.6)
    assert later["a"][0] == pytest.approx(100 * (log(0.2) - (log(0.5) + log(0.9)) / 2))
    early = asked(said("a", (0, 0.1)), said("b", (2, 0.5)), yes_on=3)
    assert set(values(early, "spot_peer", 0.9)) == {"a", "b"}


def test_who_has_no_peer_has_no_peer_score() -> None:
    """And a crowd alone makes no peers."""
    assert values(at_once(0.7), "peer") == {}
    assert values(at_once(0.7, 0.4, peers=[True, False]), "peer").keys() == {"f1"}


@given(chances=st.lists(inner, min_size=2, max_size=6), answer=st.integers(0, 1))
def test_peer_scores_add_up_to_nothing_and_are_those_of_the_plain_function(
    chances: list[float], answer: int
) -> None:
    """Two ways to one figure."""
    found = [score for score, _ in values(at_once(*chances, answer=answer), "peer").values()]
    assert found == pytest.approx(peer_scores(chances, answer).tolist(), abs=1e-9)
    assert sum(found) == pytest.approx(0, abs=1e-9)


def test_certain_forecasts_are_kept_from_infinity_as_on_the_platform() -> None:
    """No probability is below 0.1% or above 99.9%: the worst possible peer score there is -691."""
    found = values(at_once(0.0, 1.0), "peer")
    assert round(found["f0"][0]) == -691
    assert round(found["f1"][0]) == 691


@given(belief=inner, chance=inner, others=st.lists(inner, min_size=1, max_size=4))
def test_nobody_expects_a_better_score_by_saying_something_else(
    belief: float, chance: float, others: list[float]
) -> None:
    """Both scores are proper for each day."""

    def expected(said_chance: float, measure: str) -> float:
        yes, no = (
            values(at_once(said_chance, *others, answer=answer), measure)["f0"][0] for answer in (1, 0)
        )
        return belief * yes + (1 - belief) * no

    for measure in ("baseline", "peer"):
        assert expected(belief, measure) >= expected(chance, measure) - 1e-9


def test_a_score_says_what_it_could_have_been() -> None:
    """With the same forecasts, had it come out otherwise."""
    (baseline, *_) = contributions(at_once(0.8, 0.4), spot=0.5)
    assert (baseline.least, baseline.value, baseline.most) == pytest.approx((-132.19, 67.81, 67.81), abs=0.01)
