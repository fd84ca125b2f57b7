"""`tracker site`: a ledger as a site of files; `tracker visibility`: who sees what of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.addresses import web_parts
from desk.terminal.folding import say
from desk.terminal.opening_ledger import opening, reads
from desk.terminal.options import DATE, json_option, ledger_option

if TYPE_CHECKING:
    from desk.site.published.audience import Audience
    from forecasts.ledger.view import View
    from forecasts.ledger.visibility import Seen


def _base(ctx: click.Context, option: click.Parameter, typed: str | None) -> str:
    """The address under which the site will stand, with a slash last; empty where none is given."""
    if typed is None:
        return ""
    parts = web_parts(typed)
    if parts is None or parts.query:
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
@click.option("--public", is_flag=True, help="Only what is public: see tracker visibility.")
@reads
def site(view: View, as_json: bool, folder: Path, base: str, on: date | None, public: bool) -> None:
    r"""Write the ledger as a site of files for any web server.

    The same head gives the same bytes. What was written before is replaced;
    a folder that holds anything else is refused.

    \b
    Example:
      tracker site public_html --base-url https://example.org/forecasts
      tracker site public_html --public
    """
    from desk.site.published.audience import Audience
    from desk.site.published.edition import Edition
    from desk.site.published.places import BY_LINK
    from desk.site.published.whole import LIST, site_files
    from desk.terminal.tables import echo_json
    from forecasts.errors import NothingToShow
    from forecasts.replacing import folder_of_ours
    from tracker.judged import Records

    moment = view.head.recorded_at
    if moment is None:
        raise NothingToShow
    audience = _audience(view) if public else Audience()
    edition = Edition(records=Records(view), on=on or moment.date(), base=base, audience=audience)
    count = 0
    with folder_of_ours(folder, listed=LIST, secret=BY_LINK) as part:
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
    if public:
        people, asked = len(edition.forecasters), len(edition.questions)
        say(
            f"Public: {people:,} of {len(view.slugs('forecaster')):,} forecasters, "
            f"{asked:,} of {len(view.slugs('question')):,} questions; by link: {len(audience.linked):,}."
        )
    if not base:
        say("Without --base-url there is no sitemap.xml, and links to pages have no picture.")


def _audience(view: View) -> Audience:
    """Everybody: what is public, and by its address alone what is seen by link."""
    from desk.site.published.audience import Audience, Linked
    from forecasts.ledger.visibility import Visibility, seen

    found = seen(view)
    shown = {
        kind: frozenset(one.slug for one in found if (one.kind, one.visibility) == (kind, Visibility.PUBLIC))
        for kind in ("forecaster", "question")
    }
    return Audience(
        forecasters=shown["forecaster"],
        questions=shown["question"],
        linked=tuple(Linked(kind=one.kind, slug=one.slug, secret=one.secret) for one in found if one.secret),
    )


@click.command()
@click.argument("who", required=False, type=click.Choice(("team", "link", "public")))
@click.option(
    "--question", "questions", multiple=True, metavar="SLUG", help="A question; several times for more."
)
@click.option(
    "--forecaster", "forecasters", multiple=True, metavar="NAME", help="A forecaster; several times for more."
)
@click.option("--all", "everything", is_flag=True, help="All that stands now; what is recorded later is not.")
@ledger_option
@json_option
def visibility(
    ledger: str,
    as_json: bool,
    who: str | None,
    questions: tuple[str, ...],
    forecasters: tuple[str, ...],
    everything: bool,
) -> None:
    r"""Set who sees pages of `tracker site --public`, or list it.

    team: nobody else, as it is at first. link: whoever has an address that
    nobody can guess. public: everybody. It is kept beside the chain.

    \b
    Example:
      tracker visibility public --question kabul --forecaster mikhailovsky
      tracker visibility link --question herat
      tracker visibility
    """
    from desk.terminal.tables import echo_json, echo_rows
    from forecasts.ledger.visibility import Visibility, seen, show

    named = bool(questions or forecasters or everything)
    if named != (who is not None):
        raise click.UsageError("Say who sees it and what: tracker visibility public --question kabul.")
    if who is None:
        with opening(ledger) as book:
            found = seen(book.view())
    else:
        with opening(ledger, writing=True) as book:
            view = book.view()
            things = _things(view, questions, forecasters, everything=everything)
            with book.writing() as connection:
                show(connection, view, things, Visibility(who))
            found = tuple(one for one in seen(book.view()) if (one.kind, one.slug) in things)
            if who == "team":
                say(f"{len(things):,} of them are for the team alone now.")
    if as_json:
        echo_json(
            [
                {"kind": one.kind, "slug": one.slug, "visibility": one.visibility, "page": _page(one)}
                for one in found
            ]
        )
    elif who != "team":
        rows = [(one.kind, one.slug, one.visibility, _page(one)) for one in found]
        echo_rows(("kind", "slug", "seen by", "page"), rows, none="Everything is for the team alone.")


def _things(
    view: View, questions: tuple[str, ...], forecasters: tuple[str, ...], *, everything: bool
) -> list[tuple[str, str]]:
    """What is meant, each by its kind and its present slug."""
    from forecasts.ledger.finding import slug_of

    if everything:
        return [(kind, slug) for kind in ("forecaster", "question") for slug in view.slugs(kind)]
    typed = [("question", name) for name in questions] + [("forecaster", name) for name in forecasters]
    return [(kind, slug_of(view.find(kind, name))) for kind, name in typed]


def _page(one: Seen) -> str:
    """Where its page stands in the folder of the site."""
    from desk.site.published.places import folder_name, linked_folder

    return linked_folder(one.secret) if one.secret else f"{one.kind}s/{folder_name(one.slug)}/"
