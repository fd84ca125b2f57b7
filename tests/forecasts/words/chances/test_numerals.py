"""Numbers as people write them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import ImpossibleProbability, TrackerError, UnclearProbability
from forecasts.words.chances.numerals import Stated, stated_probability

WORDS_PAGE = (Path(__file__).parents[4] / "docs" / "words.md").read_text(encoding="utf-8")


def p(text: str) -> float:
    """The probability of a text that states a single number."""
    stated = stated_probability(text)
    assert stated is not None
    assert stated.low == stated.p == stated.high
    return stated.p


@given(st.integers(0, 100))
def test_every_whole_percent_round_trips(percent: int) -> None:
    """A percentage is the float of the same decimal, however the sign is written."""
    assert p(f"{percent}%") == p(f"{percent} %") == p(f"{percent} per cent") == percent / 100


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_every_fraction_round_trips(part: int, whole: int) -> None:
    """A share is the correctly rounded quotient, in each of its three spellings."""
    part, whole = min(part, whole), max(part, whole)
    assert p(f"{part} in {whole}") == p(f"{part} out of {whole}") == part / whole
    if part + whole != 100 or part in (0, 50):
        assert p(f"{part}/{whole}") == (0.5 if part == whole == 50 else part / whole)


@given(st.floats(0, 1))
def test_every_float_round_trips(value: float) -> None:
    """What Python prints for a probability is read back as the same float, exponents included."""
    if abs(value) >= 1e-99:
        assert p(repr(value)) == value


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_odds_on_and_against_add_up_to_one(first: int, second: int) -> None:
    """Odds against are the odds on, seen from the other side."""
    on, against = p(f"{first}:{second} on"), p(f"{first} to {second} against")
    assert on == first / (first + second)
    assert on + against == pytest.approx(1)


@given(st.text(max_size=60))
def test_any_text_is_a_probability_or_none_or_refused(text: str) -> None:
    """No text whatever leads to anything else than a probability, None or a refusal."""
    try:
        stated = stated_probability(text)
    except TrackerError:
        return
    assert stated is None or 0 <= stated.low <= stated.p <= stated.high <= 1


@given(st.text(alphabet="0123456789.,/:-%e ino", max_size=12))
def test_any_jumble_of_digits_is_a_probability_or_refused(text: str) -> None:
    """What holds a digit is read or refused by one of the two number errors, and never passed on as words."""
    try:
        stated = stated_probability(text)
    except (ImpossibleProbability, UnclearProbability):
        return
    assert (stated is None) == (not any(c.isdigit() for c in text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".7", 0.7), ("0,7", 0.7), ("0,125", 0.125), ("7,5%", 0.075), ("1e-3", 0.001), ("0", 0), ("0.0", 0),
        ("1.0", 1), ("1,0", 1), ("100%", 1), (".5%", 0.005), ("one in twenty", 0.05), ("one-in-ten", 0.1),
        ("1 chance in 20", 0.05), ("a one in a hundred chance", 0.01), ("seventy-five percent", 0.75),
        ("a million to one against", 1 / 1_000_001), ("3-1 on", 0.75), ("3/1 on", 0.75), ("Evens", 0.5),
        ("even odds", 0.5), ("50-50", 0.5), ("50/50", 0.5), ("fifty-fifty", 0.5), ("~70%", 0.7),
        ("about 70%", 0.7), ("a 70% chance that", 0.7), ("70% likely", 0.7), ("probability of 0.7", 0.7),
        ("there is a 7 in 10 chance of", 0.7), ('"70%."', 0.7), ("70\u00a0%", 0.7), ("3:1 in favour", 0.75),
        ("７０％", 0.7), ("½", 0.5), ("three-quarters chance", 0.75), ("two thirds", 2 / 3),
        ("a third", 1 / 3),
        ("p = 0.7", 0.7), ("I'm 70% sure", 0.7), ("4-to-1 against", 0.2), ("1:1", 0.5), ("1⁄3", 1 / 3),
    ],
)  # fmt: skip
def test_people_write_numbers_in_many_ways(text: str, expected: float) -> None:
    """Each of these has exactly one reading."""
    assert p(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70 Prozent", 0.7),
        ("72,5 pour cent", 0.725),
        ("70 por ciento", 0.7),
        ("70 процентов", 0.7),
        ("1 von 20", 0.05),
        ("1 sur 20", 0.05),
        ("1 de cada 20", 0.05),
        ("1 из 20", 0.05),
    ],
)
def test_figures_are_read_among_the_words_of_other_languages(text: str, expected: float) -> None:
    """Where what stands between them can mean nothing else; odds say which way in no language."""
    found = stated_probability(text)
    assert found is not None
    assert found.p == expected
    with pytest.raises(UnclearProbability, match="does not say which way the odds run"):
        stated_probability("3 zu 1")


@pytest.mark.parametrize(
    "text",
    [
        *("20-30%", "20% to 30%", "between 20% and 30%", "between 20 and 30 percent", "about 20–30%"),
        *("from 20 to 30%", "0.2-0.3", "0.2 to 0.3", "20% - 30%"),
    ],
)
def test_a_range_gives_its_midpoint_and_its_ends(text: str) -> None:
    """A stated range is a band around its middle."""
    assert stated_probability(text) == Stated(0.25, 0.2, 0.3)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("7", "7% or 0.7?"), ("1.7", "1.7% or 0.17?"), ("70", "70%?"), ("1", "1% or 1.0?"),
        ("five", "5% or 0.5?"),
        ("3:1", "3 to 1 on or 3 to 1 against?"), ("3 to 1", "3 to 1 on or 3 to 1 against?"),
        ("20-30", "20-30%, 20 to 30 on or 20 to 30 against?"), ("40/60", "40 in 60, 40% or 60%?"),
        ("60/40", "60% or 40%?"), ("at least 70%", "70-100%?"), ("more than 0.7", "0.7-1.0?"),
        ("<5%", "0-5%?"), ("over 70% likely", "70-100%?"),
    ],
)  # fmt: skip
def test_a_number_with_two_readings_is_answered_with_a_question(text: str, question: str) -> None:
    """Where two readings are at hand both are named, and neither is taken."""
    with pytest.raises((ImpossibleProbability, UnclearProbability), match=re.escape(question) + "$"):
        stated_probability(text)


@pytest.mark.parametrize(
    "text",
    ["150%", "150", "-0.1", "-5%", "-1e-3", "nan", "inf", "-inf", "11/10", "7/0", "0/0", "7e0", "0:0 on"],
)
def test_what_no_probability_can_be_is_refused(text: str) -> None:
    """Numbers outside 0 to 1, and what is no number, are impossible."""
    with pytest.raises(ImpossibleProbability, match=re.escape(f"not {text}")):
        stated_probability(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "30-20%",
            "70ish",
            "70% chance of not",
            "+0.7",
            "70²",
            "1 in 10²",
            "1½%",
            "①",
        ),
        *("1 in 1,000", "1,234%", "1½", "0.7 0.8", "1e-400", "0.99999999999999999999", "1e-9999", "٧٠%"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused(text: str) -> None:
    """Bounds, foreign digits, grouped thousands and lost precision are never rounded to a guess."""
    with pytest.raises(UnclearProbability, match="Write it as"):
        stated_probability(text)


@pytest.mark.parametrize(
    "text",
    [
        "unlikely",
        "three quarters",
        "half",
        "roughly even odds",
        "even chance",
        "one would expect",
        "",
        "none",
    ],
)
def test_words_are_no_number(text: str) -> None:
    """Words are left to the lexicon, the even chances of the scales among them."""
    assert stated_probability(text) is None


def test_the_page_on_words_shows_numbers_as_they_are_read() -> None:
    """Every form in the documented table, and each of its spellings, gives the documented percentage."""
    rows = re.findall(r"^\| `([^`]+)` \| (\d+) \| (.*) \|$", WORDS_PAGE, flags=re.MULTILINE)
    assert len(rows) == 9
    for form, percent, others in rows:
        for text in (form, *re.findall(r"`([^`]+)`", others)):
            stated = stated_probability(text)
            assert stated is not None, text
            assert stated.p == int(percent) / 100, text


def test_the_page_on_words_asks_the_questions_that_are_asked() -> None:
    """Every documented question is the end of the refusal."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|`]+\?) \|$", WORDS_PAGE, flags=re.MULTILINE)
    assert len(rows) == 7
    for form, question in rows:
        with pytest.raises(TrackerError, match=re.escape(question) + "$"):
            stated_probability(form)
