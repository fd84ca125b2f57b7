"""`tracker list`, `show` and `history` tell what the ledger holds."""

from __future__ import annotations

import lzma
import re
from pathlib import Path

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

FIXTURES = Path(__file__).parents[2] / "fixtures" / "before"


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with two forecasts, one of them answered."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June", "--publisher", "MK")
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    return ledger


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("questions", 2),
        ("forecasters", 1),
        ("sources", 1),
        ("forecasts", 2),
        ("statements", 1),
        ("outcomes", 1),
    ],
)
def test_every_kind_is_listed(logged: Shell, kind: str, count: int) -> None:
    """As JSON with its handles, as text with a line for each."""
    found = logged.json("list", kind)
    assert len(found) == count
    assert all({"handle", "noun", "recorded_at", "recorded_by", "stands"} <= set(record) for record in found)
    assert len(logged("list", kind).splitlines()) == count + 1


def test_a_list_without_rows_says_so(ledger: Shell) -> None:
    """Text says that there are none, JSON is an empty list."""
    assert ledger("list") == "There are no questions.\n"
    assert ledger.json("list") == []


def test_forecasts_are_listed_by_forecaster(logged: Shell) -> None:
    """The beginning of the slug will do."""
    logged("log", "kabul", "--by", "Bob", "--said", "2021-06-25", "--when", "this year")
    assert len(logged.json("list", "forecasts", "--forecaster", "alex")) == 2
    assert len(logged.json("list", "forecasts", "--forecaster", "Bob")) == 1


def test_a_question_is_shown_without_who_forecast_it(logged: Shell) -> None:
    """Its outcomes and how many forecasts there are."""
    said = logged("show", "kabul")
    assert "happened on 2021-08-15 (4.1)" in said
    assert "mikhailovsky" not in said.casefold()
    assert logged.json("show", "kab")["forecasts"] == 1


def test_a_record_is_shown_by_its_handle(logged: Shell) -> None:
    """A forecast comes with the words it reads, a forecaster with a count."""
    assert logged.json("show", "2.5")["quote"] == "a month or two"
    assert logged.json("show", "alex")["forecasts"] == 2
    assert "published" not in logged("show", "mk-june")
    assert "happened on 2021-08-15" in logged("show", "4.1")


def test_an_unknown_name_is_answered_with_the_nearest(logged: Shell) -> None:
    """Names of every kind are looked through."""
    assert "did you mean kabul?" in logged.refusal("show", "kabull")
    assert "no record '77.1'" in logged.refusal("show", "77.1")


def test_the_history_shows_entries_newest_last(logged: Shell) -> None:
    """Who did what, with the records."""
    entries = logged.json("history")
    assert [entry["action"] for entry in entries] == ["init", "log", "log", "resolve"]
    assert entries[-1]["records"][0]["kind"] == "happened"
    assert [entry["sequence"] for entry in logged.json("history", "--limit", "1")] == [4]
    said = logged("history", "--question", "kabul")
    assert "outcome: kabul happened on 2021-08-15" in said
    assert "offensive" not in said


def test_a_reason_is_shown_with_its_entry(logged: Shell) -> None:
    """An amendment says why, and of what."""
    logged("amend", "3.2", "-p", "0.4", "--because", "misheard")
    said = logged("history", "--limit", "1")
    assert "amend by ann, because misheard" in said
    assert "correction of 3.2: misheard" in said


def test_long_entries_are_cut_in_text(ledger: Shell) -> None:
    """The first ten records of an entry are shown, and how many more there are."""
    file = ledger.folder / "questions.csv"
    file.write_text("slug,statement\n" + "".join(f"q{n},Number {n} comes true\n" for n in range(14)))
    ledger("import", str(file))
    assert "… and 5 more records" in ledger("history", "--limit", "1")


def test_the_past_can_be_read(logged: Shell) -> None:
    """As of a moment, what was recorded later is not there."""
    logged.today(2022, 2, 1)
    logged("log", "kabul", "--by", "Bob", "--said", "2021-06-25", "--when", "this year")
    assert len(logged.json("list", "forecasts", "--as-of", "2022-01-31")) == 2
    assert len(logged.json("list", "forecasts", "--as-of", "2022-02-01")) == 3
    assert "its first entry is of" in logged.refusal("list", "--as-of", "2021-01-01")


def test_outcomes_known_later_are_ignored(logged: Shell) -> None:
    """On a day before the outcome was known, the question is open."""
    assert logged.json("show", "kabul", "--on", "2021-08-14")["outcomes"] == []
    assert logged.json("list", "outcomes", "--on", "2021-08-14") == []
    assert len(logged.json("list", "outcomes", "--on", "2021-08-15")) == 1


def test_text_in_a_pipe_is_aligned_and_whole(logged: Shell) -> None:
    """No box is drawn and nothing is cut off."""
    header, first, *_ = logged("list").splitlines()
    assert first.index("kabul") == header.index("slug")
    assert "Taliban capture Kabul" in first


def test_no_record_shows_its_python(shell: Shell) -> None:
    """Of a ledger with records of every kind, lists are spelt with commas, and what is absent is left out."""
    with lzma.open(FIXTURES / "everything.db.xz") as packed:
        shell.path.write_bytes(packed.read())
    shell("upgrade")
    said = shell("history", "--limit", "1000")
    kinds = set(re.findall(r"^ +\d+\.\d+ +(\w+)[: ]", said, flags=re.MULTILINE))
    assert len(kinds) > 8
    assert re.findall(r"\('|\[\]|\(\)|None|datetime|<\w+", said) == []
