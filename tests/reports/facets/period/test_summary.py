"""The sentences of a period report: they add up, and each stands alone."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.facets.calibration.findings import Finding
from reports.facets.moves import MeanMove, Move
from reports.facets.period.changed import Affected, Changed
from reports.facets.period.deadlines_ahead import Deadline, Deadlines
from reports.facets.period.logged import Logged
from reports.facets.period.matured import VERDICTS, Ended, Matured, Verdicts
from reports.facets.period.records import Record, records_of
from reports.facets.period.summary import (
    affected_in_words,
    changed_in_words,
    deadlines_in_words,
    findings_in_words,
    logged_in_words,
    matured_in_words,
    record_in_words,
    startling_in_words,
)
from reports.period import Period
from tests.reports import cases

Q1 = Period.read("2025-Q1", today=date(2026, 1, 1))
COUNTS = st.tuples(*(st.tuples(st.integers(0, 40), st.integers(0, 40)) for _ in VERDICTS))


def matured(*counts: tuple[int, int], horizons: int = 0, rows: tuple[Ended, ...] = ()) -> Matured:
    """What matured, by verdict: prospective and retrospective; of the last, overdue, both are undecided."""
    given = (*counts, *((0, 0) for _ in VERDICTS[len(counts) :]))
    verdicts = tuple(
        Verdicts(
            verdict=verdict,
            prospective=0 if verdict == "overdue" else ahead,
            retrospective=0 if verdict == "overdue" else after,
            undecided=ahead + after if verdict == "overdue" else 0,
        )
        for verdict, (ahead, after) in zip(VERDICTS, given, strict=True)
    )
    return Matured(
        first=date(2024, 12, 31),
        last=date(2025, 3, 30),
        forecasts=sum(map(sum, given)),
        events=1,
        horizons=horizons,
        verdicts=verdicts,
        startling=tuple(row.handle for row in rows),
        rows=rows,
    )


def ended(**changes: Any) -> Ended:
    """A chance of Ann's that came to nothing."""
    return Ended(
        **{
            "handle": "5.1",
            "forecaster": "ann",
            "name": "Ann",
            "question": "rain",
            "question_statement": "It rains",
            "belief": "chance",
            "said": 0.98,
            "words": None,
            "made_on": date(2025, 1, 1),
            "ended": "deadline",
            "deadline": date(2025, 2, 1),
            "scored_on": date(2025, 2, 1),
            "verdict": "no",
            "outcome": "did not happen",
            "event_on": None,
            "known_on": date(2025, 2, 2),
            "measure": "brier",
            "score": 0.9604,
            "score_low": 0.9604,
            "score_high": 0.9604,
            "provisional": False,
            "prospective": True,
            "counts": True,
            "reason": None,
            **changes,
        }
    )


@given(COUNTS)
def test_the_counts_add_up_to_all_that_matured(counts: tuple[tuple[int, int], ...]) -> None:
    """Each kind's verdicts to its total, and the kinds to the whole; nothing is shortened away."""
    found = matured(*counts)
    sentences = list(matured_in_words(found, "in 2025-Q1"))
    assert not any(" more" in sentence for sentence in sentences)
    whole = 0
    for sentence in sentences[1:]:
        opening, _, parts = sentence.partition(": ")
        total = re.search(r"\d+", opening)
        number = int(total[0]) if total else 1
        whole += number
        if not re.search(r"undecided|: (it|all|none) ", sentence):
            assert sum(int(part) for part in re.findall(r"\d+", parts)) == number
    assert whole == found.forecasts


def test_all_six_verdicts_are_told() -> None:
    """What is undecided is neither prospective nor retrospective."""
    told = " ".join(
        matured_in_words(matured((28, 1), (38, 2), (4, 0), (10, 1), (5, 0), (4, 0)), "in 2025-Q1")
    )
    assert told == (
        "93 forecasts on 1 event matured in 2025-Q1, with deadlines from 2024-12-31 to 2025-03-30, since"
        " a deadline day counts in full and is over the next day. 85 are prospective: 28 came true, 38 "
        "did not, 4 came true in part, 10 were void and 5 were ambiguous. 4 are retrospective: 1 came "
        "true, 2 did not and 1 was void. 4 are undecided, without an outcome so far: neither prospective"
        " nor retrospective until there is one."
    )


