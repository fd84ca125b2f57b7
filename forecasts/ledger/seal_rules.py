"""Which forecasts are sealed, what lies in a seal, and whether what was revealed is what was sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from forecasts.errors import InTheFuture, UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.chain import archive_digest
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import canonical, noun_name, read_record
from forecasts.ledger.tables import ARCHIVES, RECORDS
from forecasts.ledger.view import View
from forecasts.model import Forecast, Noun, Question, Reveal, Seal, Statement

SEALED = "sealed"
"""The kind of the archived text."""
_AHEAD = timedelta(hours=14)
"""So far is the calendar of some zone ahead of UTC: a seal does not tell the zone of its question."""
_NEAR = timedelta(days=1)


def sealed_text(nouns: Iterable[Noun]) -> str:
    """The text that is digested: canonical records, a line each, the forecast last.

    >>> len(sealed_text([Statement(quote="soon"), Statement(quote="late")]).splitlines())
    2
    """
    return "\n".join(canonical(noun) for noun in nouns)


def sealed_nouns(text: str) -> tuple[tuple[Noun, ...], Forecast]:
    """What a forecast rests on, and the forecast, as they were sealed."""
    *others, last = (read_record(line) for line in text.split("\n"))
    assert isinstance(last, Forecast)
    return tuple(others), last


def reveals(view: View) -> dict[Handle, Stored]:
    """Of each seal that was revealed the record that did so."""
    found: dict[Handle, Stored] = {}
    for stored in view.standing("reveal"):
        assert isinstance(stored.noun, Reveal)
        found[stored.noun.seal] = stored
    return found


def unrevealed(view: View) -> Iterator[tuple[Stored, Seal]]:
    """The seals that nobody has revealed, in the order of recording."""
    revealed = reveals(view)
    for stored in view.standing("seal"):
        assert isinstance(stored.noun, Seal)
        if stored.handle not in revealed:
            yield stored, stored.noun


def text_in(view: View, seal: Seal) -> str | None:
    """The sealed text; None where it was erased or is not here.

    Raises
    ------
    UnfitNoun
        If the text does not fit the digest of the seal.
    """
    for row in view.rows(select(ARCHIVES).where(ARCHIVES.c.digest == seal.archived)):
        if row.text is None:
            return None
        if archive_digest(row.salt, row.text) != seal.archived:
            raise UnfitNoun(
                f"The sealed text does not fit its digest {seal.archived[:12]}…: it was altered",
                "restore it from a backup",
            )
        return str(row.text)
    return None


def check_seal(view: View, seal: Seal) -> None:
    """Refuses a seal of nobody known, of a day to come, or with the digest of another."""
    if next(view.standing("forecaster", slug=seal.forecaster), None) is None:
        raise Unknown("forecaster", seal.forecaster)
    for stored in view.standing("seal", archived=seal.archived):
        raise UnfitNoun(f"The seal {stored.handle} has the same digest", "seal each forecast with its own")
    assert view.head.recorded_at is not None
    today = (view.head.recorded_at + _AHEAD).date()
    if seal.made_on > today:
        raise InTheFuture("The sealed forecast", seal.made_on, today)


def check_reveal(view: View, reveal: Reveal) -> None:
    """Refuses to reveal a seal twice, and a forecast that is not what was sealed."""
    seal = the_seal(view, reveal.seal)
    if (before := reveals(view).get(reveal.seal)) is not None:
        raise already_revealed(reveal.seal, before)
    fault = misfit(view, seal, reveal)
    if fault is not None:
        raise UnfitNoun(f"The record {reveal.forecast} {fault}", f"use `tracker reveal {reveal.seal}`")


def the_seal(view: View, handle: Handle) -> Stored:
    """The seal at a handle; any other record is refused."""
    stored = view.get(handle)
    if not isinstance(stored.noun, Seal):
        raise UnfitNoun(
            f"The record {handle} is a {noun_name(stored.noun)}, not a seal",
            "take one that `tracker list seals` names",
        )
    return stored


def already_revealed(seal: Handle, by: Stored) -> UnfitNoun:
    """Why a seal is not revealed again."""
    assert isinstance(by.noun, Reveal)
    return UnfitNoun(
        f"The seal {seal} was revealed in {by.handle}", f"see the forecast, `tracker show {by.noun.forecast}`"
    )


def misfit(view: View, stored: Stored, reveal: Reveal) -> str | None:
    """In what a forecast is not the one that was sealed; None where it is, as far as the text is here."""
    seal, forecast = stored.noun, view.get(reveal.forecast).noun
    assert isinstance(seal, Seal)
    if not isinstance(forecast, Forecast):
        return f"is a {noun_name(forecast)}, not a forecast"
    if (forecast.forecaster, forecast.made_on, forecast.matures_on) != (
        seal.forecaster,
        seal.made_on,
        seal.deadline,
    ):
        return f"has another forecaster, day or deadline than the seal {stored.handle}"
    text = text_in(view, seal)
    if text is None:
        return None
    others, sealed = sealed_nouns(text)
    said = [noun for noun in others if isinstance(noun, Statement)]
    asked = [noun for noun in others if isinstance(noun, Question) and noun.slug == sealed.question]
    expected = replace(
        view.names.now(sealed),
        statement=forecast.statement if said else sealed.statement,
        attested_on=forecast.attested_on,
        question=forecast.question if asked else view.names.now(sealed).question,
    )
    recorded = stored.recorded_at.date()
    attested = forecast.attested_on
    proved = attested is not None and (
        attested == sealed.attested_on or abs(attested - _not_before(recorded, sealed)) <= _NEAR
    )
    same_words = not said or (
        forecast.statement is not None and _quote(view, forecast.statement) == said[0].quote
    )
    same_question = not asked or asked[0].statement in _asked(view, forecast.question)
    if expected == forecast and proved and same_words and same_question:
        return None
    return f"says something else than what was sealed in {stored.handle}"


def _not_before(recorded: date, sealed: Forecast) -> date:
    return max(recorded, sealed.made_on)


def _quote(view: View, handle: Handle) -> str | None:
    noun = view.get(handle).noun
    return noun.quote if isinstance(noun, Statement) else None


def _asked(view: View, slug: str) -> set[str]:
    """The statements of a question in all its versions."""
    versions = view.stored(
        RECORDS.c.noun == "question", view.naming("question", "slug", [slug]), mirror="question"
    )
    return {stored.noun.statement for stored in versions if isinstance(stored.noun, Question)}


def reveal_faults(view: View) -> Iterator[tuple[str, str]]:
    """Where a forecast was revealed that is not the sealed one, and in what: for an audit."""
    for seal, stored in reveals(view).items():
        assert isinstance(stored.noun, Reveal)
        fault = misfit(view, the_seal(view, seal), stored.noun)
        if fault is not None:
            yield f"entry {stored.handle.entry}", f"the revealed record {stored.noun.forecast} {fault}"


def refuse_amending(view: View, target: Stored) -> None:
    """Refuses to amend a seal, or what revealed one, and says what to do instead."""
    if isinstance(target.noun, Reveal):
        forecast = target.noun.forecast
        raise UnfitNoun(
            f"The record {target.handle} reveals a seal, and what was revealed stays",
            f"amend or withdraw the forecast, {forecast}",
        )
    if not isinstance(target.noun, Seal):
        return
    revealed = reveals(view).get(target.handle)
    remedy = f"reveal it with `tracker reveal {target.handle}`, and amend or withdraw the forecast"
    if revealed is not None and isinstance(revealed.noun, Reveal):
        remedy = f"amend or withdraw the forecast, {revealed.noun.forecast}"
    raise UnfitNoun(f"The record {target.handle} is a seal, and what was sealed stays", remedy)
