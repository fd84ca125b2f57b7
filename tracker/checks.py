"""What in the ledger an editor should mend, and what is worth a look.

`CHECKS` find problems: something is missing or wrong, and somebody can put it right; `tracker check`
exits with 1 if there are any. `NOTES` find what may well be meant, such as forecasts that were logged
after the outcome was known: to be read, not to be obeyed. Both are plain functions from the records to
`Problem` values, and nothing they find stops a report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from forecasts.problems import Problem
from tracker.contested import contested
from tracker.deadlines import at_horizons, due, undated
from tracker.frame_arrays import day_number, day_numbers, texts
from tracker.judged import Records
from tracker.standing_outcomes import contradicting
from tracker.verdicts.conditions import DOES_NOT_HAPPEN, HAPPENS

if TYPE_CHECKING:
    from datetime import date

    from pandas import DataFrame

    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordsToday:
    """What stands in a ledger, as frames, with the verdicts of the day: all that a check may read."""

    questions: DataFrame
    outcomes: DataFrame
    sources: DataFrame
    verdicts: DataFrame
    today: date
    contested: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, ledger: View | Records, *, today: date) -> RecordsToday:
        """The records of a ledger, judged today: without outcomes known, and forecasts made, later."""
        records = Records.of(ledger)
        outcomes = records.outcomes
        return cls(
            questions=records.questions,
            outcomes=outcomes[day_numbers(outcomes["known_on"]) <= day_number(today)],
            sources=records.sources,
            verdicts=records.verdicts(today),
            today=today,
            contested=tuple(contested(records.view)),
        )


Check = Callable[[RecordsToday], Iterator[Problem]]


def overdue_questions(records: RecordsToday) -> Iterator[Problem]:
    """Questions, and conditions, whose deadline has passed without an outcome."""
    table = due(records.verdicts, records.questions, today=records.today)
    for row in table.itertuples():
        days = "1 day" if row.days_overdue == 1 else f"{row.days_overdue} days"
        yield Problem(
            str(row.slug),
            f"The deadline {row.deadline:%Y-%m-%d} passed {days} ago and no outcome is entered: "
            f"enter it with `tracker resolve {row.slug}`.",
        )


def questions_without_a_day(records: RecordsToday) -> Iterator[Problem]:
    """Questions that wait for an outcome, although nothing says by when it is to be known."""
    for row in undated(records.verdicts, records.questions, today=records.today).itertuples():
        yield Problem(
            str(row.slug),
            f"No day is named by which {row.slug!r} is decided, and no outcome is entered: enter it with "
            f"`tracker resolve {row.slug}`, or give its forecasts a deadline.",
        )


def contradicting_outcomes(records: RecordsToday) -> Iterator[Problem]:
    """Outcomes of one question that cannot both be true; newer ones are refused before they stand."""
    for slug, one, other in contradicting(records.outcomes, records.questions):
        yield Problem(
            slug,
            f"Its outcomes {one} and {other} contradict each other: take the wrong one back, such as with "
            f'`tracker amend {one} --mistake --because "..."`.',
        )


def contested_records(records: RecordsToday) -> Iterator[Problem]:
    """Records that their own source says no more, or says otherwise, as an import has found."""
    yield from records.contested


def outcomes_without_evidence(records: RecordsToday) -> Iterator[Problem]:
    """Outcomes that a reviewer could not verify."""
    bare = records.outcomes[records.outcomes["evidence"].isna()]
    for handle, slug in zip(bare["handle"], bare["question"], strict=True):
        yield Problem(
            handle,
            f"The outcome of {slug!r} names no evidence: add it with "
            f'`tracker amend {handle} --evidence "..." --because "..."`.',
        )


def duplicate_questions(records: RecordsToday) -> Iterator[Problem]:
    """Questions whose statements are the same words: one event would count twice."""
    first: dict[tuple[object, ...], str] = {}
    for row in records.questions.itertuples():
        words = " ".join(sorted(re.findall(r"\w+", str(row.statement).casefold())))
        slug = str(row.slug)
        known = first.setdefault((row.kind, words), slug)
        if known != slug:
            yield Problem(
                slug,
                f"{slug!r} and {known!r} state the same ({row.statement!r}): keep one, or word them apart; "
                "if they stand or fall together, give both one cluster.",
            )


def short_horizons(records: RecordsToday) -> Iterator[Problem]:
    """Horizons that end before the latest date of every window on their question."""
    handles = dict(zip(records.questions["slug"], records.questions["handle"], strict=True))
    windows = _timelines(records)
    ends = windows[windows["all_beyond"]].sort_values(["place", "latest"], kind="stable")
    for row in ends.drop_duplicates("question").itertuples():
        yield Problem(
            str(row.question),
            f"The horizon {row.horizon:%Y-%m-%d} comes before {row.latest:%Y-%m-%d}, the "
            f"earliest end of a window on it ({row.handle}): only the part up to the horizon is "
            f"scored; if that is not meant, `tracker amend {handles[row.question]} "
            f'--horizon {row.latest:%Y-%m-%d} --because "..."` moves it.',
        )


def _timelines(records: RecordsToday) -> DataFrame:
    """The timelines that can be scored, in order of recording, and which run beyond their horizon.

    `all_beyond` says that every one on its question does, and `place` is the place of the question.
    """
    verdicts = records.verdicts
    kept = (verdicts["belief"] == "timeline") & (verdicts["verdict"] != "unscoreable")
    columns = ["entry", "position", "handle", "question", "latest", "horizon"]
    windows = verdicts.loc[kept, columns].sort_values(["entry", "position"])
    beyond = windows["latest"] > windows["horizon"]
    asked = beyond.groupby(windows["question"], sort=False)
    return windows.assign(beyond=beyond, all_beyond=asked.transform("all"), place=asked.ngroup())


def impossible_conditions(records: RecordsToday) -> Iterator[Problem]:
    """Conditions that require an answer which their question can never have."""
    options = _options(records)
    events = set(records.questions.loc[records.questions["kind"] == "event", "slug"])
    conditional = records.verdicts.dropna(subset=["condition_question"])
    for handle, slug, answer in zip(
        conditional["handle"],
        conditional["condition_question"],
        conditional["condition_answer"],
        strict=True,
    ):
        allowed = (HAPPENS, DOES_NOT_HAPPEN) if slug in events else options.get(slug, (answer,))
        if answer not in allowed:
            yield Problem(
                handle,
                f"The condition requires {answer!r} of {slug!r}, whose answers are {', '.join(allowed)}: "
                f"correct it, such as with `tracker amend {handle} --given "
                f'{quote(f"{slug}={allowed[0]}")} --because "..."`.',
            )


def _options(records: RecordsToday) -> dict[str, tuple[str, ...]]:
    chosen = records.questions.dropna(subset=["options"])
    return {slug: options for slug, options in zip(chosen["slug"], chosen["options"], strict=True) if options}


def pre_dated_forecasts(records: RecordsToday) -> Iterator[Problem]:
    """Forecasts of what had come about before they were made."""
    found = records.verdicts[records.verdicts["verdict"] == "pre-dated"]
    for handle, slug, why in zip(found["handle"], found["question"], found["because"], strict=True):
        yield Problem(handle, f"The forecast on {slug!r} is not scored: {why}; check both dates.")


def retrospective_forecasts(records: RecordsToday) -> Iterator[Problem]:
    """Questions with forecasts that were logged after the outcome was known."""
    known = records.verdicts[records.verdicts["outcome"].notna() | ~records.verdicts["prospective"]]
    late = (~known["prospective"]).groupby(known["question"], sort=False).agg(["sum", "size"])
    for slug, count, forecasts in late[late["sum"] > 0].itertuples():
        yield Problem(
            str(slug),
            f"Logged after the outcome was known: {count} of {forecasts} forecasts; these count as "
            "retrospective and are never pooled with the others.",
        )


def windows_beyond_the_horizon(records: RecordsToday) -> Iterator[Problem]:
    """Windows that run past the horizon of their question, where others on it do not."""
    windows = _timelines(records)
    found = windows[windows["beyond"] & ~windows["all_beyond"]].sort_values("place", kind="stable")
    for row in found.itertuples():
        yield Problem(
            str(row.handle),
            f"The window runs to {row.latest:%Y-%m-%d}, past the horizon {row.horizon:%Y-%m-%d} of "
            f"{row.question!r}: only the part up to the horizon is scored.",
        )


def scores_short_of_a_horizon(records: RecordsToday) -> Iterator[Problem]:
    """How many questions are answered up to the forecasters' own dates, and not to the horizon."""
    table = at_horizons(records.verdicts, records.questions, today=records.today)
    if len(table):
        waits, its = ("question waits", "its") if len(table) == 1 else ("questions wait", "their")
        yield Problem(
            "horizons",
            f"{len(table):,} {waits} for nothing but a horizon, until which {its} windows are scored: "
            "`tracker due --horizons` lists what an outcome would complete.",
        )


