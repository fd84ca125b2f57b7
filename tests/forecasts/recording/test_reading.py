"""What was said becomes a claim and a belief."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from forecasts.belief import Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import NoDeadline, NoProbability, NoScale, UnfitNoun, UnreadableWindow, VagueWindow
from forecasts.model import Condition, Unscoreable
from forecasts.recording.reading import Read, StatedForecast, read_forecast

SAID = date(2021, 6, 25)
SEPTEMBER = date(2021, 9, 25)


def read(*, horizon: date | None = None, **said: Any) -> Read:
    """What is read on 25 June 2021 with ICD 203 as the default scale."""
    return read_forecast(
        StatedForecast(**said), made_on=SAID, horizon=horizon, default_scale="icd203", analyst="ann"
    )


def test_a_window_alone_is_a_timeline() -> None:
    """The window's dates become a distribution, and the claim has no deadline of its own."""
    found = read(when="a month or two, maybe three")
    assert isinstance(found.belief, Timeline)
    assert found.belief.days == (0, 30, 61, 92, 183)
    assert found.belief.cdf == (0, 0.1, 0.5, 0.9, 0.95)
    assert found.claim.deadline is None
    assert found.claim.when is None


def test_the_questions_horizon_comes_before_the_windows() -> None:
    """A question that has a horizon keeps it, whatever window is named next."""
    found = read(when="in one to three months", horizon=date(2022, 1, 31))
    assert isinstance(found.belief, Timeline)
    assert found.belief.horizon == date(2022, 1, 31)


def test_a_window_with_a_chance_reaches_it_on_the_latest_day() -> None:
    """The heights are scaled to the chance, and both kinds of words are kept."""
    found = read(when="in one to three months", chance="70%")
    assert isinstance(found.belief, Timeline)
    assert found.belief.p == 0.7
    assert max(found.belief.cdf) == pytest.approx(0.7)
    assert found.belief.words == "70%, in one to three months"


@pytest.mark.parametrize("when", ["by 25 September 2021", "within 92 days"])
def test_a_last_day_with_a_chance_is_a_chance_by_that_day(when: str) -> None:
    """Words that only name a last day give the deadline."""
    found = read(when=when, chance="0.6")
    assert found.belief == Chance.stated(0.6)
    assert found.claim.deadline == SEPTEMBER
    assert found.settled_by is None


def test_a_last_day_alone_is_a_timeline_that_reaches_four_fifths() -> None:
    """Without a chance, a lone deadline gets the mass of the default rule."""
    found = read(when="within 92 days")
    assert isinstance(found.belief, Timeline)
    assert dict(zip(found.belief.days, found.belief.cdf, strict=True))[92] == 0.8


def test_a_word_is_read_on_the_scale_of_the_ledger_unless_it_names_its_own() -> None:
    """The row's scale comes first."""
    by_default = read(chance="unlikely", deadline=SEPTEMBER).belief
    by_name = read(chance="unlikely", scale="phia", deadline=SEPTEMBER).belief
    assert isinstance(by_default, Chance)
    assert isinstance(by_name, Chance)
    assert (by_default.low, by_default.high) == (0.2, 0.45)
    assert (by_name.low, by_name.high) == (0.25, 0.35)


def test_a_vague_horizon_with_a_deadline_keeps_the_words_and_who_settled_them() -> None:
    """The analyst settles it, unless another is named."""
    found = read(when="in the near future", chance="unlikely", deadline=SEPTEMBER)
    assert (found.claim.when, found.claim.deadline, found.settled_by) == (
        "in the near future",
        SEPTEMBER,
        "ann",
    )
    named = read(when="soon", chance="0.2", deadline=SEPTEMBER, settled_by="bob")
    assert named.settled_by == "bob"


def test_a_vague_horizon_without_a_deadline_is_refused() -> None:
    """Nobody settled it."""
    with pytest.raises(VagueWindow):
        read(when="in the near future", chance="0.3")


def test_a_vague_word_is_kept_and_not_scored() -> None:
    """The reasons follow: the word, and the deadline where there is none."""
    found = read(chance="could")
    assert found.belief == Vague(words="could")
    assert found.unscoreable_because == (Unscoreable.VAGUE_WORD, Unscoreable.NO_DEADLINE)
    dated = read(chance="may", deadline=SEPTEMBER)
    assert dated.unscoreable_because == (Unscoreable.VAGUE_WORD,)


