"""A report as one web page that needs nothing else: it works offline, prints, and fits a phone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reports.charts.marks import led
from reports.charts.pen import Sketch, inline
from reports.charts.picture import Picture
from reports.render.arrangement import Row, is_wide, rows
from reports.render.layout import Block, Column, Entries, Fold, Line, Page, Strip, Table
from reports.render.linked_data import linked_data
from reports.render.naming import named_apart
from reports.render.sharing import CARD
from reports.render.sorting import Kind, kinds, sort_key
from reports.render.spreadsheet import named_tables

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


MOST_LINES = 500
_LINES_A_PAGE = 2_000
_FEWEST_LINES = 20
_SORTED_FROM = 8
_BOXES = 40
_KEPT = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b[\d.]+–[\d.]+\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A table as a page shows it: the lines that have room, how its columns sort, where the rest is."""

    table: Table
    columns: tuple[tuple[Column, Kind], ...]
    lines: tuple[Line, ...]
    sorts: bool
    rest: str
    file: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A section as a page shows it: its place, its title, its rows, and whether paper is turned for it."""

    place: str
    title: str
    rows: tuple[Row, ...]
    is_wide: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """The sections that are folded away together under a title; without one they are read at once."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheaf:
    """A laid-out report as a page shows it: with its sheets by the identity of their tables."""

    page: Page
    folds: tuple[Folded, ...]
    sheets: dict[int, Sheet]


def html(*pages: Page, tables: str | None = None, shared: bool = False) -> str:
    """One report or several as a whole HTML document with its style, its script and its charts inside.

    Parameters
    ----------
    pages
        Those of any reports.
    tables
        Where the CSV files of `render.tables` lie, relative to the document, such as `"tables"`; each table
        of the first report then links to its own. None if they are not written.
    shared
        Whether the card of the first report lies beside it, for whoever links to the page.
    """
    from markupsafe import Markup

    first = pages[0]
    return led(
        _environment()
        .get_template("page.html")
        .render(
            sheaves=_sheaves(*pages, tables=tables),
            told=" ".join(words.text for words in first.short),
            card=CARD if shared else "",
            linked=Markup(linked_data(first)) if first.claims else "",  # noqa: S704  # has no tags
        )
    )


def fragment(page: Page) -> str:
    """The report as one HTML element with its style inside, for a notebook."""
    return led(_environment().get_template("fragment.html").render(sheaves=_sheaves(page)))


def _sheaves(*laid: Page, tables: str | None = None) -> list[Sheaf]:
    """Reports as a page shows them; on a shared document every place keeps a name of its own."""
    pages = [_named_apart(page, place) for place, page in enumerate(laid)]
    found = [table for page in pages for table in page.blocks if isinstance(table, Table)]
    most = _most_lines(found)
    return [
        _sheaf(
            page,
            most=most,
            tables=tables if place == 0 else None,
            before="" if place == 0 else f"{place + 1}-",
        )
        for place, page in enumerate(pages)
    ]


def _sheaf(page: Page, *, most: int, tables: str | None, before: str) -> Sheaf:
    places = dict(
        zip(map(id, page.sections), named_apart(section.title for section in page.sections), strict=True)
    )
    folds = ((fold, page.folded(fold)) for fold in Fold)
    return Sheaf(
        page=page,
        folds=tuple(
            Folded(
                title="" if fold is Fold.OPEN else fold.value,
                parts=tuple(
                    Part(
                        place=before + places[id(section)],
                        title=section.title,
                        rows=rows(section.blocks),
                        is_wide=is_wide(section.blocks),
                    )
                    for section in sections
                ),
            )
            for fold, sections in folds
            if sections
        ),
        sheets={
            id(table): _sheet(table, most=most, file=f"{tables}/{name}.csv" if tables else "")
            for name, table in named_tables(page)
        },
    )


