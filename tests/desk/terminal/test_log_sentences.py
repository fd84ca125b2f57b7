"""Forecasts written as sentences: one on the command line, many in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.terminal import log_sentences
from tests.shell import KABUL, Shell

PAGE = """# MK, 25 June 2021
by: Alexander Mikhailovsky
said: 2021-06-25
url: https://example.org/mk

Kabul falls within three months, 70%

The Taliban attempt an offensive north this year,
unlikely
> an offensive to the north is unlikely

kabul-falls: 60% within a year
"""


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if somebody sat there."""
    monkeypatch.setattr(log_sentences, "at_a_terminal", lambda: True)


@pytest.mark.usefixtures("at_a_terminal")
def test_one_line_is_read_shown_and_recorded_after_a_yes(ledger: Shell) -> None:
    """What `--when` and `-p` would have made."""
    typed = ("log", "Kabul falls within three months, 70%", "--by", "Ann", "--said", "2021-06-25")
    said = ledger(*typed, answers="y\n")
    assert "New question: Kabul falls (kabul-falls)." in said
    assert said.index("by 2021-09-25") < said.index("Record it?")
    found = ledger.forecast("kabul-falls")
    assert (found["belief"]["p"], found["claim"]["deadline"]) == (0.7, "2021-09-25")


@pytest.mark.usefixtures("at_a_terminal")
def test_a_no_records_nothing(ledger: Shell) -> None:
    """It is the default."""
    assert "Nothing was recorded." in ledger("log", "Kabul falls this year, 70%", "--by", "Ann", answers="\n")
    assert ledger.json("list") == []


def test_without_a_terminal_it_is_refused_unless_yes_is_said(ledger: Shell) -> None:
    """A script cannot look at how it was read."""
    typed = ("log", "Kabul falls this year, 70%", "--by", "Ann")
    assert "there is no terminal to ask at: look at it with --dry-run, then add --yes" in ledger.refusal(
        *typed
    )
    assert ledger.json("list") == []
    assert "Logged 2.3." in ledger(*typed, "--yes")


def test_a_known_question_takes_the_words_beside_its_slug(ledger: Shell) -> None:
    """When and how likely, in either order."""
    ledger(*KABUL)
    ledger("log", "kabul", "60% by June 2022", "--by", "Ben", "--yes")
    ledger("log", "kabul", "by July 2022, 50%", "--by", "Cem", "--yes")
    found = ledger.json("list", "forecasts")[1:]
    assert [(f["belief"]["p"], f["claim"]["deadline"]) for f in found] == [
        (0.6, "2022-06-30"),
        (0.5, "2022-07-31"),
    ]


def test_a_sentence_with_a_source_is_its_quote(ledger: Shell) -> None:
    """Unless the words are given."""
    typed = ("log", "Kabul falls this year, 70%", "--by", "Ann", "--source", "MK", "--yes")
    ledger(*typed)
    assert ledger.json("list", "statements")[0]["quote"] == "Kabul falls this year, 70%"


def test_what_was_refused_before_is_refused_with_a_way_out(ledger: Shell) -> None:
    """A sentence that says too little, and words that name no day."""
    assert "neither when nor how likely" in ledger.refusal("log", "Kabul falls", "--by", "Ann")
    assert "names no date" in ledger.refusal("log", "Kabul falls soon, 70%", "--by", "Ann")
    assert "Give --by" in ledger.refusal("log", "kabul", "70% by June 2022", code=2)


@pytest.mark.usefixtures("at_a_terminal")
def test_a_file_is_one_entry_after_one_yes(ledger: Shell, tmp_path: Path) -> None:
    """Statements of one source; a known question is named by its slug."""
    page = tmp_path / "mk.md"
    page.write_text(PAGE, encoding="utf-8")
    said = ledger("log", str(page), answers="y\n")
    assert "Record these 3?" in said
    assert len(ledger.json("history")) == 2
    assert [f["question"] for f in ledger.json("list", "forecasts")] == [
        "kabul-falls",
        "the-taliban-attempt-an-offensive-north",
        "kabul-falls",
    ]
    assert [s["quote"] for s in ledger.json("list", "statements")] == [
        "Kabul falls within three months, 70%",
        "an offensive to the north is unlikely",
        "60% within a year",
    ]
    (source,) = ledger.json("list", "sources")
    assert (source["title"], source["url"]) == ("MK, 25 June 2021", "https://example.org/mk")


def test_standard_input_needs_a_yes(ledger: Shell) -> None:
    """It holds the statements, so nobody can answer there."""
    assert "standard input holds the statements" in ledger.refusal("log", "-", answers=PAGE)
    ledger("log", "-", "--yes", answers=PAGE)
    assert len(ledger.json("list", "forecasts")) == 3


def test_a_file_with_a_bad_paragraph_leaves_nothing(ledger: Shell, tmp_path: Path) -> None:
    """Each is named with its line."""
    page = tmp_path / "mk.txt"
    page.write_text(f"{PAGE}\nKabul falls soon, 70%\n\nIt rains\n", encoding="utf-8")
    said = ledger.refusal("log", str(page), "--yes")
    for part in ("line 14", "line 16", "2 rows that cannot"):
        assert part in said
    assert ledger.json("list") == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "holds no statement"),
        (b"> words\n", "without a statement on line 1"),
        (b"\xff\xfe\xfa", "not UTF-8"),
    ],
)
def test_a_file_that_holds_no_statements_is_refused(
    ledger: Shell, tmp_path: Path, content: bytes, fault: str
) -> None:
    """In one sentence."""
    page = tmp_path / "mk.md"
    page.write_bytes(content)
    assert fault in ledger.refusal("log", str(page), "--by", "Ann", "--yes")


def test_a_file_that_is_not_there_is_one_sentence(ledger: Shell) -> None:
    """It is no slug."""
    assert "No such file" in ledger.refusal("log", "nowhere.md", "--by", "Ann")


def test_a_chance_is_no_part_of_a_question(ledger: Shell) -> None:
    """Without who said it, it is asked for; what only sounds like one is a statement as before."""
    said = ledger.refusal("log", "Kabul falls within three months, 70%", code=2)
    assert "Give --by NAME" in said
    ledger("log", "Support is above 70%")
    assert ledger.json("list")[0]["statement"] == "Support is above 70%"


def test_a_sentence_of_another_language_needs_no_source(ledger: Shell) -> None:
    """Its language is of the words themselves; an address is of a source."""
    said = "Kabul fällt, innerhalb von drei Monaten, 70%"
    ledger("log", said, "--by", "Uwe", "--said", "2021-06-25", "--language", "de", "--yes")
    assert ledger.forecast("kabul-fallt")["claim"]["deadline"] == "2021-09-25"
    told = ledger.refusal("log", said, "--by", "Uwe", "--url", "https://example.org", "--yes", code=2)
    assert "--url describes a new source" in told
