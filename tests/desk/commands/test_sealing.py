"""Forecasts sealed and revealed at the command line: nothing shows before, and all fits after."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.shell import Shell, all_rows

SENTENCE = ("log", "Kabul falls within three months, 70%", "--by", "Ann")
QUOTED = (
    *("log", "The Taliban enter Herat", "--slug", "herat", "--by", "Ann", "-p", "60%"),
    *("--deadline", "2022-03-01", "--quote", "very likely so", "--source", "A Paper", "--sealed"),
)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger of 25 June 2021 with a sentence that was sealed on that day."""
    shell = Shell(tmp_path / "sealed.db", monkeypatch)
    shell.today(2021, 6, 25)
    shell("init")
    shell(*SENTENCE, "--sealed", "--yes")
    return shell


def seal_of(shell: Shell) -> str:
    """The handle of the last seal."""
    return str(shell.json("list", "seals")[-1]["handle"])


def test_nothing_of_a_sealed_forecast_is_in_the_chain(sealed: Shell) -> None:
    """Only the forecaster, the days and a digest are in records and tables; the words lie in one archive."""
    with sqlite3.connect(sealed.path) as raw:
        found = {name: str(rows) for name, rows in all_rows(raw).items()}
    holding = {name for name, cells in found.items() if "abul" in cells or "0.7" in cells}
    assert holding == {"archives"}
    assert "Ann" in found["records"]
    assert not sealed.json("list", "questions")


def test_a_seal_tells_whose_it_is_and_its_days(sealed: Shell) -> None:
    """In the list, in what is shown of it, and in the history; of a forecaster too."""
    handle = seal_of(sealed)
    shown = sealed("show", handle)
    for told in ("sealed", "ann", "2021-06-25", "2021-09-25"):
        assert told in shown
        assert told in sealed("list", "seals", "--forecaster", "ann")
    assert "seal: " in sealed("history", "--forecaster", "ann")
    assert "There are no such seals" in sealed("list", "seals", "--topic", "war")


def test_a_revealed_forecast_is_prospective_by_the_day_of_its_seal(sealed: Shell) -> None:
    """It is recorded after the outcome, and counts as made before."""
    handle = seal_of(sealed)
    sealed.today(2022, 1, 5)
    assert "Revealed" in sealed("reveal", handle)
    sealed("resolve", "kabul-falls", "--on", "2021-08-15")
    (row,) = sealed.json("scores")
    assert (row["prospective"], sealed.forecast("kabul-falls")["attested_on"]) == (True, "2021-06-25")
    assert "The chain holds" in sealed("audit")


def test_the_source_and_the_words_are_revealed_with_the_forecast(ledger: Shell) -> None:
    """As they were typed; and nothing of the source was there before."""
    ledger(*QUOTED)
    assert not ledger.json("list", "sources")
    ledger("reveal", seal_of(ledger))
    (said,) = ledger.json("list", "statements")
    assert (said["quote"], said["source"]) == ("very likely so", "a-paper")
    (forecast,) = ledger.json("list", "forecasts")
    assert forecast["statement"] == said["handle"]
    assert "The chain holds" in ledger("audit")


def test_a_seal_is_revealed_once(sealed: Shell) -> None:
    """The second time the forecast is named."""
    handle = seal_of(sealed)
    sealed("reveal", handle)
    assert f"The seal {handle} was revealed in" in sealed.refusal("reveal", handle)


def test_what_is_no_seal_is_not_revealed(sealed: Shell) -> None:
    """The refusal says where the seals are."""
    sealed("reveal", seal_of(sealed))
    (forecast,) = sealed.json("list", "forecasts")
    assert "is a forecast, not a seal" in sealed.refusal("reveal", forecast["handle"])


def test_a_question_of_the_same_words_is_used(sealed: Shell) -> None:
    """Somebody asked it since."""
    sealed("log", "Kabul falls", "--slug", "kabul-falls")
    sealed("reveal", seal_of(sealed))
    assert len(sealed.json("list", "questions")) == 1


def test_another_question_under_the_slug_is_refused_and_gives_way_to_a_new_slug(sealed: Shell) -> None:
    """The remedy that the refusal names works, and the audit finds the same question in it."""
    sealed("log", "Kabul city falls to rain", "--slug", "kabul-falls")
    handle = seal_of(sealed)
    refusal = sealed.refusal("reveal", handle)
    assert "is 'Kabul city falls to rain' by now" in refusal
    assert f"`tracker reveal {handle} --slug kabul-falls-2`" in refusal
    sealed("reveal", handle, "--slug", "kabul-falls-2")
    assert sealed.json("list", "forecasts")[0]["question"] == "kabul-falls-2"
    assert "The chain holds" in sealed("audit")


def test_an_altered_text_is_neither_revealed_nor_overlooked(sealed: Shell) -> None:
    """A chance that was better said afterwards does not fit the digest."""
    with sqlite3.connect(sealed.path) as raw:
        triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE archives SET text = replace(text, '0.7', '0.9')")
    assert "does not fit its digest" in sealed.refusal("reveal", seal_of(sealed))
    assert "was altered" in sealed.run("audit").output


