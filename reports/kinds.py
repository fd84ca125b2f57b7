"""Every kind of report, once: what it is called, and the command that shows it.

What makes a kind and lays it out stands above, in `reports.registry`: here is what all may ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """A kind of report.

    `name` is what it is called in JSON, in recipes and in the ledger; `title` what a reader calls it.
    `command` is what is typed after `tracker`; a kind `from_ledger` is made from a ledger by a recipe.
    """

    name: str
    title: str
    command: str = ""
    from_ledger: bool = False


SCORECARD = Kind(
    name="scorecard",
    title="Scorecard",
    command="scorecard",
    from_ledger=True,
)
CALIBRATION = Kind(
    name="calibration",
    title="Calibration",
    command="calibration",
    from_ledger=True,
)
COMPARISON = Kind(
    name="comparison",
    title="Comparison",
    command="compare",
    from_ledger=True,
)
PERIOD = Kind(
    name="period",
    title="Period report",
    command="report",
    from_ledger=True,
)
VERIFICATION = Kind(
    name="verification",
    title="Verification",
    command="verify",
)
REVIEWED = Kind(
    name="reviewed",
    title="Reviewed report",
)
UNREAD = Kind(
    name="unread",
    title="Frozen report",
)
KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.name: kind for kind in (SCORECARD, CALIBRATION, COMPARISON, PERIOD, VERIFICATION, REVIEWED, UNREAD)}
)
