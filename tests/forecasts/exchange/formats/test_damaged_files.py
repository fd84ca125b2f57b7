"""However a file is damaged, its format refuses rows or the file in a sentence, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from forecasts.errors import TrackerError
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow
from forecasts.exchange.registry import format_named
from tests.forecasts.exchange.formats.imported import brought_in, conventions, empty, fixture

FILES = [
    ("fatebook", "fatebook/export.csv", None),
    ("fatebook", "fatebook/older-latin1.csv", None),
    ("fatebook-tournament", "fatebook/tournament.csv", None),
    ("fatebook-spreadsheet", "fatebook/spreadsheet.csv", None),
    ("predictionbook", "predictionbook/my_predictions.csv", None),
    ("predictionbook", "predictionbook/pages.json", None),
    ("manifold", "manifold/bets.json", "manifold/markets.json"),
    ("good-judgment", "good_judgment/prediction_sets.json", "good_judgment/questions.json"),
]
TABLES = [file for file in FILES if file[1].endswith(".csv")]
DOCUMENTS = [file for file in FILES if file[1].endswith(".json")]
JUNK: list[Any] = [
    None,
    True,
    -1,
    0.37,
    1e308,
    float("inf"),
    10**400,
    10**17,
    "",
    "x" * 30_000,
    "\ud800\u202e\x00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01",
    "=1+1",
    "²",
    [],
    {},
    [[]],
    [None],
    [{"id": "aRed"}],
]
CELLS = [
    "",
    "=HYPERLINK(1)",
    "9999-12-31 23:59:59",
    "0001-01-01",
    "31/02/2025",
    "²",
    "-1",
    "1e400",
    "nan",
    "YES",
]
CELLS += ["x" * 30_000, "\x00", "a\nb", "²⁰²⁵-01-01", "٠٫٥", "100%", "2025-01-01 24:00:00", "N/A"]


@cache
def content(name: str) -> bytes:
    """The bytes of a fixture."""
    with fixture(name).opened() as file:
        return file.read()


@cache
def beside(name: str | None) -> tuple[DataFile, ...]:
    """The file given with one, if there is any."""
    return (fixture(name),) if name else ()


def outlives(form: str, data: bytes, others: tuple[DataFile, ...]) -> None:
    """The format tells the file and reads it; nothing but a refusal may come of it."""
    file = DataFile.of("damaged", data)
    module = format_named(form)
    assert module.recognises(file) in (True, False)
    with suppress(TrackerError):
        for item in module.read(file, conventions(me="ann"), others):
            assert isinstance(item, ReadRow | RefusedRow)


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Bytes flipped, pieces cut out or put in, or the end cut off."""
    spots = draw(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=8))
    put = draw(st.binary(max_size=6))
    cut = draw(st.integers(0, 200))
    ends = draw(st.booleans())

    def damaged(data: bytes) -> bytes:
        for spot in spots:
            at = int(spot * len(data))
            data = data[:at] + put + data[at + len(put) :]
        at = int(spots[0] * len(data))
        return data[:at] if ends else data[:at] + data[at + cut :]

    return damaged


@pytest.mark.parametrize(("form", "name", "other"), FILES, ids=[name for _, name, _ in FILES])
@runs(max_examples=25, deadline=None)
@given(damaged=damages())
def test_damaged_bytes_give_refusals(
    form: str, name: str, other: str | None, damaged: Callable[[bytes], bytes]
) -> None:
    """Whatever the bytes."""
    outlives(form, damaged(content(name)), beside(other))


@pytest.mark.parametrize(("form", "name", "other"), TABLES, ids=[name for _, name, _ in TABLES])
@runs(max_examples=30, deadline=None)
@given(data=st.data())
def test_swapped_cells_give_refusals(form: str, name: str, other: str | None, data: st.DataObject) -> None:
    """Cells change places, or hold what they should not; columns are missing."""
    text = content(name).decode("utf-8-sig", errors="replace")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    places = st.tuples(st.integers(1, len(rows) - 1), st.integers(0, len(rows[0]) - 1))
    for (row, column), (there, across) in data.draw(st.lists(st.tuples(places, places), max_size=4)):
        rows[row][column], rows[there][across] = rows[there][across], rows[row][column]
    for (row, column), cell in data.draw(st.lists(st.tuples(places, st.sampled_from(CELLS)), max_size=4)):
        rows[row][column] = cell
    if data.draw(st.booleans()):
        gone = data.draw(st.integers(0, len(rows[0]) - 1))
        rows = [row[:gone] + row[gone + 1 :] for row in rows]
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    outlives(form, written.getvalue().encode(), beside(other))


def places_in(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where every value of a document stands."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [path, *(place for key, item in inside for place in places_in(item, (*path, key)))]


def put(document: Any, place: tuple[str | int, ...], value: object) -> None:
    """Put a value where another stands, unless an earlier one has taken its surroundings away."""
    try:
        for key in place[:-1]:
            document = document[key]
        document[place[-1]] = deepcopy(value)
    except (LookupError, TypeError):
        return


@pytest.mark.parametrize("which", [1, 2], ids=["file", "beside"])
@pytest.mark.parametrize(("form", "name", "other"), DOCUMENTS, ids=[name for _, name, _ in DOCUMENTS])
@runs(max_examples=40, deadline=None)
@given(data=st.data())
def test_values_of_other_kinds_give_refusals(
    which: int, form: str, name: str, other: str | None, data: st.DataObject
) -> None:
    """Lists for objects, numbers for texts, nothing for anything, in the file or in the one beside it."""
    damaged = name if which == 1 or other is None else other
    document = deepcopy(fixture(damaged).document)
    places = st.sampled_from([place for place in places_in(document) if place])
    for place, value in data.draw(st.lists(st.tuples(places, st.sampled_from(JUNK)), min_size=1, max_size=4)):
        put(document, place, value)
    written = json.dumps(document).encode()
    if damaged == name:
        outlives(form, written, beside(other))
    else:
        outlives(form, content(name), (DataFile.of("beside", written),))


@pytest.mark.parametrize(("form", "name", "other"), DOCUMENTS, ids=[name for _, name, _ in DOCUMENTS])
def test_bombs_and_bare_values_give_refusals(form: str, name: str, other: str | None) -> None:
    """Nested without end, or no object at all."""
    for text in (
        "[" * 200_000,
        '{"bets":' * 50_000,
        "[1, null, {}]",
        "null",
        "[[[]]]",
        "7" * 5_000,
        "{}",
        "[]",
    ):
        outlives(form, text.encode(), beside(other))


@runs(max_examples=25, deadline=None)
@given(file=st.sampled_from(FILES), damaged=damages())
def test_what_is_left_of_a_damaged_file_is_recorded_whole_or_not_at_all(
    file: tuple[str, str, str | None], damaged: Callable[[bytes], bytes]
) -> None:
    """After a refusal the ledger is as empty as before; after an import it is refuse_short."""
    form, name, other = file
    ledger = empty()
    try:
        taken = brought_in(
            ledger,
            form,
            DataFile.of("damaged", damaged(content(name))),
            *beside(other),
            by=conventions(me="ann"),
        )
    except TrackerError:
        taken = None
    assert ledger.view().head.sequence == (0 if taken is None else 1)
    assert ledger.audit().whole
