"""`tracker log` with nothing asks step by step."""

from __future__ import annotations

from tests.shell import KABUL, Shell


def answers(*lines: str) -> str:
    """Answers as typed, each with its return key."""
    return "".join(f"{line}\n" for line in lines)


FOUNDING = ("Taliban capture Kabul", "kabul", "", "Alexander Mikhailovsky", "2021-06-25")


def test_it_shows_each_reading_and_records_after_a_yes(ledger: Shell) -> None:
    """The dates are shown before the yes, and the record is what `log` would have made."""
    said = ledger("log", answers=answers(*FOUNDING, "a month or two, maybe three", "", "", "y"))
    assert said.index("latest        2021-09-25  (92 days)") < said.index("Record this?")
    assert ledger.forecast("kabul")["belief"]["cdf"] == [0, 0.1, 0.5, 0.9, 0.95]


def test_a_no_records_nothing(ledger: Shell) -> None:
    """The default is no."""
    said = ledger("log", answers=answers(*FOUNDING, "within a year", "", "", ""))
    assert said.rstrip().endswith("Nothing was recorded.")
    assert len(ledger.json("history")) == 1


def test_an_answer_that_is_refused_is_asked_anew(ledger: Shell) -> None:
    """The refusal is shown, and the rest of the answers stay."""
    ledger(*KABUL)
    typed = ("kabbul", "kabul", "Ann Archer", "25 June", "2021-06-25", "in thre months", "in three months")
    said = ledger("log", answers=answers(*typed, "", "", "y"))
    assert "did you mean kabul?" in said
    assert "is no date" in said
    assert "cannot be read" in said
    assert len(ledger.json("list", "forecasts")) == 2


def test_a_vague_window_asks_for_the_deadline(ledger: Shell) -> None:
    """The words are kept, and the analyst settles them."""
    typed = (*FOUNDING, "in the near future", "unlikely", "by the end of Q3", "soon and unlikely", "", "y")
    ledger("log", answers=answers(*typed))
    found = ledger.forecast("kabul")
    assert found["claim"] == {"deadline": "2021-09-30", "when": "in the near future"}
    assert found["settled_by"] == "ann"


def test_a_word_without_a_scale_asks_for_one(shell: Shell) -> None:
    """An unknown scale is asked for anew."""
    shell("init")
    typed = (*FOUNDING, "", "unlikely", "icd", "icd203", "2021-09-25", "", "y")
    shell("log", answers=answers(*typed))
    assert shell.forecast("kabul")["belief"]["rule"] == "icd203-2015/unlikely"


def test_what_cannot_be_scored_is_confirmed(ledger: Shell) -> None:
    """A vague word without a deadline is logged once the analyst agrees."""
    said = ledger("log", answers=answers(*FOUNDING, "", "may", "", "y", "may capture", "MK, June", "y"))
    assert "logged and counted, not scored: vague word, no deadline" in said
    assert ledger.forecast("kabul")["unscoreable_because"] == ["vague word", "no deadline"]


def test_the_last_source_is_offered_by_name(ledger: Shell) -> None:
    """`last` shows which source that is."""
    ledger(*KABUL, "--quote", "a month or two", "--source", "MK, June")
    typed = ("kabul", "Ann Archer", "2021-06-25", "this year", "", "this year", "last", "y")
    assert "  mk-june" in ledger("log", answers=answers(*typed))


def test_walking_away_records_nothing(ledger: Shell) -> None:
    """The end of input, like an interrupt, leaves the ledger as it was."""
    said = ledger.refusal("log", answers=answers("Taliban capture Kabul", "kabul"))
    assert "Nothing was recorded." in said
    assert len(ledger.json("history")) == 1


def test_a_refused_answer_is_explained_without_options(ledger: Shell) -> None:
    """Nobody can type an option in a dialogue; a deadline before the forecast is asked for anew."""
    typed = (*FOUNDING, "soon", "unlikely", "2021-06-01", "2021-09-25", "", "y")
    said = ledger("log", answers=answers(*typed))
    assert "before 2021-06-25" in said
    assert "--" not in said
