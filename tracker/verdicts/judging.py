"""Whether it came as they said: one verdict for each forecast, from the standing outcomes, on a date.

Verdicts are never stored. The first of these that fits is the verdict:

1. "unscoreable": the record says why, or the claim has no deadline, or does not fit its question.
2. "withdrawn": taken back by the evaluation date, no later than its deadline (or its horizon, where
   that is earlier), and before the day on which the outcome that decides it was known, be it the verdict
   or the score. A later withdrawal rescues nothing and is ignored.
3. "pre-dated": it had happened, or was answered, before the day of the forecast. An event on that
   very day counts. What recurs is never pre-dated.
4. "void": its condition was not met (`tracker.verdicts.conditions`).
5. "void", "ambiguous": the question came out so, and no dated outcome had settled the claim.
6. "overdue" or "pending": its condition is undecided; overdue after the claim's own deadline.
7. "held": the claim is answered, but its deadline is not over. It stays out of every count until
   then, or forecasts that come true early would be counted before those that fail late.
8. "yes", "no", "partly": answered, and the deadline is over.
9. "overdue": the deadline is over and no outcome covers the deadline day.
10. "pending": the rest.

A deadline day counts in full and is over the next day: a forecast matures when the evaluation date is
later than its deadline (a window's: its latest date). Without a deadline, which only choices and
quantities may lack, it matures when the answer is known. Outcomes known after the evaluation date do
not exist yet. What makes a claim true or false is told by `tracker.verdicts.rulings`.

Forecasts made after the evaluation date do not exist yet either, and have no row.

A forecast is prospective if it was recorded (by the calendar of the question's zone) or attested
before the day on which the outcome was known that decides it; one that is undecided is prospective
so far. A timeline is decided by the first known of two: what decides its verdict, and what decides
its score, which ends at the horizon (`tracker.verdicts.rulings.score_decided_by`). Its own latest
date cannot put that off. Of a corrected forecast the version that stands must have been recorded by
then: an attestation vouches for the words as first said, not for a correction.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.frame_arrays import (
    Flags,
    Places,
    Texts,
    dates,
    day_number,
    day_numbers,
    joined,
    no_texts,
    phrased,
    places,
    present,
    texts,
    with_columns,
)
from tracker.verdicts.answers import NONE, Answers, answers
from tracker.verdicts.claims import Claims, claims_of, unfit_claims
from tracker.verdicts.conditions import Met, Standing, conditions
from tracker.verdicts.horizons import to_their_horizons
from tracker.verdicts.precedence import prospective
from tracker.verdicts.rulings import Ruling, Rulings, on_answers, on_events, score_decided_by
from tracker.verdicts.series import series

if TYPE_CHECKING:
    from pandas import DataFrame, Index, Series

VERDICTS = (
    "unscoreable",
    "withdrawn",
    "pre-dated",
    "void",
    "ambiguous",
    "overdue",
    "pending",
    "held",
    "yes",
    "no",
    "partly",
)
_UNSCOREABLE, _WITHDRAWN, _PRE_DATED, _VOID, _AMBIGUOUS, _OVERDUE, _PENDING, _HELD, _YES, _NO, _PARTLY = (
    range(len(VERDICTS))
)


def verdicts(forecasts: DataFrame, questions: DataFrame, outcomes: DataFrame, *, on: date) -> DataFrame:
    """The forecasts, each with its verdict on an evaluation date, by the rules of this module.

    Parameters
    ----------
    forecasts, questions, outcomes
        Standing records, as `View.forecasts()`, `View.questions()` and `View.outcomes()` give them.
    on
        The evaluation date. Outcomes known later and forecasts made later are left out.

    Returns
    -------
    DataFrame
        The forecasts in the same order and with the same index, and the columns

        horizon, days, heights, own_horizon : see `tracker.verdicts.horizons.to_their_horizons`
        verdict : one of `VERDICTS`
        because : plain words for what keeps it from yes or no, else None
        observed : 1.0 for yes, 0.0 for no, the grade for partly, else NaN
        event_on : the date the event happened, whatever the verdict, else NaT
        not_through : the last date through which it is known not to have happened, else NaT
        outcome, outcome_kind : handle and kind of the outcome that decides the verdict, or the score of
            a timeline whose verdict is open; None while there is neither
        known_on : when that outcome was known, NaT while there is none
        answer_option, answer_value, answer_grade : what a choice or a quantity came to; how far it came
        matures_on, scored_on : the deadline or latest date; of a timeline it is scored at the horizon
        prospective : whether it was there before the outcome was known
        series, order : a number for each series, and the place in it, 0 for the first
        topic, cluster, question_statement, question_kind, question_options, question_unit :
        from the question;
        the cluster is the question's slug unless it names one

    Raises
    ------
    ValueError
        If a forecast or a condition names a question that the questions do not hold.
    """
    import pandas as pd

    evaluated = day_number(on)
    made = day_numbers(forecasts["made_on"]) <= evaluated
    forecasts = forecasts if made.all() else forecasts[made]
    slugs = pd.Index(questions["slug"])
    asked = _known_places(slugs, forecasts["question"])
    forecasts = to_their_horizons(forecasts, questions, asked)
    known = answers(outcomes, slugs, on=evaluated)
    of_event = (texts(questions["kind"]) == "event")[asked]
    claims = claims_of(forecasts, questions, asked)
    rulings = _rulings(claims, of_event, known)
    standing = _standing(forecasts, questions, slugs, claims, rulings, known)

    unfit = unfit_claims(claims, texts(questions["kind"])[asked])
    by_condition = standing.met == Met.NO
    decided_by = np.where(
        by_condition & (rulings.ruling != Ruling.PRE_DATED), standing.decided_by, rulings.decided_by
    )
    known_on = known.known_of(decided_by)
    due = np.where(np.isnan(claims.due) & ~of_event, known_on, claims.due)
    over = (evaluated > claims.due) | (np.isnan(claims.due) & (decided_by != NONE))
    horizon = np.where(claims.belief == "timeline", day_numbers(forecasts["horizon"]), np.nan)
    of_score = np.where(standing.met == Met.OPEN, NONE, score_decided_by(claims, horizon, known))
    known_first = np.fmin(known_on, known.known_of(of_score))
    withdrawn_on = day_numbers(forecasts["withdrawn_on"])
    too_late = (withdrawn_on > np.fmin(claims.due, horizon)) | (withdrawn_on >= known_first)
    withdrawn = (withdrawn_on <= evaluated) & ~too_late

    ruling = rulings.ruling
    late = np.where(over, _OVERDUE, _PENDING)
    grounds: list[tuple[Flags, int | Places]] = [
        (present(forecasts["unscoreable"]) | (unfit != None), _UNSCOREABLE),  # noqa: E711  # elementwise
        (withdrawn, _WITHDRAWN),
        (ruling == Ruling.PRE_DATED, _PRE_DATED),
        (by_condition | (ruling == Ruling.VOID), _VOID),
        (ruling == Ruling.AMBIGUOUS, _AMBIGUOUS),
        ((standing.met == Met.OPEN) | (ruling == Ruling.OPEN), late),
        (~over, _HELD),
        (ruling == Ruling.TRUE, _YES),
        (ruling == Ruling.FALSE, _NO),
    ]
    verdict = np.select([fits for fits, _ in grounds], [code for _, code in grounds], _PARTLY)
    decided_by = np.where(np.isin(verdict, (_OVERDUE, _PENDING)), of_score, decided_by)
    observed = np.select(
        [verdict == _YES, verdict == _NO, verdict == _PARTLY], [1.0, 0.0, rulings.grade], np.nan
    )
    stated = known.stated(asked)
    number, place = series(forecasts)
    cluster, slug = texts(questions["cluster"]), texts(questions["slug"])
    return with_columns(
        forecasts,
        verdict=np.array(VERDICTS, dtype=object)[verdict],
        because=_because(forecasts, verdict, unfit, standing.met, claims, rulings, known),
        observed=observed,
        event_on=dates(rulings.event),
        not_through=dates(np.where(of_event, known.last_absent[asked], np.nan)),
        known_on=dates(known.known_of(decided_by)),
        outcome=known.handle_of(decided_by),
        outcome_kind=known.kind_of(decided_by),
        answer_option=known.option_of(stated),
        answer_value=known.value_of(stated),
        answer_grade=known.grade_of(stated),
        matures_on=dates(due),
        scored_on=dates(np.where(claims.belief == "timeline", horizon, due)),
        prospective=prospective(forecasts, texts(questions["zone"])[asked], known_first),
        series=number,
        order=place,
        topic=texts(questions["topic"])[asked],
        cluster=np.where(cluster == None, slug, cluster)[asked],  # noqa: E711  # elementwise
        question_statement=texts(questions["statement"])[asked],
        question_kind=texts(questions["kind"])[asked],
        question_options=texts(questions["options"])[asked],
        reference_rate=questions["reference_rate"].to_numpy(dtype=float, na_value=np.nan)[asked],
        question_unit=texts(questions["unit"])[asked],
    )


def _known_places(slugs: Index[str], names: Series[Any]) -> Places:
    found = places(slugs, names)
    if (found < 0).any():
        raise ValueError(f"no question {names.iloc[int(np.argmin(found))]!r} among the questions")
    return found


def _rulings(claims: Claims, of_event: Flags, known: Answers) -> Rulings:
    """Events ruled by their dates, the rest by their answers, in the order of the claims."""
    of_events = on_events(claims, known)
    if of_event.all():
        return of_events
    others = on_answers(claims.at(~of_event), known)
    for whole, part in (
        (of_events.ruling, others.ruling),
        (of_events.decided_by, others.decided_by),
        (of_events.event, others.event),
        (of_events.grade, others.grade),
    ):
        whole[~of_event] = part
    return of_events


def _standing(
    forecasts: DataFrame,
    questions: DataFrame,
    slugs: Index[str],
    claims: Claims,
    rulings: Rulings,
    known: Answers,
) -> Standing:
    """Whether the condition of each forecast is met; of one without a condition it is."""
    met = np.full(len(forecasts), Met.YES, dtype=np.int64)
    decided_by = np.full(len(forecasts), NONE, dtype=np.int64)
    rows = present(forecasts["condition_question"])
    if rows.any():
        conditional = forecasts[rows]
        question = _known_places(slugs, conditional["condition_question"])
        found = conditions(
            claims.at(rows),
            rulings.at(rows),
            known,
            question=question,
            answer=texts(conditional["condition_answer"]),
            by=day_numbers(conditional["condition_by"]),
            recurs=questions["recurs"].to_numpy(dtype=bool)[question],
        )
        met[rows], decided_by[rows] = found.met, found.decided_by
    return Standing(met=met, decided_by=decided_by)


def _because(
    forecasts: DataFrame,
    verdict: Places,
    unfit: Texts,
    met: Places,
    claims: Claims,
    rulings: Rulings,
    known: Answers,
) -> Texts:
    """Plain words for each verdict that is not a plain yes or no."""
    because = known.because_of(rulings.decided_by)
    said: Texts = no_texts(len(verdict))
    stated = np.isin(verdict, (_VOID, _AMBIGUOUS, _PARTLY))
    said[stated] = because[stated]
    recorded = joined(forecasts["unscoreable"])
    condition = texts(forecasts["condition_question"])
    rows = verdict == _UNSCOREABLE
    said[rows] = np.where(recorded == None, unfit, recorded)[rows]  # noqa: E711  # elementwise
    rows = verdict == _WITHDRAWN
    said[rows] = phrased(day_numbers(forecasts["withdrawn_on"])[rows], "withdrawn on {}".format)
    rows = verdict == _PRE_DATED
    event = np.where(np.isnan(rulings.event), known.known_of(rulings.decided_by), rulings.event)
    said[rows] = phrased(event[rows], "it had come about on {}, before the forecast was made".format)
    rows = (verdict == _VOID) & (met == Met.NO)
    said[rows] = [f"the condition {slug!r} was not met" for slug in condition[rows]]
    rows = np.isin(verdict, (_OVERDUE, _PENDING)) & (met == Met.OPEN)
    said[rows] = [f"the condition {slug!r} is undecided" for slug in condition[rows]]
    rows = verdict == _HELD
    said[rows] = phrased(claims.due[rows], "answered already, but the deadline {} is not over".format)
    return said
