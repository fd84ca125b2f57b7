"""`tracker undo`: the last entry taken back, by an entry that can be taken back too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, recording, records
from desk.terminal.options import Kind

if TYPE_CHECKING:
    from forecasts.ledger import Ledger


class _Entry(Kind):
    name = "entry"

    def read(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and int(text)):
            raise ValueError(
                f"{text[:60]!r} is no entry's number: give one that `tracker history` lists, such as 17, or "
                "nothing for your last."
            )
        return int(text)


_ENTRY = _Entry()


@click.command()
@click.argument("entry", type=_ENTRY, required=False, metavar="[ENTRY]")
@click.option("--because", default="a slip", show_default=True, metavar="TEXT", help="Why.")
@records
def undo(ledger: Ledger, analyst: str, entry: int | None, because: str) -> None:
    r"""Take back your last entry, or one by its number.

    Its records stay to be seen and no longer count; what an amendment had
    replaced stands again. Once more takes back the entry before. An undo is an
    entry too: its number takes it back.

    \b
    Example:
      tracker undo
      tracker undo 17 --because "logged on the wrong question"
    """
    from desk.terminal.record_rows import record_line
    from desk.terminal.tables import echo_facts
    from forecasts.recording.undoing import UNDO, last_entry
    from forecasts.recording.undoing import undo as take_back

    with recording(ledger, UNDO, by=analyst, reason=because) as made:
        sequence = last_entry(made.view, by=analyst) if entry is None else entry
        undone = take_back(made, sequence, because=because)
    say(f"The entry {undone.entry} ({undone.action}) is taken back; these records count no more:")
    echo_facts([(str(stored.handle), record_line(stored)) for stored in undone.records[:10]])
    if len(undone.records) > 10:
        click.echo(f"  … and {len(undone.records) - 10:,} more records")
    for stored in undone.kept:
        say(f"Stays, for others rest on it: {stored.handle} {record_line(stored)}", later="  ")
    echo_head(ledger)
