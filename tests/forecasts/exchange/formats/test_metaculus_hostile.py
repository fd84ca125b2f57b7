"""Whatever is done to Metaculus's files, nothing but a refusal comes of it."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import TrackerError
from forecasts.exchange.files import DataFile
from forecasts.exchange.registry import format_named
from tests.forecasts.exchange.formats.imported import FIXTURES, conventions

FOLDER: Path = FIXTURES / "metaculus"
QUESTIONS = (FOLDER / "question_data.csv").read_bytes()
FORECASTS = (FOLDER / "forecast_data.csv").read_bytes()
POSTS = json.loads((FOLDER / "posts.json").read_bytes())
CELLS = (
    b"", b"nan", b"None", b"[", b"[]", b"'", b'"', b",", b"9" * 400, b"-1", b"1e999", b"0001-01-01",
    b"9999-12-31T23:59:59-12:00", b"0001-01-01T00:00:00+12:00", b"['a']", b"[None]", b"\x00", b"\xff",
    b"(" * 300, b"above_upper_bound", b"=1+1", b"binary", b"date", b"numeric", b"yes",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None,
    True,
    [],
    {},
    "",
    "x",
    1e300,
    -1,
    10**300,
    [[]],
    [None],
    {"a": 1},
    0.5,
    "\ud800",
    2.0**63,
)

few = settings(max_examples=60, deadline=None)
edits = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), st.sampled_from(CELLS)), max_size=6
)


def edited(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with pieces cut out and others put in."""
    for place, length, piece in changes:
        start = int(place * len(data))
        data = data[:start] + piece + data[start + length :]
    return data


def consumed(form: str, file: DataFile, *beside: DataFile) -> None:
    """Read all that a format brings; only refusals may stop it."""
    found = format_named(form)
    assert found.recognises(file) in (True, False)
    with suppress(TrackerError):
        for _ in found.read(file, conventions(me="ann"), beside):
            pass


@few
@given(edits, edits)
def test_mutilated_tables_are_read_or_refused(first: list[tuple[float, int, bytes]], second: object) -> None:
    """Cut, overwritten, with cells from elsewhere."""
    assert isinstance(second, list)
    asked = DataFile.of("question_data.csv", edited(QUESTIONS, first))
    consumed("metaculus", asked)
    consumed("metaculus", DataFile.of("forecast_data.csv", edited(FORECASTS, second)), asked)


@few
@given(edits, st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_mutilated_zips_are_read_or_refused(changes: list[tuple[float, int, bytes]], how: int) -> None:
    """In their directory or in their members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", how) as archive:
        archive.writestr("question_data.csv", QUESTIONS)
        archive.writestr("forecast_data.csv", FORECASTS)
    consumed("metaculus", DataFile.of("download.zip", edited(data.getvalue(), changes)))


@few
@given(st.lists(st.tuples(st.lists(st.integers(0, 40), max_size=7), st.sampled_from(VALUES)), max_size=3))
def test_posts_with_other_values_are_read_or_refused(changes: list[tuple[list[int], object]]) -> None:
    """Lists where objects should be, numbers where texts should be, and numbers without measure."""
    posts = copy.deepcopy(POSTS)
    for way, value in changes:
        node = posts
        for step in way[:-1]:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys or not isinstance(node[keys[step % len(keys)]], dict | list):
                break
            node = node[keys[step % len(keys)]]
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if keys and way:
            node[keys[way[-1] % len(keys)]] = copy.deepcopy(value)
    consumed("metaculus-posts", DataFile.of("posts.json", json.dumps(posts).encode()))


def test_a_nest_without_end_is_refused() -> None:
    """As JSON it breaks off."""
    consumed("metaculus-posts", DataFile.of("posts.json", b"[" * 100_000))
    consumed("metaculus-posts", DataFile.of("posts.json", b'{"question":' * 50_000))
