"""A file of another tool becomes one entry, or nothing: what is new in it, and where each row went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile, UnfitRows
from forecasts.exchange.recognising import format_named
from forecasts.exchange.settled import Settled
from forecasts.exchange.sheets import LISTED
from forecasts.exchange.taking import Taken, Taking
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.exchange.given import Given
    from forecasts.ledger.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What somebody says of the files to be imported; None and empty: not said.

    `form` names their format, `mapping` what the columns of a spreadsheet mean, `scale` the numbers behind
    words; the others are those of `Settled`. `skip_bad` records the good rows though there are bad ones.
    """

    form: str | None = None
    scale: str | None = None
    percent: bool | None = None
    day_first: bool | None = None
    zone: str | None = None
    who: Mapping[str, str] = field(default_factory=dict)
    me: str | None = None
    mapping: str | None = None
    skip_bad: bool = False

    def settled(self, today: date) -> Settled:
        """What is settled before a file's cells are read."""
        return Settled(
            today=today,
            percent=self.percent,
            day_first=self.day_first,
            zone=self.zone,
            who=self.who,
            me=self.me,
        )


def bring(
    given: Given,
    entry: Entry,
    *,
    form: str,
    settled: Settled,
    beside: tuple[Given, ...] = (),
    skip_bad: bool = False,
    again: str = "import it again",
) -> Taken:
    """Add what is new in a tool's file to an open entry, with the import itself as the last record.

    Parameters
    ----------
    given
        The file; `beside` are others that were given with it, such as the questions of its forecasts.
    form
        The name of its format, one of `recognising.FORMATS`.
    settled
        What the options say of its cells; it gathers the assumptions.
    skip_bad
        Record the good rows though there are bad ones.

    Raises
    ------
    UnfitRows
        If rows are bad, unless they are to be skipped.
    UnfitFile
        If the file cannot be read, or none of its rows can be recorded.
    """
    found = format_named(form)
    taken = Taking(entry=entry, title=found.TITLE).take(found.brought(given, settled, beside))
    if not taken.rows:
        raise UnfitFile(given.name, f"holds nothing that {found.TITLE} would write", "give the whole export")
    if taken.bad and not skip_bad:
        first = [(bad.line, bad.sentence) for bad in taken.bad[:LISTED]]
        raise UnfitRows(given.name, first, len(taken.bad), f"{again}, or say --skip-bad")
    if taken.is_news:
        entry.add(
            Import(
                file=given.name.rpartition("/")[2],
                sha256=given.sha256,
                form=form,
                assumptions=tuple(settled.assumptions),
                archived=tuple(taken.archived),
            )
        )
    return taken
