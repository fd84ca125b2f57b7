"""The files of a ForecastBench round, JSON or CSV: which is which, when it was due, and what it asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from forecasts.errors import TrackerError, UnfitFile
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.formats.common import header
from forecasts.exchange.formats.json_objects import JsonObject, as_row

MARKETS = frozenset(("infer", "kalshi", "manifold", "metaculus", "polymarket"))
HORIZONS = (7, 30, 90, 180, 365, 1095, 1825, 3650)
"""Days from the due date to the resolution dates of a data set's question."""

KEYS = {
    "questions": (
        *("id", "source", "question", "resolution_criteria", "background", "market_info_open_datetime"),
        *("market_info_close_datetime", "market_info_resolution_criteria", "url", "freeze_datetime"),
        *("freeze_datetime_value", "freeze_datetime_value_explanation", "source_intro", "resolution_dates"),
    ),
    "forecasts": ("id", "source", "forecast", "resolution_date", "reasoning"),
    "resolutions": ("id", "source", "direction", "resolution_date", "resolved_to", "resolved"),
}
"""The keys of a row in each kind of set, in the order in which ForecastBench writes them."""
DUE, NOTHING = "forecast_due_date", "N/A"

_COLUMNS = {
    "forecasts": frozenset(("user_id", "source", "id", "resolution_date", "forecast")),
    "resolutions": frozenset(KEYS["resolutions"]) - {"direction"},
    "questions": frozenset(("id", "source", "question", "freeze_datetime", "freeze_datetime_value")),
}
_LISTS = re.compile(rb'"(questions|forecasts|resolutions)"\s*:\s*\[')
_DUE_DATE = re.compile(rb'"forecast_due_date"\s*:\s*"([^"]{0,40})"')
_PERSONAL = frozenset(("reasoning", "searches", "consulted_urls"))


@dataclass(frozen=True, slots=True)
class SetRow:
    """One row: its line (in JSON its place), its text, and its values by key; None where it is no object."""

    line: int
    row: str
    values: JsonObject | None

    @property
    def keyed(self) -> JsonObject:
        """The values; where an object should stand and does not, it is refused."""
        return JsonObject.of(None) if self.values is None else self.values


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """When the forecasts of a round were due, and its questions by source and id."""

    due: date
    questions: Mapping[tuple[str, str], JsonObject]

    def question(self, values: JsonObject) -> JsonObject | None:
        """The question that a row names; ids repeat across sources, so both count."""
        return self.questions.get((values.needed("source"), values.needed("id")))


def kind_of_set(file: DataFile) -> str | None:
    """Whether a file holds "questions", "forecasts" or "resolutions"; None if it is not ForecastBench's."""
    if file.is_json:
        found = _LISTS.search(file.head)
        return found[1].decode() if found and f'"{DUE}"'.encode() in file.head else None
    columns = header(file)
    return next((part for part, needed in _COLUMNS.items() if columns >= needed), None)


def head_of(file: DataFile) -> JsonObject:
    """What a JSON file says before its list, such as the due date; of a CSV file nothing."""
    return JsonObject.of(file.document) if file.is_json else JsonObject({})


def items(file: DataFile) -> Iterator[SetRow]:
    """The rows of a file in order; what other people wrote of their reasons is left out of their text."""
    if not file.is_json:
        for cells in file.rows():
            yield SetRow(cells.line, cells.text, JsonObject(cells.by_name))
        return
    values = head_of(file).values.get(str(kind_of_set(file)))
    for place, value in enumerate(values if isinstance(values, list) else (), start=1):
        if isinstance(value, dict):
            kept = {key: part for key, part in value.items() if key not in _PERSONAL}
            yield SetRow(place, as_row(kept), JsonObject(kept))
        else:
            yield SetRow(place, as_row(value), None)


def round_of(file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Round:
    """The round that a file belongs to, from itself and from the files given with it.

    JSON says when its forecasts were due. CSV does not: the day is told by the resolution dates of the data
    sets' questions, which lie 7, 30, 90 ... days after it.

    Raises
    ------
    UnfitFile
        If no question set is among the files, or nothing tells the due date.
    """
    others = [(other, _due(other, conventions)) for other in beside]
    due = _due(file, conventions) or next((found for _, found in others if found is not None), None)
    together = [file, *(other for other, found in others if found in (due, None))]
    questions: dict[tuple[str, str], JsonObject] = {}
    for one in together:
        if kind_of_set(one) == "questions":
            for item in items(one):
                if (key := _key(item)) is not None and item.values is not None:
                    questions.setdefault(key, item.values)
    if not questions:
        raise UnfitFile(file.name, "comes without its questions", "give the question set with it")
    due = due or _counted_back(together, questions, conventions)
    if due is None:
        raise UnfitFile(
            file.name,
            "does not say when its forecasts were due",
            "give the question set as JSON with it, or the round's forecasts and resolutions",
        )
    return Round(due=due, questions=questions)


def is_market(values: JsonObject) -> bool:
    """Whether a question was taken from a market or a platform, rather than from a series of data.

    >>> is_market(JsonObject({"source": "manifold"}))
    True
    >>> is_market(JsonObject({"resolution_dates": ["2024-07-28"]}))
    False
    """
    kind = values.text("kind")
    dates = values.values.get("resolution_dates")
    if kind or isinstance(dates, list):
        return kind == "market"
    return values.text("source") in MARKETS


def filled(values: JsonObject, key: str) -> str:
    """A text or number; "N/A" stands for nothing.

    >>> filled(JsonObject({"url": "N/A"}), "url"), filled(JsonObject({"forecast": 0.5}), "forecast")
    ('', '0.5')
    """
    found = values.text(key)
    return "" if found == NOTHING else found


def is_combined(values: JsonObject) -> bool:
    """Whether a row is about two questions at once, as some of 2024 are."""
    return isinstance(values.values.get("id"), list)


def day_of(text: str, key: str, conventions: Conventions) -> date:
    """The day that a text names; of a moment, its day in UTC, in which ForecastBench counts."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return conventions.moment(text, key).date()


def _due(file: DataFile, conventions: Conventions) -> date | None:
    """When a JSON file says that its forecasts were due, by its first keys: the rest need not be read."""
    found = _DUE_DATE.search(file.head) if file.is_json else None
    text = found[1].decode("utf-8", "replace") if found else ""
    return day_of(text, DUE, conventions) if text not in ("", NOTHING) else None


def _key(item: SetRow) -> tuple[str, str] | None:
    """Source and id of a row; None where they are missing or no texts."""
    if item.values is None:
        return None
    try:
        return item.values.needed("source"), item.values.needed("id")
    except TrackerError:
        return None


def _counted_back(
    files: list[DataFile], questions: Mapping[tuple[str, str], JsonObject], conventions: Conventions
) -> date | None:
    """The day from which the resolution dates of data sets' questions are the horizons, if there is one."""
    found = set()
    for file in files:
        for item in items(file) if kind_of_set(file) != "questions" else ():
            asked = questions.get(_key(item) or ("", ""))
            if asked is not None and item.values is not None and not is_market(asked):
                found.add(filled(item.values, "resolution_date"))
    try:
        days = {day_of(text, "resolution_date", conventions) for text in found if text}
        due = min(days) - timedelta(days=HORIZONS[0])
        if len(days) < 2 or not days <= {due + timedelta(days=horizon) for horizon in HORIZONS}:
            return None
    except (TrackerError, ValueError, OverflowError):
        return None
    conventions.assume(
        f"The forecasts are taken to have been made on {due}, the day from which the resolution dates count."
    )
    return due
