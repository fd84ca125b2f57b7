"""The pages of questions: what is asked, what came of it, every forecast, and the files beside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from desk.site.published.drawing import File, drawn
from desk.site.published.news import Happened, feed
from desk.site.published.places import INDEX
from desk.site.rooms.question import QUESTION_TOLD, shown_row
from desk.terminal.describing import facts
from reports import render
from reports.canonical import Plain, digest, plain
from reports.charts import history
from reports.charts.chart import Forecasts
from reports.facets.counts_in_words import capitalised
from reports.figures import counted
from reports.render import statements
from reports.render.layout import Cell, Column, Facts, Line, Page, Section, Table, Words
from reports.render.sharing import CARD, bibtex, card, embed
from reports.render.webpage import drawn_picture

if TYPE_CHECKING:
    from desk.site.published.corrections import Note
    from desk.site.published.edition import Edition
    from forecasts.model import Outcome, Question
    from reports.charts.picture import Picture
    from reports.facets.rows import Row

_TABLE = "forecasts"
_PEOPLE = ("recorded_by", "resolved_by")
"""Who works with the ledger is not told of a question."""


def question_files(
    edition: Edition, slug: str, folder: str, news: Iterable[Happened], notes: Iterable[Note]
) -> Iterator[File]:
    """The page of a question with its JSON, table, chart, card, embed and feed; `news` is its own."""
    question, rows = edition.questions[slug], edition.rows_on.get(slug, ())
    outcomes = edition.outcomes.get(slug, ())
    told = _told(edition, question, rows, [outcome for _, outcome in outcomes])
    laid = _laid_out(question, rows, [outcome for _, outcome in outcomes], told=told, edition=edition)
    made = {
        "question.json": (
            json.dumps(told | {"digest": laid.digest}, indent=2, ensure_ascii=False) + "\n"
        ).encode(),
        CARD: card(laid),
        "embed.html": embed(laid, to=INDEX).encode(),
        "cite.bib": bibtex(laid).encode(),
    }
    made |= {name: text.encode() for name, text in render.tables(laid).items()}
    picture = _history(edition, slug)
    chart = None if picture is None else drawn_picture(picture)
    if chart is not None:
        made["history.svg"] = chart.encode()
    for name, body in made.items():
        yield folder + name, body
    yield feed(edition, f"{folder}feed.xml", question.statement, news)
    yield drawn(
        edition,
        "question.html",
        folder + INDEX,
        title=question.statement,
        told=" ".join(words.text for words in laid.short),
        card=CARD,
        feed=question.statement,
        question=question,
        outcomes=outcomes,
        forecasts=[shown_row(row) for row in rows],
        history=None if picture is None else (picture.title, picture.key, chart),
        more=[(label, value) for label, value in facts(question) if label not in QUESTION_TOLD],
        corrections=[note for note in notes if slug in note.questions],
        files=[(name, name) for name in (*made, "feed.xml")],
    )


def _told(
    edition: Edition, question: Question, rows: Iterable[Row], outcomes: Iterable[Outcome]
) -> dict[str, Plain]:
    """What the page tells, as data."""
    forecasts: list[Plain] = []
    for row in rows:
        told = plain(row)
        assert isinstance(told, dict)
        forecasts.append({name: value for name, value in told.items() if name not in _PEOPLE})
    head = edition.view.head
    return {
        "question": plain(question),
        "on": edition.on.isoformat(),
        "entry": head.sequence,
        "head": head.digest,
        "outcomes": [plain(outcome) for outcome in outcomes],
        "forecasts": forecasts,
    }


def _laid_out(
    question: Question,
    rows: tuple[Row, ...],
    outcomes: Iterable[Outcome],
    *,
    told: dict[str, Plain],
    edition: Edition,
) -> Page:
    """The question as reports are laid out, for its table and for what it is shared by."""
    answers = [f"{capitalised(one.sentence)}." for one in outcomes]
    count = counted(len(rows), "forecast")
    columns = ("forecaster", "said on", "words", "read as", "reading", "result", "how it fared", "score")
    lines = tuple(Line(cells=tuple(Cell(text) for text in _cells(row))) for row in rows)
    table = Table(
        caption="Forecasts",
        name=_TABLE,
        columns=tuple(Column(title=title) for title in columns),
        lines=lines,
    )
    return Page(
        kind="Question",
        title=question.statement,
        context=question.topic or "",
        short=(Words(text=" ".join(answers) or f"Open; {count}."),),
        facts=Facts(pairs=(("Evaluated on", edition.on.isoformat()),)),
        sections=(Section(title="Forecasts", blocks=(table,)),),
        digest=digest(told),
    )


def _cells(row: Row) -> tuple[str, ...]:
    score = "" if row.score is None else f"{row.score:.4f}"
    told: tuple[Any, ...] = (
        *(row.name, row.made_on.isoformat(), row.quote or row.words or "", statements.read_as(row)),
        *(row.reading, statements.result(row), statements.fared(row), score),
    )
    return tuple(str(text) for text in told)


def _history(edition: Edition, slug: str) -> Picture | None:
    """What each forecaster thought, as a chart; None where nobody gave it a chance."""
    chosen = Forecasts(frame=edition.seen_on(slug), names=edition.judged.names, on=edition.on, question=slug)
    assert history.CHART.made_of is not None, "a history is made of forecasts"
    found = history.CHART.made_of(chosen)
    return None if found is None else history.CHART.picture(found)
