"""`tracker resolve` enters what came of a question."""

from __future__ import annotations

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

HEADER = "question,outcome,on,value,option,grade,known_on,evidence,because\n"


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with two forecasts, on kabul and offensive-north."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    return ledger


def outcomes(shell: Shell, question: str) -> list[dict[str, object]]:
    """The standing outcomes of a question, as JSON."""
    found = shell.json("list", "outcomes", "--question", question)
    assert isinstance(found, list)
    return found


def test_a_date_says_that_it_happened(logged: Shell) -> None:
    """The slug's beginning will do, and nobody is told who forecast it."""
    said = logged("resolve", "kab", "--on", "2021-08-15", "--evidence", "all agencies")
    assert "kabul happened on 2021-08-15 (4.1); known on 2021-08-15. It touches 1 forecast." in said
    assert "mikhailovsky" not in said.casefold()
    assert outcomes(logged, "kabul")[0]["evidence"] == "all agencies"


def test_still_not_is_news_and_so_is_a_happening_after_it(logged: Shell) -> None:
    """Neither contradicts what stands."""
    logged("resolve", "kabul", "--not-through", "2021-07-31")
    logged("resolve", "kabul", "--not-through", "2021-08-10")
    logged("resolve", "kabul", "--on", "2021-08-15", "--known", "2021-08-16")
    assert [found["kind"] for found in outcomes(logged, "kabul")] == [
        "not through",
        "not through",
        "happened",
    ]
    assert outcomes(logged, "kabul")[-1]["known_on"] == "2021-08-16"


def test_what_contradicts_is_refused_with_what_the_first_analyst_said(logged: Shell) -> None:
    """The second of two analysts is told what stands, who entered it, and how to amend it."""
    logged("resolve", "kabul", "--on", "2021-08-15", "--as", "bob")
    said = logged.refusal("resolve", "kabul", "--not-through", "2021-09-01")
    assert "happened on 2021-08-15 (4.1, entered by bob)" in said
    assert "tracker amend 4.1" in said
    assert "there is nothing to add" in logged.refusal("resolve", "kabul", "--on", "2021-08-15")


def test_void_and_ambiguous_say_why(logged: Shell) -> None:
    """They were known today, unless told otherwise."""
    logged("resolve", "kabul", "--void", "--because", "the question fell away")
    logged("resolve", "offensive-north", "--ambiguous", "--because", "two agencies disagree")
    assert outcomes(logged, "kabul")[0]["known_on"] == "2022-01-05"
    assert outcomes(logged, "offensive-north")[0]["because"] == "two agencies disagree"


def test_partly_has_a_grade(logged: Shell) -> None:
    """A percentage will do."""
    logged("resolve", "kabul", "--partly", "40%", "--on", "2021-08-15")
    assert outcomes(logged, "kabul")[0]["grade"] == 0.4


def test_a_choice_has_an_option_and_a_quantity_a_value(ledger: Shell) -> None:
    """The date tells when it was known."""
    by = ("--by", "Ann", "--said", "2021-06-25")
    ledger("log", "Who wins?", *by, "--kind", "choice", "--options", "Ann,Bob", "--shares", "Ann=0.6,Bob=0.4")
    ledger("log", "Oil price then", *by, "--kind", "quantity", "--quantiles", "0.5=61")
    ledger("resolve", "who-wins", "--option", "Bob", "--on", "2021-11-30")
    ledger("resolve", "oil-price-then", "--value", "81.5")
    assert outcomes(ledger, "who-wins")[0]["option"] == "Bob"
    assert outcomes(ledger, "oil-price-then")[0]["value"] == 81.5
    assert "has no option 'Eve'" in ledger.refusal("resolve", "who-wins", "--option", "Eve")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (("kabul",), "Nothing says what came of 'kabul'"),
        (("kabul", "--on", "2022-01-06"), "is dated 2022-01-06, but today is 2022-01-05"),
        (("kabul", "--void"), "lacks its because"),
        (("kabul", "--on", "2021-08-15", "--known", "2021-08-14"), "cannot be known before its own date"),
        (("kabul", "--value", "3"), "cannot be answered by 'value'"),
        (("kabbul", "--on", "2021-08-15"), "did you mean kabul?"),
        (("kabul", "--partly", "1"), "A grade lies above 0 and below 1, not 1"),
    ],
)
def test_what_cannot_be_is_refused(logged: Shell, typed: tuple[str, ...], refusal: str) -> None:
    """One sentence, and nothing is recorded."""
    assert refusal in logged.refusal("resolve", *typed)
    assert len(logged.json("history")) == 3


def test_two_answers_are_a_usage_error(logged: Shell) -> None:
    """To resolve and to amend alike."""
    assert "give one of them" in logged.refusal("resolve", "kabul", "--void", "--value", "3", code=2)
    both = ("--on", "2021-08-15", "--not-through", "2021-08-01")
    assert "give one of them" in logged.refusal("resolve", "kabul", *both, code=2)
    assert "give one of them" in logged.refusal("amend", "2.2", *both, "--because", "x", code=2)


def test_an_amendment_that_changes_nothing_is_refused(logged: Shell) -> None:
    """One that does shows the new reading; the old record then points at the new one."""
    assert "is what it was" in logged.refusal(
        "amend", "2.2", "--says", "Taliban capture Kabul", "--because", "x"
    )
    assert "statement  It falls" in logged("amend", "2.2", "--says", "It falls", "--because", "x")
    assert "the one that stands, 4.1" in logged.refusal("amend", "2.2", "--says", "Y", "--because", "x")


def test_a_file_is_one_entry(logged: Shell) -> None:
    """Several questions at once, of several kinds."""
    file = logged.folder / "outcomes.csv"
    rows = "kabul,happened,2021-08-15,,,,,all agencies,\noffensive-north,not through,2021-12-25,,,,,,\n"
    file.write_text(HEADER + rows)
    assert "2 outcomes recorded." in logged("resolve", "--file", str(file))
    assert len(logged.json("history")) == 4


def test_a_bad_row_leaves_nothing_of_the_file(logged: Shell) -> None:
    """Each bad row is named with its line."""
    file = logged.folder / "outcomes.csv"
    file.write_text(HEADER + "kabul,happened,2021-08-15,,,,,,\nkabbul,happened,2021-08-15,,,,,,\n")
    said = logged.refusal("resolve", "--file", str(file))
    assert "line 3" in said
    assert "did you mean kabul?" in said
    assert outcomes(logged, "kabul") == []


def test_only_outcomes_come_in_this_way(logged: Shell) -> None:
    """Other files are for import."""
    file = logged.folder / "questions.csv"
    file.write_text("slug,statement\nrain,It rains\n")
    assert "tracker import" in logged.refusal("resolve", "--file", str(file))
    assert len(logged.json("history")) == 3


def test_one_question_or_a_file_is_needed(logged: Shell) -> None:
    """Both or neither is a usage error."""
    assert "--file with several" in logged.refusal("resolve", code=2)
