"""What happened in a ledger, the last first: for the first page of the site and for its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.site.atom import News, atom
from desk.site.published.places import INDEX, report_folder
from forecasts.handles import Handle
from reports.kinds import KINDS
from reports.render import statements

if TYPE_CHECKING:
    from desk.site.published.corrections import Note
    from desk.site.published.drawing import File
    from desk.site.published.edition import Edition
    from reports.facets.rows import Row
    from reports.review.states import ReviewState

IN_A_FEED = 50
_OURS = "Trackrecord"


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """News, with the slugs of the questions and forecasters that it is about."""

    news: News
    questions: frozenset[str] = frozenset()
    forecasters: frozenset[str] = frozenset()


def happened(edition: Edition, reports: Iterable[ReviewState], notes: Iterable[Note]) -> tuple[Happened, ...]:
    """Forecasts, outcomes, signatures and corrections, the last recorded first."""
    found = [*_forecasts(edition), *_outcomes(edition), *_signed(reports), *_corrected(notes)]
    return tuple(sorted(found, key=lambda one: (one.news.at, one.news.place), reverse=True))


def by_slug(
    found: Iterable[Happened], slugs: Callable[[Happened], frozenset[str]]
) -> dict[str, list[Happened]]:
    """What happened to each question, or to each forecaster: as many as a feed has."""
    told: dict[str, list[Happened]] = {}
    for one in found:
        for slug in slugs(one):
            own = told.setdefault(slug, [])
            if len(own) < IN_A_FEED:
                own.append(one)
    return told


def feed(edition: Edition, path: str, title: str, found: Iterable[Happened]) -> File:
    """The feed at a path, with the last of what happened."""
    root = edition.base or "../" * path.count("/") or "./"
    moment = edition.moments[edition.view.head.sequence]
    news = [one.news for one in found][:IN_A_FEED]
    own = f"{edition.base}{path}" if edition.base else path.rpartition("/")[2]
    return path, atom(news, title=title, of=f"{edition.first} {path}", home=root, own=own, at=moment)


def _forecasts(edition: Edition) -> Iterator[Happened]:
    for row in edition.rows:
        yield Happened(
            news=News(
                place=row.handle,
                at=edition.moments[Handle.read(row.handle).entry],
                title=f"{row.name}, {statements.quoted(row)}: {row.question_statement}",
                text=_told(row),
                path=edition.places.question(row.question),
                by=row.name,
            ),
            questions=frozenset((row.question,)),
            forecasters=frozenset((row.forecaster,)),
        )


def _told(row: Row) -> str:
    fared = statements.fared(row)
    return f"{statements.about(row, several=True)}. {statements.result(row)}." + (
        f" {fared}." if fared else ""
    )


def _outcomes(edition: Edition) -> Iterator[Happened]:
    for slug, question in edition.questions.items():
        by = frozenset(row.forecaster for row in edition.rows_on.get(slug, ()))
        for stored, outcome in edition.outcomes.get(slug, ()):
            news = News(
                place=str(stored.handle),
                at=stored.recorded_at,
                title=f"{question.statement}: {outcome.sentence}",
                text=outcome.evidence or outcome.because or "No evidence is recorded.",
                path=edition.places.question(slug),
                by=_OURS,
            )
            yield Happened(news=news, questions=frozenset((slug,)), forecasters=by)


def _signed(reports: Iterable[ReviewState]) -> Iterator[Happened]:
    for state in reports:
        for act in state.signatures:
            news = News(
                place=str(act.handle),
                at=act.at,
                title=f"Signed: {KINDS[state.freeze.report].title}, {state.freeze.title}",
                text=f"{act.by} signed the {state.freeze.report} with the digest {state.freeze.digest}.",
                path=report_folder(state.freeze.digest) + INDEX,
                by=act.by,
            )
            yield Happened(news=news)


def _corrected(notes: Iterable[Note]) -> Iterator[Happened]:
    for note in notes:
        news = News(
            place=f"{note.slug} moved {note.at.isoformat()}",
            at=note.at,
            title=f"Corrected since it was signed: {note.title}",
            text=" ".join([note.sentence, *(f"{move.statement}: {move.sentence}." for move in note.moves)]),
            path=note.path,
            by=_OURS,
        )
        yield Happened(news=news, questions=note.questions, forecasters=note.forecasters)
