"""`tracker due --resolve` walks through what is due."""

from __future__ import annotations

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

PRICE = (
    *("log", "The price of oil", "--slug", "oil", "--kind", "quantity", "--unit", "dollars", "--by", "Ann"),
    *("--above", "80", "-p", "70%", "--deadline", "2021-07-01", "--said", "2021-06-25"),
)
CHANCELLOR = (
    *("log", "Who is chancellor", "--slug", "chancellor", "--kind", "choice", "--options", "Scholz,Laschet"),
    *("--by", "Ann", "--option", "Scholz", "-p", "70%", "--deadline", "2021-08-01", "--said", "2021-06-25"),
)


@pytest.fixture
def waiting(ledger: Shell) -> Shell:
    """A ledger with two questions that wait for an outcome, kabul first."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June", "--url", "https://example.org/mk")
    ledger(*OFFENSIVE)
    return ledger


def test_one_answer_and_one_return_key_lead_to_the_next(waiting: Shell) -> None:
    """Each answer is an entry of its own, and nothing else is asked."""
    said = waiting("due", "--resolve", answers="2021-08-15\nall agencies\nno\n\n")
    assert said.index("1 of 2") < said.index("happened on 2021-08-15") < said.index("2 of 2")
    assert said.endswith("2 outcomes recorded.\n")
    found = waiting.json("list", "outcomes")
    assert [outcome["kind"] for outcome in found] == ["happened", "not through"]
    assert (found[0]["evidence"], found[1]["on"]) == ("all agencies", "2021-09-25")
    assert len(waiting.json("history")) == 5


def test_a_screen_shows_the_question_and_its_sources_and_not_who_forecast(waiting: Shell) -> None:
    """Only where somebody asks."""
    said = waiting("due", "--resolve", answers="stop\n")
    for part in (
        "Taliban capture Kabul",
        "MK, June, https://example.org/mk",
        "days overdue",
        "forecasts    1",
    ):
        assert part in said
    assert "mikhailovsky" not in said.casefold()
    assert "alexander-mikhailovsky" in waiting("due", "--resolve", answers="who\nstop\n")


def test_the_return_key_skips_and_later_comes_again_at_the_end(waiting: Shell) -> None:
    """One key for the next."""
    said = waiting("due", "--resolve", answers="later\n\n\n")
    order = [line.split()[3].rstrip(",") for line in said.splitlines() if " of 2  " in line]
    assert order == ["kabul", "offensive-north", "kabul"]
    assert "No outcomes recorded." in said


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("yesterday", "2022-01-04"),
        ("no 2021-12-31", "2021-12-31"),
        ("partly 0.5", "0.5"),
        ("void it was put off", "put off"),
        ("ambiguous reports differ", "differ"),
    ],
)
def test_every_kind_of_answer_of_an_event_is_taken(waiting: Shell, answer: str, sentence: str) -> None:
    """In words that are quickly typed."""
    waiting("due", "--resolve", answers=f"{answer}\n\nstop\n")
    (found,) = waiting.json("list", "outcomes")
    assert sentence in str(found)


def test_an_option_and_a_value_are_answers(ledger: Shell) -> None:
    """A beginning of the option will do."""
    ledger(*PRICE)
    ledger(*CHANCELLOR)
    ledger("due", "--resolve", answers="81.5\n\nsch\n\n")
    found = {outcome["question"]: outcome for outcome in ledger.json("list", "outcomes")}
    assert found["oil"]["value"] == 81.5
    assert found["chancellor"]["option"] == "Scholz"


def test_a_refused_answer_is_asked_anew(waiting: Shell) -> None:
    """With what would do."""
    said = waiting("due", "--resolve", answers="maybe\nvoid\n2023-01-01\n\n?\nstop\n")
    assert "write it as 2021-06-25" in said
    assert "type void and why" in said
    assert "2023-01-01" in said
    assert waiting.json("list", "outcomes") == []


def test_what_was_answered_before_an_interrupt_stays(waiting: Shell) -> None:
    """The end of input loses no entry."""
    said = waiting.refusal("due", "--resolve", answers="2021-08-15\n\n")
    assert "was recorded" in said
    assert len(waiting.json("list", "outcomes")) == 1


def test_a_walk_in_the_past_is_refused(waiting: Shell) -> None:
    """What is recorded is recorded now."""
    assert "leave --as-of out" in waiting.refusal("due", "--resolve", "--as-of", "2022-01-05", code=2)


def test_with_nothing_due_it_says_so(ledger: Shell) -> None:
    """And asks nothing."""
    assert ledger("due", "--resolve") == "Nothing waits for an outcome.\n"
