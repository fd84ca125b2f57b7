"""What was recorded after somebody signed a report, and moved a figure in it: a note for whoever read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.site.published.places import INDEX, report_folder
from reports.figures import counted
from reports.kinds import KINDS
from reports.review.effects import Effect, effect_on, move_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from desk.site.published.edition import Edition
    from reports.facets.moves import Move
    from reports.review.states import ReviewState


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A row of a signed report that is judged otherwise now; `question` and `forecaster` are their pages."""

    statement: str
    name: str
    question: str
    forecaster: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A signed report that later records have moved: where it is, who signed it, what moved, and since when.

    `questions` and `forecasters` are the slugs of what moved.
    """

    slug: str
    title: str
    path: str
    signed_by: str
    count: int
    sentence: str
    moves: tuple[Moved, ...]
    at: datetime
    questions: frozenset[str]
    forecasters: frozenset[str]


def corrections(edition: Edition, states: tuple[ReviewState, ...]) -> tuple[Note, ...]:
    """A note for each signed report of which a figure is otherwise now on its own evaluation date."""
    return tuple(_notes(edition, states))


def _notes(edition: Edition, states: tuple[ReviewState, ...]) -> Iterator[Note]:
    for state in states:
        if not state.signatures:
            continue
        effect = effect_on(edition.records, state)
        if effect is None:
            continue
        moves = tuple(move for move in effect.moves if _is_seen(edition, move))
        if not moves:
            continue
        yield Note(
            slug=state.slug,
            title=f"{KINDS[state.freeze.report].title}, {effect.title}",
            path=report_folder(state.freeze.digest) + INDEX,
            signed_by=" and ".join(effect.signed_by),
            count=len(moves),
            sentence=_sentence(edition, effect, moves),
            moves=tuple(_moved(edition, move) for move in moves),
            at=max(_moment(edition, move) for move in moves),
            questions=frozenset(move.question for move in moves),
            forecasters=frozenset(move.forecaster for move in moves),
        )


def _sentence(edition: Edition, effect: Effect, moves: tuple[Move, ...]) -> str:
    """How many rows moved, and which means with them."""
    means = tuple(mean for mean in effect.means if edition.audience.sees_forecaster(mean.forecaster))
    told = replace(effect, moves=(), means=means).moves_in_words
    return f"{counted(len(moves), 'row')} moved" + (f": {told.replace(' -> ', ' → ')}." if told else ".")


def _is_seen(edition: Edition, move: Move) -> bool:
    audience = edition.audience
    return audience.sees_question(move.question) and audience.sees_forecaster(move.forecaster)


def _moved(edition: Edition, move: Move) -> Moved:
    question = edition.questions.get(move.question)
    forecaster = edition.forecasters.get(move.forecaster)
    return Moved(
        statement=question.statement if question else move.question,
        name=forecaster.name if forecaster else move.forecaster,
        question=edition.places.question(move.question),
        forecaster=edition.places.forecaster(move.forecaster),
        sentence=move_in_words(move).replace(" -> ", " → "),
    )


def _moment(edition: Edition, move: Move) -> datetime:
    """When the record was recorded that moved a row; where none is named, when the ledger last changed."""
    entry = edition.view.head.sequence if move.entry is None else int(move.entry.partition(".")[0])
    return edition.moments[entry]
