"""ForecastBench: the question, forecast and resolution sets of a round, each explained by the others."""

from __future__ import annotations

from functools import partial

from forecasts.errors import TrackerError, UnfitCell, UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RowNoun, Rows, read_or_refused
from forecasts.exchange.peers.forecastbench_nouns import Nouns, person, submitter
from forecasts.exchange.peers.forecastbench_rounds import (
    Item,
    is_combined,
    is_market,
    items,
    part_of,
    round_of,
    stated,
    top,
    unknown_question,
)
from forecasts.exchange.peers.keyed import Keyed
from forecasts.model import Forecaster

TITLE = "ForecastBench"


def recognises(file: DataFile) -> bool:
    """Whether it is a question, forecast or resolution set, by its first keys or its header."""
    return part_of(file) is not None


def read(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
    """What each row says; the questions that forecasts and resolutions name come from the files beside."""
    part = part_of(file)
    if part is None:
        raise UnfitFile(
            file.name,
            "is no question, forecast or resolution set",
            "keep the keys or columns of ForecastBench, and forecast_due_date in JSON",
        )
    try:
        nouns = Nouns(round=round_of(file, conventions, beside), conventions=conventions)
        whose = top(file) if file.is_json else None
    except TrackerError as error:
        if isinstance(error, UnfitFile):
            raise
        raise UnfitFile(
            file.name, f"cannot be read ({error})", "give it as ForecastBench wrote it"
        ) from error
    for item in items(file):
        match part:
            case "questions":
                parts = partial(_asked, item, nouns)
            case "forecasts":
                parts = partial(_said, item, nouns, whose)
            case _:
                parts = partial(_resolved, item, nouns)
        yield from read_or_refused(item.line, item.row, parts)


def _asked(item: Item, nouns: Nouns) -> tuple[RowNoun, ...]:
    """A market's question with its price, or a data set's question on each of its days."""
    values = item.keyed
    if _passed_over(values, nouns):
        return ()
    if not is_market(values):
        return tuple(nouns.question(values, day) for day in nouns.days(values))
    question = nouns.question(values, None)
    return question, *(nouns.price(values) or ())


def _said(item: Item, nouns: Nouns, whose: Keyed | None) -> tuple[RowNoun, ...]:
    values = item.keyed
    if _passed_over(values, nouns):
        return ()
    asked = nouns.round.question(values)
    if asked is None:
        raise unknown_question(values)
    forecaster = _forecaster(values, nouns.conventions, whose)
    found = nouns.forecast(asked, values, forecaster.slug)
    return () if found is None else (forecaster, *found)


def _resolved(item: Item, nouns: Nouns) -> tuple[RowNoun, ...]:
    values = item.keyed
    if _passed_over(values, nouns):
        return ()
    asked = nouns.round.question(values)
    if asked is None:
        nouns.conventions.assume(
            "Resolutions of questions that are in no question set given are passed over."
        )
        return ()
    if not _is_resolved(values):
        nouns.conventions.assume(
            "Rows that are not resolved carry the market's value so far: they are no outcomes."
        )
        return ()
    return nouns.outcome(asked, values)


def _forecaster(values: Keyed, conventions: Conventions, whose: Keyed | None) -> Forecaster:
    if stated(values, "user_id") or whose is None:
        return person(values, conventions)
    return submitter(whose, conventions)


def _passed_over(values: Keyed, nouns: Nouns) -> bool:
    """Whether a row is about two questions at once."""
    combined = is_combined(values)
    if combined:
        nouns.conventions.assume("Questions that combine two others are passed over.")
    return combined


def _is_resolved(values: Keyed) -> bool:
    value = values.values.get("resolved")
    if isinstance(value, bool):
        return value
    match stated(values, "resolved").casefold():
        case "true" | "1":
            return True
        case "false" | "0" | "":
            return False
    raise UnfitCell("resolved", values.text("resolved"), "give true or false")
