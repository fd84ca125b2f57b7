"""The filters of lists choose on scores and on every report too, and a report made again chooses the same."""

from __future__ import annotations

import json
import shlex

import pytest

from tests.shell import Shell

KABUL = ("Taliban capture Kabul", "--slug", "kabul", "--tag", "war", "--tag", "city")
RAIN = ("It rains in Niamey", "--slug", "rain", "--tag", "weather", "--criteria", "the gauge says so")


@pytest.fixture
def said(ledger: Shell) -> Shell:
    """Three forecasts on two questions, one of them answered in August 2021."""
    chance = ("-p", "70%", "--deadline", "2021-12-01")
    ledger("log", *KABUL, "--by", "Ann", "--said", "2021-06-01", *chance, "--quote", "perhaps soon")
    ledger("log", *RAIN, "--by", "Ben", "--said", "2021-07-02", *chance, "--quote", "será así")
    ledger("log", "kabul", "--by", "Ben", "--said", "2021-08-01", *chance, "--quote", "in days")
    ledger("resolve", "kabul", "--on", "2021-08-15", "--known", "2021-08-15")
    ledger("resolve", "rain", "--not-through", "2021-09-01")
    return ledger


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ((), ["kabul ann", "rain ben", "kabul ben"]),
        (("--tag", "WAR"), ["kabul ann", "kabul ben"]),
        (("--tag", "weather", "--tag", "ci"), ["kabul ann", "rain ben", "kabul ben"]),
        (("--status", "answered"), ["kabul ann", "kabul ben"]),
        (("--status", "open"), ["rain ben"]),
        (("--status", "open", "--on", "2021-08-14"), ["kabul ann", "rain ben", "kabul ben"]),
        (("--text", "gauge"), ["rain ben"]),
        (("--text", "kabul soon"), ["kabul ann"]),
        (("--text", "sera", "--text", "days"), ["rain ben", "kabul ben"]),
        (("--forecaster", "ann", "--forecaster", "ben", "--question", "rain"), ["rain ben"]),
        (("--tag", "war", "--forecaster", "ben"), ["kabul ben"]),
        (("--made", "2021-Q3"), ["rain ben", "kabul ben"]),
        (("--made", "2021-07"), ["rain ben"]),
        (("--made", "last-year"), ["kabul ann", "rain ben", "kabul ben"]),
        (("--made", "last-quarter"), []),
        (("--due", "..1 day ago"), ["kabul ann", "rain ben", "kabul ben"]),
    ],
)
def test_scores_are_chosen_like_records(said: Shell, typed: tuple[str, ...], expected: list[str]) -> None:
    """Any of one filter, and all filters together."""
    found = said.json("scores", *typed)
    assert [f"{row['question']} {row['forecaster']}" for row in found] == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--tag", "waar"), "The ledger has no tag 'waar': did you mean war?"),
        (("--status", "shut"), "'shut' is not one of 'open', 'answered'"),
        (("--made", "99999 years ago.."), "'99999 years ago' is before the calendar begins."),
        (("--made", "2021-Q7"), "a year has 4 quarters"),
        (("--made", "lately"), "'lately' is no date"),
    ],
)
def test_what_cannot_be_chosen_by_is_refused(said: Shell, typed: tuple[str, ...], sentence: str) -> None:
    """In one sentence."""
    refused = said.run("scores", *typed)
    assert refused.exit_code in (1, 2)
    assert sentence in " ".join(refused.stderr.split())


CHOSEN = ("--tag", "war", "--text", "kabul soon", "--text", "days", "--status", "answered")


@pytest.mark.parametrize("command", ["scorecard", "calibration", "report"])
def test_a_report_made_again_chooses_the_same(said: Shell, command: str) -> None:
    """By the command in its heading, digest and all; and the selection stands in its JSON."""
    typed = ("--period", "2021") if command == "report" else ()
    made = said.json(command, *typed, *CHOSEN, "--on", "2022-03-01")
    selection = made["heading"]["selection"]
    assert (selection["tags"], selection["status"]) == (["war"], "answered")
    assert selection["texts"] == ["days", "kabul soon"]
    said.today(2022, 1, 6)
    said("log", "kabul", "--by", "Ann", "-p", "10%", "--deadline", "2021-12-01", "--said", "2021-08-02")
    again = json.loads(said(*shlex.split(made["heading"]["command"])[1:], "--json"))
    assert again["digest"] == made["digest"]


def test_a_relative_window_is_kept_as_dates(said: Shell) -> None:
    """Made again on another day, the report is about the same forecasts."""
    made = said.json("scorecard", "--made", "last-year")
    assert made["heading"]["selection"]["made_from"] == "2021-01-01"
    assert " --made 2021-01-01..2021-12-31 " in made["heading"]["command"]


def test_the_funnel_begins_with_what_is_chosen(said: Shell) -> None:
    """Of all statements one waits for its answer; of those that are answered none."""
    every = said.json("scorecard", "--on", "2022-03-01")["funnel"]
    answered = said.json("scorecard", "--status", "answered", "--on", "2022-03-01")["funnel"]
    assert (every["seen"], every["matured"], every["resolved"]) == (3, 3, 2)
    assert (answered["seen"], answered["matured"], answered["resolved"]) == (2, 2, 2)
