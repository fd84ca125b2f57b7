"""Where each page of a written site stands in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

_LONGEST = 120  # bytes of a file's name, of which systems allow 255
INDEX = "index.html"
BY_LINK = "link/"
"""The folder of the pages that only their addresses lead to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The pages of the forecasters and questions that have one, each a path from the folder of the site."""

    forecasters: frozenset[str]
    questions: frozenset[str]

    def forecaster(self, slug: str) -> str:
        """The page of a forecaster; empty where there is none."""
        return f"forecasters/{folder_name(slug)}/{INDEX}" if slug in self.forecasters else ""

    def question(self, slug: str) -> str:
        """The page of a question; empty where there is none."""
        return f"questions/{folder_name(slug)}/{INDEX}" if slug in self.questions else ""


def report_folder(digest: str) -> str:
    """The folder of a report, which its digest names: the address is of what it says and of nothing else."""
    return f"reports/{digest}/"


def linked_folder(secret: str) -> str:
    """The folder of a page that only its address leads to."""
    return f"{BY_LINK}{secret}/"


def folder_name(slug: str) -> str:
    """A slug as the name of a folder; a very long one is cut, and told apart by its digest.

    >>> folder_name("kabul"), len(folder_name("ж" * 80).encode()) < 120
    ('kabul', True)
    """
    if len(slug.encode()) <= _LONGEST:
        return slug
    return f"{slug[:20]}-{sha256(slug.encode()).hexdigest()[:16]}"
