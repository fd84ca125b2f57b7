"""Reports: chosen by the address, shown as the reports' own HTML, handed out as files, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.site.asking import Answer, Asked, File, Moved, Page
from desk.site.rooms import catalogue
from desk.site.writing import recording_ledger
from desk.terminal.options import DATE
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField
from forecasts.model import Forecaster
from reports import render
from reports.canonical import canonical
from reports.days import day
from reports.kinds import KINDS, SCORECARD
from reports.registry import make, recipe_for
from reports.report import LedgerReport, Recipe
from reports.review.freezing import freeze as put_on_record
from reports.review.freezing import name_of, on_record
from reports.review.states import ReviewState, review_states
from reports.scorecards import Scorecard
from reports.writing import in_look
from tracker.selections import STATUSES, Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

LOOKS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}
MADE = {name: kind for name, kind in KINDS.items() if kind.from_ledger}
_MOST_PROOFS = 500
_MOST_SOURCES = 500
"""So many are offered in the form; the address takes any."""
_CHOSEN = {
    "forecaster": "forecasters",
    "topic": "topics",
    "source": "sources",
    "publisher": "publishers",
    "tag": "tags",
    "text": "texts",
}
"""The fields that choose forecasts, with what they choose by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A report with its own HTML, as an element of a page."""

    report: LedgerReport
    html: Markup
    provable: tuple[tuple[str, str], ...]
    """The handles of its first rows, with the day and the question of each."""


def forecaster(asked: Asked) -> Answer:
    """A forecaster's page, which is the scorecard."""
    found = asked.view.find("forecaster", asked.named["slug"]).noun
    assert isinstance(found, Forecaster)
    recipe = Recipe(report=SCORECARD.name, selection=Selection(forecasters=(found.slug,)), on=asked.on)
    return _shown(asked, recipe, template="forecaster.html", title=found.name)


def index(asked: Asked) -> Answer:
    """The frozen reports with their states, and the form to make one."""
    questions = catalogue.questions(asked)
    return Page(
        template="reports.html",
        title="Reports",
        facts={
            "states": list(reversed(states(asked))),
            "kinds": MADE,
            "forecasters": [(row.slug, row.cells["name"]) for row in catalogue.forecasters(asked)],
            "topics": catalogue.values(questions, "topic"),
            "tags": sorted({tag for row in questions for tag in row.tags}),
            "sources": [(row.slug, row.cells["title"]) for row in catalogue.sources(asked)[:_MOST_SOURCES]],
            "statuses": STATUSES,
            "refusal": None,
        },
    )


def show(asked: Asked) -> Answer:
    """The report that the address asks for."""
    recipe = recipe_of(asked)
    return _shown(asked, recipe, template="report.html", title=KINDS[recipe.report].title)


def file(asked: Asked) -> Answer:
    """The report that the address asks for as a file, byte for byte as the command writes it."""
    recipe, look = recipe_of(asked), asked.named["look"]
    key = ("file", asked.view.head.digest, recipe, look)
    if look not in LOOKS:
        raise UnfitField("look", f"{look!r} is no form of a report: choose {', '.join(LOOKS)}.")

    def made() -> bytes:
        return in_look(make(recipe, asked.records), f".{look}")

    name = None if look == "html" else f"{name_of(recipe)}.{look}"
    return File(
        body=asked.desk.shelf.drawn(key, made), media=LOOKS[look], name=name, is_report=look == "html"
    )


def freeze(asked: Asked) -> Answer:
    """Puts on record the report that was shown, of the entry that it was made from.

    Raises
    ------
    UnfitField
        Where the form does not say what was shown: nothing is put on record that nobody has seen.
    """
    for name in ("kind", "on", "entry"):
        if not asked.text(name):
            raise UnfitField(name, f"The form lacks {name!r}: make the report, look at it, freeze that.")
    recipe, entry = recipe_of(asked), asked.number("entry", asked.view.head.sequence)
    report = make(recipe, asked.records.at(entry) if entry <= asked.view.head.sequence else asked.records)
    with recording_ledger(asked.desk, asked.who) as ledger:
        slug = on_record(ledger.view(), report)
        if slug is None:
            slug = put_on_record(ledger, report, by=asked.me, now=clock.now())
    return Moved(to=asked.to("review", slug))


