"""A recipe makes the same report again: from Python, from its JSON, and from the command it prints."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.ledger import Ledger
from forecasts.ledger.chain import Head
from forecasts.model import Forecaster
from reports import calibration, render, scorecard
from reports.demonstration import filled_ledger
from reports.registry import make
from reports.report import Option, Recipe
from tests.tracker.test_selections import selections
from tracker.selections import Selection

ON = date(2021, 12, 31)
NOW = datetime(2026, 1, 1, 2, 3, 4, 567890, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's file that holds the founding case."""
    place = tmp_path_factory.mktemp("ledger") / "ledger.db"
    filled_ledger(place, by="eve", now=NOW).close()
    return place


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    """The ledger, open."""
    with Ledger.open(str(place)) as book:
        yield book


_OPTIONS = st.tuples(
    st.from_regex(r"[a-z-]{1,9}", fullmatch=True),
    st.text(max_size=9) | st.integers(-99, 99) | st.booleans(),
)


@given(selections(), st.dates(), st.none() | st.text(max_size=9), st.lists(_OPTIONS, max_size=3))
def test_a_recipe_and_its_json_are_the_same(
    selection: Selection, on: date, period: str | None, options: list[Option]
) -> None:
    """Nothing is lost on the way."""
    recipe = Recipe(report="period", selection=selection, on=on, period=period, options=tuple(options))
    assert Recipe.read(recipe.as_json()) == recipe


def test_the_command_names_moment_and_day_and_what_is_chosen() -> None:
    """In UTC and to the microsecond, quoted where a shell would part it; never where the ledger lies."""
    head = Head(sequence=3, digest="0" * 64, recorded_at=NOW.astimezone(timezone(timedelta(hours=2))))
    selection = Selection(forecasters=("ann",), topics=("Central Asia",), due_from=ON)
    recipe = Recipe(report="scorecard", selection=selection, on=ON)
    assert recipe.command(head) == (
        "tracker scorecard ann --topic 'Central Asia' --due 2021-12-31.. "
        "--as-of 2026-01-01T02:03:04.567890Z --on 2021-12-31"
    )


def test_a_period_and_further_options_are_typed_too() -> None:
    """True is a flag alone, False is not typed."""
    options: tuple[Option, ...] = (("own", True), ("quiet", False), ("seed", 3))
    recipe = Recipe(report="period", on=ON, period="2021-Q4", options=options)
    assert recipe.command(Head()) == "tracker report --period 2021-Q4 --own --seed 3 --on 2021-12-31"


def test_a_report_without_a_name_of_ours_is_a_programmers_mistake() -> None:
    """It is named."""
    with pytest.raises(ValueError, match="'poem'"):
        Recipe(report="poem", on=ON)


def test_a_recipe_makes_the_report_it_was_taken_from(ledger: Ledger) -> None:
    """By way of its JSON, and with its selection settled."""
    view = ledger.view()
    for report in (
        scorecard(view, forecaster="alexander", on=ON),
        calibration(view, selection=Selection(kinds=("chance",), readings="all"), on=ON),
    ):
        assert make(Recipe.read(report.recipe.as_json()), view) == report
    assert scorecard(view, forecaster="alexander", on=ON).recipe.selection.forecasters == (
        "alexander-mikhailovsky",
    )


def typed_again(command: str, place: Path) -> str:
    """What a command that a report printed prints in a fresh process."""
    program, *asked = shlex.split(command)
    assert program == "tracker"
    done = subprocess.run(
        [sys.executable, "-m", "tracker", *asked, "--json"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"TRACKER_LEDGER": str(place), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        | {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ},
    )
    return done.stdout


def test_the_printed_command_gives_the_same_bytes_though_the_ledger_went_on(tmp_path: Path) -> None:
    """In a fresh process, of a selection with blanks and of the whole ledger."""
    place = tmp_path / "ledger.db"
    with filled_ledger(place, by="eve", now=NOW) as ledger:
        chosen = Selection(forecasters=("Alexander Mikhailovsky",), publishers=("mk",), readings="all")
        cards = [scorecard(ledger, selection=chosen, on=ON), calibration(ledger, on=ON)]
        with ledger.entry("note", by="eve", now=NOW + timedelta(microseconds=1)) as entry:
            entry.add(Forecaster(slug="ann", name="Ann"))
    for report in cards:
        command = report.heading.command
        assert command in render.html(report)
        assert typed_again(command, place) == render.as_json(report)
