"""How far a headline hangs on choices."""

from __future__ import annotations

import pytest

from reports.facets.record.means import mean_of
from reports.facets.record.sensitivity import Sensitivity, Variant, sensitivity_of
from tests.reports import cases
from tests.reports.standing_cases import absent, chances, kind_of, worded
from tests.tracker import frames

SLUGS = [f"q{place}" for place in range(12)]


def _found(rows: list[frames.Row], outcomes: list[frames.Row], measure: str = "brier") -> Sensitivity | None:
    kind = kind_of(rows, outcomes, slugs=SLUGS)
    counted = kind[kind["counts"]]
    return sensitivity_of(kind, mean_of(measure, counted[counted["measure"] == measure]))


def _by_choice(found: Sensitivity | None) -> dict[str, Variant]:
    assert found is not None
    return {variant.choice: variant for variant in found.variants}


def test_words_are_read_at_both_ends_of_their_range() -> None:
    """20 to 40%, of what did not happen."""
    found = _found(worded(6), absent(6))
    choices = _by_choice(found)
    assert {name: one.mean for name, one in choices.items()} == pytest.approx(
        {"words-low": 0.04, "words-high": 0.16, "kindest": 0.04, "harshest": 0.16}
    )
    assert {one.changed for one in choices.values()} == {6}
    assert found is not None
    assert (found.mean, found.lowest, found.highest) == pytest.approx((0.09, 0.04, 0.16))


def test_each_choice_has_its_own_count() -> None:
    """Numbers are not words."""
    rows = [*worded(2), *(frames.forecast(entry=n + 1, question=f"q{n}", p=0.5) for n in range(2, 6))]
    assert {one.changed for one in _by_choice(_found(rows, absent(6))).values()} == {2}


def test_numbers_with_plain_outcomes_hang_on_nothing() -> None:
    """So there is nothing to show."""
    rows = [frames.forecast(entry=n + 1, question=f"q{n}", p=0.5) for n in range(6)]
    assert _found(rows, absent(6)) is None


def test_below_five_events_there_is_nothing_to_vary() -> None:
    """There is no mean."""
    assert _found(worded(4), absent(4)) is None


def test_alternative_readings_take_the_place_of_the_primary_ones() -> None:
    """Only of quotes that have any: here one, on an event of its own that happened."""
    rows = worded(6, low=0.3, high=0.3)
    rows.append(
        {**rows[0], **frames.forecast(entry=50, question="q9", p=0.3), "reading": "B", "statement": "9.0"}
    )
    happened = frames.happened(cases.NEAR, question="q9", handle="20.60")
    (choice,) = _by_choice(_found(rows, [*absent(6), happened])).values()
    assert (choice.choice, choice.changed, choice.forecasts, choice.events) == (
        "alternative-readings",
        2,
        6,
        6,
    )
    assert choice.mean == pytest.approx((5 * 0.09 + 0.49) / 6)


def test_ambiguous_outcomes_are_counted_as_no_and_as_yes() -> None:
    """They bring in an event."""
    rows = [frames.forecast(entry=n + 1, question=f"q{n}", p=0.2) for n in range(6)]
    doubt = {**frames.not_through(cases.LATER, question="q5", handle="20.9"), "kind": "ambiguous", "on": None}
    choices = _by_choice(_found(rows, [*absent(5), {**doubt, "because": "accounts differ"}]))
    assert set(choices) == {"ambiguous-no", "ambiguous-yes"}
    assert {(one.forecasts, one.events, one.changed) for one in choices.values()} == {(6, 6, 1)}
    assert choices["ambiguous-yes"].mean == pytest.approx((5 * 0.04 + 0.64) / 6)


def test_what_came_true_in_part_is_counted_as_nothing_and_as_all() -> None:
    """The headline grades it."""
    rows = [frames.forecast(entry=n + 1, question=f"q{n}", p=0.2) for n in range(6)]
    partly = frames.outcome("partly", question="q5", grade=0.5, known_on=cases.NEAR, handle="20.9")
    found = _found(rows, [*absent(5), partly])
    choices = _by_choice(found)
    assert found is not None
    assert found.mean == pytest.approx((5 * 0.04 + 0.09) / 6)
    assert choices["partly-no"].mean == pytest.approx(0.04)
    assert choices["partly-yes"].mean == pytest.approx((5 * 0.04 + 0.64) / 6)


def test_windows_are_read_by_each_rule() -> None:
    """The founding figures of a window whose event never came, and their band."""
    rows = [frames.window(entry=n + 1, question=f"q{n}") for n in range(6)]
    choices = _by_choice(_found(rows, absent(6), "timeline_brier"))
    assert set(choices) == {"windows-R2-1", "windows-R3-1", "windows-R4-1", "kindest", "harshest"}
    assert choices["kindest"].mean == pytest.approx(0.424, abs=0.001)
    assert choices["harshest"].mean == pytest.approx(0.568, abs=0.001)
    rules = [one.mean or 0 for name, one in choices.items() if name.startswith("windows")]
    assert min(rules) == choices["kindest"].mean
    assert max(rules) == choices["harshest"].mean


def test_the_order_against_the_reference_may_hang_on_the_words() -> None:
    """At 60% of what did not happen, worse than a coin; at 40% better."""
    assert _order(p=0.45, low=0.4, high=0.6) is False
    assert _order(p=0.3, low=0.2, high=0.4) is True


def _order(**said: float) -> bool | None:
    found = _found(worded(6, **said), absent(6))
    assert found is not None
    return found.order_holds


def test_scores_of_other_kinds_have_no_choices() -> None:
    """Shares and quantiles were stated in numbers."""
    frame = chances([0.5] * 6, [1] * 6).assign(measure="category_brier")
    assert sensitivity_of(frame, mean_of("category_brier", frame)) is None
