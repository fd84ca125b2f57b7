"""What a ledger assumes: a country for its holidays, and a statement's language for its words about time."""

from __future__ import annotations

import pytest

from tests.shell import Shell

LOG = ("log", "They meet", "--slug", "meet", "--by", "Ann", "--said", "2021-01-10", "-p", "60%")


def ends(shell: Shell) -> list[str]:
    """The deadlines of all forecasts."""
    return [forecast["claim"]["deadline"] for forecast in shell.json("list", "forecasts")]


def test_the_ledger_says_whose_holidays_are_meant(ledger: Shell) -> None:
    """In words about time and in deadlines; without a country it is asked, and each setting is a record."""
    refusal = ledger.refusal(*LOG, "--when", "by Thanksgiving")
    assert "whose is meant?" in refusal
    assert "tracker settings" in refusal
    said = ledger("settings", "--country", "us")
    assert "US" in said
    ledger(*LOG, "--when", "by Thanksgiving")
    ledger("settings", "--country", "CA")
    ledger("log", "meet", "--by", "Ben", "--said", "2021-01-10", "-p", "60%", "--deadline", "by Thanksgiving")
    assert ends(ledger) == ["2021-11-25", "2021-10-11"]
    assert "CA" in ledger("settings")
    assert [entry["action"] for entry in ledger.json("history")].count("settings") == 2
    assert ledger("audit")


def test_a_ledger_is_made_with_a_country(shell: Shell) -> None:
    """And keeps the scale when another country is set."""
    shell("init", "--scale", "icd203", "--country", "DE")
    shell("settings", "--country", "AT")
    shown = shell("settings")
    assert "icd203" in shown
    assert "AT" in shown
    assert "'XX' is no country whose holidays are known" in shell.refusal("settings", "--country", "XX")


def test_an_amendment_is_read_with_the_country(ledger: Shell) -> None:
    """As a new forecast is."""
    ledger("settings", "--country", "US")
    ledger(*LOG, "--deadline", "2021-03-01")
    handle = ledger.forecast("meet")["handle"]
    ledger("amend", handle, "--deadline", "by Thanksgiving", "--because", "misheard")
    assert ends(ledger) == ["2021-11-25"]


@pytest.mark.parametrize(
    ("language", "deadline", "day"),
    [
        ("de", "bis Ende des Jahres", "2021-12-31"),
        ("de", "by June", "2021-06-30"),
        ("fr", "d'ici trois mois", "2021-04-10"),
    ],
)
def test_a_deadline_is_read_in_the_language_of_the_statement(
    ledger: Shell, language: str, deadline: str, day: str
) -> None:
    """Or in English, where it is no word of that language."""
    ledger(*LOG, "--quote", "so", "--language", language, "--deadline", deadline)
    assert ends(ledger) == [day]


def test_a_sentence_in_another_language_sets_the_time_off_by_a_comma(ledger: Shell) -> None:
    """What stands before it is not understood: "nach Juni" would become "Juni" in silence."""
    german = ("--by", "Ann", "--said", "2021-06-25", "--quote", "so", "--language", "de", "--yes")
    ledger("log", "Kabul wird erobert, in drei Monaten, 70%", *german)
    assert ledger.json("list", "forecasts")[0]["claim"]["deadline"] == "2021-09-25"
    refusal = ledger.refusal("log", "Berlin wird erobert nach Juni 2022, 70%", *german)
    assert "put a comma before the time" in refusal


@pytest.mark.parametrize("words", ["within 0 months", "in 0 days", "in zero weeks"])
def test_no_time_at_all_is_no_window(ledger: Shell, words: str) -> None:
    """It was read as the day itself."""
    assert "lasts no time at all" in ledger.refusal(*LOG, "--when", words)


def test_settings_are_json_too(ledger: Shell) -> None:
    """Shown and set, null where nothing was."""
    before = ledger.json("settings")
    assert set(before) == {"scale", "frame", "country"}
    assert before["country"] is None
    assert ledger.json("settings", "--country", "DE")["country"] == "DE"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Kabul fällt innerhalb von drei Monaten, 70%", "--language de"),
        ("Kaboul tombe d'ici trois mois, 70%", "--language fr"),
        ("70%, dass Kabul bis Ende des Jahres", "--language de"),
    ],
)
def test_a_sentence_of_another_language_is_told_how_to_say_so(
    ledger: Shell, sentence: str, said: str
) -> None:
    """The words about time are named, and the language that reads them."""
    refusal = ledger.refusal("log", sentence, "--by", "Ann", "--said", "2021-06-25", "--yes")
    assert said in refusal
    assert "cannot be read as English" in refusal


def test_a_time_past_the_last_year_is_refused_as_such(ledger: Shell) -> None:
    """Not by a word in it that would be vague by itself."""
    sentence = ("log", "Kabul falls within three months, 70%", "--by", "Ann")
    refusal = ledger.refusal(*sentence, "--said", "9999-12-31", "--yes")
    assert "'within three months'" in refusal
    assert "beyond the years 1 to 9999" in refusal


def test_a_statement_with_a_slug_may_hold_a_stroke(ledger: Shell) -> None:
    """Only a file that is there is taken for one."""
    ledger("log", "US/China", "--slug", "talks", "--criteria", "they meet")
    assert ledger.json("show", "talks")["statement"] == "US/China"
    assert "is a folder: name a file of statements in it" in ledger.refusal("log", ".", "--by", "Ann")


@pytest.mark.parametrize("typed", ["abc", "0", "-1", "1.5", "٣"])
def test_an_entry_to_take_back_is_named_by_its_number(ledger: Shell, typed: str) -> None:
    """Anything else is refused with what works."""
    done = ledger.run("undo", "--", typed)
    assert done.exit_code == 2
    assert "is no entry's number: give one that `tracker history` lists" in " ".join(done.stderr.split())
