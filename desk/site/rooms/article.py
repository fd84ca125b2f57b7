"""An article pasted: its sentences that seem to forecast something, each leading to the form."""

from __future__ import annotations

from dataclasses import dataclass

from desk.site.asking import Answer, Asked, Page
from desk.terminal.answer_sheet import without_options
from desk.terminal.options import SAID
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField
from forecasts.recording.articles import Passage, passages

LONGEST = 100_000
_KEPT = ("by", "said", "source", "url", "publisher", "language")


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """A sentence of the article, and the address of the form filled in with it."""

    passage: Passage
    to: str | None


def form(asked: Asked) -> Answer:
    """The form to paste into."""
    return _page(asked, paragraphs=(), refusal=None)


def read(asked: Asked) -> Answer:
    """The article with its marks; nothing of it is recorded or kept."""
    try:
        text = asked.text("article")
        if not text:
            raise UnfitField("article", "Paste the article: the field is empty.")
        if len(text) > LONGEST:
            raise UnfitField("article", f"The article has {len(text):,} letters: paste at most {LONGEST:,}.")
        found = passages(
            text,
            said=asked.value("said", SAID.read) or clock.today(),
            scale=asked.view.settings.scale,
            language=asked.text("language") or None,
        )
        paragraphs = tuple([Marked(passage=one, to=_to(asked, one)) for one in some] for some in found)
    except TrackerError as refusal:
        return _page(asked, paragraphs=(), refusal=without_options(str(refusal)))
    return _page(asked, paragraphs=paragraphs, refusal=None)


def _to(asked: Asked, passage: Passage) -> str | None:
    if not passage.mark:
        return None
    kept = {name: asked.text(name) for name in _KEPT}
    words = passage.words
    return asked.to("log", **kept, words=words, quote=words, when=passage.when)


def _page(asked: Asked, *, paragraphs: tuple[list[Marked], ...], refusal: str | None) -> Page:
    marks = [one.passage.mark for some in paragraphs for one in some if one.passage.mark]
    return Page(
        template="article.html",
        title="An article",
        facts={
            "paragraphs": paragraphs,
            "count": len(marks),
            "refusal": refusal,
            "text": asked.text,
            "today": clock.today(),
        },
        status=400 if refusal else 200,
    )
