"""Rows and facts as people and programs read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.tables import aligned, echo_facts, echo_rows, jsonable, shown
from forecasts.handles import Handle


def test_json_has_no_number_that_json_lacks() -> None:
    """NaN is null, the infinite is text, at any depth."""
    data = {"a": [float("nan"), float("-inf")], "b": Handle(17, 3), "c": (date(2021, 6, 25), True)}
    assert jsonable(data) == {"a": [None, "-inf"], "b": "17.3", "c": ["2021-06-25", True]}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (123456.7, "123,457"),
        (0.32500000001, "0.325"),
        (datetime(2021, 6, 25, 14, 30, tzinfo=UTC), "2021-06-25 14:30 UTC"),
        (Handle(17, 3), "17.3"),
    ],
)
def test_values_are_shown_as_people_write_them(cell: object, text: str) -> None:
    """No repr, no microseconds, no noise of floats."""
    assert shown(cell) == text


@given(st.lists(st.tuples(st.text("ab 中é\n", max_size=9), st.text("ab", min_size=1)), min_size=1))
def test_columns_start_below_their_heads(rows: list[tuple[str, str]]) -> None:
    """One line a row, whatever breaks and wide letters the cells hold."""
    lines = aligned(["first", "second"], rows).splitlines()
    assert len(lines) == len(rows) + 1
    assert all(line.endswith(second) for line, (_, second) in zip(lines[1:], rows, strict=True))


def test_a_terminal_gets_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It is drawn, and folds long texts instead of cutting them."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    echo_rows(["slug", "statement"], [("kabul", "word " * 20 + "end")], none="")
    drawn = click.unstyle(capsys.readouterr().out)
    assert "─" in drawn
    assert "end" in drawn
    assert max(map(len, drawn.splitlines())) <= 40


def test_facts_fold_below_their_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Absent facts are left out, long ones hang."""
    echo_facts([("quote", "word " * 40), ("url", None), ("tags", ())])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("  quote  word")
    assert all(line.startswith("         word") and len(line) <= 80 for line in lines[1:])


def test_no_facts_print_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even a blank line."""
    echo_facts([("url", None)])
    assert capsys.readouterr().out == ""
