"""A report as one web page that needs nothing else: it works offline, prints, and fits a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, singledispatch
from typing import TYPE_CHECKING

from reports.render.layout import Block, Page, Picture
from reports.render.pages import laid_out
from reports.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


_KEPT = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b[\d.]+–[\d.]+\b")


@singledispatch
def html(report: Report, *more: Report) -> str:
    """One report or several as a whole HTML document with its style and its charts inside."""
    return _environment().get_template("page.html").render(pages=_laid_out(report, *more))


@singledispatch
def fragment(report: Report) -> str:
    """The report as one HTML element with its style inside, for a notebook."""
    return _environment().get_template("fragment.html").render(pages=_laid_out(report))


def _laid_out(*reports: Report) -> list[Page]:
    """The pages of reports; on a shared document every picture keeps a name of its own."""
    return [_named_apart(laid_out(report), place) for place, report in enumerate(reports)]


def _named_apart(page: Page, place: int) -> Page:
    if not place:
        return page
    sections = (
        replace(
            section,
            blocks=tuple(
                replace(block, name=f"{block.name}-{place + 1}") if isinstance(block, Picture) else block
                for block in section.blocks
            ),
        )
        for section in page.sections
    )
    return replace(page, sections=tuple(sections))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("reports.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["svg"] = _svg
    environment.filters["unbroken"] = _unbroken
    environment.filters["shape"] = _shape
    return environment


def _unbroken(text: str) -> Markup:
    """The text, escaped, with dates and ranges that no line may break."""
    from markupsafe import Markup, escape

    return Markup(_KEPT.sub(r"<span>\g<0></span>", str(escape(text))))  # noqa: S704  # escaped just now


def _shape(block: Block) -> str:
    return type(block).__name__.lower()


def _svg(picture: Picture) -> Markup:
    from markupsafe import Markup

    from reports.charts.drawing import svg

    drawn = svg(
        picture.draw,
        height=picture.height,
        name=picture.name,
        title=picture.title,
        description=picture.description,
    )
    return Markup(drawn)  # noqa: S704  # drawing escapes what readers wrote
