"""The pages of forecasters: how good each is in a sentence, the scorecard, reports, every forecast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from desk.site.published.drawing import File, Leaf, drawn
from desk.site.published.news import Happened, feed
from desk.site.published.places import INDEX
from desk.site.published.reports import Listed
from desk.site.rooms.question import shown_row
from reports import render
from reports.kinds import SCORECARD
from reports.registry import make
from reports.report import LedgerReport, Recipe

if TYPE_CHECKING:
    from desk.site.published.corrections import Note
    from desk.site.published.edition import Edition

MOST_FORECASTS = 200
"""So many forecasts stand on the page itself; the scorecard has all."""


def scorecard_of(edition: Edition, slug: str) -> LedgerReport | None:
    """The scorecard of a forecaster, of what is shown; None where nothing is."""
    selection = edition.audience.selection(edition.judged.rows, forecasters=(slug,))
    if selection is None:
        return None
    return make(Recipe(report=SCORECARD.name, selection=selection, on=edition.on), edition.records)


def forecaster_files(
    edition: Edition,
    slug: str,
    folder: str,
    *,
    card: LedgerReport | None,
    card_folder: str,
    on_record: Iterable[Listed],
    news: Iterable[Happened],
    notes: Iterable[Note],
) -> Iterator[File]:
    """The page of a forecaster with its feed, of its own `news`; the scorecard has a folder of its own."""
    noun, rows = edition.forecasters[slug], edition.rows_by.get(slug, ())
    opening = [words.text for words in render.laid_out(card).short] if card else []
    last = sorted(rows, key=lambda row: row.made_on, reverse=True)[:MOST_FORECASTS]
    yield feed(edition, f"{folder}feed.xml", noun.name, news)
    yield drawn(
        edition,
        "forecaster.html",
        folder + INDEX,
        title=noun.name,
        told=" ".join(opening),
        feed=noun.name,
        forecaster=noun,
        opening=opening,
        card_page=card_folder + INDEX,
        has_card=card is not None,
        reports=[one for one in on_record if slug in one.forecasters],
        leaf=Leaf(lines=[shown_row(row) for row in last], count=len(rows), page=1, pages=1, first=1),
        corrections=[note for note in notes if slug in note.forecasters],
    )
