"""`tracker site`: what a ledger holds as a site of files, for any web server to serve."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from desk.terminal.opening_ledger import reads
from desk.terminal.options import DATE

if TYPE_CHECKING:
    from forecasts.ledger.view import View


def _base(ctx: click.Context, option: click.Parameter, typed: str | None) -> str:
    """The address under which the site will stand, with a slash last; empty where none is given."""
    if typed is None:
        return ""
    parts = urlsplit(typed)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.BadParameter(
            f"{typed!r} is no address of a site: write it as https://example.org/forecasts."
        )
    return typed.rstrip("/") + "/"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option(
    "--base-url",
    "base",
    metavar="URL",
    callback=_base,
    help="Where the site will stand: for sitemap.xml, feeds, and pictures in links.",
)
@click.option(
    "--on",
    type=DATE,
    metavar="DATE",
    help="Evaluate on this day: outcomes known later are ignored [the day of the last entry].",
)
@reads
def site(view: View, as_json: bool, folder: Path, base: str, on: date | None) -> None:
    r"""Write the ledger as a site of files for any web server.

    The same head gives the same bytes. What was written before is replaced;
    a folder that holds anything else is refused.

    \b
    Example:
      tracker site public_html --base-url https://example.org/forecasts
    """
    from desk.site.published.audience import Audience
    from desk.site.published.edition import Edition
    from desk.site.published.whole import LIST, site_files
    from desk.terminal.folding import say
    from desk.terminal.tables import echo_json
    from forecasts.errors import NothingToShow
    from forecasts.replacing import folder_of_ours
    from tracker.judged import Records

    moment = view.head.recorded_at
    if moment is None:
        raise NothingToShow
    edition = Edition(records=Records(view), on=on or moment.date(), base=base, audience=Audience())
    count = 0
    with folder_of_ours(folder, listed=LIST) as part:
        for path, body in site_files(edition, tell=lambda sentence: say(f"Warning: {sentence}", err=True)):
            place = part / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
            count += 1
    if as_json:
        echo_json(
            {
                "folder": str(folder),
                "files": count,
                "on": edition.on,
                "entry": view.head.sequence,
                "head": view.head.digest,
            }
        )
        return
    say(f"Written to {folder}: {count:,} files, evaluated on {edition.on}, as of entry {view.head.sequence}.")
    if not base:
        say("Without --base-url there is no sitemap.xml, and links to pages have no picture.")
