"""A file that is not ours becomes one entry, or nothing: what is new in it, and where each row went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.format import Rows
from forecasts.exchange.mapping.mapped import FORM, Mapped
from forecasts.exchange.mapping.mappings import UNNAMED
from forecasts.exchange.registry import format_named
from forecasts.exchange.taking import Taken, Taking
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.exchange.files import DataFile
    from forecasts.exchange.mapping.mappings import ColumnMapping
    from forecasts.ledger.entry import Entry


Step = Callable[[int], None]


def _still(_: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What somebody says of the files to be imported; None and empty: not said.

    `form` names their format, `mapping` what the columns of a spreadsheet mean, `scale` the numbers behind
    words; the others are those of `Conventions`. `skip_bad` records the good rows though there are bad ones.
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

    def conventions(self, today: date) -> Conventions:
        """How the cells of the files are written, as far as somebody says."""
        return Conventions(
            today=today,
            percent=self.percent,
            day_first=self.day_first,
            zone=self.zone,
            who=self.who,
            me=self.me,
        )


def bring(
    file: DataFile,
    entry: Entry,
    *,
    form: str = FORM,
    mapping: ColumnMapping | None = None,
    conventions: Conventions,
    beside: tuple[DataFile, ...] = (),
    skip_bad: bool = False,
    again: str = "import it again",
    step: Step = _still,
) -> Taken:
    """Add what is new in a file to an open entry, with the import itself as the last record.

    Parameters
    ----------
    file
        The file; `beside` are others that were given with it, such as the questions of its forecasts.
    form
        The name of its format, one of `registry.FORMATS`; with a `mapping` it is a spreadsheet.
    conventions
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
    items = _counted(found.read(file, conventions, beside), step)
    taken = Taking(entry=entry, title=found.TITLE).take(items)
    if not taken.rows:
        if mapping is not None:
            raise UnfitFile(file.name, "has no rows", "fill it in, or leave it out")
        raise UnfitFile(file.name, f"holds nothing that {found.TITLE} would write", "give the whole export")
    taken.refuse_bad(file.name, skip_bad=skip_bad, again=again)
    for user, slug in conventions.who.items():
        if entry.known("forecaster", slug) is None:
            taken.remarks[f"No row names the user {user!r} (--who)."] += 1
    if taken.is_news:
        entry.add(
            Import(
                file=file.name.rpartition("/")[2],
                sha256=file.sha256,
                form=form if mapping is None else FORM,
                assumptions=tuple(conventions.assumptions),
                archived=tuple(taken.archived),
                mapping=None if mapping is None or mapping.name == UNNAMED else mapping.name,
            )
        )
    return taken


def _counted(items: Rows, step: Step) -> Rows:
    for item in items:
        yield item
        step(len(item.text) + 1)
