"""`tracker list` finds things by words and by what hangs on them."""

from __future__ import annotations

import pytest

from tests.shell import Shell


@pytest.fixture
def found(ledger: Shell) -> Shell:
    """A ledger with three questions, two forecasters and two sources."""
    kabul = (
        "log",
        "Taliban capture Kabul",
        "--slug",
        "kabul",
        "--topic",
        "Asia",
        "--tag",
        "war",
        "--tag",
        "city",
    )
    ledger(*kabul, "--by", "Ann", "--when", "this year", "--quote", "не позже зимы", "--source", "MK, June")
    rain = (
        "log",
        "It rains in Niamey",
        "--slug",
        "rain",
        "--topic",
        "Weather",
        "--criteria",
        "the gauge says so",
    )
    ledger(
        *rain, "--by", "Ben", "-p", "70%", "--deadline", "2022-06-30", "--quote", "será así", "--source", "DW"
    )
    ledger("log", "Oil is dear", "--slug", "oil", "--tag", "money")
    ledger("resolve", "kabul", "--on", "2022-01-04", "--evidence", "all agencies")
    ledger("resolve", "rain", "--not-through", "2022-01-04")
    return ledger


def slugs(shell: Shell, *typed: str) -> list[str]:
    """The slugs that a list has, or what its records are about."""
    return [record.get("slug") or record["question"] for record in shell.json("list", *typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("--topic", "asia"), ["kabul"]),
        (("--topic", "Asia", "--topic", "Weather"), ["kabul", "rain"]),
        (("--tag", "war"), ["kabul"]),
        (("--tag", "money", "--tag", "city"), ["kabul", "oil"]),
        (("--forecaster", "Ben"), ["rain"]),
        (("--forecaster", "Ben", "--forecaster", "ann"), ["kabul", "rain"]),
        (("--question", "oil", "--question", "rain"), ["rain", "oil"]),
        (("--source", "mk", "--source", "dw"), ["kabul", "rain"]),
        (("--text", "niamey", "--text", "kabul"), ["kabul", "rain"]),
        (("--source", "mk"), ["kabul"]),
        (("--status", "answered"), ["kabul"]),
        (("--status", "open"), ["rain", "oil"]),
        (("--status", "answered", "--on", "2022-01-03"), []),
        (("--text", "taliban KAB"), ["kabul"]),
        (("--text", "gauge"), ["rain"]),
        (("--text", "зим"), ["kabul"]),
        (("--text", "sera asi"), ["rain"]),
        (("--text", "aliban"), []),
        (("--text", "kabul", "--topic", "Weather"), []),
        (("forecasts", "--topic", "Asia"), ["kabul"]),
        (("forecasts", "--text", "niamey"), ["rain"]),
        (("forecasts", "--source", "dw"), ["rain"]),
        (("forecasters", "--source", "dw"), ["ben"]),
        (("forecasters", "--text", "ann"), ["ann"]),
        (("sources", "--forecaster", "Ann"), ["mk-june"]),
        (("sources", "--tag", "war"), ["mk-june"]),
        (("outcomes", "--text", "agencies"), ["kabul"]),
        (("outcomes", "--forecaster", "Ben"), ["rain"]),
    ],
)
def test_every_filter_holds_for_every_kind(found: Shell, typed: tuple[str, ...], expected: list[str]) -> None:
    """Together they narrow; of several tags or topics any will do."""
    assert slugs(found, *typed) == expected


def test_statements_are_found_by_their_words_and_by_who_said_them(found: Shell) -> None:
    """In any script."""
    assert [s["quote"] for s in found.json("list", "statements", "--text", "позже")] == ["не позже зимы"]
    assert [s["quote"] for s in found.json("list", "statements", "--forecaster", "Ben")] == ["será así"]


def test_a_corrected_quote_is_found_by_its_new_words(found: Shell) -> None:
    """What points to the old statement follows it."""
    (said,) = found.json("list", "statements", "--text", "sera")
    found("amend", said["handle"], "--quote", "quizás", "--because", "misheard")
    assert slugs(found, "forecasts", "--text", "quizas") == ["rain"]
    assert slugs(found, "forecasts", "--text", "sera") == []


def test_nothing_found_is_said(found: Shell) -> None:
    """It is another thing than an empty ledger."""
    assert found("list", "--text", "nowhere") == "There are no such questions.\n"
