"""What a report is about, and what it was made from: enough to make the same one again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reports.facets.rules import reading_rules
from reports.provenance import libraries, program
from reports.report import Heading, Recipe
from tracker.judged import crowd_names
from tracker.selections import Selection, listed
from tracker.ties import Ties

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View

NOT_STATED = "not stated"


def heading_of(view: View, *, recipe: Recipe, beside: Heading | None = None) -> Heading:
    """The heading of the report that a recipe makes from a view, with its selection settled.

    One that is made `beside` another report takes the versions from its heading.
    A forecaster, source, publisher or topic that the ledger does not hold raises Unknown, with the
    nearest names.
    """
    recipe = replace(recipe, selection=recipe.selection.with_slugs(view))
    return Heading(
        subject=_subject(view, recipe.selection),
        selection=recipe.selection,
        on=recipe.on,
        period=recipe.period,
        options=recipe.options,
        entry=view.head.sequence,
        head=view.head.digest,
        recorded_at=view.head.recorded_at,
        sampling=view.settings.frame,
        version=beside.version if beside else program(),
        libraries=beside.libraries if beside else libraries(),
        command=recipe.command(view.head),
    )


def ruled(heading: Heading, frame: DataFrame) -> Heading:
    """A heading that also names the rules by which the forecasts in a judged frame were read and scored."""
    return replace(
        heading,
        reading_rules=reading_rules(frame),
        score_rules=tuple(sorted(set(frame["measure"].dropna()))),
    )


def _subject(view: View, selection: Selection) -> str:
    """Whom and what a selection names; what else restricts it stands in the heading's selection.

    How a crowd is derived and how tests treat ties choose no forecast.
    """
    from forecasts.model import Forecaster, Source

    crowds = crowd_names(selection)
    people = [view.find("forecaster", slug).noun for slug in selection.forecasters if slug not in crowds]
    origins = [view.find("source", slug).noun for slug in selection.sources]
    names = [person.name for person in people if isinstance(person, Forecaster)]
    names += [name for slug, name in crowds.items() if slug in selection.forecasters]
    titles = [f"“{origin.title}”" for origin in origins if isinstance(origin, Source)]
    topics = [f"“{topic}”" for topic in selection.topics]
    about = f"the topic{'s' if len(topics) > 1 else ''} {listed(topics)}" if topics else ""
    parts = [listed(names), listed(titles), listed(selection.publishers), about]
    subject = ", ".join(part for part in parts if part)
    restricted = replace(selection, crowd=None, ties=Ties.DROP).described()
    everything = "A selection of the ledger" if restricted else "The whole ledger"
    return subject[:1].upper() + subject[1:] or everything
