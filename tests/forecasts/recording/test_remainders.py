"""What would be recorded as something else than was said is refused, however well its parts read alone."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import TrackerError, UnreadSentence
from forecasts.recording.sentences import read_answer, read_sentence

SAID = date(2021, 6, 25)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kabul falls after June 2022, 70%", "a beginning and no end"),
        ("Kabul falls sometime after 2 months, 70%", "a beginning and no end"),
        ("Kabul holds out at least three months, 70%", "a beginning and no end"),
        ("Kabul holds beyond June 2022, 70%", "a beginning and no end"),
        ("Kabul falls around June 2022, 70%", "how far around"),
        ("Kabul falls by 30 February 2022, 70%", "no such date"),
        ("Kabul is raided every June 2022, 70%", "'every' before"),
        ("Kabul holds for three months, 70%", "'for' before"),
        ("Kabul holds until June 2022, 70%", "how long something lasts"),
        ("Kabul falls by Q5 2022, 70%", "'by Q5' before '2022'"),
        ("Kabul falls by Chinese New Year, 70%", "'by Chinese' before"),
        ("Kabul falls within -3 months, 70%", "how many"),
        ("Kaboul tombera avant juin 2022, 70%", "without 'in' or 'by'"),
        ("Ukraine wins Eurovision 2022, 70%", "without 'in' or 'by'"),
    ],
)
def test_a_time_whose_first_words_would_be_left_behind(text: str, fault: str) -> None:
    """As `after June 2022` would become June 2022, and its last day a deadline."""
    with pytest.raises(TrackerError, match=fault):
        read_sentence(text, said=SAID, scale="icd203")


@pytest.mark.parametrize(
    "text",
    [
        "I doubt that Kabul falls by June 2022",
        "It is doubtful that Kabul falls by June 2022",
        "Kabul is 60/40 to fall by June 2022",
        "I'd say 60/40 that Kabul falls by June 2022",
        "Odds are 3 to 1 against Kabul falling by June 2022",
        "3 to 1 against Kabul falling by June 2022",
        "Perhaps the odds of Kabul falling by June 2022",
    ],
)
def test_a_likelihood_that_is_not_read_is_no_window_at_eighty_percent(text: str) -> None:
    """A window alone is taken as likely: a doubt must not become its opposite."""
    with pytest.raises(UnreadSentence, match="not read as a chance"):
        read_sentence(text, said=SAID, scale="icd203")


@pytest.mark.parametrize(
    "text",
    [
        "If Herat falls, Kabul falls by June 2022, 70%",
        "Kabul falls unless the army holds by June 2022, 70%",
        "Kabul falls only if Herat does by June 2022, 70%",
    ],
)
def test_a_condition_is_no_part_of_a_question(text: str) -> None:
    """Its question would come out no where the condition was never met."""
    with pytest.raises(UnreadSentence, match="hangs on a condition"):
        read_sentence(text, said=SAID, scale="icd203")


@pytest.mark.parametrize("text", ["Kabul hardly falls by June 2022, 70%", "Кабул вряд ли падёт, 70%"])
def test_a_denial_in_other_words_is_one(text: str) -> None:
    """Whoever says 70% of it means the opposite of the statement."""
    with pytest.raises(UnreadSentence, match="a chance is that of what happens"):
        read_sentence(text, said=SAID, scale="icd203")


@pytest.mark.parametrize("minus", ["-", "–", "—", "−"])
def test_a_minus_is_a_part_of_its_number(minus: str) -> None:
    """And no bullet that falls away."""
    with pytest.raises(TrackerError):
        read_sentence(f"Kabul falls by June 2022, {minus}10%", said=SAID, scale=None)
    with pytest.raises(TrackerError):
        read_answer(f"{minus}10% by June 2022", said=SAID, scale=None)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The war is over this year, 70%", "The war is over"),
        ("Kabul is taken by the Taliban this year, 70%", "Kabul is taken by the Taliban"),
        ("The bill goes through in 2022, 70%", "The bill goes through"),
        ("The Possible Dream is released by June 2022, 70%", "The Possible Dream is released"),
        ("Kabul falls, June 2022, 70%", "Kabul falls"),
        ("Kabul falls for the first time by June 2022, 70%", "Kabul falls for the first time"),
    ],
)
def test_words_that_only_look_like_it_stay_in_the_statement(text: str, statement: str) -> None:
    """What is refused without need has to be typed again."""
    assert read_sentence(text, said=SAID, scale=None).statement == statement


def test_a_page_without_an_empty_line_is_no_sentence() -> None:
    """Every ten words of it would be tried as a time, for minutes."""
    with pytest.raises(UnreadSentence, match="has 200,000 words"):
        read_sentence("word " * 200_000, said=SAID, scale=None)
