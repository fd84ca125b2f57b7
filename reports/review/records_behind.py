"""The records on which a frozen report rests: what a stranger needs proven to believe its rows."""

from __future__ import annotations

from forecasts.handles import Handle
from forecasts.ledger.view import View
from reports.review.scope import forecasts_of
from reports.review.states import review_state_of
from tracker.judged import Records


def records_behind(view: View, slug: str) -> list[Handle]:
    """The freeze of a report, and of every row the forecast, its words, its question and its outcome.

    Of a derived crowd they are those of its members. They are in the order of recording.

    Raises
    ------
    Unknown, NotUnique
        If no frozen report is called so, or several begin so.
    """
    state = review_state_of(view, slug)
    then = view.earlier(state.freeze.as_of)
    rows = forecasts_of(state.freeze, Records(view)).rows
    made_of = rows["members"].mask(~rows["derived"], rows["handle"].map(lambda handle: (handle,)))
    forecasts = {handle for members in made_of for handle in members}
    named = forecasts | set(rows["outcome"].dropna()) | set(rows["statement"].dropna())
    questions = then.standing_among("question", "slug", set(rows["question"]))
    behind = {Handle.read(handle) for handle in named} | {state.handle}
    return sorted(behind | {question.handle for question in questions})
