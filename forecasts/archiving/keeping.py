"""Sources with their texts in a ledger: added, brought up to date, checked, and erased where the law asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from forecasts.archiving.fetching import Fetched
from forecasts.archiving.reducing import Reduced, reduced
from forecasts.errors import TrackerError, UnfitNoun
from forecasts.ledger.chain import archive_digest
from forecasts.ledger.tables import ARCHIVES, MIRRORS
from forecasts.model import Source
from forecasts.problems import Problem
from forecasts.texts import slugified

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry
    from forecasts.ledger.reader import Stored
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What somebody says of a source beside its text; None: not said."""

    slug: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A source whose text is kept: under which handle, and whether it is new, a new version, or as it was."""

    source: Source
    handle: Handle
    state: str


def standing_source(view: View, url: str, slug: str | None) -> Stored | None:
    """The source of that address, or of that slug where one is given; None where it is new."""
    wanted = {"url": url} if slug is None else {"slug": slug}
    return next(view.standing("source", **wanted), None)


def kept_source(entry: Entry, fetched: Fetched, found: Reduced, about: About) -> Kept:
    """Keep a source's text; of a source that is known, another text than the kept one is a new version."""
    said = {name: getattr(about, name) for name in ("title", "publisher", "published_on", "language")}
    given = {name: value for name, value in said.items() if value is not None}
    before = standing_source(entry.view, fetched.url, about.slug)
    if before is None:
        title = about.title or found.title or fetched.url.rstrip("/").rpartition("/")[2] or fetched.url
        source = Source(
            slug=about.slug or slugified(title),
            title=title,
            url=fetched.url,
            language=about.language or found.language,
            publisher=about.publisher,
            published_on=about.published_on,
            archived=entry.archive(found.text),
        )
        return Kept(source=source, handle=entry.add(source), state="new")
    assert isinstance(before.noun, Source)
    same = _text(entry.view, before.noun) == found.text
    if same and all(getattr(before.noun, name) == value for name, value in given.items()):
        return Kept(source=before.noun, handle=before.handle, state="kept")
    archived = before.noun.archived if same else entry.archive(found.text)
    source = replace(before.noun, url=fetched.url, archived=archived, **given)
    because = "its text was kept" if before.noun.archived is None else "a new version was fetched"
    return Kept(source=source, handle=entry.correct(before.handle, source, because=because), state="changed")


def text_of(view: View, source: Source) -> str:
    """The text that is kept of a source; one without, or whose text was erased, is refused."""
    if source.archived is None:
        raise UnfitNoun(
            f"No text of {source.slug!r} is kept",
            f"keep it with `tracker source add {source.url or 'FILE'} --slug {source.slug}`",
        )
    text = _text(view, source)
    if text is None:
        raise UnfitNoun(f"The text of {source.slug!r} was erased", f"see `tracker show {source.slug}`")
    return text


def state_of(view: View, source: Source) -> str:
    """Whether a source's text is `kept`, `altered`, `erased`, `missing`, or none ever was (`none`)."""
    if source.archived is None:
        return "none"
    rows = view.rows(select(ARCHIVES).where(ARCHIVES.c.digest == source.archived))
    if not rows:
        return "missing"
    (row,) = rows
    if row.text is None:
        return "erased"
    return "kept" if archive_digest(row.salt, row.text) == source.archived else "altered"


def problems(
    view: View, sources: Iterable[Source], *, fetch: Callable[[str], Fetched] | None
) -> Iterator[Problem]:
    """What is wrong with the texts of sources; with `fetch`, also how they differ from what is there now."""
    for source in sources:
        state = state_of(view, source)
        if state == "none":
            yield Problem(source.slug, "no text of it is kept")
        elif state == "missing":
            yield Problem(source.slug, "its kept text is missing from the ledger")
        elif state == "altered":
            yield Problem(source.slug, "its kept text does not fit its digest: it was altered")
        if fetch is not None and source.url is not None and state in ("kept", "none"):
            yield from _online(view, source, fetch)


def _online(view: View, source: Source, fetch: Callable[[str], Fetched]) -> Iterator[Problem]:
    assert source.url is not None
    try:
        now = reduced(fetch(source.url)).text
    except TrackerError as refusal:
        yield Problem(source.slug, f"it is not there any more: {refusal}")
        return
    before = _text(view, source)
    if before is not None and now != before:
        yield Problem(source.slug, f"{source.url} says something else now: {difference(before, now)}")


def difference(before: str, now: str) -> str:
    """How much of a text has changed, in words, whatever their order.

    >>> difference("one two three", "one two four five")
    '1 of 3 words is gone, 2 are new'
    """
    old, new = Counter(before.split()), Counter(now.split())
    gone, come = (old - new).total(), (new - old).total()
    if not gone and not come:
        return "the words are the same, in another order or on other lines"
    verb = "is" if gone == 1 else "are"
    return f"{gone:,} of {old.total():,} words {verb} gone, {come:,} {'is' if come == 1 else 'are'} new"


def erase(ledger: Ledger, slug: str, *, because: str, by: str, now: datetime) -> int:
    """Erase every text that was ever kept of a source, each by an entry that says so; returns how many."""
    view = ledger.view()
    mirror = MIRRORS["source"]
    kept = view.rows(
        select(ARCHIVES.c.digest)
        .join(mirror, mirror.c.archived == ARCHIVES.c.digest)
        .where(view.naming("source", "slug", [slug]), ARCHIVES.c.text.is_not(None))
        .distinct()
    )
    if not kept:
        raise UnfitNoun(f"No text of {slug!r} is kept", "see `tracker source list`")
    for row in kept:
        ledger.erase(row.digest, because=because, by=by, now=now)
    return len(kept)


def _text(view: View, source: Source) -> str | None:
    rows = view.rows(select(ARCHIVES.c.text).where(ARCHIVES.c.digest == source.archived))
    return rows[0].text if rows else None