def test_scorecards_count_what_is_not_revealed(sealed: Shell) -> None:
    """And list what is past its deadline; a revealed one is forgotten."""
    sealed(*QUOTED)
    sealed.today(2022, 1, 5)
    late, told = (
        sealed.json("list", "seals")[0]["handle"],
        "2 sealed forecasts are not revealed; one is past its",
    )
    assert told in " ".join(sealed("scorecard", "ann").split())
    found = sealed.json("scorecard", "ann")["sealed"]
    assert found == {
        "count": 2,
        "overdue": [{"seal": late, "forecaster": "ann", "deadline": "2021-09-25"}],
    }
    page = sealed.folder / "card.html"
    sealed("scorecard", "ann", "--out", str(page))
    assert told in page.read_text(encoding="utf-8")
    for seal in sealed.json("list", "seals"):
        sealed("reveal", seal["handle"])
    assert "sealed" not in sealed.json("scorecard", "ann")


def test_a_scorecard_of_another_forecaster_counts_none(sealed: Shell) -> None:
    """Its digest does not change by what somebody else sealed."""
    sealed("log", "It rains tomorrow in Rome", "--by", "Ben", "-p", "60%", "--deadline", "2021-06-26")
    assert "sealed" not in sealed.json("scorecard", "ben")


def test_a_proof_of_a_seal_shows_its_text_only_when_it_is_revealed(
    sealed: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, --texts gives nothing away; after, the text and the salt fit the digest of the seal."""
    for folder in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(folder, str(sealed.folder / folder))
    key, out, handle = str(sealed.folder / "a.key"), str(sealed.folder / "seal.json"), seal_of(sealed)
    sealed("key", "new", "--out", key, "--name", "example.com/a")
    verifier = sealed.json("key", "list")[0]["key"]
    sealed("checkpoint", "--key", key)
    sealed("prove", handle, "--texts", "--out", out)
    assert "abul" not in Path(out).read_text(encoding="utf-8")
    assert "stood in the ledger" in sealed("verify-proof", out, "--key", verifier)
    sealed("reveal", handle)
    Path(out).unlink()
    Path(f"{out}.tlog-proof").unlink()
    sealed("prove", handle, "--texts", "--out", out)
    (kept,) = json.loads(Path(out).read_text(encoding="utf-8"))["texts"]
    assert "Kabul falls" in kept["text"]
    assert "stood in the ledger" in sealed("verify-proof", out, "--key", verifier)


@pytest.mark.parametrize("revealed", [False, True])
def test_a_seal_is_neither_amended_nor_undone(sealed: Shell, revealed: bool) -> None:
    """The refusal says what to do instead, before it is revealed and after."""
    handle = seal_of(sealed)
    if revealed:
        sealed("reveal", handle)
        assert "what was revealed stays" in sealed.refusal("undo")
    else:
        assert "what was sealed stays" in sealed.refusal("undo")
    remedy = "amend or withdraw the forecast" if revealed else f"`tracker reveal {handle}`"
    assert remedy in sealed.refusal("edit", handle)
    for typed in (
        ("amend", "--mistake"),
        ("amend", "--deadline", "2021-12-31"),
        ("withdraw", "--on", "2021-06-25"),
    ):
        command, *options = typed
        assert remedy in sealed.refusal(command, handle, *options, "--because", "x")


def test_only_forecasts_are_sealed(ledger: Shell) -> None:
    """A question alone is recorded openly."""
    assert "--sealed is for forecasts" in ledger.refusal("log", "Kunduz falls", "--sealed", code=2)


def test_a_dry_run_seals_nothing(ledger: Shell) -> None:
    """It shows how the forecast would be read."""
    before = len(ledger.json("history"))
    assert "chance" in ledger(*SENTENCE, "--sealed", "--dry-run")
    assert len(ledger.json("history")) == before


def test_a_refused_forecast_is_not_sealed(sealed: Shell) -> None:
    """What is sealed was admitted as any other."""
    assert "is dated 2021-12-01" in sealed.refusal(*QUOTED, "--said", "2021-12-01")
    assert len(sealed.json("list", "seals")) == 1


def test_a_page_of_sentences_is_sealed_one_by_one(ledger: Shell) -> None:
    """Each has a seal of its own, and those on one question share it when they are revealed."""
    page = ledger.folder / "said.md"
    page.write_text("by: Ann\n\nKabul falls by 2022-03-01, 70%\n\nHerat falls by 2022-04-01, 60%\n", "utf-8")
    ledger("log", str(page), "--sealed", "--yes")
    first, second = (one["handle"] for one in ledger.json("list", "seals"))
    ledger("reveal", second)
    ledger("reveal", first)
    assert {one["claim"]["deadline"] for one in ledger.json("list", "forecasts")} == {
        "2022-03-01",
        "2022-04-01",
    }


def test_a_sealed_ledger_is_exported_and_replayed(sealed: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines make the same ledger, in which the seal can be revealed."""
    sealed(*QUOTED)
    sealed("reveal", seal_of(sealed))
    file, head = str(sealed.folder / "all.jsonl"), sealed("audit").split()[-1]
    sealed("export", "--out", file)
    monkeypatch.setenv("TRACKER_LEDGER", str(sealed.folder / "again.db"))
    sealed("init")
    sealed("import", file)
    assert head in sealed("audit")
    sealed("reveal", sealed.json("list", "seals")[0]["handle"])