def test_a_vague_word_in_a_window_keeps_the_words_about_time() -> None:
    """The window's last day is the deadline."""
    found = read(chance="may", when="in one to three months")
    assert found.belief == Vague(words="may")
    assert (found.claim.when, found.claim.deadline) == ("in one to three months", SEPTEMBER)


def test_named_reasons_are_kept_as_they_are() -> None:
    """No reason is added to those that the analyst named, but the vague word itself."""
    found = read(chance="threatens to", unscoreable=(Unscoreable.NO_CRITERION,))
    assert found.unscoreable_because == (Unscoreable.VAGUE_WORD, Unscoreable.NO_CRITERION)
    will = read(chance="will", unscoreable=(Unscoreable.NO_CRITERION,))
    assert isinstance(will.belief, Chance)
    assert will.unscoreable_because == (Unscoreable.NO_CRITERION,)


def test_nothing_at_all_can_be_kept_with_its_reasons() -> None:
    """A headline that says neither when nor how likely is counted."""
    found = read(unscoreable=(Unscoreable.NO_DEADLINE, Unscoreable.NO_PROBABILITY))
    assert found.belief is None


def test_words_that_no_grammar_reads_can_be_kept_with_their_reason() -> None:
    """They are refused otherwise."""
    with pytest.raises(UnreadableWindow):
        read(when="in umpteen blinks", chance="0.5", deadline=SEPTEMBER)
    found = read(when="in umpteen blinks", unscoreable=(Unscoreable.NO_DEADLINE,))
    assert found.claim.when == "in umpteen blinks"


def test_a_chance_without_a_deadline_is_refused() -> None:
    """Unless the claim is of an option or a value, whose question has its day."""
    with pytest.raises(NoDeadline, match=r"'0.7'.*deadline"):
        read(chance="0.7")
    assert read(chance="0.7", above=100.0).belief == Chance.stated(0.7)
    assert read(chance="0.7", option="Ann").claim.option == "Ann"


def test_a_deadline_without_a_chance_is_refused() -> None:
    """The sentence names the day."""
    with pytest.raises(NoProbability, match="2021-09-25"):
        read(deadline=SEPTEMBER)
    with pytest.raises(NoProbability, match="Neither"):
        read()


def test_words_and_a_deadline_that_disagree_are_refused() -> None:
    """The same day twice is fine."""
    with pytest.raises(UnfitNoun, match="2021-09-25"):
        read(when="within 92 days", chance="0.5", deadline=date(2021, 10, 1))
    assert read(when="within 92 days", chance="0.5", deadline=SEPTEMBER).claim.deadline == SEPTEMBER


def test_shares_and_quantiles_are_taken_outright() -> None:
    """They need neither a chance nor a deadline."""
    assert read(shares=(("A", 0.6), ("B", 0.4))).belief == Shares(options=("A", "B"), shares=(0.6, 0.4))
    assert read(quantiles=((0.5, 10.0),), when="by 25 September 2021").claim.deadline == SEPTEMBER
    assert read(quantiles=((0.5, 10.0),)).belief == Quantiles(levels=(0.5,), values=(10.0,))


def test_two_beliefs_at_once_are_refused() -> None:
    """A chance beside shares would leave one of them unsaid."""
    with pytest.raises(UnfitNoun, match="a chance and shares"):
        read(chance="0.5", shares=(("A", 0.6), ("B", 0.4)))


def test_an_assumed_will_is_told() -> None:
    """The note gives the number and the band."""
    (note,) = read(chance="will", deadline=SEPTEMBER).notes
    assert "0.9 (0.75 to 0.99)" in note


def test_a_word_without_any_scale_is_refused() -> None:
    """Neither the row nor the ledger names one."""
    with pytest.raises(NoScale):
        read_forecast(
            StatedForecast(chance="likely", deadline=SEPTEMBER),
            made_on=SAID,
            horizon=None,
            default_scale=None,
            analyst="ann",
        )


def test_the_condition_and_the_first_day_are_part_of_the_claim() -> None:
    """They are passed on as given."""
    condition = Condition(question="kunduz", by=SEPTEMBER)
    claim = read(chance="0.5", deadline=SEPTEMBER, not_before=SAID, condition=condition).claim
    assert (claim.condition, claim.not_before) == (condition, SAID)