def test_one_forecast_is_told_as_one() -> None:
    """No plural, and no list of one."""
    one = list(matured_in_words(matured((0, 0), (1, 0)), "in 2025-Q1"))
    assert one[1:] == ["It is prospective: it did not come true."]
    two = list(matured_in_words(matured((5, 0), (0, 0), (0, 0), (0, 1)), "in 2025-Q1"))
    assert two[1:] == ["5 are prospective: all came true.", "1 is retrospective: it was void."]


WINDOW: dict[str, Any] = {"ended": "horizon", "belief": "timeline", "said": None}
FINAL = "1 window that had ended earlier reached its horizon: its score is final now."
WAITS = (
    "1 window that had ended earlier reached its horizon without an outcome up to it: it has no final score "
    "yet."
)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((), []),
        ((ended(),), []),
        ((ended(**WINDOW),), [FINAL]),
        ((ended(**WINDOW, score=None, verdict="overdue", outcome=None),), [WAITS]),
        ((ended(**WINDOW, provisional=True),), [WAITS]),
        ((ended(**WINDOW), ended(**WINDOW, provisional=True)), [FINAL, WAITS]),
        (
            (ended(**WINDOW), ended(**WINDOW)),
            ["2 windows that had ended earlier reached their horizon: their scores are final now."],
        ),
    ],
    ids=["none", "a chance", "scored", "no outcome", "known for a part", "both", "two"],
)
def test_a_score_is_final_only_where_the_row_has_one(rows: tuple[Ended, ...], told: list[str]) -> None:
    """The sentence about horizons is of the rows that it speaks of."""
    found = matured(horizons=sum(row.ended == "horizon" for row in rows), rows=rows)
    assert [one for one in matured_in_words(found, "in 2025-Q1") if "window" in one] == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Ann gave 98% to “It rains”, which did not happen (score 0.96; record 5.1)"),
        (
            {"prospective": False, "verdict": "yes", "said": 0.02},
            "Ann gave 2% to “It rains”, which happened (retrospective; score 0.96; record 5.1)",
        ),
        (
            {"said": None, "event_on": date(2025, 2, 9)},
            "Ann gave a window to “It rains”, which came too late, on 2025-02-09 (score 0.96; record 5.1)",
        ),
        (
            {"said": None, "belief": "shares", "outcome": "Harris"},
            "Ann leaned to other options of “It rains”, which came to “Harris” (score 0.96; record 5.1)",
        ),
        (
            {"verdict": "partly"},
            "Ann gave 98% to “It rains”, which came true in part (score 0.96; record 5.1)",
        ),
    ],
)
def test_what_was_furthest_off_says_what_came(changes: dict[str, Any], told: str) -> None:
    """And names the record as a record."""
    assert list(startling_in_words(matured(rows=(ended(**changes),)))) == [f"Furthest off: {told}."]


def logged(**changes: int) -> Logged:
    """Six forecasts recorded in time."""
    counts = {"forecasts": 6, "questions": 6, "forecasters": 4, "statements": 6, "updates": 0}
    counts |= {"unscoreable": 0, "in_time": 6, "recorded": 6, "earlier": 0, **changes}
    return Logged(**counts, by_forecaster=(), by_kind=(), by_source=())


def test_what_was_made_is_told_without_a_count_of_none() -> None:
    """All, some, or one."""
    six = "6 forecasts by 4 forecasters on 6 questions were made in 2025-Q1"
    assert logged_in_words(logged(), "in 2025-Q1") == f"{six}."
    assert logged_in_words(logged(updates=6, in_time=0), "in 2025-Q1") == (
        f"{six}: all are updates and all were recorded only later."
    )
    assert logged_in_words(logged(updates=1, unscoreable=2), "in 2025-Q1") == (
        f"{six}: 1 is an update and 2 are too vague to be scored."
    )
    assert logged_in_words(
        logged(forecasts=1, questions=1, forecasters=1, updates=1, in_time=1), "so far"
    ) == ("1 forecast by 1 forecaster on 1 question was made so far: it is an update.")


def deadlines(overdue: int, coming: int) -> Deadlines:
    """So many questions that wait, and so many that will."""
    one = Deadline(
        question="rain", statement="It rains", deadline=date(2025, 1, 1), days_overdue=9, forecasts=1
    )
    return Deadlines(days=31, overdue=(one,) * overdue, coming=(one,) * coming)


