"""Records that no command would have written: named, and set aside, so that one of them stops no report.

They can come from a ledger that another program wrote or altered. Whether each body fits its digest is
asked whenever a ledger of up to 20,000 records is read. Only where something goes wrong, where a report meets
such a record, or `tracker check` asks, is every record read and held against the others; a ledger of our own
has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from forecasts.errors import TrackerError
from forecasts.handles import Handle
from forecasts.ledger.chain import record_digest
from forecasts.ledger.fitting import check_answer, check_calendar, check_claim, check_kind
from forecasts.ledger.records import DAMAGE, read_record
from forecasts.ledger.tables import RECORDS
from forecasts.ledger.view import View
from forecasts.model import Amendment, Forecast, Forecaster, Noun, Outcome, Question, Source

SLUGGED = (Forecaster, Source, Question)
MOST_PROVED = 20_000
"""So many records are held against their digests in a twentieth of a second; more only by an audit."""
_PAGE = 2_000


def altered(view: View) -> dict[Handle, str]:
    """The records whose bodies do not fit their digests, each with what is wrong with it."""
    query = (
        select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body, RECORDS.c.digest)
        .where(RECORDS.c.entry <= view.head.sequence)
        .order_by(RECORDS.c.entry, RECORDS.c.position)
    )
    return {
        Handle(entry, position): "it does not fit its digest: it was altered"
        for page in view.pages(query, _PAGE)
        for entry, position, body, digest in page
        if not isinstance(body, str) or record_digest(body) != digest
    }


def sound(view: View) -> View:
    """The view without what no command would have written; `unsound` says of each record what is wrong."""
    faults = altered(view)
    while True:
        clean = view.setting_aside(faults)
        found = dict(_faults(clean))
        if not found:
            return clean
        faults = {**faults, **found}


def _faults(view: View) -> Iterator[tuple[Handle, str]]:
    """What is wrong of the records that stand; one fault may hide another, which is seen once it is gone."""
    nouns: list[tuple[Handle, Noun]] = []
    broken = False
    for row in view.rows(
        select(RECORDS.c.entry, RECORDS.c.position, RECORDS.c.body)
        .where(RECORDS.c.entry <= view.head.sequence)
        .order_by(RECORDS.c.entry, RECORDS.c.position)
    ):
        handle = Handle(row.entry, row.position)
        if handle in view.unsound:
            continue
        try:
            noun = read_record(row.body)
        except (*DAMAGE, TrackerError) as error:
            broken = True
            yield handle, f"it cannot be read ({str(error)[:120] or type(error).__name__})"
            continue
        if isinstance(noun, Amendment) and (fault := _of_amendment(handle, noun, nouns)):
            broken = True
            yield handle, fault
        nouns.append((handle, noun))
    if not broken:
        yield from _among([(handle, noun) for handle, noun in nouns if view.stands(handle)], view)


def _of_amendment(handle: Handle, noun: Amendment, before: list[tuple[Handle, Noun]]) -> str | None:
    earlier = {place for place, _ in before[-1:]} if noun.replacement is not None else set()
    if noun.target >= handle:
        return f"it amends {noun.target}, which was not there before it"
    if noun.replacement is not None and (noun.replacement not in earlier or noun.replacement <= noun.target):
        return f"it puts {noun.replacement} in the place of {noun.target}, and that did not come with it"
    return None


def _among(standing: list[tuple[Handle, Noun]], view: View) -> Iterator[tuple[Handle, str]]:
    known: dict[tuple[type[Noun], str], tuple[Handle, Noun]] = {}
    for handle, noun in standing:
        if isinstance(noun, SLUGGED):
            kind = type(noun).__name__.lower()
            key = (type(noun), view.names.kind(kind).now(noun.slug))
            if key in known:
                yield handle, f"the {kind} {noun.slug!r} is {known[key][0]} already"
            else:
                known[key] = (handle, noun)
    questions = {slug: noun for (cls, slug), (_, noun) in known.items() if cls is Question}
    people = {slug for cls, slug in known if cls is Forecaster}
    for handle, noun in standing:
        if isinstance(noun, Forecast | Outcome):
            question = questions.get(view.names.kind("question").now(noun.question))
            if not isinstance(question, Question):
                yield handle, f"there is no question {noun.question!r}"
            elif fault := _misfit(noun, question, questions, people, view):
                yield handle, fault


def _misfit(
    noun: Forecast | Outcome, question: Question, questions: dict[str, Noun], people: set[str], view: View
) -> str | None:
    try:
        if isinstance(noun, Outcome):
            check_kind(question, noun)
            return None
        if view.names.kind("forecaster").now(noun.forecaster) not in people:
            return f"there is no forecaster {noun.forecaster!r}"
        check_claim(question, noun)
        check_calendar(noun)
        if condition := noun.claim.condition:
            first = questions.get(view.names.kind("question").now(condition.question))
            if not isinstance(first, Question):
                return f"there is no question {condition.question!r} for its condition"
            check_answer(first, condition.answer)
    except TrackerError as error:
        return str(error).rstrip(".")
    return None