def _sheet(table: Table, *, most: int, file: str) -> Sheet:
    where = "the file holds them all" if file else "the report as JSON holds them all"
    shown = table.cut(most)
    return Sheet(
        table=table,
        columns=tuple(zip(table.columns, kinds(shown), strict=True)),
        lines=shown.lines,
        sorts=len(table.lines) >= _SORTED_FROM,
        rest=table.rest(most, where),
        file=file,
    )


def _most_lines(tables: list[Table]) -> int:
    """How many lines a table may have, so that many long tables together still make a light page."""
    most = MOST_LINES
    while most > _FEWEST_LINES and sum(min(len(table.lines), most) for table in tables) > _LINES_A_PAGE:
        most //= 2
    return max(most, _FEWEST_LINES)


def _named_apart(page: Page, place: int) -> Page:
    if not place:
        return page
    sections = (
        replace(section, blocks=tuple(_placed(block, place) for block in section.blocks))
        for section in page.sections
    )
    return replace(page, sections=tuple(sections))


def _placed(block: Block, place: int) -> Block:
    """A block of a later report on a shared document, under names of its own."""
    if isinstance(block, Picture):
        return replace(block, name=f"{block.name}-{place + 1}", after=f"-{place + 1}")
    if isinstance(block, Table):
        lines = (_line_apart(one, f"-{place + 1}") for one in block.lines)
        return replace(block, lines=tuple(lines))
    if isinstance(block, Sketch):
        return replace(block, after=f"-{place + 1}")
    if isinstance(block, Entries):
        moved = (replace(one, place=f"{one.place}-{place + 1}") for one in block.entries)
        return replace(block, entries=tuple(moved))
    return block


def _line_apart(line: Line, after: str) -> Line:
    cells = (
        replace(cell, leads=tuple((text, place + after) for text, place in cell.leads))
        if cell.leads
        else cell
        for cell in line.cells
    )
    return replace(line, place=line.place and line.place + after, cells=tuple(cells))


def script() -> str:
    """The script of every report as its document holds it, between its tags."""
    found: str = _environment().get_template("script.js").render()
    return f"\n{found}"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["svg"] = drawn_picture
    environment.filters["sketched"] = _sketched
    environment.filters["boxes"] = _boxes
    environment.filters["unquoted"] = lambda text: text.removeprefix("“").removesuffix("”")
    environment.filters["unbroken"] = _unbroken
    environment.filters["shape"] = _shape
    environment.filters["identity"] = id
    environment.filters["sort_key"] = sort_key
    return environment


def _unbroken(text: str) -> Markup:
    """The text, escaped, with dates and ranges that no line may break."""
    from markupsafe import Markup, escape

    return Markup(_KEPT.sub(r"<span>\g<0></span>", str(escape(text))))  # noqa: S704  # escaped just now


def _shape(block: Block) -> str:
    return type(block).__name__.lower()


def drawn_picture(picture: Picture) -> Markup:
    """A picture as an element of a page."""
    from markupsafe import Markup

    from reports.charts.drawing import svg

    drawn = svg(
        picture.draw,
        height=picture.height,
        name=picture.name,
        title=picture.title,
        description=picture.description,
        after=picture.after,
    )
    return Markup(drawn)  # noqa: S704  # drawing escapes what readers wrote


def _sketched(sketch: Sketch) -> Markup:
    from markupsafe import Markup

    return Markup(inline(sketch))  # noqa: S704  # the pen escapes what readers wrote


def _boxes(strip: Strip) -> list[str]:
    """The boxes of a strip: one a statement, or where they are many, so many in the same proportion."""
    whole = strip.solid + strip.hatched
    if whole <= _BOXES:
        return ["solid"] * strip.solid + ["hatched"] * strip.hatched
    solid = round(_BOXES * strip.solid / whole)
    solid = min(max(solid, int(strip.solid > 0)), _BOXES - int(strip.hatched > 0))
    return ["solid"] * solid + ["hatched"] * (_BOXES - solid)
