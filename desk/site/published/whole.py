"""Every file of the site: pages of forecasters, questions, comparisons and reports, lists, feeds, the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desk.site.published.corrections import Note, corrections
from desk.site.published.drawing import File, drawn, static_files
from desk.site.published.forecasters import forecaster_files, scorecard_of
from desk.site.published.lists import Line, list_pages
from desk.site.published.news import Happened, by_slug, feed, happened
from desk.site.published.places import BY_LINK, INDEX, linked_folder, report_folder
from desk.site.published.questions import question_files
from desk.site.published.reports import (
    Back,
    Frozen,
    Listed,
    frozen_files,
    frozen_reports,
    listed,
    passing_files,
)
from reports.figures import counted
from reports.kinds import COMPARISON, KINDS
from reports.registry import make
from reports.report import Recipe

if TYPE_CHECKING:
    from desk.site.published.audience import Linked
    from desk.site.published.edition import Edition
    from reports.report import LedgerReport

LIST = "trackrecord-site.json"
"""The file that names what was written, by which the next writing knows it."""
_ON_HOME = 12
_UNLISTED = b'<!doctype html>\n<html lang="en"><title>Not listed</title><p>Nothing is listed here.'
"""Stands where a web server would else list the folders, whose names are secrets."""
Tell = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Common:
    """What several pages of an edition tell: what is on record, what was corrected, what happened."""

    shown: Mapping[str, Frozen]
    on_record: Sequence[Listed]
    notes: tuple[Note, ...]
    news: tuple[Happened, ...]

    @classmethod
    def of(cls, edition: Edition, *, tell: Tell) -> Common:
        """That of an edition; `tell` hears which reports are left out."""
        shown = frozen_reports(edition, tell=tell)
        states = tuple(one.state for one in shown.values())
        notes = corrections(edition, states)
        news = happened(edition, states, notes)
        return cls(shown=shown, on_record=listed(shown.values()), notes=notes, news=news)

    @classmethod
    def of_one(cls, edition: Edition) -> Common:
        """That of a page which stands by itself: it leads to no report."""
        return cls(shown={}, on_record=(), notes=(), news=happened(edition, (), ()))

    @cached_property
    def digests(self) -> frozenset[str]:
        """The reports on record: one that is the very same as one of them has its page already."""
        return frozenset(one.state.freeze.digest for one in self.shown.values())

    @cached_property
    def news_on(self) -> Mapping[str, Sequence[Happened]]:
        """What happened, by question."""
        return by_slug(self.news, lambda one: one.questions)

    @cached_property
    def news_by(self) -> Mapping[str, Sequence[Happened]]:
        """What happened, by forecaster."""
        return by_slug(self.news, lambda one: one.forecasters)


def site_files(edition: Edition, *, tell: Tell) -> Iterator[File]:
    """The files of a site, each with its path; the same for the same head, date, address and audience."""
    common = Common.of(edition, tell=tell)
    pages: list[str] = []
    for path, body in _shown_files(edition, common):
        if path.endswith(".html") and not path.endswith(("/embed.html", "/report.html")):
            pages.append(path)
        yield path, body
    if edition.audience.linked:
        yield BY_LINK + INDEX, _UNLISTED
    for linked in edition.audience.linked:
        yield from _linked(edition.for_linked(linked), linked)
    if edition.base:
        yield "sitemap.xml", _sitemap(edition, sorted(pages))


def _linked(whose: Edition, linked: Linked) -> Iterator[File]:
    """The page of what is shown by its address alone."""
    folder, common = linked_folder(linked.secret), Common.of_one(whose)
    if linked.kind == "question" and linked.slug in whose.questions:
        yield from question_files(whose, linked.slug, folder, common.news_on.get(linked.slug, ()), ())
    elif linked.kind == "forecaster" and linked.slug in whose.forecasters:
        yield from _forecaster(whose, linked.slug, folder, common, linked=True)


def _shown_files(edition: Edition, common: Common) -> Iterator[File]:
    """All that the pages of the site lead to."""
    yield from static_files()
    compared: list[Line] = []
    for topic, report in _comparisons(edition):
        name = "Everybody" if topic is None else topic
        folder = report_folder(report.digest)
        compared.append(Line(name=name, path=folder + INDEX, cells=(f"{report.heading.on}",)))
        back = Back(text="Comparisons", path=f"comparisons/{INDEX}")
        if report.digest not in common.digests:
            yield from passing_files(edition, report, folder, back=back)
    for slug in edition.forecasters:
        yield from _forecaster(edition, slug, edition.places.forecaster(slug).removesuffix(INDEX), common)
    for slug in edition.questions:
        folder = edition.places.question(slug).removesuffix(INDEX)
        yield from question_files(edition, slug, folder, common.news_on.get(slug, ()), common.notes)
    yield from frozen_files(edition, common.shown, common.notes)
    yield from list_pages(edition, common.on_record, compared)
    yield drawn(
        edition, "corrections.html", f"corrections/{INDEX}", title="Corrections", corrections=common.notes
    )
    yield feed(edition, "feed.xml", "Trackrecord", common.news)
    yield _home(edition, common)


def _forecaster(
    edition: Edition, slug: str, folder: str, common: Common, *, linked: bool = False
) -> Iterator[File]:
    """The page of a forecaster, and the scorecard under its digest or, of one that is linked, beside it."""
    card = scorecard_of(edition, slug)
    card_folder = ""
    if card is not None:
        card_folder = f"{folder}scorecard/" if linked else report_folder(card.digest)
        if linked or card.digest not in common.digests:
            back = Back(text=edition.forecasters[slug].name, path=folder + INDEX)
            yield from passing_files(edition, card, card_folder, back=back)
    yield from forecaster_files(
        edition,
        slug,
        folder,
        card=card,
        card_folder=card_folder,
        on_record=common.on_record,
        news=common.news_by.get(slug, ()),
        notes=common.notes,
    )


def _comparisons(edition: Edition) -> Iterator[tuple[str | None, LedgerReport]]:
    """A comparison of everybody, and one on each topic, wherever two or more can be compared."""
    seen = edition.seen
    topics = sorted(set(seen["topic"].dropna()))
    for topic in (None, *topics):
        rows = seen if topic is None else seen[seen["topic"] == topic]
        selection = edition.audience.selection(edition.judged.rows, topic=topic)
        if selection is not None and rows["forecaster"].nunique() > 1:
            recipe = Recipe(report=COMPARISON.name, selection=selection, on=edition.on)
            yield topic, make(recipe, edition.records)


def _home(edition: Edition, common: Common) -> File:
    people = sorted(
        edition.forecasters.values(), key=lambda noun: (-len(edition.rows_by.get(noun.slug, ())), noun.name)
    )
    told = [
        {
            "name": noun.name,
            "path": edition.places.forecaster(noun.slug),
            "told": counted(len(edition.rows_by.get(noun.slug, ())), "forecast"),
        }
        for noun in people[:_ON_HOME]
    ]
    return drawn(
        edition,
        "home.html",
        INDEX,
        title="What was said, and what came of it",
        feed="Trackrecord",
        counts={
            "forecasts": len(edition.rows),
            "forecasters": len(edition.forecasters),
            "questions": len(edition.questions),
        },
        corrections=common.notes,
        reports=[
            {"title": one.title, "kind": KINDS[one.kind].title, "standing": one.standing, "path": one.path}
            for one in common.on_record[:_ON_HOME]
        ],
        forecasters=told,
        news=[one.news for one in common.news[:_ON_HOME]],
    )


def _sitemap(edition: Edition, pages: Sequence[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    lines += [f"<url><loc>{escape(edition.address(page))}</loc></url>" for page in pages]
    return "\n".join([*lines, "</urlset>", ""]).encode()
