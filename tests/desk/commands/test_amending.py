"""`tracker amend` and `withdraw`: the old record stays to be seen and no longer counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

WHY = ("--because", "misheard")


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """Entry 2: kabul (2.2), its statement (2.4) and timeline (2.5). Entry 3: a chance (3.2)."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June")
    ledger(*OFFENSIVE, "--when", "in the near future")
    return ledger


def amended(shell: Shell, handle: str, *typed: str) -> dict[str, Any]:
    """The record that stands in the place of the one at a handle."""
    said = shell("amend", handle, *typed, *WHY)
    found = shell.json("show", said.partition("corrected by ")[2].partition(":")[0])
    assert isinstance(found, dict)
    return found


def test_a_correction_replaces_and_both_are_shown(logged: Shell) -> None:
    """The old record says what became of it."""
    assert amended(logged, "3.2", "-p", "0.4")["belief"] == {
        "kind": "chance",
        "p": 0.4,
        "low": 0.4,
        "high": 0.4,
        "rule": "stated",
    }
    old = logged.json("show", "3.2")
    assert old["stands"] is False
    assert "correction by 4.1, because misheard" in old["amended"]
    assert logged.forecast("offensive-north")["handle"] == "4.1"


def test_a_chance_keeps_what_is_not_changed(logged: Shell) -> None:
    """The vague words, who settled them and the deadline stay, whatever else changes."""
    found = amended(logged, "3.2", "-p", "likely", "--scale", "icd203")
    assert found["claim"] == {"deadline": "2021-09-25", "when": "in the near future"}
    assert found["settled_by"] == "ann"
    moved = amended(logged, "4.1", "--deadline", "by the end of Q3")
    assert (moved["claim"]["deadline"], moved["belief"]) == ("2021-09-30", found["belief"])


def test_a_window_is_counted_anew_from_another_day(logged: Shell) -> None:
    """The words are read from the new day, to the rung that is counted from it."""
    belief = amended(logged, "2.5", "--said", "2021-06-24")["belief"]
    assert (belief["earliest"], belief["horizon"]) == ("2021-07-24", "2021-12-24")


def test_a_window_may_be_given_a_probability(logged: Shell) -> None:
    """The old words stay, scaled to it."""
    belief = amended(logged, "2.5", "-p", "40%")["belief"]
    assert (belief["p"], belief["latest"]) == (0.4, "2021-09-25")


def test_the_words_of_a_scale_are_read_by_the_same_scale(logged: Shell) -> None:
    """A chance in words that becomes a window keeps its number."""
    belief = amended(logged, "3.2", "--when", "within 90 days")["belief"]
    assert (belief["p"], belief["rule"]) == (0.325, "icd203-2015/unlikely")


def test_another_forecaster_reading_and_day_may_be_given(logged: Shell) -> None:
    """Every part of a forecast has its option."""
    logged("log", "kabul", "--by", "Bob", "--said", "2021-06-25", "--when", "this year")
    who = ("--by", "bob", "--reading", "wide", "--attested", "2021-06-26", "--made-at", "2021-06-24T22:00")
    what = ("--statement", "2.4", "--given", "kabul", "--not-before", "2021-07-01")
    found = amended(logged, "3.2", *who, *what)
    assert (found["forecaster"], found["reading"], found["made_on"]) == ("bob", "wide", "2021-06-24")
    assert found["claim"]["condition"]["question"] == "kabul"
    assert (found["statement"], found["claim"]["not_before"]) == ("2.4", "2021-07-01")


