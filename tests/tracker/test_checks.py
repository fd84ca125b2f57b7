"""Each check finds its own fault, and a sound ledger has none."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from forecasts.errors import UnsoundRecords
from forecasts.problems import Problem
from tests.tracker import frames
from tests.tracker.frames import Row
from tracker.checks import CHECKS, NOTES, RecordsToday, notes, problems
from tracker.judged import Records
from tracker.verdicts.judging import verdicts

FALL, YEAR_END = date(2021, 8, 15), date(2021, 12, 31)
CHOICE = frames.question(kind="choice", options=("red", "blue"))


class Shelf:
    """A view that holds the frames it was given, and of which no import took anything back."""

    head = SimpleNamespace(sequence=1)

    def __init__(
        self, forecasts: tuple[Row, ...], questions: tuple[Row, ...], outcomes: tuple[Row, ...], sources: Row
    ) -> None:
        self.given = (forecasts, questions, outcomes)
        self.shelved = pd.DataFrame([sources])

    def rows(self, _: object) -> tuple[()]:
        """The imports that found a record gone from its source."""
        return ()

    def slugs(self, _: str) -> list[str]:
        """Everybody who forecast."""
        return sorted(set(self.forecasts()["forecaster"]))

    def forecasts(self) -> pd.DataFrame:
        """Standing forecasts."""
        return frames.forecasts(*self.given[0])

    def questions(self) -> pd.DataFrame:
        """Standing questions."""
        return frames.questions(*self.given[1])

    def outcomes(self) -> pd.DataFrame:
        """Standing outcomes."""
        return frames.outcomes(*self.given[2])

    def sources(self) -> pd.DataFrame:
        """Standing sources."""
        return self.shelved


def records(
    *forecasts: Row,
    questions: tuple[Row, ...] = (),
    outcomes: tuple[Row, ...] = (),
    source: Row | None = None,
    today: date = YEAR_END,
) -> RecordsToday:
    """What stands, judged on the last day of 2021."""
    shelf = Shelf(
        forecasts,
        questions or (frames.question(),),
        outcomes,
        source or {"slug": "mk", "url": "https://example.org/mk", "archived": None},
    )
    return RecordsToday.of(Records(shelf), today=today)  # type: ignore[arg-type] # it has its four frames


def found(*args: Row, **changes: object) -> list[Problem]:
    """The problems of some records."""
    return list(problems(records(*args, **changes)))  # type: ignore[arg-type] # passed on as given


def noted(*args: Row, **changes: object) -> list[str]:
    """The notes on some records, as text."""
    return [str(note) for note in notes(records(*args, **changes))]  # type: ignore[arg-type] # passed on


def test_a_sound_ledger_has_no_problems() -> None:
    """Logged in time, resolved with evidence, well described: nothing to mend, nothing to note."""
    sound = records(frames.forecast(), outcomes=(frames.happened(FALL),))
    assert problems(sound) == ()
    assert notes(sound) == ()


def test_an_empty_ledger_has_no_problems() -> None:
    """Every check bears empty frames."""
    empty = RecordsToday(
        questions=frames.questions(),
        outcomes=frames.outcomes(),
        sources=pd.DataFrame(columns=["slug", "url"]),
        verdicts=verdicts(frames.forecasts(), frames.questions(), frames.outcomes(), on=YEAR_END),
        today=YEAR_END,
    )
    assert problems(empty) == notes(empty) == ()


def test_an_overdue_question() -> None:
    """With its deadline, how long ago, and what to do."""
    assert found(frames.forecast()) == [
        Problem(
            "kabul",
            "The deadline 2021-09-25 passed 97 days ago and no outcome is entered: "
            "enter it with `tracker resolve kabul`.",
        )
    ]


def test_one_day_is_a_day() -> None:
    """The sentence counts in the singular."""
    assert "passed 1 day ago" in found(frames.forecast(), today=date(2021, 9, 26))[0].message


def test_an_outcome_without_evidence() -> None:
    """By the handle of the outcome."""
    (problem,) = found(frames.forecast(), outcomes=(frames.happened(FALL, evidence=None),))
    assert problem.where == "20.1"
    assert "'kabul' names no evidence" in problem.message


def test_outcomes_that_contradict_are_a_problem() -> None:
    """An older version let them in; what is news is none, and each pair is named once."""
    partly = frames.outcome("partly", grade=0.5, known_on=YEAR_END, handle="21.1")
    (problem,) = found(frames.forecast(), outcomes=(frames.not_through(date(2021, 9, 25)), partly))
    assert problem.where == "kabul"
    assert "outcomes 20.1 and 21.1 contradict each other" in problem.message
    news = frames.happened(date(2021, 10, 1), handle="21.1")
    assert found(frames.forecast(), outcomes=(frames.not_through(date(2021, 9, 25)), news)) == []


def test_two_questions_in_the_same_words() -> None:
    """Case, order and punctuation do not tell them apart."""
    twin = frames.question(slug="kabul-2", statement="Kabul: the Taliban capture")
    (problem,) = found(
        frames.forecast(), questions=(frames.question(), twin), outcomes=(frames.happened(FALL),)
    )
    assert problem.where == "kabul-2"
    assert "'kabul-2' and 'kabul' state the same" in problem.message


def test_timelines_may_end_on_rungs_of_their_own() -> None:
    """Where nobody set a horizon, each has its own end, and that is no problem."""
    longer = frames.window(entry=11, forecaster="bob", latest=date(2022, 6, 25))
    assert found(longer, frames.window(), outcomes=(frames.happened(FALL),)) == []


WATCHED = frames.question(horizon=date(2021, 12, 25))
LONG = {"earliest": date(2022, 6, 25), "central": date(2022, 12, 25), "latest": date(2023, 6, 25)}


def test_a_horizon_that_ends_before_every_window_does() -> None:
    """Somebody set it too early, and almost nothing of what was said is ever scored."""
    late = (frames.not_through(date(2021, 12, 25)),)
    (problem,) = found(frames.window(**LONG), questions=(WATCHED,), outcomes=late)
    assert problem.where == "kabul"
    assert "The horizon 2021-12-25 comes before 2023-06-25, the earliest end of" in problem.message
    assert '`tracker amend 1.1 --horizon 2023-06-25 --because "..."` moves it' in problem.message


def test_a_window_that_runs_past_the_horizon_is_noted() -> None:
    """The reviewer shall see that this one is cut off at the horizon, unlike the others."""
    told = records(
        frames.window(),
        frames.window(entry=11, forecaster="bob", **LONG),
        frames.window(entry=12, forecaster="eve", unscoreable=("vague word",), **LONG),
        questions=(WATCHED,),
        outcomes=(frames.not_through(date(2021, 12, 25)),),
    )
    assert problems(told) == ()
    assert [str(note) for note in notes(told)] == [
        (
            "11.1: The window runs to 2023-06-25, past the horizon 2021-12-25 of 'kabul': only the part up "
            "to the horizon is scored."
        )
    ]


def test_a_late_forecast_whose_verdict_lies_ahead_is_noted_as_retrospective() -> None:
    """Its score was known when it was logged."""
    late = datetime(2022, 1, 10, tzinfo=UTC)
    told = noted(
        frames.window(),
        frames.window(entry=11, forecaster="bob", recorded_at=late, **LONG),
        questions=(WATCHED,),
        outcomes=(frames.not_through(date(2021, 12, 25)),),
    )
    assert "kabul: Logged after the outcome was known: 1 of 2 forecasts" in told[0]


def test_what_was_known_or_said_later_is_not_there_yet() -> None:
    """An outcome without evidence, an option unheard of: on an earlier day nobody had entered them."""
    bare = frames.happened(date(2021, 12, 1), evidence=None)
    later = frames.forecast(entry=11, made_on=date(2021, 12, 2), deadline=date(2021, 12, 3))
    assert found(frames.forecast(deadline=YEAR_END), later, outcomes=(bare,), today=FALL) == []


def test_an_option_that_the_question_lacks() -> None:
    """In an outcome, and in a claim: no command would have recorded it, so it is named and not judged."""
    mauve = frames.outcome("option", option="mauve", known_on=FALL)
    with pytest.raises(UnsoundRecords, match=r"written 10\.1, 20\.1"):
        found(frames.forecast(option="green"), questions=(CHOICE,), outcomes=(mauve,))


def test_a_condition_that_can_never_be_met() -> None:
    """An event happens or does not; it is never an option."""
    conditional = frames.forecast(condition_question="kunduz", condition_answer="red")
    found_here = found(
        conditional,
        questions=(frames.question(), frames.question(slug="kunduz", statement="Kunduz falls")),
        today=FALL,
    )
    assert [problem.where for problem in found_here] == ["10.1"]
    assert "whose answers are happens, does not happen" in found_here[0].message


def test_notes_on_time() -> None:
    """Pre-dated and retrospective forecasts may be meant: they are noted, not blamed."""
    late = frames.forecast(entry=11, recorded_at=datetime(2021, 12, 1, tzinfo=UTC))
    after = frames.forecast(entry=12, made_on=date(2021, 9, 1), recorded_at=datetime(2021, 9, 1, tzinfo=UTC))
    told = noted(frames.forecast(), late, after, outcomes=(frames.happened(FALL),))
    assert told == [
        (
            "12.1: The forecast on 'kabul' is not scored: it had come about on 2021-08-15, before the "
            "forecast was made; check both dates."
        ),
        (
            "kabul: Logged after the outcome was known: 2 of 3 forecasts; these count as retrospective "
            "and are never pooled with the others."
        ),
    ]


def test_notes_on_what_is_missing() -> None:
    """No criteria, no forecast, no way to the source."""
    told = noted(
        frames.forecast(),
        questions=(frames.question(criteria=None), frames.question(slug="rain", criteria=None)),
        outcomes=(frames.happened(FALL),),
        source={"slug": "mk", "url": None, "archived": None},
    )
    assert told == [
        "kabul: 'kabul' has no criteria: whoever resolves it must guess what counts.",
        "rain: Nobody has forecast 'rain'.",
        "mk: The source 'mk' has neither a url nor an archived text to look it up in.",
    ]


def test_every_check_says_what_it_finds() -> None:
    """The first line of each is what the manual prints."""
    assert all(check.__doc__ for check in (*CHECKS, *NOTES))