def states(asked: Asked) -> tuple[ReviewState, ...]:
    """The frozen reports with their states, as of the moment asked for."""
    key = ("states", asked.view.head.digest)
    return asked.desk.shelf.made(key, lambda: review_states(asked.view))


def recipe_of(asked: Asked) -> Recipe:
    """The recipe that an address or a form asks for, its names as slugs.

    Raises
    ------
    UnfitField, NoSuchPeriod, Unknown
        For a kind, a period or a name that there is not.
    """
    kind = asked.text("kind") or SCORECARD.name
    if kind not in MADE:
        raise UnfitField("kind", f"{kind!r} is no kind of report: choose {', '.join(MADE)}.")
    selection = Selection(
        forecasters=asked.texts("forecaster"),
        topics=asked.texts("topic"),
        sources=asked.texts("source"),
        publishers=asked.texts("publisher"),
        tags=asked.texts("tag") or None,
        status=asked.text("status") or None,
        texts=asked.texts("text") or None,
    ).with_slugs(asked.view)
    on, period = asked.value("on", DATE.read), asked.text("period") or None
    return recipe_for(kind, selection, on=on, period=period, today=clock.today())


def fields_of(recipe: Recipe) -> list[tuple[str, str]]:
    """The fields of an address or a form that ask for a recipe."""
    chosen = recipe.selection
    fields = [("kind", recipe.report), ("on", recipe.on.isoformat())]
    for name, part in _CHOSEN.items():
        fields += [(name, text) for text in getattr(chosen, part) or ()]
    fields += [("status", chosen.status)] if chosen.status else []
    return fields + ([("period", recipe.period)] if recipe.period else [])


def _shown(asked: Asked, recipe: Recipe, *, template: str, title: str) -> Answer:
    try:
        made = _made(asked, recipe)
    except TrackerError as refusal:
        page = index(asked)
        assert isinstance(page, Page)
        return Page(
            template=page.template,
            title=page.title,
            facts={**page.facts, "refusal": str(refusal)},
            status=400,
        )
    fields = fields_of(made.report.recipe)
    return Page(
        template=template,
        title=title,
        facts={
            "made": made,
            "fields": fields,
            "editions": _editions(asked, made.report),
            "files": [(look, _file_address(asked, look, fields)) for look in LOOKS],
            "days": fields,
        },
    )


def _made(asked: Asked, recipe: Recipe) -> Made:
    from markupsafe import Markup

    def made() -> Made:
        report = make(recipe, asked.records)
        html = Markup(render.fragment(report))  # noqa: S704  # escaped by the report
        return Made(report=report, html=html, provable=tuple(_provable(report)))

    return asked.desk.shelf.drawn(("report", asked.view.head.digest, recipe), made)


def _provable(report: LedgerReport) -> Iterator[tuple[str, str]]:
    rows = report.rows if isinstance(report, Scorecard) else ()
    for row in [row for row in rows if "." in row.handle][:_MOST_PROOFS]:
        yield row.handle, f"{day(row.made_on)}: {row.question_statement}"


def _editions(asked: Asked, report: LedgerReport) -> list[ReviewState]:
    """What is on record by the same recipe, the last first."""
    recipe = canonical(report.recipe.as_json()).decode()
    return [state for state in reversed(states(asked)) if state.freeze.recipe == recipe]


def _file_address(asked: Asked, look: str, fields: list[tuple[str, str]]) -> str:
    query: dict[str, tuple[str, ...]] = {}
    for name, text in fields:
        query[name] = (*query.get(name, ()), text)
    return asked.to("reports", f"made.{look}", **query)