def test_an_outcome_is_told_anew(logged: Shell) -> None:
    """Another date, or another kind of outcome; the evidence stays unless given."""
    logged("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    assert amended(logged, "4.1", "--on", "2021-08-16")["known_on"] == "2021-08-16"
    assert amended(logged, "5.1", "--known", "2021-08-20")["on"] == "2021-08-16"
    void = amended(logged, "6.1", "--void")
    assert (void["because"], void["evidence"]) == ("misheard", "all agencies")


def test_a_day_known_stays_when_another_day_is_told(logged: Shell) -> None:
    """It decides whether a forecast is prospective; one that was the outcome's own day moves with it."""
    logged("resolve", "kabul", "--on", "2021-08-15", "--known", "2021-08-20")
    assert amended(logged, "4.1", "--on", "2021-08-14")["known_on"] == "2021-08-20"
    assert "cannot be known before" in logged.refusal("amend", "5.1", "--on", "2021-08-21", *WHY)


def test_the_day_and_the_grade_of_what_partly_happened_are_told_apart(logged: Shell) -> None:
    """A day alone does not make it whole, and a grade alone does not take its day away."""
    logged("resolve", "kabul", "--partly", "0.5", "--on", "2021-08-15", "--because", "the outskirts")
    dated = amended(logged, "4.1", "--on", "2021-08-16")
    assert (dated["kind"], dated["grade"], dated["because"]) == ("partly", 0.5, "the outskirts")
    graded = amended(logged, "5.1", "--partly", "0.25")
    assert (graded["on"], graded["grade"], graded["known_on"]) == ("2021-08-16", 0.25, "2021-08-16")


def test_a_forecast_shows_its_quote_as_corrected_and_can_be_amended(logged: Shell) -> None:
    """In the terminal and as JSON; so does the one that takes its place."""
    logged("amend", "2.4", "--quote", "a month or two, maybe three", *WHY)
    assert "quote         a month or two, maybe three" in logged("show", "2.5")
    assert logged.json("show", "2.5")["statement"] == "4.1"
    assert logged.forecast("kabul")["statement"] == "4.1"
    found = amended(logged, "2.5", "--reading", "wide")
    assert (found["statement"], found["quote"]) == ("4.1", "a month or two, maybe three")
    assert logged.json("show", "2.5")["statement"] == "2.4"  # the record that no longer stands, as it was
    assert "name the one that stands, 4.1" in logged.refusal(
        "log", "kabul", "--by", "Bob", "--said", "2021-06-25", "--when", "this year", "--statement", "2.4"
    )


def test_an_amendment_that_only_moves_a_pointer_is_none(logged: Shell) -> None:
    """It moves by itself."""
    logged("amend", "2.4", "--quote", "a month or two, maybe three", *WHY)
    assert "is what it was" in logged.refusal("amend", "2.5", "--reading", "primary", *WHY)


def test_questions_forecasters_sources_and_statements_have_parts(logged: Shell) -> None:
    """Aliases are added; other parts are replaced."""
    assert amended(logged, "2.2", "--says", "Kabul falls", "--recurs")["statement"] == "Kabul falls"
    names = amended(
        logged, "2.1", "--alias", "A. M.", "--forecaster-kind", "crowd", "--name", "A. Mikhailovsky"
    )
    assert (names["aliases"], names["kind"], names["name"]) == (["A. M."], "crowd", "A. Mikhailovsky")
    assert amended(logged, "2.3", "--url", "https://example.org/")["url"] == "https://example.org/"
    assert amended(logged, "2.4", "--locator", "p. 3", "--source", "mk")["locator"] == "p. 3"
    assert amended(logged, "1.1", "--scale", "phia")["scale"] == "phia"


def test_a_mistake_is_taken_back_whole(logged: Shell) -> None:
    """It no longer stands, and nothing takes its place."""
    assert "3.2 is taken back as a mistake (4.1)." in logged("amend", "3.2", "--mistake", *WHY)
    assert logged.json("list", "forecasts", "--question", "offensive-north") == []
    assert "leave the other options out" in logged.refusal(
        "amend", "2.5", "--mistake", "-p", "1%", *WHY, code=2
    )


def test_a_withdrawal_has_its_day(logged: Shell) -> None:
    """The forecast still stands, as withdrawn."""
    assert "3.2 was withdrawn on 2021-07-10 (4.1)." in logged("withdraw", "3.2", "--on", "2021-07-10", *WHY)
    assert "withdrawal, because misheard" in logged.json("show", "3.2")["amended"]
    assert "only forecasts are withdrawn" in logged.refusal("withdraw", "2.2", "--on", "2021-07-10", *WHY)
    early = logged.refusal("withdraw", "2.5", "--on", "2021-06-01", *WHY)
    assert "give the day on which it was withdrawn" in early


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("2.1", "--on", "2021-01-01"), "has no --on: change --name, --alias"),
        (("3.2", "--horizon", "2022-01-01"), "has no --horizon: the horizon is its question's, for all who"),
        (("2.2",), "give the parts that change, or --mistake"),
        (("99.1", "--on", "2021-01-01"), "no record '99.1'"),
        (("kabul", "--on", "2021-01-01"), "give an entry and a position, such as 17.3"),
        (("2.4", "--source", "Unheard Of"), "has no source 'Unheard Of'"),
        (("2.5", "--deadline", "2021-09-25"), "nothing in it can be scored"),
        (("2.5", "--said", "2023-01-01"), "2023-01-01"),
    ],
)
def test_what_cannot_be_is_refused(logged: Shell, typed: tuple[str, ...], refusal: str) -> None:
    """One sentence, and nothing is recorded."""
    assert refusal in logged.refusal("amend", *typed, *WHY)
    assert len(logged.json("history")) == 3


def test_a_reason_is_always_asked_for(logged: Shell) -> None:
    """Nothing is amended without one."""
    assert "--because" in logged.refusal("amend", "2.5", "-p", "0.5", code=2)


def test_a_chance_may_become_a_window_and_a_window_a_chance(logged: Shell) -> None:
    """New words about time take the place of the old deadline, and a deadline that of a window."""
    window = amended(logged, "3.2", "--when", "in one to three months")["belief"]
    assert (window["kind"], window["p"]) == ("timeline", 0.325)
    chance = amended(logged, "4.1", "--deadline", "2021-09-25")
    assert (chance["belief"]["kind"], chance["claim"]) == ("chance", {"deadline": "2021-09-25"})


def test_an_entry_about_an_entry_has_no_parts(logged: Shell) -> None:
    """An amendment can be taken back, not changed."""
    logged("withdraw", "3.2", "--on", "2021-07-10", *WHY)
    assert "take it back with --mistake" in logged.refusal("amend", "4.1", "-p", "0.5", *WHY)
    logged("amend", "4.1", "--mistake", *WHY)
    assert "amended" not in logged.json("show", "3.2")