@pytest.mark.parametrize(
    ("overdue", "coming", "told"),
    [
        (0, 0, "No question is overdue, and none falls due within the next 31 days."),
        (0, 1, "No question is overdue; 1 deadline follows within the next 31 days."),
        (
            1,
            0,
            (
                "1 question has waited for an outcome for 9 days (“It rains”); "
                "no deadline follows within the next 31 days."
            ),
        ),
        (
            2,
            3,
            (
                "2 questions wait for an outcome, the longest for 9 days (“It rains”); "
                "3 deadlines follow within the next 31 days."
            ),
        ),
    ],
)
def test_what_waits_is_told_without_a_count_of_none(overdue: int, coming: int, told: str) -> None:
    """None, one, or several."""
    assert deadlines_in_words(deadlines(overdue, coming)) == told


def finding(name: str, p_value: float | None) -> Finding:
    """A fault, or without a p-value an observation."""
    return Finding(
        forecaster=name.casefold(),
        name=name,
        prospective=True,
        fault="vague" if p_value is None else "too-high",
        words="Vague: 9 of 10.",
        events=20,
        p_value=p_value,
        adjusted=p_value,
    )


def test_faults_and_observations_are_told_apart() -> None:
    """By name, each forecaster once."""
    none = "No forecaster shows a fault beyond what luck explains."
    assert findings_in_words(()) == none
    assert findings_in_words((), enough=False) == "Nobody has events enough yet to look for faults."
    assert (
        findings_in_words((finding("Eve", None),))
        == f"{none} 1 observation concerns Eve, and accuses nobody."
    )
    found = (finding("Ann", 0.01), finding("Ann", 0.02), finding("Bob", 0.01), finding("Cy", None))
    assert findings_in_words((*found, finding("Di", None))) == (
        "2 forecasters show a fault that luck hardly explains: Ann and Bob. 2 observations concern Cy and "
        "Di, and accuse nobody."
    )


def changed(**changes: Any) -> Changed:
    """A comparison with the ledger at the end of 2024-Q4."""
    return Changed(
        **{
            "period": "2024-Q4",
            "report": None,
            "entry": 5,
            "recorded_at": None,
            "on": date(2024, 12, 31),
            "moves": (),
            "means": (),
            "affected": (),
            **changes,
        }
    )


def test_signed_reports_are_affected_in_one_sentence() -> None:
    """What moved in each stands in its section."""
    one, two = (
        Affected(slug=slug, title="A title", rows=rows, sentence="A long story.")
        for slug, rows in (("card", 1), ("quarter", 3))
    )
    assert list(affected_in_words(changed())) == []
    assert list(affected_in_words(changed(affected=(one,)))) == [
        "1 signed report is affected: card (1 row moved)."
    ]
    assert list(affected_in_words(changed(affected=(one, two)))) == [
        "2 signed reports are affected: card (1 row moved) and quarter (3 rows moved)."
    ]


def test_what_changed_counts_moves_and_means() -> None:
    """Settled and open forecasts apart."""
    move = Move(
        handle="5.1",
        forecaster="ann",
        question="rain",
        from_verdict="yes",
        to_verdict="no",
        from_score=0.04,
        to_score=0.64,
        from_prospective=True,
        to_prospective=True,
        from_counts=True,
        to_counts=True,
        because="outcome 6.1 corrected to 7.1: wrong",
        entry="7.1",
        news=False,
    )
    mean = MeanMove(
        forecaster="ann",
        name="Ann",
        measure="brier",
        prospective=True,
        before=0.1,
        after=0.2,
        forecasts_before=9,
        forecasts_after=9,
    )
    assert changed_in_words(changed(moves=(move,), means=(mean,))) == (
        "Since the end of 2024-Q4, 1 settled forecast is now judged otherwise; 1 mean score moved."
    )


def test_too_few_answers_are_told_as_too_few() -> None:
    """One chance lies on no list of events; more name theirs."""
    quarter = Period.read("2021-Q3", today=date(2022, 1, 1))
    for events, told in (
        (1, "1 prospective chance was answered yes or no: too few to tell skill from luck."),
        (
            3,
            "3 prospective chances were answered yes or no, on 3 events: too few to tell skill from luck.",
        ),
    ):
        assert list(record_in_words(record(events, quarter), quarter)) == [told]


def record(events: int, period: Period) -> Record:
    """The prospective record of Ann's panel over so many events."""
    from tracker.marking import marked

    return records_of(marked(cases.panel(events), on=cases.YEAR_END), period)[0]
