"""Which judged forecasts fit the tags, the state and the words that a selection asks of their questions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forecasts.model import OutcomeKind
from tracker.frame_arrays import day_number, day_numbers

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.selections import Selection


def fitting(
    rows: DataFrame, selection: Selection, questions: DataFrame, outcomes: DataFrame, on: date
) -> DataFrame:
    """The rows whose questions have one of the tags, are in the state, and say one of the texts.

    A question is answered from its first outcome on that is known by the evaluation date, but for one that
    only says that nothing has happened yet. A text is sought in the question's statement and criteria and in
    the quote, each of its words at the beginning of a word there.

    Parameters
    ----------
    rows
        Judged forecasts, in any order.
    selection
        Of it only `tags`, `status` and `texts`; slugs are settled already.
    questions, outcomes
        What stood when the rows were judged, as a view's frames have them.
    on
        The evaluation date.
    """
    if selection.tags:
        wanted = {tag.casefold() for tag in selection.tags}
        tagged = [not wanted.isdisjoint(map(str.casefold, tags or ())) for tags in questions["tags"]]
        rows = rows[rows["question"].isin(questions.loc[tagged, "slug"])]
    if selection.status is not None:
        answered = rows["question"].isin(_answered(outcomes, on))
        rows = rows[answered if selection.status == "answered" else ~answered]
    if selection.texts:
        from forecasts.ledger.plain_words import says

        criteria = dict(zip(questions["slug"], questions["criteria"], strict=True))
        spoken = list(zip(rows["question"], rows["question_statement"], rows["quote"], strict=True))
        fits = {
            one: any(says(_whole(one[1], criteria.get(one[0]), one[2]), text) for text in selection.texts)
            for one in set(spoken)
        }
        rows = rows[[fits[one] for one in spoken]]
    return rows


def _whole(*parts: str | None) -> str:
    return "\n".join(part for part in parts if isinstance(part, str))


def _answered(told: DataFrame, on: date) -> set[str]:
    """The questions with an answer that is known by a day."""
    known = told["known_on"].isna() | (day_numbers(told["known_on"]) <= day_number(on))
    return set(told.loc[known & (told["kind"] != OutcomeKind.NOT_THROUGH.value), "question"])
