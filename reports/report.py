"""What every report is: plain data that knows its JSON, its digest and how to show itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from reports.canonical import Plain, digest, plain
from reports.provenance import without_versions

if TYPE_CHECKING:
    from reports.headings import Heading
    from reports.recipes import Recipe

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: its name, and what its subclass adds. Frozen, and equal if its data are equal."""

    name: ClassVar[str]

    def as_json(self) -> dict[str, Plain]:
        """The report under its stable keys (`docs/reports.md`), without its digest."""
        parts: dict[str, Plain] = {"report": self.name, "format": FORMAT}
        return parts | {field.name: plain(getattr(self, field.name)) for field in fields(self)}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON, without the versions that made it."""
        return digest(without_versions(self.as_json()))

    def _repr_html_(self) -> str:
        from reports import render

        return render.fragment(self)


@dataclass(frozen=True, kw_only=True)
class LedgerReport(Report):
    """A report on a ledger, which says by its heading how to make it again."""

    heading: Heading

    @property
    def recipe(self) -> Recipe:
        """What this report was made by."""
        from reports.recipes import Recipe

        heading = self.heading
        return Recipe(
            report=self.name,
            selection=heading.selection,
            on=heading.on,
            period=heading.period,
            options=heading.options,
        )
