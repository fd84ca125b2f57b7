"""`tracker edit`: a record in your editor; what you change there is recorded as an amendment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, recording, records
from desk.terminal.options import HANDLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasts.handles import Handle
    from forecasts.ledger import Ledger


@click.command()
@click.argument("handle", type=HANDLE)
@click.option("--because", metavar="TEXT", help="Why it is amended; else it is asked.")
@click.option("--yes", is_flag=True, help="Record what changed without asking.")
@records
def edit(ledger: Ledger, analyst: str, handle: Handle, because: str | None, yes: bool) -> None:
    r"""Correct a record in your editor ($VISUAL or $EDITOR).

    Each part is a line, by the name of its option on `amend`. What would
    change is shown, and recorded as an amendment after a yes.

    \b
    Example:
      tracker edit 17.3
    """
    from forecasts.errors import EditedIntoBytes, EditorFailed, NobodyToAsk
    from forecasts.ledger.seal_rules import refuse_amending
    from forecasts.recording.editable import as_lines, editable, edited

    view = ledger.view()
    refuse_amending(view, view.get(handle))
    before = editable(view.get(handle))
    top = f"# {handle}. Change what is wrong, save, and leave. Lines that begin with # are passed over.\n"
    try:
        text = click.edit(f"{top}{as_lines(before)}", extension=".txt", require_save=True)
    except UnicodeDecodeError as fault:
        raise EditedIntoBytes(handle) from fault
    except (click.ClickException, OSError) as fault:
        raise EditorFailed(
            handle, fault.message if isinstance(fault, click.ClickException) else str(fault)
        ) from fault
    changed = {} if text is None else edited(before, text)
    if not changed:
        click.echo("Nothing was changed.")
        return
    for part, value in changed.items():
        say(f"{_label(part)}: {before[part] or '-'}", first="- ", later="    ")
        say(f"{_label(part)}: {value}", first="+ ", later="    ")
    if not yes and not _at_a_terminal():
        raise NobodyToAsk(why="there is no terminal to ask at", remedy="add --yes and --because")
    if because is None:
        because = str(click.prompt("Why?", prompt_suffix=" ")).strip()
    if not yes and not click.confirm("Record this amendment?", default=False):
        click.echo("Nothing was recorded.")
        return
    with recording(ledger, "amend", by=analyst, reason=because) as entry:
        from forecasts.recording.corrections import correct

        _, made = correct(entry, handle, _values(changed), analyst=analyst, because=because)
    say(f"{handle} is corrected by {made}.")
    echo_head(ledger)


def _values(changed: Mapping[str, str]) -> dict[str, Any]:
    """The texts as the options of `amend` read them."""
    from desk.commands.amending import amend

    options = {option.name: option for option in amend.params}
    found: dict[str, Any] = {}
    for part, text in changed.items():
        option = options[part]
        several = isinstance(option, click.Option) and option.multiple
        if isinstance(option, click.Option) and option.is_flag:
            found[part] = text.casefold() in ("yes", "y", "true")
        elif several:
            found[part] = tuple(option.type.convert(one.strip(), option, None) for one in text.split(";"))
        else:
            found[part] = option.type.convert(text, option, None)
    return found


def _label(part: str) -> str:
    return part.replace("_", " ")


def _at_a_terminal() -> bool:
    import sys

    return sys.stdin.isatty()
