"""A report drawn: for the terminal, as a page, as a PDF, as Markdown, as JSON. Drawing computes nothing.

A report is laid out once, as its kind says, and every look is a function of that page. `tables` and `charts`
take a report apart into files. Where a report is asked for, a page that is laid out already does as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from reports.charts.picture import Picture
from reports.registry import laid_out
from reports.render import console, plain, spreadsheet, typeset, typesetter, webpage
from reports.render.layout import Page
from reports.render.naming import named_apart
from reports.report import Report

__all__ = [
    "as_json",
    "charts",
    "fragment",
    "has_annex",
    "html",
    "laid_out",
    "markdown",
    "pdf",
    "pdf_begun",
    "tables",
    "terminal",
]


def terminal(report: Report | Page, width: int | None = None, colour: bool | None = None) -> str:
    """The report as text for a terminal, by default as wide and as colourful as the one it is shown on."""
    return console.terminal(laid_out(report), width=width, colour=colour)


def html(report: Report | Page, *more: Report | Page, tables: str | None = None, shared: bool = False) -> str:
    """One report or several as a whole HTML document.

    `tables` is where their CSV files lie beside it; `shared` says that its card lies there too.
    """
    return webpage.html(*map(laid_out, (report, *more)), tables=tables, shared=shared)


def fragment(report: Report | Page) -> str:
    """The report as one HTML element with its style inside, for a notebook."""
    return webpage.fragment(laid_out(report))


def pdf(report: Report | Page, *, annex: bool = False) -> bytes:
    """The report as a PDF on A4, or what it leaves to its annex; NoTypesetter if typst is not installed."""
    return typeset.pdf(laid_out(report), annex=annex)


def pdf_begun(report: Report | Page, *, annex: bool = False, run: typesetter.Run) -> Callable[[], bytes]:
    """The PDF of `pdf`, begun by `run`: what is given waits for it."""
    return typeset.begun(laid_out(report), annex=annex, run=run)


def has_annex(report: Report | Page) -> bool:
    """Whether the PDF leaves something to an annex."""
    return typeset.has_annex(laid_out(report))


def markdown(report: Report | Page) -> str:
    """The report as Markdown."""
    return plain.markdown(laid_out(report))


def as_json(report: Report) -> str:
    """The report as indented JSON with the keys of `docs/reports.md`, its digest last.

    The digest is SHA-256 over the rest, but for the versions that made it, in canonical form: sorted keys,
    no spaces, UTF-8.
    """
    data = report.as_json() | {"digest": report.digest}
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def tables(report: Report | Page) -> Mapping[str, str]:
    """Every table of a report as CSV, by file name, such as `every-forecast.csv`."""
    return spreadsheet.tables(laid_out(report))


def charts(report: Report | Page) -> Iterator[tuple[str, Picture]]:
    """Every chart of a report in the order of its page, under a name that no other one has."""
    pictures = [block for block in laid_out(report).blocks if isinstance(block, Picture)]
    return zip(named_apart(picture.name for picture in pictures), pictures, strict=True)
