"""Phrases of every kind in five languages, each read by hand once: none is ever read as something else.

`phrases.csv` holds them, all said on Friday, 25 June 2021: first and last day, or the name of the refusal.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import TrackerError
from forecasts.words.windows.grammar import read_window

Days = tuple[date | None, date | None]
SAID = date(2021, 6, 25)
PLACE = Path(__file__).with_name("phrases.csv")
ROOT = Path(__file__).parents[3]
NOTHING: Days = (None, None)


def rows() -> list[tuple[str, str, Days, str]]:
    """Language, words, first and last day, and the refusal."""
    with PLACE.open(encoding="utf-8", newline="") as lines:
        return [
            (row["language"], row["words"], (_day(row["earliest"]), _day(row["latest"])), row["refused"])
            for row in csv.DictReader(lines)
        ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read(words: str, spoken: str, said: date = SAID) -> tuple[Days, str]:
    """What a phrase is read as, and the name of its refusal."""
    try:
        found = read_window(words, said=said, language=spoken)
    except TrackerError as refusal:
        return NOTHING, type(refusal).__name__
    return (found.earliest, found.latest), ""


ROWS = rows()
READ = [row for row in ROWS if not row[3]]


def test_each_is_read_as_it_was_by_hand() -> None:
    """To the day; and what is refused is refused for the same reason."""
    assert [(words, *read(words, spoken)) for spoken, words, _, _ in ROWS] == [row[1:] for row in ROWS]


def test_most_are_read_in_every_language() -> None:
    """The rest are vague, or have two readings: few are merely not understood."""
    total = Counter(row[0] for row in ROWS)
    lost = Counter(row[0] for row in ROWS if row[3] == "UnreadableWindow")
    assert total.keys() == {"en", "de", "fr", "es", "ru"}
    assert all(lost[spoken] <= total[spoken] * 0.16 for spoken in total), lost


def _dashed(words: str) -> str:
    return words.replace("-", "–")


def _curly(words: str) -> str:
    return words.replace("'", "’")


def _wide(words: str) -> str:
    return words.translate({ord(digit): ord("０") + int(digit) for digit in "0123456789"})


def _arabic(words: str) -> str:
    return words.translate({ord(digit): ord("٠") + int(digit) for digit in "0123456789"})


SAME: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "spaced": lambda words: f"  {words.replace(' ', '   ')} ",
    "broken": lambda words: words.replace(" ", "\u00a0"),
    "quoted": lambda words: f"“{words}”",
    "ended": lambda words: f"{words}.",
    "exclaimed": lambda words: f"{words}!",
    "dashed": _dashed,
    "curly": _curly,
}
DIGITS = {"wide": _wide, "arabic": _arabic}


@pytest.mark.parametrize("how", SAME)
def test_spelling_changes_no_reading(how: str) -> None:
    """Case, spaces, quotation marks, dashes and full stops: the same days, or a refusal where that is due."""
    for spoken, words, days, _ in READ:
        found, _ = read(SAME[how](words), spoken)
        assert found == days, (words, how)


@pytest.mark.parametrize("how", DIGITS)
def test_other_digits_are_read_alike_or_not_at_all(how: str) -> None:
    """A digit of another script is never taken for another number."""
    for spoken, words, days, _ in READ:
        found, _ = read(DIGITS[how](words), spoken)
        assert found in (days, NOTHING), (words, how)


@given(st.sampled_from(READ), st.data())
def test_a_word_that_is_no_word_is_refused(row: tuple[str, str, Days, str], data: st.DataObject) -> None:
    """Wherever it stands: nothing is read over."""
    parts = row[1].split()
    at = data.draw(st.integers(0, len(parts)))
    odd = data.draw(st.sampled_from(["zzqx", "xkcdq", "qwrtz", "жщфъ"]))
    assert read(" ".join((*parts[:at], odd, *parts[at:])), row[0])[0] == NOTHING


@pytest.mark.parametrize("spoken", ["en", "de", "fr", "es", "ru"])
def test_no_phrase_is_read_by_another_languages_rules(spoken: str) -> None:
    """What two languages spell alike they mean alike; all else is refused."""
    for other, words, days, _ in READ:
        if other != spoken:
            found, _ = read(words, spoken)
            assert found == NOTHING or found[1] == days[1], (words, other, spoken)


def cases() -> Path:
    """Where phrases of others may lie, beside the project."""
    beside = ROOT.parent / "shared" / "cases"
    folder = beside if beside.exists() else ROOT.parents[1] / "shared" / "cases"
    return Path(os.environ.get("TRACKER_CASES", folder)) / "phrases.csv"


@pytest.mark.skipif(not cases().exists(), reason="there are no phrases of others beside the project")
def test_phrases_of_others_are_read_as_they_ask_in_every_spelling() -> None:
    """Their days, or a refusal where they ask for one."""
    with cases().open(encoding="utf-8", newline="") as lines:
        asked = list(csv.DictReader(lines))
    for row in asked:
        wanted = (_day(row["earliest"]), _day(row["latest"]))
        said = date.fromisoformat(row["said"])
        changes: list[Callable[[str], str]] = [str, *SAME.values()]
        for change in changes:
            (first, last), refused = read(change(row["words"]), "en", said)
            if refused == "WhoseHoliday" and "ask" in row["note"]:
                continue
            assert last == wanted[1], row
            assert first == wanted[0] or wanted[0] is None or first is None, row
