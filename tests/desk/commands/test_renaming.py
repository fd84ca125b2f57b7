"""`tracker rename` and `tracker merge`: other slugs, two that are one, and both taken back."""

from __future__ import annotations

from tests.shell import KABUL, OFFENSIVE, Shell

AGAIN = ("log", "The Afghan capital falls", "--slug", "fall", "--by", "A. Mikhailovsky", "-p", "60%")
DATES = ("--deadline", "2021-12-31", "--said", "2021-07-01")
PERSON = "alexander-mikhailovsky"


def test_commands_take_the_old_slug(ledger: Shell) -> None:
    """To log, resolve, show, list and score; all say the new one."""
    ledger(*KABUL)
    said = ledger("rename", "kabul", "kabul-2021")
    assert "The question 'kabul' is called 'kabul-2021' from now on; 'kabul' still means it." in said
    ledger("log", "kabul", "--by", PERSON, "-p", "70%", *DATES)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "seen")
    assert {row["question"] for row in ledger.json("list", "forecasts", "--question", "kabul")} == {
        "kabul-2021"
    }
    shown = ledger.json("show", "kabul")
    assert (shown["slug"], shown["formerly"], shown["forecasts"]) == ("kabul-2021", ["kabul"], 2)
    assert {row["question"] for row in ledger.json("scores", "--question", "kabul")} == {"kabul-2021"}
    assert "question kabul is called kabul-2021" in ledger("history", "--question", "kabul")
    ledger("undo", "3")
    assert {row["question"] for row in ledger.json("list", "forecasts")} == {"kabul"}
    assert "no question 'kabul-2021'" in ledger.refusal(
        "log", "kabul-2021", "--by", PERSON, "-p", "70%", *DATES
    )


def test_a_scorecard_of_somebody_by_an_old_name_is_the_same(ledger: Shell) -> None:
    """And a report made before is made again as it was, from its own entry."""
    ledger(*KABUL)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "seen")
    before = ledger.json("scorecard", PERSON)
    ledger("rename", PERSON, "mikhailovsky")
    ledger("rename", "kabul", "kabul-2021")
    now, again = ledger.json("scorecard", "mikhailovsky"), ledger.json("scorecard", PERSON)
    assert now == again
    assert "kabul-2021" in str(now)
    assert "kabul-2021" not in str(before)


def test_two_that_are_one_are_merged_and_parted(ledger: Shell) -> None:
    """Questions and people; what says the same counts once, and a forecast that is there twice is named."""
    ledger(*KABUL)
    ledger(*AGAIN, *DATES)
    for slug in ("kabul", "fall"):
        ledger("resolve", slug, "--on", "2021-08-15", "--evidence", "seen")
    ledger("log", "fall", "--by", PERSON, "-p", "60%", *DATES)
    before = {kind: ledger.json("list", kind) for kind in ("questions", "forecasts", "outcomes")}
    said = ledger("merge", "fall", "kabul", "--because", "the same event")
    assert "with it come 2 forecasts." in said
    assert "The outcome 5.1 says what another one says, and counts no more." in said
    assert "counts no more" not in ledger("merge", "a-mikh", PERSON, "--because", "one person")
    assert [row["question"] for row in ledger.json("list", "outcomes")] == ["kabul"]
    assert "merged" in ledger.json("show", "5.1")
    assert "No problems" in ledger("check")
    assert "The chain holds" in ledger("audit")
    for _ in range(2):
        ledger("undo")
    assert {kind: ledger.json("list", kind) for kind in before} == before


def test_a_forecast_that_is_there_twice_is_named(ledger: Shell) -> None:
    """With the command that takes it back, which works as printed."""
    ledger(*AGAIN, *DATES)
    ledger("log", "fall", "--by", "Alexander Mikhailovsky", "-p", "60%", *DATES)
    said = " ".join(ledger("merge", "a-mikhailovsky", PERSON, "--because", "one person").split())
    assert 'take it back with `tracker amend 2.3 --mistake --because "recorded twice"`' in said
    ledger("amend", "2.3", "--mistake", "--because", "recorded twice")
    assert len(ledger.json("list", "forecasts")) == 1


def test_what_cannot_be_one_is_refused_with_what_to_do(ledger: Shell) -> None:
    """Nothing is recorded, and the command in the sentence makes room."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "seen")
    ledger("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "seen")
    refusal = ledger.refusal("merge", "offensive-north", "kabul", "--because", "the same")
    assert "would have two answers" in refusal
    assert 'tracker amend 5.1 --mistake --because "..."' in refusal
    ledger("amend", "5.1", "--mistake", "--because", "not so")
    ledger("merge", "offensive-north", "kabul", "--because", "the same")
    assert "are the same question, 'kabul'" in ledger.refusal(
        "merge", "offensive-north", "kabul", "--because", "again"
    )
    assert "no forecaster, question or source 'xyz'" in ledger.refusal("rename", "xyz", "abc")


def test_a_slug_that_cannot_be_is_refused_by_what_it_would_name(ledger: Shell) -> None:
    """With one that can."""
    ledger(*KABUL)
    assert "The question has the slug 'A b': use" in ledger.refusal("rename", "kabul", "A b")
