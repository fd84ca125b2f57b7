"""A file that is not ours becomes one entry, or nothing: what is new in it, and where each row went."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile
from forecasts.exchange.brought import Bad, Brought
from forecasts.exchange.mapping.mapped import FORM, Mapped
from forecasts.exchange.mapping.mappings import UNNAMED
from forecasts.exchange.recognising import format_named
from forecasts.exchange.settled import Settled
from forecasts.exchange.taking import Taken, Taking
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.exchange.given import Given
    from forecasts.exchange.mapping.mappings import ColumnMapping
    from forecasts.ledger.entry import Entry


Step = Callable[[int], None]


def _still(_: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What somebody says of the files to be imported; None and empty: not said.

    `form` names their format, `mapping` what the columns of a spreadsheet mean, `scale` the numbers behind
    words; the others are those of `Settled`. `skip_bad` records the good rows though there are bad ones.
    `step` is told, row by row, how many characters more of the file have been read.
    """

    form: str | None = None
    scale: str | None = None
    percent: bool | None = None
    day_first: bool | None = None
    zone: str | None = None
    who: Mapping[str, str] = field(default_factory=dict)
    me: str | None = None
    mapping: ColumnMapping | None = None
    step: Step = _still
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
    form: str = FORM,
    mapping: ColumnMapping | None = None,
    settled: Settled,
    beside: tuple[Given, ...] = (),
    skip_bad: bool = False,
    again: str = "import it again",
    step: Step = _still,
) -> Taken:
    """Add what is new in a file to an open entry, with the import itself as the last record.

    Parameters
    ----------
    given
        The file; `beside` are others that were given with it, such as the questions of its forecasts.
    form
        The name of its format, one of `recognising.FORMATS`; with a `mapping` it is a spreadsheet.
    settled
        What the options say of its cells; it gathers the assumptions.
    skip_bad
        Record the good rows though there are bad ones.
    step
        Called with the length of each row that has been read.

    Raises
    ------
    UnfitRows
        If rows are bad, unless they are to be skipped.
    UnfitFile
        If the file cannot be read, or none of its rows can be recorded.
    """
    found = format_named(form) if mapping is None else Mapped(mapping)
    items = _counted(found.brought(given, settled, beside), step)
    taken = Taking(entry=entry, title=found.TITLE).take(items)
    if not taken.rows:
        if mapping is not None:
            raise UnfitFile(given.name, "has no rows", "fill it in, or leave it out")
        raise UnfitFile(given.name, f"holds nothing that {found.TITLE} would write", "give the whole export")
    taken.refuse_bad(given.name, skip_bad=skip_bad, again=again)
    for user, slug in settled.who.items():
        if entry.known("forecaster", slug) is None:
            taken.remarks[f"No row names the user {user!r} (--who)."] += 1
    if taken.is_news:
        entry.add(
            Import(
                file=given.name.rpartition("/")[2],
                sha256=given.sha256,
                form=form if mapping is None else FORM,
                assumptions=tuple(settled.assumptions),
                archived=tuple(taken.archived),
                mapping=None if mapping is None or mapping.name == UNNAMED else mapping.name,
            )
        )
    return taken


def _counted(items: Iterator[Brought | Bad], step: Step) -> Iterator[Brought | Bad]:
    for item in items:
        yield item
        step(len(item.row) + 1)
