"""What a report is made by: enough to make it again, to write it down, and to type it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from reports.canonical import Plain, plain
from reports.report import LedgerReport
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.chain import Head
    from forecasts.ledger.view import View

COMMANDS = {
    "scorecard": "scorecard",
    "calibration": "calibration",
    "comparison": "compare",
    "period": "report",
}
_MAKERS = {
    "scorecard": "reports.scorecards:scorecard",
    "calibration": "reports.calibrations:calibration",
    "comparison": "reports.comparisons:comparison",
    "period": "reports.period_reports:period_report",
}
_DAYS = ("made_from", "made_to", "due_from", "due_to")

Option = tuple[str, str | int | float | bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipe:
    """A kind of report, what it is chosen by, its evaluation date, its period, and further options.

    `report` is a report's name: "scorecard", "calibration", "comparison" or "period". `period` is how a
    period is typed. `options` are those of the command beside the selection, each with its value; True
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
        if self.report not in COMMANDS:
            raise ValueError(f"no report is called {self.report!r}")

    def command(self, head: Head) -> str:
        """The command line that makes this report again from a ledger that has gone on since `head`."""
        typed = ["tracker", COMMANDS[self.report], *self.selection.options()]
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

    def make(self, view: View) -> LedgerReport:
        """The report, from a view of a ledger."""
        asked: dict[str, Any] = {name.replace("-", "_"): value for name, value in self.options}
        if self.period is not None:
            from reports.period import Period

            asked["period"] = Period.read(self.period, today=self.on)
        module, _, name = _MAKERS[self.report].partition(":")
        made = getattr(import_module(module), name)(view, selection=self.selection, on=self.on, **asked)
        assert isinstance(made, LedgerReport)
        return made

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
            selection=_selection(data["selection"]),
            on=date.fromisoformat(data["on"]),
            period=data["period"],
            options=tuple((name, value) for name, value in data["options"]),
        )


def _selection(data: Mapping[str, Any]) -> Selection:
    found: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    days = {name: date.fromisoformat(found[name]) for name in _DAYS if found[name] is not None}
    return Selection(**(found | days))
