"""What charts show, in words."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from reports.charts import murphy, roc, running, sensitivity
from reports.facets.calibration.findings import Finding
from reports.facets.record.means import LogScore
from reports.facets.record.roc import roc_of
from reports.facets.record.running import running_of
from reports.facets.record.sensitivity import Sensitivity
from reports.render import telling
from tests.reports import cases
from tests.reports.standing_cases import chances


def test_the_confidence_sequence_says_that_and_for_what_it_is_valid() -> None:
    """However often one looks."""
    (found,) = running_of(chances([0.2] * 30, [0] * 30))
    told = running.words(found)
    assert told.startswith("Brier score after 30 events: 0.040; the confidence sequence holds ")
    assert "valid however often one looks" in told
    assert "mean score that was to be expected of the events so far" in told
    assert told.endswith("it is approximate.")


def test_an_area_never_stands_alone() -> None:
    """Its interval, what 0.5 means, and what it is blind to."""
    found = cases.panel_card(40).standings[0].roc
    assert found is not None
    told = roc.words(found)
    assert f"{found.low:.2f} to {found.high:.2f}; 0.5 tells nothing apart" in told
    assert told.endswith("blind to calibration.")


def test_an_area_without_interval_says_why() -> None:
    """All said alike."""
    found = roc_of(chances([0.45] * 20, [0, 1] * 10))
    assert found is not None
    assert "no interval: All probabilities are equal" in roc.words(found)


def test_a_finite_log_score_is_set_beside_the_coin() -> None:
    """0.693 nats."""
    told = telling.log_score(LogScore(forecasts=5, events=5, mean=0.5, ruled_out=0, clipped=0.5))
    assert told.startswith("Log score of the 5 yes-or-no forecasts: 0.500 nats; always saying 50% has 0.693.")


def test_several_certain_misses_are_misses() -> None:
    """In the plural."""
    told = telling.log_score(LogScore(forecasts=5, events=5, mean=inf, ruled_out=2, clipped=2.0))
    assert told.endswith("forgives the certain misses.")


def test_whether_the_order_hangs_on_words_is_said_only_where_there_is_one() -> None:
    """Against the reference."""
    shape = Sensitivity(
        measure="brier",
        forecasts=6,
        events=6,
        mean=0.2,
        low=None,
        high=None,
        reference=0.25,
        against="always saying 50%",
        lowest=0.1,
        highest=0.3,
        order_holds=False,
        variants=(),
    )
    assert sensitivity.words(shape).endswith("against always saying 50% depends on them.")
    assert sensitivity.words(replace(shape, order_holds=True)).endswith("does not depend on them.")
    assert "order" not in sensitivity.words(replace(shape, order_holds=None))


def test_a_curve_never_below_the_coin_is_told_so() -> None:
    """Of Murphy diagrams."""
    found = cases.panel_card(60).standings[0].murphy
    assert found is not None
    assert " of 101 thresholds, from " in murphy.words(found)
    told = murphy.words(replace(found, scores=found.always_half))
    assert told.startswith("At no threshold")


def test_findings_are_told_by_name_where_there_are_several() -> None:
    """And by kind, where they have one."""
    found = Finding(
        forecaster="ann",
        name="Ann",
        prospective=True,
        fault="vague",
        words="Vague: 9 of 10.",
        events=0,
        p_value=None,
        adjusted=None,
    )
    assert telling.finding(found, {"ann": "Ann"}) == "Ann is vague (prospective forecasts): 9 of 10."
    assert telling.finding(found, {}) == "Vague (prospective forecasts): 9 of 10."
    assert telling.finding(replace(found, prospective=None), {}) == "Vague: 9 of 10."


def test_few_windows_are_not_summed_up() -> None:
    """The table lists them."""
    assert telling.windows(cases.founding_card().standings[1].windows) == ""
