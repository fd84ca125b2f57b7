"""`tracker chart` draws one chart into a file."""

from __future__ import annotations

import json

import pytest

from reports.charts.gallery import listing
from tests.shell import KABUL, OFFENSIVE, Shell


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with the founding forecast, its outcome, and a chance."""
    ledger(*KABUL)
    ledger(*OFFENSIVE)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    return ledger


@pytest.mark.parametrize(("suffix", "sign"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_chart_is_written_in_the_form_of_its_suffix(logged: Shell, suffix: str, sign: bytes) -> None:
    """What was drawn is told."""
    out = logged.folder / f"lanes.{suffix}"
    said = logged("chart", "swimlane", "mikhailovsky", "--on", "2021-12-31", "--out", str(out))
    assert said == f"Written to {out}: swimlane.\n"
    assert out.read_bytes().startswith(sign)


def test_the_title_and_the_width_are_chosen(logged: Shell) -> None:
    """And the last line says what it was made from."""
    out = logged.folder / "funnel.svg"
    logged("chart", "funnel", "--on", "2021-12-31", "--title", "My funnel", "--width", "6", "--out", str(out))
    text = out.read_text(encoding="utf-8")
    assert 'width="432pt"' in text
    assert "My funnel" in text
    assert "evaluated on 2021-12-31" in text


def test_which_kind_is_drawn_is_told(logged: Shell) -> None:
    """Both in words and as JSON."""
    out = str(logged.folder / "kabul.png")
    asked = ["chart", "history", "--question", "offensive-north", "--on", "2021-12-31", "--out", out]
    assert "history-prospective, prospective forecasts." in logged(*asked)
    told = json.loads(logged(*asked, "--json"))
    assert (told["picture"], told["kind"], told["file"]) == ("history-prospective", "prospective", out)
    asked[3] = "kabul"
    assert "Only retrospective forecasts are chosen, so these are drawn." in logged(*asked)


def test_what_cannot_be_drawn_is_refused_and_nothing_written(logged: Shell) -> None:
    """In one sentence."""
    out = logged.folder / "curve.svg"
    said = logged.refusal("chart", "murphy", "--on", "2021-12-31", "--out", str(out))
    assert "it needs 50 resolved events of yes-or-no forecasts" in said
    assert not out.exists()


def test_retrospective_forecasts_are_offered_where_they_are_enough(logged: Shell) -> None:
    """They are never drawn unasked where there are prospective ones."""
    asked = ["chart", "by-date", "--on", "2022-01-05", "--out", str(logged.folder / "f.svg")]
    said = logged.refusal(*asked)
    assert "it needs 1 resolved event of timelines, and the prospective forecasts have 0" in said
    assert "--retrospective" in said
    assert "by-date-retrospective" in logged(*asked, "--retrospective")


def test_charts_are_listed_without_a_ledger(shell: Shell) -> None:
    """A misspelt name is answered with the same list."""
    assert shell("chart", "--list") == f"{listing()}\n"
    shell("init")
    assert listing() in shell.refusal("chart", "swimlain", "--out", "lanes.svg")


def test_a_folder_that_there_is_not_is_a_usage_error(logged: Shell) -> None:
    """Before any work, and even before the name of the chart is looked up."""
    out = logged.folder / "missing" / "folder" / "f.png"
    assert "there is no folder" in logged.refusal("chart", "no-such-chart", "--out", str(out), code=2)
    assert not out.parent.exists()


def test_a_form_that_there_is_not_is_a_usage_error(logged: Shell) -> None:
    """Before any work."""
    assert "end it in .svg, .png, .pdf" in logged.refusal("chart", "funnel", "--out", "f.gif", code=2)
