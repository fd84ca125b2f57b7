"""One sentence holds what may happen, when and how likely."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import TrackerError, UnreadSentence, VagueWindow, WindowOver
from forecasts.recording.sentences import Sentence, read_sentence

SAID = date(2021, 6, 25)


@pytest.mark.parametrize(
    ("text", "statement", "when", "chance"),
    [
        ("Kabul falls within three months, 70%", "Kabul falls", "within three months", "70%"),
        ("Kabul falls within three months (70%).", "Kabul falls", "within three months", "70%"),
        ("Kabul falls within three months – 7 in 10", "Kabul falls", "within three months", "7 in 10"),
        ("70%: Kabul falls by June 2022", "Kabul falls", "by June 2022", "70%"),
        ("There is a 70% chance that Kabul falls this year", "Kabul falls", "this year", "a 70% chance that"),
        ("It is unlikely that Kabul falls this year", "Kabul falls", "this year", "It is unlikely that"),
        ("By June 2022 Kabul will probably fall", "Kabul will fall", "By June 2022", "probably"),
        ("Kabul is very likely to fall this year", "Kabul will fall", "this year", "very likely"),
        ("Kabul falls this year with 70% probability", "Kabul falls", "this year", "with 70% probability"),
        (
            "Talks at Doha with Kabul resume by June 2022 with probability 0.3",
            "Talks at Doha with Kabul resume",
            "by June 2022",
            "with probability 0.3",
        ),
        ("Kabul falls this year at 2 to 1 against", "Kabul falls", "this year", "at 2 to 1 against"),
        ("Kabul may fall this year", "Kabul will fall", "this year", "may"),
        ("Kabul falls in a month or two, maybe three", "Kabul falls", "in a month or two, maybe three", None),
        ("Oil is above 100, 30%", "Oil is above 100", None, "30%"),
        (
            "Inflation exceeds 2.5% by June 2022, unlikely",
            "Inflation exceeds 2.5%",
            "by June 2022",
            "unlikely",
        ),
        ("The 2022 accord is signed this year, 5%", "The 2022 accord is signed", "this year", "5%"),
    ],
)
def test_the_parts_are_found(text: str, statement: str, when: str | None, chance: str | None) -> None:
    """In the sentence's own words."""
    assert read_sentence(text, said=SAID, scale="icd203") == Sentence(
        statement=statement, when=when, chance=chance
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kabul falls", "neither when nor how likely"),
        ("Kabul does not fall this year, 70%", "'not', and a chance is that of what happens"),
        ("Kabul won't fall this year, 70%", "a chance is that of what happens"),
        ("The talks in May 2022 fail, 70%", "in its middle"),
        ("In May 2022 the talks fail by June 2023, 70%", "says when more than once"),
        ("70%: Kabul falls this year, 60%", "says how likely more than once"),
        ("The cities fall this year, 70%", "a time of the year or a verb"),
        ("within three months, 70%", "does not say what happens"),
        ("Kabul falls within three months of the retreat, 70%", "in its middle"),
        ("Recession this year, 70%", 'one word .*`tracker log recession "70% this year"`'),
    ],
)
def test_what_could_be_meant_otherwise_is_refused(text: str, fault: str) -> None:
    """With the option that says it outright."""
    with pytest.raises(UnreadSentence, match=fault):
        read_sentence(text, said=SAID, scale="icd203")


def test_vague_and_past_windows_and_words_without_a_scale_are_refused_as_elsewhere() -> None:
    """By the same sentences as `--when` and `-p`."""
    with pytest.raises(VagueWindow, match="soon"):
        read_sentence("Kabul falls soon, 70%", said=SAID, scale=None)
    with pytest.raises(WindowOver):
        read_sentence("Kabul falls by May 2021, 70%", said=SAID, scale=None)
    with pytest.raises(TrackerError):
        read_sentence("Kabul falls this year, 170%", said=SAID, scale=None)


def test_a_word_without_a_scale_is_found_and_waits_for_one() -> None:
    """What gives it a number is asked later, as of `-p`."""
    assert read_sentence("Kabul falls this year, likely", said=SAID, scale=None).chance == "likely"


WORDS = (
    "Kabul",
    "falls",
    "in",
    "by",
    "May",
    "2022",
    "within",
    "a",
    "year",
    "70%",
    "likely",
    "that",
    "of",
    ",",
)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_no_word_of_a_sentence_is_lost(words: list[str]) -> None:
    """Each is in the statement, in the window, in the chance, or is a mark or the verb between them."""
    text = " ".join(words).replace(" ,", ",")
    try:
        found = read_sentence(text, said=SAID, scale="icd203")
    except TrackerError:
        return
    kept = f"{found.statement} {found.when or ''} {found.chance or ''}".casefold()
    for word in text.casefold().replace(",", " ").split():
        assert word in kept
