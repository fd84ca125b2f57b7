"""What outcomes say of claims: choices, quantities, and events against the rules read by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import AFTER, DEADLINE, IN_TIME, LATE, MADE, judged
from tracker.verdicts.judging import verdicts

CHOICE = frames.question(kind="choice", options=("red", "green", "blue"))
QUANTITY = frames.question(kind="quantity", unit="men")


def came(option: str, known_on: date = IN_TIME) -> Row:
    """What a choice came to."""
    return frames.outcome("option", option=option, known_on=known_on)


def counted(value: float, known_on: date = IN_TIME) -> Row:
    """What a quantity came to."""
    return frames.outcome("value", value=value, known_on=known_on)


ANSWERS: list[tuple[str, Row, Row, list[Row], date, str]] = [
    ("the option came", CHOICE, frames.forecast(option="red"), [came("red")], AFTER, "yes"),
    ("another option came", CHOICE, frames.forecast(option="red"), [came("blue")], AFTER, "no"),
    ("the option came early", CHOICE, frames.forecast(option="red"), [came("red")], DEADLINE, "held"),
    ("no option yet", CHOICE, frames.forecast(option="red"), [], DEADLINE, "pending"),
    ("no option, too late", CHOICE, frames.forecast(option="red"), [], AFTER, "overdue"),
    ("no deadline, no option", CHOICE, frames.forecast(option="red", deadline=None), [], AFTER, "pending"),
    (
        "no deadline, answered",
        CHOICE,
        frames.forecast(option="red", deadline=None),
        [came("red")],
        IN_TIME,
        "yes",
    ),
    (
        "known before it was said",
        CHOICE,
        frames.forecast(option="red"),
        [came("red", date(2021, 6, 1))],
        AFTER,
        "pre-dated",
    ),
    ("no option named", CHOICE, frames.forecast(), [came("red")], AFTER, "unscoreable"),
    (
        "largest share",
        CHOICE,
        frames.shares(("red", "green", "blue"), (0.5, 0.3, 0.2)),
        [came("red")],
        AFTER,
        "yes",
    ),
    (
        "smaller share",
        CHOICE,
        frames.shares(("red", "green", "blue"), (0.5, 0.3, 0.2)),
        [came("blue")],
        AFTER,
        "no",
    ),
    (
        "level shares",
        CHOICE,
        frames.shares(("red", "green", "blue"), (0.4, 0.2, 0.4)),
        [came("blue")],
        AFTER,
        "yes",
    ),
    ("above", QUANTITY, frames.forecast(above=100), [counted(100.5)], AFTER, "yes"),
    ("above, on the bound", QUANTITY, frames.forecast(above=100), [counted(100)], AFTER, "no"),
    ("below", QUANTITY, frames.forecast(below=100), [counted(99)], AFTER, "yes"),
    ("below, on the bound", QUANTITY, frames.forecast(below=100), [counted(100)], AFTER, "no"),
    ("between", QUANTITY, frames.forecast(above=10, below=20), [counted(15)], AFTER, "yes"),
    ("not between", QUANTITY, frames.forecast(above=10, below=20), [counted(20)], AFTER, "no"),
    ("no bound", QUANTITY, frames.forecast(), [counted(20)], AFTER, "unscoreable"),
    (
        "inside the quantiles",
        QUANTITY,
        frames.quantiles((1, 2, 3), (0.1, 0.5, 0.9)),
        [counted(3)],
        AFTER,
        "yes",
    ),
    ("outside them", QUANTITY, frames.quantiles((1, 2, 3), (0.1, 0.5, 0.9)), [counted(3.5)], AFTER, "no"),
    (
        "void choice",
        CHOICE,
        frames.forecast(option="red"),
        [frames.outcome("void", known_on=IN_TIME, because="called off")],
        AFTER,
        "void",
    ),
    (
        "partly a quantity",
        QUANTITY,
        frames.forecast(above=1),
        [frames.outcome("partly", grade=0.5, known_on=IN_TIME)],
        AFTER,
        "partly",
    ),
    ("a timeline of a choice", CHOICE, frames.window(), [came("red")], AFTER, "unscoreable"),
]


@pytest.mark.parametrize(
    ("question", "forecast", "outcomes", "on", "expected"),
    [row[1:] for row in ANSWERS],
    ids=[row[0] for row in ANSWERS],
)
def test_choices_and_quantities(
    question: Row, forecast: Row, outcomes: list[Row], on: date, expected: str
) -> None:
    """Options and values, by the deadline where there is one, else when they are known."""
    assert judged(forecast, *outcomes, on=on, question=question)["verdict"] == expected


def test_what_decides_is_what_was_known_first() -> None:
    """Of two outcomes that settle a no, the one known first decides, and with it what is prospective."""
    row = judged(
        frames.forecast(),
        frames.not_through(DEADLINE, handle="20.1", known_on=date(2021, 11, 1)),
        frames.happened(LATE, handle="20.2"),
        frames.not_through(date(2021, 9, 30), handle="20.3"),
    )
    assert (row["outcome"], str(row["known_on"].date())) == ("20.3", "2021-09-30")


DAYS = st.integers(-20, 140).map(lambda days: MADE + timedelta(days=days))


@settings(max_examples=25)
@given(
    asked=st.lists(st.tuples(st.integers(0, 100), DAYS | st.none()), min_size=1, max_size=20),
    on=DAYS.filter(lambda day: day >= MADE),
)
def test_one_observed_date_answers_every_deadline(asked: list[tuple[int, date | None]], on: date) -> None:
    """Against the rule, written out for one forecast; each is on a question of its own."""
    slugs = [f"q{place}" for place in range(len(asked))]
    found = verdicts_by_question(
        [
            frames.forecast(question=slug, entry=10 + place, deadline=MADE + timedelta(days=days))
            for place, (slug, (days, _)) in enumerate(zip(slugs, asked, strict=True))
        ],
        [frames.question(slug=slug) for slug in slugs],
        [
            frames.happened(happens, question=slug)
            for slug, (_, happens) in zip(slugs, asked, strict=True)
            if happens
        ],
        on=on,
    )
    for slug, (days, happens) in zip(slugs, asked, strict=True):
        due, verdict = MADE + timedelta(days=days), found[slug]
        if happens is None or happens > on:
            assert verdict == ("overdue" if on > due else "pending")
        elif happens < MADE:
            assert verdict == "pre-dated"
        elif on <= due:
            assert verdict == "held"
        else:
            assert verdict == ("yes" if happens <= due else "no")


def verdicts_by_question(
    forecasts: list[Row], questions: list[Row], outcomes: list[Row], *, on: date
) -> dict[str, str]:
    """The verdict of the one forecast on each question, all judged at once."""
    found = verdicts(
        frames.forecasts(*forecasts), frames.questions(*questions), frames.outcomes(*outcomes), on=on
    )
    assert len(found) == len(forecasts)
    return dict(zip(found["question"], found["verdict"], strict=True))


OUTCOMES = (
    st.builds(frames.happened, DAYS)
    | st.builds(frames.not_through, DAYS)
    | st.builds(lambda day: frames.outcome("void", known_on=day, because="x"), DAYS)
)


def by_hand(forecast: Row, outcomes: list[Row], *, recurs: bool, on: date) -> str:
    """The rules for events, read off one forecast at a time."""
    made, due, withdrawn_on = forecast["made_on"], forecast["deadline"], forecast["withdrawn_on"]
    first_day = max(made, forecast["not_before"] or made)
    known = [outcome for outcome in outcomes if outcome["known_on"] <= on]
    dates = sorted(outcome["on"] for outcome in known if outcome["kind"] == "happened")
    counting = [day for day in dates if day >= first_day] if recurs else dates
    absences = [outcome["on"] for outcome in known if outcome["kind"] == "not through"]
    covering = [day for day in absences if day >= due]
    voids = [outcome["known_on"] for outcome in known if outcome["kind"] == "void"]
    event = counting[0] if counting else None
    if event is not None and event < made:
        return "pre-dated"
    if event is not None and first_day <= event <= due:
        answer, decided = "yes", event
    elif event is not None or covering:
        early = event is not None and event < first_day
        answer, decided = "no", event if early else min([*covering, *([event] if event else [])])
    elif voids:
        answer, decided = "void", voids[-1]
    else:
        answer, decided = ("overdue" if on > due else "pending"), None
    if withdrawn_on and withdrawn_on <= min(on, due) and (decided is None or withdrawn_on < decided):
        return "withdrawn"
    return "held" if answer in {"yes", "no"} and on <= due else answer


Case = tuple[int, int, int | None, int | None, list[Row], bool]
CASES: st.SearchStrategy[Case] = st.tuples(
    st.integers(0, 160),
    st.integers(0, 60),
    st.none() | st.integers(0, 60),
    st.none() | st.integers(0, 80),
    st.lists(OUTCOMES, max_size=5),
    st.booleans(),
)
"""Days from making to evaluation, its length, wait and withdrawal, the outcomes, whether it recurs."""


@settings(max_examples=40)
@given(cases=st.lists(CASES, min_size=2, max_size=12), on=DAYS)
def test_columns_agree_with_the_rules_read_one_by_one(cases: list[Case], on: date) -> None:
    """Whatever stands beside other questions' outcomes, the columns say what the rules say."""
    forecasts, questions, outcomes, expected = [], [], [], {}
    for place, (before, length, wait, withdrawn, came_of, recurs) in enumerate(cases):
        slug, made = f"q{place}", on - timedelta(days=before)
        forecast = frames.forecast(
            question=slug,
            entry=10 + place,
            made_on=made,
            deadline=made + timedelta(days=length),
            not_before=None if wait is None else made + timedelta(days=min(wait, length)),
            withdrawn_on=None if withdrawn is None else made + timedelta(days=withdrawn),
        )
        forecasts.append(forecast)
        questions.append(frames.question(slug=slug, recurs=recurs))
        outcomes += [{**outcome, "question": slug} for outcome in came_of]
        expected[slug] = by_hand(forecast, came_of, recurs=recurs, on=on)
    assert verdicts_by_question(forecasts, questions, outcomes, on=on) == expected


def test_of_two_outcomes_known_on_one_day_the_happening_decides() -> None:
    """It came too late, and had not happened by the deadline: both say no, and the event is the news."""
    absent = frames.not_through(DEADLINE, handle="20.1", known_on=LATE)
    came = frames.happened(LATE, handle="20.2", known_on=LATE)
    for outcomes in ((absent, came), (came, absent)):
        row = judged(frames.forecast(), *outcomes)
        assert (row["verdict"], row["outcome"], row["outcome_kind"]) == ("no", "20.2", "happened")
    earlier = {**absent, "known_on": DEADLINE}
    assert judged(frames.forecast(), earlier, came)["outcome"] == "20.1"


def test_what_recurred_before_the_first_day_that_counts_decides_no_score() -> None:
    """It came after the forecast was made, but before the window was to open: nothing is known yet."""
    row = judged(
        frames.window(not_before=date(2021, 8, 1)),
        frames.happened(date(2021, 7, 1)),
        question=frames.question(recurs=True),
    )
    assert (row["verdict"], row["outcome"]) == ("overdue", None)
