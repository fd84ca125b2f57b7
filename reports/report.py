"""What every report is: plain data that knows its JSON, its digest and how to show itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from reports.canonical import Plain, digest, plain

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: its name, and what its subclass adds. Frozen, and equal if its data are equal."""

    name: ClassVar[str]

    def as_json(self) -> dict[str, Plain]:
        """The report under its stable keys (`docs/reports.md`), without its digest."""
        parts: dict[str, Plain] = {"report": self.name, "format": FORMAT}
        return parts | {field.name: plain(getattr(self, field.name)) for field in fields(self)}

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON: the same data, the same digest."""
        return digest(self.as_json())

    def _repr_html_(self) -> str:
        from reports import render

        return render.fragment(self)
