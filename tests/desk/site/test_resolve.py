"""Resolving: one screen a question, without who said what until it is answered."""

from __future__ import annotations

from tests.desk.site.sites import Site, told
from tests.shell import Shell


def test_what_is_due_is_listed_without_who_said_it(site: Site) -> None:
    """The longest overdue first."""
    page = told(site.page("/resolve"))
    assert "1 question waits for an outcome" in page
    assert "Taliban attempt an offensive north" in page
    assert "Mikhailovsky" not in page


def test_a_question_is_shown_without_who_said_what(site: Site) -> None:
    """Only where: the source, to look it up."""
    page = told(site.page("/resolve/offensive-north"))
    assert "102 days overdue" in page
    assert "MK, 25 June 2021" in page
    assert "Mikhailovsky" not in page
    assert "unlikely" not in page


def test_an_answer_is_recorded_and_then_shown_with_who_said_what(site: Site, case: Shell) -> None:
    """One entry, and the forecasts that it touches."""
    leads = site.done(
        "/resolve/offensive-north", answer="not", not_through="2021-12-25", evidence="two agencies"
    )
    page = told(site.page(leads))
    assert "Had not happened through 2021-12-25." in page
    assert "Alexander Mikhailovsky" in page
    assert "It touches 1 forecast" in page
    (found,) = case.json("list", "outcomes", "--question", "offensive-north")
    assert (found["kind"], found["on"], found["evidence"]) == ("not through", "2021-12-25", "two agencies")
    assert found["recorded_by"] == "ben"


def test_each_kind_of_answer_is_taken(site: Site, case: Shell) -> None:
    """On options and values too."""
    case("log", "Who wins", "--slug", "winner", "--kind", "choice", "--options", "A,B")
    case("log", "The price of oil", "--slug", "oil", "--kind", "quantity", "--unit", "USD")
    site.done("/resolve/winner", answer="option", option="B")
    site.done("/resolve/oil", answer="value", value="81.5")
    site.done("/resolve/offensive-north", answer="partly", partly="0.5")
    kinds = {found["question"]: found for found in case.json("list", "outcomes")}
    assert (kinds["winner"]["option"], kinds["oil"]["value"]) == ("B", 81.5)
    assert kinds["offensive-north"]["grade"] == 0.5


def test_half_an_answer_is_refused(site: Site) -> None:
    """In a sentence; the form keeps what was typed."""
    assert site.refusal("/resolve/offensive-north") == "Choose what came of it."
    assert "Say it in full" in site.refusal("/resolve/offensive-north", answer="happened")
    assert "'soon'" in site.refusal("/resolve/offensive-north", answer="happened", on="soon")
    assert "lacks its because" in site.refusal("/resolve/offensive-north", answer="void")


def test_an_unknown_question_is_not_there(site: Site) -> None:
    """It is answered as such."""
    answer = site.get("/resolve/nothing-like-it")
    assert answer.status_code == 404
    assert "nothing-like-it" in told(answer.text)
