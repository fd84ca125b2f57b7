"""`tracker undo` takes an entry back, as a record."""

from __future__ import annotations

import random

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell


def test_the_last_entry_is_taken_back_whole(ledger: Shell) -> None:
    """The forecast, and the question, forecaster, source and statement made with it; each can be seen."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June")
    said = ledger("undo")
    assert "The entry 2 (log) is taken back" in said
    for kind in ("questions", "forecasters", "sources", "forecasts", "statements"):
        assert ledger.json("list", kind) == []
    assert "no longer stands" in ledger("show", "2.1")
    assert ledger("audit")


def test_once_more_takes_back_the_entry_before(ledger: Shell) -> None:
    """Takings back are passed over, and so is what is taken back already."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("undo")
    assert [question["slug"] for question in ledger.json("list")] == ["kabul"]
    ledger("undo")
    assert ledger.json("list") == []
    assert "has no entry to take back by 'ann'" in ledger.refusal("undo")


def test_an_undo_is_taken_back_by_its_number(ledger: Shell) -> None:
    """Everything stands as it stood."""
    ledger(*KABUL)
    before = {kind: ledger.json("list", kind) for kind in ("questions", "forecasters", "forecasts")}
    ledger("undo")
    ledger("undo", "3")
    assert {kind: ledger.json("list", kind) for kind in before} == before


def test_an_amendment_and_a_withdrawal_are_taken_back(ledger: Shell) -> None:
    """What they had replaced stands again."""
    ledger(*KABUL)
    ledger("resolve", "kabul", "--on", "2021-08-15")
    ledger("amend", "3.1", "--on", "2021-08-16", "--because", "the source was corrected")
    ledger("undo")
    assert [(o["handle"], o["on"]) for o in ledger.json("list", "outcomes")] == [("3.1", "2021-08-15")]
    ledger("withdraw", "2.3", "--on", "2021-07-10", "--because", "on air")
    ledger("undo")
    assert "amended" not in ledger.json("show", "2.3")


def test_a_mistake_is_taken_back(ledger: Shell) -> None:
    """The record counts again."""
    ledger(*KABUL)
    ledger("amend", "2.3", "--mistake", "--because", "twice")
    ledger("undo")
    assert len(ledger.json("list", "forecasts")) == 1


def test_each_analyst_takes_back_their_own(ledger: Shell) -> None:
    """The last entry of another stays."""
    ledger(*KABUL)
    ledger("log", "Rain falls this year, 70%", "--slug", "rain", "--by", "Bob", "--yes", "--as", "bob")
    ledger("undo")
    assert [question["slug"] for question in ledger.json("list")] == ["rain"]


def test_what_others_rest_on_stays_and_is_named(ledger: Shell) -> None:
    """The forecast falls, the question that another answered does not."""
    ledger(*KABUL)
    ledger("log", "kabul", "--by", "Bob", "--said", "2021-06-25", "--when", "this year", "--as", "bob")
    said = ledger("undo")
    assert "Stays, for others rest on it: 2.2 question: kabul" in said
    assert [forecast["forecaster"] for forecast in ledger.json("list", "forecasts")] == ["bob"]
    assert "is named by the forecast 3." in ledger.refusal("undo", "2")


@pytest.mark.parametrize("entry", ["9", "2"])
def test_what_is_not_there_or_falls_no_more_is_refused(ledger: Shell, entry: str) -> None:
    """In a sentence."""
    ledger(*KABUL)
    ledger("undo")
    assert ledger.refusal("undo", entry).startswith("Error: ")


def test_settings_are_not_taken_back(ledger: Shell) -> None:
    """They are followed by new ones."""
    assert "amend them" in ledger.refusal("undo", "1")


def test_an_imported_file_is_taken_back_in_one_step(ledger: Shell) -> None:
    """And can be brought in again."""
    file = ledger.folder / "outcomes.csv"
    ledger(*KABUL)
    file.write_text("question,outcome,on\nkabul,happened,2021-08-15\n")
    ledger("resolve", "--file", str(file))
    ledger("undo")
    assert ledger.json("list", "outcomes") == []


def random_commands(chance: random.Random) -> list[tuple[str, ...]]:
    """A command that may or may not be refused, of every kind that an analyst types."""
    by = chance.choice(("Ann", "Ben"))
    slug = chance.choice(("rain", "snow"))
    handle = f"{chance.randint(2, 12)}.{chance.randint(1, 3)}"
    because, dated = ("--because", "a reason"), ("--deadline", "2022-03-01")
    source = ("--quote", f"words {chance.randint(1, 99)}", "--source", chance.choice(("MK", "DW")))
    return [
        ("log", f"It will {slug}", "--slug", slug, "--by", by, "-p", "0.7", *dated, *source),
        ("log", slug, "--by", by, "-p", f"{chance.randint(1, 99)}%", "--deadline", "2022-02-01"),
        ("resolve", slug, "--on", f"2022-01-0{chance.randint(1, 5)}"),
        ("resolve", slug, "--not-through", "2021-12-31"),
        ("amend", handle, "--mistake", *because),
        ("amend", handle, "--on", "2022-01-02", *because),
        ("amend", handle, "--quote", "other words", *because),
        ("amend", handle, "--criteria", "two agencies", *because),
        ("amend", handle, "-p", "20%", *because),
        ("withdraw", handle, "--on", "2022-01-05", *because),
        ("undo",),
        ("undo", handle.partition(".")[0]),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_typed_can_be_taken_back_to_the_last_record(ledger: Shell, seed: int) -> None:
    """Undo after undo, until nothing stands; the chain is whole all along."""
    chance = random.Random(seed)
    for _ in range(25):
        ledger.run(*chance.choice(random_commands(chance)))
    for _ in range(60):
        done = ledger.run("undo")
        if done.exit_code:
            break
    assert "has no entry to take back" in done.stderr
    for kind in ("questions", "forecasters", "sources", "statements", "forecasts", "outcomes"):
        assert ledger.json("list", kind) == []
    ledger("audit")