def questions_without_criteria(records: RecordsToday) -> Iterator[Problem]:
    """Questions with scoreable forecasts, but no word on what would count."""
    scoreable = set(records.verdicts.loc[records.verdicts["verdict"] != "unscoreable", "question"])
    bare = records.questions[records.questions["criteria"].isna()]
    for slug in bare["slug"]:
        if slug in scoreable:
            yield Problem(slug, f"{slug!r} has no criteria: whoever resolves it must guess what counts.")


def questions_without_forecasts(records: RecordsToday) -> Iterator[Problem]:
    """Questions that nobody has forecast, and that no condition asks for."""
    asked = set(records.verdicts["question"]) | set(texts(records.verdicts["condition_question"]))
    for slug in records.questions["slug"]:
        if slug not in asked:
            yield Problem(slug, f"Nobody has forecast {slug!r}.")


def sources_out_of_reach(records: RecordsToday) -> Iterator[Problem]:
    """Sources with neither an address nor an archived text."""
    sources = records.sources.reindex(columns=["slug", "url", "archived"])
    for slug in sources.loc[sources["url"].isna() & sources["archived"].isna(), "slug"]:
        yield Problem(slug, f"The source {slug!r} has neither a url nor an archived text to look it up in.")


CHECKS: tuple[Check, ...] = (
    overdue_questions,
    questions_without_a_day,
    contradicting_outcomes,
    contested_records,
    outcomes_without_evidence,
    duplicate_questions,
    short_horizons,
    impossible_conditions,
)
NOTES: tuple[Check, ...] = (
    pre_dated_forecasts,
    retrospective_forecasts,
    windows_beyond_the_horizon,
    scores_short_of_a_horizon,
    questions_without_criteria,
    questions_without_forecasts,
    sources_out_of_reach,
)


def problems(records: RecordsToday) -> tuple[Problem, ...]:
    """What an editor should mend, in the order of `CHECKS`."""
    return tuple(problem for check in CHECKS for problem in check(records))


def notes(records: RecordsToday) -> tuple[Problem, ...]:
    """What is worth a look, in the order of `NOTES`."""
    return tuple(note for check in NOTES for note in check(records))
