"""`tracker rename` and `tracker merge`: a slug gives way to another, and two that are one become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, recording, records

if TYPE_CHECKING:
    from forecasts.ledger import Ledger

_kind_option = click.option(
    "--kind",
    type=click.Choice(("question", "forecaster", "source")),
    help="Which is meant, where a slug names several.",
)


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_kind_option
@click.option("--because", metavar="TEXT", help="Why.")
@records
def rename(ledger: Ledger, analyst: str, old: str, new: str, kind: str | None, because: str | None) -> None:
    r"""Give a question, a forecaster or a source another slug.

    The old one still means the same everywhere: in commands, in files, in
    reports that were made before. `tracker undo` takes it back.

    \b
    Example:
      tracker rename kabul kabul-2021
    """
    from forecasts.model import NamedKind
    from forecasts.recording import renaming

    meant = None if kind is None else NamedKind(kind)
    with recording(ledger, "rename", by=analyst, reason=because) as entry:
        named, before = renaming.rename(entry, old, new, kind=meant, because=because)
    say(f"The {named} {before!r} is called {new!r} from now on; {before!r} still means it.")
    echo_head(ledger)


@click.command()
@click.argument("one", metavar="FROM")
@click.argument("into", metavar="INTO")
@_kind_option
@click.option("--because", required=True, metavar="TEXT", help="Why they are the same.")
@records
def merge(ledger: Ledger, analyst: str, one: str, into: str, kind: str | None, because: str) -> None:
    r"""Make two questions, or two forecasters, one.

    What was recorded of the first counts as recorded of the second, whose
    wording stays; the first name still means it. Where the two would contradict
    each other nothing is recorded. `tracker undo` takes a merger back.

    \b
    Example:
      tracker merge a-mikhailovsky alexander-mikhailovsky --because "one person"
    """
    from desk.terminal.counts import counted
    from forecasts.model import NamedKind
    from forecasts.recording import renaming

    meant = None if kind is None else NamedKind(kind)
    with recording(ledger, "merge", by=analyst, reason=because) as entry:
        done = renaming.merge(entry, one, into, kind=meant, because=because)
    came = counted({"forecast": done.forecasts} | ({"outcome": done.outcomes} if done.outcomes else {}))
    say(f"The {done.kind} {done.slug!r} is one with {done.into!r} from now on; with it come {came}.")
    for told in done.aside:
        say(f"The outcome {told} says what another one says, and counts no more.")
    for handle in done.twice[:10]:
        say(
            f"{handle} says what another forecast says: if it is the same one, take it back with "
            f'`tracker amend {handle} --mistake --because "recorded twice"`.'
        )
    if len(done.twice) > 10:
        say(f"So do {len(done.twice) - 10:,} more.")
    echo_head(ledger)
