"""A report put on record as it is, so that it can be signed, and made again to the byte.

Frozen are the report's digest, its recipe, the entry that it was made from and the versions of what made
it. Its canonical JSON is archived outside the chain, so that a copy made again can be set against it
figure by figure; one of more than ten million characters is known by its digest alone.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from forecasts.errors import UnfitNoun
from forecasts.model import Freeze
from forecasts.texts import LONGEST_SLUG, slugified
from reports.canonical import canonical
from reports.review.frozen import says_the_same

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from reports.report import LedgerReport, Recipe

LONGEST_TEXT = 10_000_000


def freeze(ledger: Ledger, report: LedgerReport, *, by: str, now: datetime, slug: str | None = None) -> str:
    """Records a report in its ledger, opened for writing, and returns the slug of the freeze.

    Parameters
    ----------
    ledger
        The ledger that the report was made from; it may have moved on since.
    report
        A scorecard, a calibration, a comparison or a period report.
    by, now
        Who freezes it, and the moment.
    slug
        Its name; without one, one is made from what the report is about, such as "2026-q3".

    Raises
    ------
    UnfitNoun
        If the report was made from another ledger, or from one without entries, if the very same one
        is on record already, or the slug is taken.
    """
    text = canonical(report.as_json()).decode()
    heading = report.heading
    recipe = canonical(report.recipe.as_json()).decode()
    with ledger.entry("freeze", by=by, now=now) as entry:
        if (same := on_record(entry.view, report)) is not None:
            raise UnfitNoun(
                f"The very same report is on record already as {same!r}",
                f"go through it with `tracker review open {same}`",
            )
        noun = Freeze(
            slug=slug or _free(entry.view, name_of(report.recipe)),
            report=report.name,
            title=heading.subject,
            digest=report.digest,
            recipe=recipe,
            as_of=heading.entry,
            head=heading.head,
            program=heading.version,
            libraries=heading.libraries,
            rules=getattr(report, "rules", ()),
            archived=entry.archive(text, "report") if len(text) <= LONGEST_TEXT else None,
            supersedes=_before(entry.view, recipe, heading.entry),
        )
        entry.add(noun)
    return noun.slug


def on_record(view: View, report: LedgerReport) -> str | None:
    """The slug under which a report that says the very same was frozen already; None if none was."""
    for stored in view.standing("freeze", recipe=canonical(report.recipe.as_json()).decode()):
        assert isinstance(stored.noun, Freeze)
        if says_the_same(report, stored.noun):
            return stored.noun.slug
    return None


def name_of(recipe: Recipe) -> str:
    """The slug that a recipe suggests.

    >>> from datetime import date
    >>> from reports.report import Recipe
    >>> from tracker.selections import Selection
    >>> name_of(Recipe(report="period", period="2026-Q3", on=date(2026, 9, 30)))
    '2026-q3'
    >>> chosen = Selection(forecasters=("ann-lee",))
    >>> name_of(Recipe(report="scorecard", selection=chosen, on=date(2021, 12, 31)))
    'scorecard-ann-lee-2021-12-31'
    """
    chosen = recipe.selection
    about = [
        *(*chosen.forecasters, *chosen.sources, *chosen.publishers, *chosen.topics),
        *(*(chosen.questions or ()), *chosen.kinds),
    ]
    if recipe.period is not None:
        return slugified(" ".join([recipe.period, *about]))
    first, last = slugified(" ".join([recipe.report, *about])), recipe.on.isoformat()
    return f"{first[: LONGEST_SLUG - len(last) - 1].strip('-')}-{last}"


def _free(view: View, wanted: str) -> str:
    """The wanted slug, or the first of wanted-2, wanted-3 and so on that is not taken."""
    taken = set(view.slugs("freeze"))
    found, number = wanted, 1
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = wanted[: LONGEST_SLUG - len(ending)].strip("-") + ending
    return found


def _before(view: View, recipe: str, as_of: int) -> str | None:
    """The edition that this one comes after: the last of the same recipe, made from no later entry."""
    editions = [
        (stored.noun.as_of, stored.handle, stored.noun.slug)
        for stored in view.standing("freeze", recipe=recipe)
        if isinstance(stored.noun, Freeze) and stored.noun.as_of <= as_of
    ]
    return max(editions)[-1] if editions else None
