"""A question: what is asked, what came of it and how one can tell, and every forecast with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.site.asking import Answer, Asked, Page
from desk.terminal.describing import facts
from desk.terminal.record_context import known
from forecasts.errors import NothingToDraw
from forecasts.model import Outcome, Question
from reports.exhibits import exhibit
from reports.facets.rows import Row, rows_of
from reports.render import statements
from reports.render.webpage import drawn_picture
from tracker.judged import Judged
from tracker.selections import Selection

if TYPE_CHECKING:
    from markupsafe import Markup

QUESTION_TOLD = ("slug", "statement", "criteria")
"""What a page of a question tells before its facts."""


def question(asked: Asked) -> Answer:
    """The page of one question."""
    found = asked.view.find("question", asked.named["slug"])
    noun = found.noun
    assert isinstance(noun, Question)
    rows = rows_on(asked, noun.slug)
    outcomes = list(known(asked.view.standing("outcome", question=noun.slug), asked.on))
    return Page(
        template="question.html",
        title=noun.statement,
        facts={
            "question": noun,
            "stored": found,
            "more": [(label, value) for label, value in facts(noun) if label not in QUESTION_TOLD],
            "outcomes": [(stored, stored.noun) for stored in outcomes if isinstance(stored.noun, Outcome)],
            "rows": [shown_row(row) for row in rows],
            "history": history(asked, noun.slug),
        },
    )


def rows_on(asked: Asked, slug: str) -> tuple[Row, ...]:
    """The forecasts on a question, judged on the evaluation date."""
    judged = Judged.of(asked.records, Selection(), asked.on)
    return rows_of(judged.rows[judged.rows["question"] == slug], judged.names)


def history(asked: Asked, slug: str) -> tuple[str, str, Markup] | None:
    """The chart of what each forecaster thought, with its title and its key; None where there is none."""

    def made() -> tuple[str, str, Markup] | None:
        try:
            shown = exhibit("history", asked.records, selection=Selection(), on=asked.on, question=slug)
        except NothingToDraw:
            return None
        picture = shown.picture
        return picture.title, " ".join(filter(None, (picture.key, shown.note))), drawn_picture(picture)

    return asked.desk.shelf.drawn(("history", asked.view.head.digest, asked.on, slug), made)


def shown_row(row: Row) -> dict[str, Any]:
    """A forecast as a line: who, when, the words, how they were read, how it fared."""
    return {
        "row": row,
        "quote": statements.quoted(row),
        "read": statements.about(row, several=False).removeprefix(row.question_statement).strip(" ·"),
        "result": statements.result(row),
        "fared": statements.fared(row),
        "scored": statements.scored(row),
    }
