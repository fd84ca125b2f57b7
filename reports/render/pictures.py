"""The charts of a report, each by its name, for those who write them to files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from reports.render.layout import Picture
from reports.render.naming import named_apart
from reports.render.pages import laid_out
from reports.report import Report


@singledispatch
def charts(report: Report) -> Iterator[tuple[str, Picture]]:
    """Every chart of a report in the order of its page, under a name that no other one has."""
    pictures = [block for block in laid_out(report).blocks if isinstance(block, Picture)]
    names = named_apart(picture.name for picture in pictures)
    return zip(names, pictures, strict=True)
