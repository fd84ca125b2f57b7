"""`tracker source`: the texts of sources, kept beside the chain, checked and lawfully erased."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from desk.terminal.opening_ledger import echo_head, reads, recording, records
from desk.terminal.options import DATE, own_network_option
from forecasts import clock

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from forecasts.model import Source


@click.group()
def source() -> None:
    r"""Keep the texts of sources, check them, erase them.

    \b
    Example:
      tracker source add https://example.org/article --publisher "The Paper"
      tracker source check --online
    """


@source.command()
@click.argument("place", metavar="URL|FILE")
@click.option("--slug", metavar="SLUG", help="The name to type [from the title].")
@click.option("--title", metavar="TEXT", help="Its title [the page's own].")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--published", "published_on", type=DATE, metavar="DATE", help="The day it was published.")
@click.option("--language", metavar="CODE", help="Its language, such as en [the page's own].")
@own_network_option
@records
def add(ledger: Ledger, analyst: str, place: str, own_network: bool, **said: object) -> None:
    r"""Keep the text of a page or a file, with its SHA-256 in the chain.

    Of a source that is known, another text is a new version: both are kept.

    \b
    Example:
      tracker source add https://example.org/article --published 2021-06-20
    """
    from forecasts.archiving.fetching import fetched
    from forecasts.archiving.keeping import About, kept_source
    from forecasts.archiving.reducing import reduced

    given = fetched(place, own_network=own_network)
    found = reduced(given)
    with suppress(_NothingNew), recording(ledger, "source", by=analyst) as entry:
        kept = kept_source(entry, given, found, About(**said))  # type: ignore[arg-type]  # click types them
        if kept.state == "kept":
            raise _NothingNew
    if kept.state == "kept":
        click.echo(f"{kept.source.slug}: the same text is kept already ({kept.handle}).")
        return
    state = "kept" if kept.state == "new" else "kept as a new version"
    count = len(found.text.split())
    click.echo(f"{kept.source.slug}: {kept.source.title}")
    click.echo(
        f"  {'1 word' if count == 1 else f'{count:,} words'} {state} ({kept.handle}), "
        f"digest {str(kept.source.archived)[:12]}."
    )
    echo_head(ledger)


class _NothingNew(Exception):
    """Leave the entry out: the very same text is kept."""


@source.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--online", is_flag=True, help="Also fetch each anew, and say what has changed.")
@own_network_option
@reads
@click.pass_context
def check(
    ctx: click.Context, view: View, as_json: bool, slugs: tuple[str, ...], online: bool, own_network: bool
) -> None:
    r"""Find texts that are missing or were altered; exit 1 if any is.

    \b
    Example:
      tracker source check
      tracker source check the-paper --online
    """
    from desk.terminal.tables import echo_json
    from forecasts.archiving import keeping
    from forecasts.archiving.fetching import fetched

    fetch = partial(fetched, own_network=own_network) if online else None
    wanted = [_named(view, slug) for slug in slugs] if slugs else _all(view)
    found = list(keeping.problems(view, wanted, fetch=fetch))
    if as_json:
        echo_json([{"where": problem.where, "message": problem.message} for problem in found])
    else:
        for problem in found:
            click.echo(str(problem))
        whole = "1 source was checked" if len(wanted) == 1 else f"{len(wanted):,} sources were checked"
        click.echo(f"{whole}: {'nothing is wrong' if not found else f'{len(found):,} to look at'}.")
    ctx.exit(1 if found else 0)


@source.command()
@click.argument("slug")
@click.option("--because", required=True, metavar="TEXT", help="Why: it stays in the ledger.")
@records
def erase(ledger: Ledger, analyst: str, slug: str, because: str) -> None:
    r"""Erase every text that is kept of a source; the chain stays whole.

    The source itself, its address and the digests stay.

    \b
    Example:
      tracker source erase the-paper --because "asked to by its author"
    """
    from forecasts.archiving import keeping

    found = _named(ledger.view(), slug)
    count = keeping.erase(ledger, found.slug, because=because, by=analyst, now=clock.now())
    click.echo(f"{found.slug}: {'1 text was' if count == 1 else f'{count} texts were'} erased.")
    echo_head(ledger)


@source.command()
@click.argument("slug")
@reads
def show(view: View, as_json: bool, slug: str) -> None:
    r"""Print the text that is kept of a source.

    \b
    Example:
      tracker source show the-paper
    """
    from hashlib import sha256

    from desk.terminal.tables import echo_json
    from forecasts.archiving import keeping

    found = _named(view, slug)
    text = keeping.text_of(view, found)
    if as_json:
        digest = sha256(text.encode()).hexdigest()
        echo_json({"slug": found.slug, "archived": found.archived, "sha256": digest, "text": text})
        return
    click.echo(text)


@source.command("list")
@reads
def list_(view: View, as_json: bool) -> None:
    r"""List the sources, and whether a text of each is kept.

    \b
    Example:
      tracker source list
    """
    from desk.terminal.tables import echo_json, echo_rows
    from forecasts.archiving import keeping

    rows = [(found.slug, keeping.state_of(view, found), found.title) for found in _all(view)]
    if as_json:
        echo_json([dict(zip(("slug", "text", "title"), row, strict=True)) for row in rows])
        return
    echo_rows(("source", "text", "title"), rows, none="There are no sources.")


def _named(view: View, slug: str) -> Source:
    from forecasts.model import Source

    found = view.meant("source", slug).noun
    assert isinstance(found, Source)
    return found


def _all(view: View) -> list[Source]:
    from forecasts.model import Source

    return [stored.noun for stored in view.standing("source") if isinstance(stored.noun, Source)]
