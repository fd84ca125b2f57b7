"""A page of the written site, drawn from its template: links are relative, and work from a disk too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from desk.site.looks import REPORT_SCRIPT, environment, static_bytes
from desk.site.published.places import BY_LINK, INDEX

if TYPE_CHECKING:
    from desk.site.published.edition import Edition

File = tuple[str, bytes]
"""A file of the site: its path in the folder, and its bytes."""
Item = TypeVar("Item")

NAVIGATION = (
    ("Reports", f"reports/{INDEX}"),
    ("Forecasters", f"forecasters/{INDEX}"),
    ("Questions", f"questions/{INDEX}"),
    ("Comparisons", f"comparisons/{INDEX}"),
    ("Corrections", f"corrections/{INDEX}"),
)
STATIC = ("site.css", "icon.svg", REPORT_SCRIPT)
LEAF = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """Some lines of a list that goes over several pages."""

    lines: Sequence[Any]
    count: int
    page: int
    pages: int
    first: int

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + len(self.lines) - 1

    def file(self, page: int) -> str:
        """The file of a page of the list."""
        return INDEX if page == 1 else f"page-{page}.html"


def leaves(lines: Sequence[Any], *, size: int = LEAF) -> Iterator[Leaf]:
    """A list leaf by leaf; an empty one has a leaf too."""
    pages = max(1, -(-len(lines) // size))
    for page in range(1, pages + 1):
        first = (page - 1) * size
        yield Leaf(
            lines=lines[first : first + size], count=len(lines), page=page, pages=pages, first=first + 1
        )


def drawn(edition: Edition, template: str, path: str, *, title: str, **facts: Any) -> File:
    """A page of the site at its path.

    `told` says in a sentence what it tells, `card` is the picture beside it, and `feed` what its feed is
    called, where it has these.
    """
    folder = path.rpartition("/")[0]
    given = {"told": "", "card": "", "feed": ""} | facts
    page = (
        environment()
        .get_template(f"published/{template}")
        .render(
            edition=edition,
            places=edition.places,
            path=path,
            root="../" * path.count("/"),
            navigation=NAVIGATION,
            title=title,
            is_hidden=path.startswith(BY_LINK),
            card_path=f"{folder}/{given['card']}",
            **given,
        )
    )
    return path, page.encode()


def static_files() -> Iterator[File]:
    """The style, the picture of the site and the script of reports."""
    for name in STATIC:
        yield name, static_bytes(name)
