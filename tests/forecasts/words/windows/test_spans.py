"""Years, and the parts of years that have names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import AmbiguousDate, ImpossibleDate
from forecasts.words.windows.phrases import Phrase, tokens
from forecasts.words.windows.spans import span
from forecasts.words.windows.units import current

SAID = date(2021, 6, 25)


def read(words: str, said: date = SAID, hemisphere: str = "north") -> tuple[str, str] | None:
    """First and last day of the span that the whole phrase names."""
    phrase = Phrase(tokens=tokens(words), said=said, hemisphere=hemisphere, week_starts=0)
    piece = phrase.either(span, current)
    if piece is None or not phrase.over:
        return None
    found = piece.ending_from(said)
    return str(found.first), str(found.last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("H1 2022", "2022-01-01", "2022-06-30"),
        ("early summer 2022", "2022-06-01", "2022-06-30"),
        ("mid winter 2021/22", "2022-01-01", "2022-01-31"),
        ("late winter 2021/22", "2022-02-01", "2022-02-28"),
        ("H1", "2021-01-01", "2021-06-30"),
        ("the 2nd half of next year", "2022-07-01", "2022-12-31"),
        ("first half of February 2022", "2022-02-01", "2022-02-15"),
        ("second half of next month", "2021-07-16", "2021-07-31"),
        ("Q1", "2022-01-01", "2022-03-31"),
        ("Q2", "2021-04-01", "2021-06-30"),
        ("q3/2021", "2021-07-01", "2021-09-30"),
        ("the fourth quarter of the year", "2021-10-01", "2021-12-31"),
        ("1st quarter of next year", "2022-01-01", "2022-03-31"),
        ("Sept. 2021", "2021-09-01", "2021-09-30"),
        ("September of next year", "2022-09-01", "2022-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("May", "2022-05-01", "2022-05-31"),
        ("late February 2024", "2024-02-21", "2024-02-29"),
        ("mid this year", "2021-05-01", "2021-08-31"),
        ("early in the year", "2021-01-01", "2021-04-30"),
        ("early May", "2022-05-01", "2022-05-10"),
        ("fall 2021", "2021-09-01", "2021-11-30"),
        ("the summer of 2022", "2022-06-01", "2022-08-31"),
        ("the spring of next year", "2022-03-01", "2022-05-31"),
        ("winter of 2021 to 2022", "2021-12-01", "2022-02-28"),
        ("winter 2023-24", "2023-12-01", "2024-02-29"),
        ("the coming May", "2022-05-01", "2022-05-31"),
        ("coming winter", "2021-12-01", "2022-02-28"),
        ("next week", "2021-06-28", "2021-07-04"),
        ("next decade", "2030-01-01", "2039-12-31"),
        ("this quarter", "2021-04-01", "2021-06-30"),
        ("the current decade", "2020-01-01", "2029-12-31"),
    ],
)
def test_spans_run_from_first_to_last_day(words: str, first: str, last: str) -> None:
    """Said on 25 June 2021."""
    assert read(words) == (first, last)


@pytest.mark.parametrize(
    ("words", "said", "expected"),
    [
        ("this winter", date(2022, 1, 10), ("2021-12-01", "2022-02-28")),
        ("this winter", date(2021, 6, 25), ("2021-12-01", "2022-02-28")),
        ("next winter", date(2022, 1, 10), ("2022-12-01", "2023-02-28")),
        ("next summer", date(2021, 9, 1), ("2022-06-01", "2022-08-31")),
        ("this September", date(2021, 9, 10), ("2021-09-01", "2021-09-30")),
        ("this September", date(2021, 11, 10), ("2021-09-01", "2021-09-30")),
        ("next September", date(2021, 9, 10), ("2022-09-01", "2022-09-30")),
    ],
)
def test_this_and_next_of_what_comes_every_year(words: str, said: date, expected: tuple[str, str]) -> None:
    """What is `this` runs or stays in the year; `next` follows one that runs, or begins next year."""
    assert read(words, said=said) == expected


@pytest.mark.parametrize(
    "words",
    ["next September", "next autumn", "next winter", "winter 2021", "winter of 2021", "winter 2021/23"],
)
def test_two_readings_are_refused(words: str) -> None:
    """In June, next September could be either, and winter 2021 could begin or end in that year."""
    with pytest.raises(AmbiguousDate, match=r"\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d or"):
        read(words)


def test_seasons_turn_over_with_the_hemisphere() -> None:
    """In the south winter is June to August, and summer spans the year's end."""
    assert read("winter 2021", hemisphere="south") == ("2021-06-01", "2021-08-31")
    assert read("summer 2021/22", hemisphere="south") == ("2021-12-01", "2022-02-28")
    with pytest.raises(AmbiguousDate):
        read("summer 2021", hemisphere="south")


@pytest.mark.parametrize("words", ["2021-13", "2021-00", "0000-05", "2021-22"])
def test_months_that_do_not_exist_are_refused(words: str) -> None:
    """Months run from 01 to 12."""
    with pytest.raises(ImpossibleDate):
        read(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Q5",
            "Q",
            "H3 2021",
            "h",
            "third half of 2021",
            "second half",
            "early",
            "early afternoon",
            "5th quarter",
            "next",
        ),
        *(
            "next day",
            "this",
            "21",
            "202",
            "20210",
            "first quarter of September",
            "early century",
            "the current",
        ),
    ],
)
def test_what_is_no_span_is_left_alone(words: str) -> None:
    """Parts that are not defined are not made up."""
    assert read(words) is None


@given(st.integers(1000, 9998), st.integers(1, 4))
def test_quarters_and_halves_tile_the_year(year: int, quarter: int) -> None:
    """A half is two quarters, from the first day to the last."""
    half = (quarter + 1) // 2
    first, last = read(f"Q{2 * half - 1} {year}"), read(f"Q{2 * half} {year}")
    assert first is not None
    assert last is not None
    assert read(f"H{half} {year}") == (first[0], last[1])
