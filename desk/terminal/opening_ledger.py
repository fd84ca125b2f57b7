"""The ledger that a command works on: opened before the command starts, closed after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from desk.terminal.folding import say
from desk.terminal.options import (
    analyst_option,
    as_of_option,
    json_option,
    ledger_option,
    snapshot_option,
)
from forecasts import clock
from forecasts.errors import DamagedRecord, NotYet, UnsoundRecords

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.view import View


_NAMED = 5


def opening(ledger: str, *, writing: bool = False) -> Ledger:
    """A ledger that is opened; what is to be told of that goes to standard error."""
    from forecasts.ledger import Ledger

    return Ledger.open(ledger, writing=writing, say=lambda sentence: say(sentence, err=True))


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `view`, the ledger as of --as-of, and `as_json`."""

    @ledger_option
    @as_of_option
    @json_option
    @wraps(command)
    def opened(*, ledger: str, as_of: Any, **options: Any) -> None:
        with opening(ledger) as book:
            _answer(command, book.view(as_of=as_of), options, proved=True)

    return opened


def reads_or_snapshot(command: Callable[..., None]) -> Callable[..., None]:
    """As `reads`; with --from, `view` is that of a snapshot."""
    of_ledger = reads(command)

    @snapshot_option
    @wraps(of_ledger)
    def opened(*, snapshot: Path | None, **options: Any) -> None:
        if snapshot is None:
            of_ledger(**options)
            return
        context = click.get_current_context()
        if context.get_parameter_source("ledger") is ParameterSource.COMMANDLINE:
            raise click.UsageError("A snapshot is read without its ledger: give --from or --ledger.")
        from forecasts.snapshots.opening import opened as opened_snapshot

        as_of = options.pop("as_of")
        del options["ledger"]
        with opened_snapshot(snapshot) as view:
            _answer(command, view if as_of is None else _as_of(view, as_of), options)

    return opened


def _as_of(view: View, moment: datetime) -> View:
    """A view as of a moment, of what was recorded by then."""
    from forecasts.ledger.records import moment_text

    entry = view.entry_by(moment)
    if not entry and view.head.sequence:
        first = view.earlier(1).head.recorded_at
        assert first is not None, "an entry has its moment"
        raise NotYet(moment, moment_text(first))
    return view if entry == view.head.sequence else view.earlier(entry)


def _answer(
    command: Callable[..., None], view: View, options: dict[str, Any], *, proved: bool = False
) -> None:
    """Runs a command on a view; what no command would have written is left out where it is in the way.

    `proved` asks first whether the records of a ledger that is not large fit their digests.
    """
    from forecasts.ledger.records import DAMAGE

    try:
        if proved:
            _prove(view)
        command(view=view, **options)
    except (*DAMAGE, IndexError, ZeroDivisionError, DamagedRecord, UnsoundRecords) as error:
        _without_unsound(view, error, lambda clean: command(view=clean, **options))


def _prove(view: View) -> None:
    """Raises UnsoundRecords if a record of a ledger that is not large does not fit its digest."""
    from forecasts.ledger.unsound import MOST_PROVED, altered

    if view.recorded <= MOST_PROVED and (found := altered(view)):
        raise UnsoundRecords([str(handle) for handle in found])


def _without_unsound(view: View, error: Exception, again: Callable[[View], None]) -> None:
    """Runs a command again without what no command would have written, each record named, and ends in 1.

    Where there is none, the fault is the program's, or that of the one record that was asked for.
    """
    from forecasts.ledger.unsound import sound

    clean = sound(view)
    if not clean.unsound:
        raise error
    named = [f"{handle} ({reason})" for handle, reason in list(clean.unsound.items())[:_NAMED]]
    more = f" and {len(clean.unsound) - _NAMED:,} more" if len(clean.unsound) > _NAMED else ""
    say(
        f"Left out as no command would have written it: {', '.join(named)}{more}; see `tracker check`.",
        err=True,
    )
    again(clean)
    raise click.exceptions.Exit(1)


def reads_if_named(command: Callable[..., None]) -> Callable[..., None]:
    """As `reads`; `view` is None, and no ledger is opened, where no forecasters are named."""

    @wraps(command)
    def without(*, forecasters: tuple[str, ...], **options: Any) -> None:
        command(forecasters=forecasters, **options)

    with_ledger = reads_or_snapshot(without)

    @wraps(with_ledger)
    def opened(*, forecasters: tuple[str, ...], **options: Any) -> None:
        if forecasters:
            with_ledger(forecasters=forecasters, **options)
        else:
            del options["ledger"], options["as_of"], options["snapshot"]
            command(view=None, forecasters=forecasters, **options)

    return opened


def keeps(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `ledger`, opened for writing: what it keeps lies beside the chain, and nobody acts."""

    @ledger_option
    @wraps(command)
    def opened(*, ledger: str, **options: Any) -> None:
        with opening(ledger, writing=True) as book:
            command(ledger=book, **options)

    return opened


def records(command: Callable[..., None]) -> Callable[..., None]:
    """As `keeps`, and give it `analyst`, who acts."""
    return keeps(analyst_option(command))


@contextmanager
def recording(ledger: Ledger, action: str, *, by: str, reason: str | None = None) -> Iterator[Entry]:
    """One entry made now; its warnings are told once it is recorded."""
    with ledger.entry(action, by=by, now=clock.now(), reason=reason) as entry:
        yield entry
    echo_warnings(entry)


def echo_head(ledger: Ledger) -> None:
    """Tell the entry that was recorded last and the beginning of its digest."""
    head = ledger.view().head
    click.echo(f"Entry {head.sequence}, head {head.letters}.")


@contextmanager
def previewing(ledger: Ledger, action: str, *, by: str) -> Iterator[Entry]:
    """An entry that is checked like any other, and then left out of the ledger."""
    from forecasts.recording.trying import tried

    with tried(ledger, action, by=by, now=clock.now()) as entry:
        yield entry
        echo_warnings(entry)


def echo_warnings(entry: Entry) -> None:
    """Tell what an entry was recorded in spite of."""
    for warning in entry.warnings:
        say(f"Warning: {warning}", err=True)
