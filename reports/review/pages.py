"""The pages of a frozen report: as it was signed with its review, or place by place what was frozen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from reports.canonical import Plain
from reports.kinds import UNREAD
from reports.render.layout import Cell, Column, Facts, Line, Page, Section, Table, Words
from reports.review.reviewed import ReviewedReport, UnreadReport
from reports.review.wording import facts_of, signature_in_words, state_in_words


def reviewed_page(report: ReviewedReport, laid: Page) -> Page:
    """The page of the report itself, `laid`: how it stands comes first, the review in full comes last."""
    state = report.state
    signed = [f"Signed {signature_in_words(signature)}." for signature in state.signatures]
    opening = Words(text=" ".join((f"Frozen as {state.slug}: {state_in_words(state)}.", *signed)))
    pairs = [(label.capitalize(), str(said)) for label, said in facts_of(state)]
    if report.checkpoint is not None:
        pairs.append(("Proven", report.checkpoint))
    facts = Facts(pairs=tuple(pairs))
    review = Section(title="Review and signatures", blocks=(facts,))
    return replace(
        laid, short=(opening, *laid.short), sections=(*laid.sections, review), digest=report.digest
    )


def unread_page(report: UnreadReport) -> Page:
    """All that was frozen, as places in the report's JSON and what stood there."""
    lines = tuple(Line(cells=(Cell(place), Cell(said))) for place, said in _places(report.said))
    table = Table(
        caption="What was frozen",
        columns=(Column(title="place"), Column(title="said", wide=True)),
        lines=lines,
    )
    words = Words(
        text="This version of the program lays out such reports otherwise: this is what was frozen."
    )
    return Page(
        kind=UNREAD.title,
        title=report.title,
        short=(words,),
        facts=Facts(pairs=()),
        sections=(Section(title="What was frozen", blocks=(table,)),),
        digest=report.digest,
    )


def _places(said: Plain, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value with its place, such as "rows[3].score".

    >>> list(_places({"rows": [{"score": 0.25}], "name": "Ann"}))
    [('rows[0].score', '0.25'), ('name', 'Ann')]
    """
    if isinstance(said, dict):
        for key, part in said.items():
            yield from _places(part, f"{path}.{key}" if path else key)
    elif isinstance(said, list):
        for number, part in enumerate(said):
            yield from _places(part, f"{path}[{number}]")
    else:
        yield path, said if isinstance(said, str) else json.dumps(said)
