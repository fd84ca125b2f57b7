"""The lists of the written site: reports, forecasters, questions and comparisons, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.site.published.drawing import File, drawn, leaves
from reports.kinds import KINDS

if TYPE_CHECKING:
    from desk.site.published.edition import Edition
    from desk.site.published.reports import Listed


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line of a list: what it names, where that leads, what stands under it, and the other cells."""

    name: str
    path: str
    under: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The head of a column."""

    title: str
    numeric: bool = False


def list_pages(edition: Edition, on_record: Sequence[Listed], compared: Sequence[Line]) -> Iterator[File]:
    """The pages of all lists."""
    yield from _list(
        edition, "reports", "Reports", "report", ("Report", "How it stands"), _reports(on_record)
    )
    yield from _list(
        *(edition, "forecasters", "Forecasters", "forecaster"),
        ("Forecaster", "Kind", "Affiliation", "#Forecasts", "Last said"),
        _forecasters(edition),
    )
    yield from _list(
        *(edition, "questions", "Questions", "question"),
        ("Question", "Topic", "Outcome", "#Forecasts", "#Forecasters"),
        _questions(edition),
    )
    yield from _list(
        *(edition, "comparisons", "Comparisons", "comparison"), ("Comparison", "Evaluated on"), compared
    )


def _list(
    edition: Edition, folder: str, title: str, noun: str, columns: Sequence[str], lines: Sequence[Line]
) -> Iterator[File]:
    """A list leaf by leaf; the columns that begin with a sign for numbers are numeric."""
    heads = [Head(title=name.removeprefix("#"), numeric=name.startswith("#")) for name in columns]
    for leaf in leaves(lines):
        yield drawn(
            edition,
            "list.html",
            f"{folder}/{leaf.file(leaf.page)}",
            title=title,
            noun=noun,
            leaf=leaf,
            columns=heads,
            nothing=f"No {noun} is shown here.",
        )


def _reports(on_record: Sequence[Listed]) -> list[Line]:
    return [
        Line(name=one.title, under=KINDS[one.kind].title, path=one.path, cells=(one.standing,))
        for one in on_record
    ]


def _forecasters(edition: Edition) -> list[Line]:
    lines = []
    for slug, noun in sorted(edition.forecasters.items(), key=lambda one: one[1].name.casefold()):
        rows = edition.rows_by.get(slug, ())
        last = max((row.made_on for row in rows), default=None)
        lines.append(
            Line(
                name=noun.name,
                path=edition.places.forecaster(slug),
                cells=(str(noun.kind), noun.affiliation or "", f"{len(rows):,}", str(last or "")),
            )
        )
    return lines


def _questions(edition: Edition) -> list[Line]:
    lines = []
    for slug, noun in reversed(tuple(edition.questions.items())):
        rows = edition.rows_on.get(slug, ())
        answers = [outcome.sentence for _, outcome in edition.outcomes.get(slug, ())]
        lines.append(
            Line(
                name=noun.statement,
                path=edition.places.question(slug),
                cells=(
                    *(noun.topic or "", answers[-1] if answers else "open", f"{len(rows):,}"),
                    f"{len({row.forecaster for row in rows}):,}",
                ),
            )
        )
    return lines
