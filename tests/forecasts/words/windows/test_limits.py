"""The last day of a deadline: by and before, ends, starts and middles."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.words.windows.limits import limit
from forecasts.words.windows.phrases import Phrase, tokens

SAID = date(2021, 6, 25)


def read(words: str, said: date = SAID) -> tuple[str, str] | None:
    """The last day for "by" and for "before" the whole phrase."""
    phrase = Phrase(tokens=tokens(words), said=said, hemisphere="north", week_starts=0)
    found = phrase.either(limit)
    return (str(found.by), str(found.before)) if found is not None and phrase.over else None


@pytest.mark.parametrize(
    ("words", "by", "before"),
    [
        ("30 September", "2021-09-30", "2021-09-29"),
        ("September", "2021-09-30", "2021-08-31"),
        ("2022", "2022-12-31", "2021-12-31"),
        ("next week", "2021-07-04", "2021-06-27"),
        ("the end of September", "2021-09-30", "2021-09-30"),
        ("the end of the summer", "2021-08-31", "2021-08-31"),
        ("the end of the third quarter", "2021-09-30", "2021-09-30"),
        ("end-2022", "2022-12-31", "2022-12-31"),
        ("end Q3", "2021-09-30", "2021-09-30"),
        ("the end of this week", "2021-06-27", "2021-06-27"),
        ("the end of Friday", "2021-07-02", "2021-07-02"),
        ("the year's end", "2021-12-31", "2021-12-31"),
        ("month-end", "2021-06-30", "2021-06-30"),
        ("the start of September", "2021-09-01", "2021-08-31"),
        ("the beginning of June", "2022-06-01", "2022-05-31"),
        ("the start of next year", "2022-01-01", "2021-12-31"),
        ("mid-2022", "2022-06-30", "2022-06-29"),
        ("the middle of next month", "2021-07-15", "2021-07-14"),
        ("mid-June", "2022-06-15", "2022-06-14"),
        ("mid-June, 2021", "2021-06-15", "2021-06-14"),
        ("late 2022", "2022-12-31", "2022-08-31"),
    ],
)
def test_by_and_before(words: str, by: str, before: str) -> None:
    """Said on 25 June 2021; "before" differs from "by" except at an end."""
    assert read(words) == (by, before)


def test_a_middle_on_the_very_day_still_counts() -> None:
    """Mid-June said on 15 June is that day."""
    assert read("mid-June", said=date(2021, 6, 15)) == ("2021-06-15", "2021-06-14")


@pytest.mark.parametrize(
    "words",
    ["the end of", "end", "mid", "mid-afternoon", "the middle of it", "the start", "year", "the end of it"],
)
def test_what_is_no_limit_is_left_alone(words: str) -> None:
    """Only a stretch of the calendar has ends and a middle."""
    assert read(words) is None
