"""The reports of a written site: the reports' own files under their digest, and a page that leads to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.site.published.drawing import File, drawn
from desk.site.published.places import INDEX, report_folder
from forecasts.errors import NotReviewable
from reports import render
from reports.canonical import Plain
from reports.render.sharing import CARD
from reports.review.scope import forecasts_of
from reports.review.shown import reviewed
from reports.review.wording import state_in_words
from reports.writing import makers

if TYPE_CHECKING:
    from pandas import DataFrame

    from desk.site.published.corrections import Note
    from desk.site.published.edition import Edition
    from reports.report import Report
    from reports.review.states import ReviewState

LOOKS = (".md", ".json", ".txt")
_IMAGES = ("svg",)
_KEEPERS = ("recorded_by", "resolved_by", "frozen_by", "by")
_PASSING = "As of this head; it is not on record, and goes with the next writing that says otherwise."
_NAMED = {
    "report.html": "The report alone",
    "report.json": "JSON",
    "report.md": "Markdown",
    "report.txt": "Text",
    CARD: "Card",
    "embed.html": "To embed",
    "cite.bib": "To cite",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A report as a list has it: its title, its kind, how it stands, and its page."""

    title: str
    kind: str
    standing: str
    path: str
    forecasters: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Frozen:
    """A frozen report that is shown, as it was signed, with the slugs of whom it is about."""

    state: ReviewState
    report: Report
    forecasters: frozenset[str]

    @property
    def path(self) -> str:
        """Its page."""
        return report_folder(self.state.freeze.digest) + INDEX


@dataclass(frozen=True, kw_only=True, slots=True)
class Back:
    """Where the page of a report leads back to."""

    text: str
    path: str


def frozen_reports(edition: Edition, *, tell: Callable[[str], object]) -> dict[str, Frozen]:
    """The frozen reports that are shown, by slug, as they were signed; `tell` hears which cannot be.

    One is shown to others only where all that it tells of is public.
    """
    found: dict[str, Frozen] = {}
    for state in edition.states:
        try:
            report = reviewed(edition.view, state)
        except NotReviewable as refusal:
            tell(f"{state.slug} is left out: {refusal}")
            continue
        rows = forecasts_of(state.freeze, edition.records).rows
        if edition.audience.is_public and not _is_public(edition, rows, report):
            tell(f"{state.slug} is left out: it tells of what is not public.")
            continue
        found[state.slug] = Frozen(state=state, report=report, forecasters=frozenset(rows["forecaster"]))
    return found


def report_files(
    edition: Edition,
    report: Report,
    *,
    folder: str,
    standing: str,
    back: Back,
    notes: Iterable[Note] = (),
    newer: Back | None = None,
) -> Iterator[File]:
    """All files of a report, and its page with the report's own HTML in it, byte for byte."""
    from markupsafe import Markup

    laid = render.laid_out(report)
    made = makers(report, looks=LOOKS, images=_IMAGES)
    for name, make in made.items():
        yield folder + name, make()
    linked = [(said, name) for name, said in _NAMED.items()]
    linked += [(name.rpartition("/")[2], name) for name in made if "/" in name]
    yield drawn(
        edition,
        "report.html",
        folder + INDEX,
        title=laid.title,
        told=" ".join(words.text for words in laid.short),
        card=CARD,
        fragment=Markup(render.fragment(laid)),  # noqa: S704  # escaped by the report
        standing=standing,
        back=back,
        files=linked,
        corrections=list(notes),
        newer=newer,
    )


def passing_files(edition: Edition, report: Report, folder: str, *, back: Back) -> Iterator[File]:
    """The files of a report that is not on record: it says what the ledger says as of this head."""
    return report_files(edition, report, folder=folder, standing=_PASSING, back=back)


def frozen_files(edition: Edition, shown: Mapping[str, Frozen], notes: Iterable[Note]) -> Iterator[File]:
    """The files of all frozen reports that are shown."""
    told = list(notes)
    for one in shown.values():
        state = one.state
        later = shown.get(state.superseded_by or "")
        yield from report_files(
            edition,
            one.report,
            folder=report_folder(state.freeze.digest),
            standing=f"On record as {state.slug}: {state_in_words(state)}.",
            back=Back(text="Reports", path=f"reports/{INDEX}"),
            notes=[note for note in told if note.slug == state.slug],
            newer=None if later is None else Back(text=later.state.slug, path=later.path),
        )


def listed(shown: Iterable[Frozen]) -> list[Listed]:
    """The frozen reports as a list has them, the last first."""
    return [
        Listed(
            title=one.state.freeze.title,
            kind=one.state.freeze.report,
            standing=f"{state_in_words(one.state)} · frozen {one.state.frozen_at.date()}",
            path=one.path,
            forecasters=one.forecasters,
        )
        for one in reversed(tuple(shown))
    ]


def _is_public(edition: Edition, rows: DataFrame, report: Report) -> bool:
    """Whether a report of these judged rows is of nothing, and names nothing, that is not public."""
    if len(edition.audience.of(rows)) < len(rows):
        return False
    said = set(_strings(report.as_json()))
    whole = "\n".join(said)
    for slug, name in _hidden(edition):
        if slug in said or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
            return False
    return True


def _strings(told: Plain, key: str = "") -> Iterator[str]:
    """Every text of a report's JSON, but for the names of those who keep the ledger."""
    if isinstance(told, dict):
        for name, part in told.items():
            yield from _strings(part, name)
    elif isinstance(told, list):
        for part in told:
            yield from _strings(part, key)
    elif isinstance(told, str) and key not in _KEEPERS:
        yield told


def _hidden(edition: Edition) -> Iterator[tuple[str, str]]:
    """The slugs and the names or statements of what is not public."""
    audience = edition.audience
    for frame, sees, text in (
        (edition.records.forecasters, audience.sees_forecaster, "name"),
        (edition.records.questions, audience.sees_question, "statement"),
    ):
        for slug, told in zip(frame["slug"], frame[text], strict=True):
            if not sees(slug):
                yield slug, told
