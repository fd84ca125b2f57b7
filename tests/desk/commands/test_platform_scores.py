"""`tracker scores --as-platform`: what Metaculus, Good Judgment and ForecastBench would give."""

from __future__ import annotations

import pytest

from tests.shell import Shell


@pytest.fixture
def panel(shell: Shell) -> Shell:
    """Ann and Bob on six questions: she says 80%, he 40%, and all come true on the last day."""
    shell.today(2021, 1, 1)
    shell("init")
    for number in range(6):
        question = f"q{number}"
        shell("log", f"It rains in town {number}", "--slug", question, "--by", "Ann", *_said("0.8", 1))
        shell("log", question, "--by", "Bob", *_said("0.4", 1))
    shell.today(2021, 3, 1)
    for number in range(6):
        shell("resolve", f"q{number}", "--on", "2021-01-11", "--evidence", "seen")
    return shell


def _said(p: str, day: int) -> tuple[str, ...]:
    return ("-p", p, "--deadline", "2021-01-11", "--said", f"2021-01-{day:02}")


def test_metaculus_scores_are_against_chance_and_against_the_others(panel: Shell) -> None:
    """100 (1 + log2 0.8) and 100 ln(0.8 / 0.4), over all days, with coverage and interval."""
    found = panel.json("scores", "--as-platform", "metaculus")
    figures = {(one["forecaster"], one["measure"]): one for one in found["scores"]}
    assert figures["ann", "baseline"]["mean"] == pytest.approx(67.807, abs=1e-3)
    assert figures["ann", "peer"]["mean"] == pytest.approx(69.315, abs=1e-3)
    assert figures["bob", "peer"]["mean"] == pytest.approx(-69.315, abs=1e-3)
    assert figures["ann", "peer"]["low"] < 69.3 <= figures["ann", "peer"]["high"]
    assert (figures["ann", "peer"]["questions"], figures["ann", "peer"]["weight"]) == (6, 6)
    text = panel("scores", "--as-platform", "metaculus")
    assert "Peer score, higher is better: against the others" in text
    assert "100%" in text


def test_one_forecaster_is_shown_in_the_company_of_all(panel: Shell) -> None:
    """Whoever is left out of the table is still who the others are."""
    found = panel.json("scores", "--as-platform", "good-judgment", "--forecaster", "ann")
    assert {one["forecaster"] for one in found["scores"]} == {"ann"}
    figures = {one["measure"]: one["mean"] for one in found["scores"]}
    assert figures == pytest.approx({"daily_brier": 0.08, "accuracy": 0.08 - (0.08 + 0.72) / 2})
    assert [one["direction"] for one in found["measures"]] == ["lower is better"] * 2


def test_forecastbench_has_the_adjusted_score_and_the_index(panel: Shell) -> None:
    """Both answered all, so nothing is adjusted: 0.04 and 80."""
    text = panel("scores", "--as-platform", "forecastbench")
    assert "Brier index, higher is better" in text
    (ann,) = [line for line in text.splitlines() if line.startswith("ann") and "80.0" in line]
    assert "6" in ann


def test_a_spot_is_a_share_of_the_days_and_metaculus_s_alone(panel: Shell) -> None:
    """Anything else is refused."""
    assert panel.json("scores", "--as-platform", "metaculus", "--spot", "25%")["spot"] == 0.25
    said = panel.refusal("scores", "--as-platform", "forecastbench", "--spot", "25%", code=2)
    assert "give --spot with --as-platform metaculus" in said
    assert "not 120%" in panel.refusal("scores", "--as-platform", "metaculus", "--spot", "120%")


def test_a_topic_without_answers_has_no_scores(shell: Shell) -> None:
    """And that is said."""
    shell.today(2021, 1, 1)
    shell("init")
    shell("log", "It rains", "--slug", "rain", "--by", "Ann", *_said("0.8", 1))
    assert "No forecasts are scored." in shell("scores", "--as-platform", "metaculus")


def test_what_a_platform_cannot_score_is_counted(panel: Shell) -> None:
    """Windows have no probability that a platform would score."""
    panel("log", "q0", "--by", "Cat", "--when", "a month or two", "--said", "2021-01-01")
    assert "Windows and quantities, 1 here, have no score" in panel("scores", "--as-platform", "metaculus")
