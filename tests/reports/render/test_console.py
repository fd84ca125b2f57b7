"""The terminal at eighty columns, and less, without colour."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from reports import render
from reports.report import Report
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.reports.render.laid import page_with, table
from tests.tracker import frames

REPORTS: dict[str, Callable[[], Report]] = {
    "founding": cases.founding_card,
    "panel": lambda: cases.panel_card(12),
    "calibration": lambda: cases.panel_calibration(40, ("ann", "bob")),
}


@pytest.fixture(scope="module", params=REPORTS)
def report(request: pytest.FixtureRequest) -> Report:
    """Each of the reports."""
    return REPORTS[request.param]()


@pytest.mark.parametrize("width", [40, 80, 132])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int) -> None:
    """And none ends in blanks."""
    lines = render.terminal(report, width=width, colour=False).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    assert all(line == line.rstrip() for line in lines)


def test_without_colour_there_is_not_one_escape(report: Report) -> None:
    """Plain text, and the digest last."""
    text = render.terminal(report, width=80, colour=False)
    assert "\x1b" not in text
    assert text.rstrip().endswith(f"digest {report.digest}")


def test_with_colour_the_words_are_the_same(report: Report) -> None:
    """Colour adds nothing that the words do not say."""
    coloured = render.terminal(report, width=80, colour=True)
    assert "\x1b[" in coloured
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", coloured).split("\n"))
    assert bare == render.terminal(report, width=80, colour=False)


def test_the_founding_figures_can_be_read_at_eighty_columns() -> None:
    """Plain words near the top, scores with bands, why a reading does not count."""
    text = render.terminal(cases.founding_card(), width=80, colour=False)
    flowing = " ".join(text.split())
    assert "events are too few to say" in " ".join(text.split("\n")[:12])
    for figure in (
        "Six statements seen, 3 scoreable, 3 scored.",
        "score 0.5289 (0.4241–0.5684)",
        "score 0.1056 (0.0400–0.2025)",
        "said 32.5% (20% to 45%, icd203-1)",
        "the claim: came true (an alternative reading) · score 0.0455 (0.0317–0.0754)",
        "the claim: unscoreable · score – (no criterion)",
        cases.HEAD,
    ):
        assert figure in flowing


def test_no_figure_is_cut_where_it_is_narrow() -> None:
    """A table that does not fit becomes a list."""
    text = " ".join(render.terminal(cases.panel_card(12), width=40, colour=False).split())
    assert "scoreable 12 · matured 12" in text
    assert "…" not in text


def test_brackets_in_a_quote_are_no_markup() -> None:
    """What a speaker said is printed as it was said."""
    row = frames.forecast(quote="[bold red]sure[/] :smile:", statement="1.1")
    card = scorecard_of(cases.judged_rows([row], [frames.question()], []), heading=cases.heading(), names={})
    assert "“[bold red]sure[/] :smile:”" in render.terminal(card, width=100, colour=True)


def test_a_long_table_is_cut_and_says_where_the_rest_is() -> None:
    """Two hundred lines are more than a terminal shows at once."""
    text = render.terminal(page_with(blocks=(table(300),)), width=80, colour=False)
    assert "line 199" in text
    assert "line 200" not in text
    assert "These are the first 200 of 300 lines; the report as JSON holds them all." in text
