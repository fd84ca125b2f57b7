"""`tracker read` shows how words would be read, and records nothing."""

from __future__ import annotations

import pytest

from tests.shell import Shell


def test_a_window_is_shown_with_its_dates_and_days(shell: Shell) -> None:
    """The founding phrase has its three dates, its horizon and its distribution."""
    found = shell.json("read", "a month or two, maybe three", "--said", "2021-06-25")
    assert found["kind"] == "window"
    days = (found["earliest"], found["central"], found["latest"], found["horizon"])
    assert days == ("2021-07-25", "2021-08-25", "2021-09-25", "2021-12-25")
    assert found["deadline"] == found["latest"]
    assert found["days"] == {"earliest": 30, "central": 61, "latest": 92, "horizon": 183}
    assert found["cdf"] == [[0, 0], [30, 0.1], [61, 0.5], [92, 0.9], [183, 0.95]]
    assert found["rule"].startswith("window-1/")


def test_a_word_is_shown_with_its_band(shell: Shell) -> None:
    """ICD 203 reads unlikely as 20 to 45%."""
    found = shell.json("read", "unlikely", "--scale", "ICD 203")
    assert found["kind"] == "chance"
    assert (found["p"], found["low"], found["high"], found["scale"]) == (0.325, 0.2, 0.45, "icd203")


def test_a_window_counts_from_today_unless_told(shell: Shell) -> None:
    """Without --said, "within 90 days" counts from the clock's day."""
    shell.today(2021, 6, 25)
    assert shell.json("read", "within 90 days")["latest"] == "2021-09-23"


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ("unlikely", "--scale icd203"),
        ("may", "carries no probability"),
        ("soon", "--deadline"),
        ("xyzzy", "within 90 days"),
        ("1.7", "A probability lies between 0 and 1"),
        ("moderate confidence", "likelihood alone"),
        ("after 2021", "has a beginning and no end"),
        ("3:1", "3 to 1 on"),
    ],
)
def test_a_refusal_is_one_sentence_with_its_remedy(shell: Shell, words: str, remedy: str) -> None:
    """What cannot be read exits with 1 and says what to do."""
    said = shell.refusal("read", words)
    assert said.startswith("Error: ")
    assert remedy in said
    assert said.count("\n") == 1


def test_may_is_a_vague_word_before_it_is_a_month(shell: Shell) -> None:
    """Only "in May" is a window."""
    assert "carries no probability" in shell.refusal("read", "may", "--said", "2021-01-01")
    assert shell.json("read", "in May", "--said", "2021-01-01")["latest"] == "2021-05-31"


def test_a_scale_asks_for_a_chance(shell: Shell) -> None:
    """With --scale a window is no answer: the scale's words are named instead."""
    assert "is not a word of icd203" in shell.refusal("read", "next month", "--scale", "icd203")


def test_people_get_text_that_fits_80_columns(shell: Shell) -> None:
    """The plain output folds at 80 columns."""
    said = shell("read", "a month or two, maybe three", "--said", "2021-06-25")
    assert "latest        2021-09-25  (92 days)" in said
    assert max(map(len, said.splitlines())) <= 80


def test_an_assumption_is_marked(shell: Shell) -> None:
    """Plain "will" is no word of any scale, and its number says so."""
    said = shell("read", "will")
    assert "chance  0.9 (0.75 to 0.99)" in said
    assert "an assumption, and marked as one" in said
    assert shell.json("read", "will")["assumed"] is True


def test_a_last_day_alone_has_no_window(shell: Shell) -> None:
    """JSON has the keys all the same, as null."""
    found = shell.json("read", "within 90 days", "--said", "2021-06-25")
    assert (found["earliest"], found["central"], found["latest"]) == (None, None, "2021-09-23")
    assert found["cdf"][1] == [90, 0.8]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("in -3 months", "counts backwards"),
        ("in 10,000 days", "groups its digits by commas"),
        ("within 1,000,000 days", "groups its digits by commas"),
        ("in 10.000 days", "may group its digits by points"),
        ("in 10 000 days", "cannot be read as a window"),
        ("in 0 days", "lasts no time at all"),
        ("in 0 months, 0 days", "lasts no time at all"),
    ],
)
def test_numbers_that_no_window_has_are_explained(shell: Shell, words: str, fault: str) -> None:
    """The refusal says what is wrong with the number."""
    assert fault in shell.refusal("read", words)


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("in 2 months, 0 days", "2021-08-25"),
        ("in 0 months and 2 days", "2021-06-27"),
        ("within 1 year, 0 months", "2022-06-25"),
    ],
)
def test_a_nought_beside_a_length_adds_nothing(shell: Shell, words: str, latest: str) -> None:
    """As a countdown writes it."""
    assert shell.json("read", words, "--said", "2021-06-25")["latest"] == latest


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("bis Ende März", "as German: say so with --language de."),
        ("d'ici trois mois", "as French: say so with --language fr."),
        ("dentro de dos meses", "as Spanish: say so with --language es."),
        ("в течение месяца", "as Russian: say so with --language ru."),
    ],
)
def test_words_of_another_language_are_told_by_its_name(shell: Shell, words: str, advice: str) -> None:
    """They are not read by its rules in silence; `log` says the same."""
    shell("init")
    said = ("log", "It rains", "--by", "Ann", "--said", "2021-06-25", "--when", words, "-p", "70%")
    for typed in (("read", words, "--said", "2021-06-25"), said):
        assert f"cannot be read as English, and can be {advice}" in " ".join(shell.refusal(*typed).split())
    code = advice.rstrip(".").split()[-1]
    shell(*said, "--language", code)
