"""A report as plain data: what it says, what it was made from, and the recipe that makes it again."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from reports.beside import data_fields
from reports.canonical import SELDOM, Plain, digest, plain
from reports.kinds import COMPARISON, KINDS, Kind
from reports.provenance import without_versions
from tracker.selections import Selection
from tracker.ties import Ties

if TYPE_CHECKING:
    from forecasts.ledger.chain import Head

FORMAT = 1
_DAYS = ("made_from", "made_to", "due_from", "due_to")

Option = tuple[str, str | int | float | bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """Subject, selection, evaluation date, the ledger as of an entry, the sampling frame, the program.

    `entry`, `head` and `recorded_at` name the entry that the report was made from; `sampling` is how
    the statements were chosen, None where the ledger does not say. `period` and `options` are those of
    the recipe, `libraries` the versions that the figures may depend on, and `command` makes the report
    again. `reading_rules` are the rules by which the selected forecasts' words were read, with their
    versions, and `score_rules` the measures that they have: `ruled` fills them in.
    """

    subject: str
    selection: Selection = field(default_factory=Selection)
    on: date
    period: str | None = None
    options: tuple[Option, ...] = ()
    entry: int
    head: str
    recorded_at: datetime | None = None
    sampling: str | None = None
    version: str
    libraries: tuple[str, ...] = ()
    command: str = ""
    reading_rules: tuple[str, ...] = ()
    score_rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report of a kind, and what its subclass adds. Frozen, and equal if its data are equal.

    `draws` is what draws it in a notebook; `reports.notebook`, which stands above, sets it.
    """

    kind: ClassVar[Kind]
    draws: ClassVar[Callable[[Report], str] | None] = None

    @property
    def name(self) -> str:
        """The name of its kind."""
        return self.kind.name

    def as_json(self) -> dict[str, Plain]:
        """The report under its stable keys (`docs/reports.md`), without its digest.

        It is not kept: of a large report it is larger than the report.
        """
        parts: dict[str, Plain] = {"report": self.name, "format": FORMAT}
        held = {field: getattr(self, field.name) for field in data_fields(self)}
        return parts | {
            field.name: plain(value)
            for field, value in held.items()
            if value is not None or field.metadata != SELDOM
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the canonical JSON, without the versions that made it."""
        return digest(without_versions(self.as_json()))

    def _repr_html_(self) -> str | None:
        draw = type(self).draws
        return None if draw is None else draw(self)


@dataclass(frozen=True, kw_only=True)
class LedgerReport(Report):
    """A report on a ledger, which says by its heading how to make it again."""

    heading: Heading

    @property
    def recipe(self) -> Recipe:
        """What this report was made by."""
        heading = self.heading
        return Recipe(
            report=self.name,
            selection=heading.selection,
            on=heading.on,
            period=heading.period,
            options=heading.options,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """A kind of report, what it is chosen by, its evaluation date, its period, and further options.

    `report` is the name of a kind that is made from a ledger (`reports.kinds`). `period` is how a period is
    typed. `options` are those of the command beside the selection, each with its value; True
    is a flag alone. With a ledger as of an entry a recipe gives the same report, byte for byte.

    Examples
    --------
    >>> from forecasts.ledger.chain import Head
    >>> recipe = Recipe(report="scorecard", selection=Selection(topics=("rain",)), on=date(2021, 12, 31))
    >>> recipe.command(Head())
    'tracker scorecard --topic rain --on 2021-12-31'
    >>> Recipe.read(recipe.as_json()) == recipe
    True
    """

    report: str
    selection: Selection = field(default_factory=Selection)
    on: date
    period: str | None = None
    options: tuple[Option, ...] = ()

    def __post_init__(self) -> None:
        if self.report not in KINDS or not KINDS[self.report].from_ledger:
            raise ValueError(f"no report is called {self.report!r}")

    def command(self, head: Head) -> str:
        """The command line that makes this report again from a ledger that has gone on since `head`."""
        typed = ["tracker", KINDS[self.report].command, *self.selection.options()]
        if self.period is not None:
            typed += ["--period", self.period]
        for name, value in self.options:
            typed += (
                [f"--{name}"] if value is True else [f"--{name}", str(value)] if value is not False else []
            )
        if head.recorded_at is not None:
            moment = head.recorded_at.astimezone(UTC).replace(tzinfo=None)
            typed += ["--as-of", f"{moment.isoformat(timespec='microseconds')}Z"]
        return shlex.join([*typed, "--on", self.on.isoformat()])

    def as_json(self) -> dict[str, Plain]:
        """The recipe as JSON knows it; `read` takes it back."""
        found = plain(self)
        assert isinstance(found, dict)
        return found

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Recipe:
        """The recipe that `as_json` wrote."""
        return cls(
            report=data["report"],
            selection=_selection(data["selection"], report=data["report"]),
            on=date.fromisoformat(data["on"]),
            period=data["period"],
            options=tuple((name, value) for name, value in data["options"]),
        )


def _selection(data: Mapping[str, Any], *, report: str) -> Selection:
    """What a recipe chose by; one without ties is older than that choice, when comparisons took grades."""
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    days = {name: date.fromisoformat(found[name]) for name in _DAYS if found[name] is not None}
    unsaid = Ties.HALF if report == COMPARISON.name else Ties.DROP
    return Selection(**(found | days | {"ties": Ties(found.get("ties", unsaid))}))
