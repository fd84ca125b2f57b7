"""How the verification of a table is laid out, in every look."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from reports import render
from reports.charts.picture import Picture
from reports.render import laid_out
from reports.render.layout import Page, Table
from reports.render.verified_chances import calibration
from reports.render.verified_tables import Fact, fact_table
from reports.verifications import VerificationReport, verification_report
from tracker.verification import verify
from tracker.verification.figures import ChanceFigures

HALF = {"probability": [0.1, 0.3, 0.6, 0.8, 0.8], "outcome": [0, 0, 1, 1, 0]}


def report(columns: dict[str, Any], **asked: Any) -> VerificationReport:
    """The report on a table of these columns."""
    return verification_report(verify(pd.DataFrame(columns), seed=1, **asked))


def table(page: Page, title: str, place: int = 0) -> dict[str, tuple[str, ...]]:
    """The lines of a table in the section of that title, by their first cells."""
    (section,) = [section for section in page.sections if section.title == title]
    found = [block for block in section.blocks if isinstance(block, Table)][place]
    return {line.cells[0].text: tuple(cell.text for cell in line.cells[1:]) for line in found.lines}


def plain_text(text: str) -> str:
    """A page without its marks and its line breaks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_the_verdict_and_the_warnings_open_the_page() -> None:
    """Before any figure."""
    short = [words.text for words in laid_out(report(HALF)).short]
    assert short[0] == "Not shown to be better or worse than the base rate of these very outcomes."
    assert short[1] == "5 forecasts on 5 events."
    assert short[2].startswith("5 events: too few to tell skill from luck")
    assert short[3].startswith("Warning: No event column")


def test_the_figures_are_those_of_the_verification() -> None:
    """The score with its interval, its parts with what luck gives, and the tests."""
    made = report(HALF | {"event": list("abcde")})
    page, data = laid_out(made), made.found.as_json()
    value, interval, _ = table(page, "How far off")["Brier score"]
    assert value == f"{data['brier']:.4f}"
    assert interval == f"{data['brier_low']:.4f}–{data['brier_high']:.4f}"
    parts = table(page, "What the Brier score is made of")
    assert parts["miscalibration (MCB)"] == (
        f"{data['mcb']:.4f}",
        f"by luck, if calibrated: {data['mcb_null_mean']:.4f}",
    )
    assert parts["resolution (RES)"][0] == f"{data['res']:.4f}"
    assert table(page, "Said and happened")["expected to happen"][0] == "2.6"
    assert table(page, "What came of each stated percent")["80%"] == ("2", "50%", "1.3%–98.7%")


def test_what_is_undefined_has_its_reason() -> None:
    """A dash, and why; a reason that stands on the line above is not told twice."""
    page = laid_out(report({"probability": [0.2, 0.6] * 20, "outcome": [0.5, 0] * 20}))
    value, why = table(page, "Said and happened")["Cox's intercept"]
    assert value == "–"
    assert "30 events" in why
    assert table(page, "Said and happened")["Cox's slope"] == ("–", "as above")


def test_the_chart_draws_each_stated_percent() -> None:
    """A dot a percent, at the share that happened."""
    sections = laid_out(report(HALF)).sections
    (picture,) = [block for section in sections for block in section.blocks if isinstance(block, Picture)]
    ax = Figure().add_subplot()
    picture.draw(ax)
    (dots,) = [line for line in ax.lines if line.get_gid() == "observed"]
    drawn = np.asarray(dots.get_xydata())
    assert np.allclose(drawn, [[0.1, 0], [0.3, 0], [0.6, 1], [0.8, 0.5]])


def test_a_rival_is_compared_on_common_events() -> None:
    """Both scores, and the difference with its interval and its test."""
    page = laid_out(report(HALF | {"theirs": [0.5] * 5}, against="theirs"))
    lines = table(page, "Against others")
    assert lines["common events"][0] == "5"
    assert lines["Brier score there"][0] == "0.2500"
    *_, sure = lines["difference"]
    assert sure.startswith("p = ")
    assert sure.endswith("5 events on which the scores differ are too few for an interval.")


def test_names_are_text_in_every_look() -> None:
    """Neither a group's name nor a bad cell is markup, and a line break in one breaks no table."""
    evil = "<script>alert(1)</script>\n|x"
    rows = {"probability": [0.2, 0.4, "<b>"], "outcome": [0, 1, 1], "forecaster": [evil, "ann", "ann"]}
    made = report(rows, by=("forecaster",))
    page = render.html(made)
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; |x" in page
    assert r"\<script\>alert(1)\</script\> \|x" in render.markdown(made)


def test_every_group_is_there_and_a_terminal_counts_what_it_leaves_out() -> None:
    """The page, its CSV file and the JSON hold all."""
    many = 210
    rows = {"probability": [0.4] * many, "outcome": [0] * many, "forecaster": [f"f{n}" for n in range(many)]}
    made = report(rows, by=("forecaster",))
    assert len(table(laid_out(made), "Each group")) == many
    assert len(render.tables(made)["groups.csv"].splitlines()) == many + 1
    text = render.terminal(made, width=120, colour=False)
    assert "These are the first 200 of 210 lines; the report as JSON holds them all." in text
    assert len(made.found.as_json()["groups"]) == many


def test_bad_rows_are_listed_and_the_rest_is_counted() -> None:
    """Twenty of them, with their places."""
    rows = {"probability": [0.4] * 31 + ["x"] * 30, "outcome": [0] * 61}
    text = plain_text(render.html(report(rows)))
    assert "30 of 61 rows cannot be verified" in text
    assert "row 32: the probability 'x' is not a number" in text
    assert "and 10 more" in text


def test_a_terminal_names_a_long_table_of_percents_in_short() -> None:
    """The web page has its every line, the terminal a sentence."""
    said = [place / 100 for place in range(1, 60)]
    made = report({"probability": said, "outcome": [0, *[1] * 58]})
    assert "59 whole percents were said" in render.terminal(made, width=80, colour=False)
    assert len(table(laid_out(made), "What came of each stated percent")) == 59


def test_quantiles_have_their_own_figures() -> None:
    """The score, what the central intervals held beside what they promise, and each model."""
    rows = {"level": [0.25, 0.5, 0.75] * 5, "value": [3, 5, 7] * 5, "observed": [6] * 15}
    rows |= {"model": ["m"] * 15, "event": [place // 3 for place in range(15)]}
    page = laid_out(report(rows, by=("model",)))
    assert table(page, "How far off")["within the central 50%"] == ("1.000", "0.478–1.000", "promised: 0.5")
    assert table(page, "Each group")["m"] == ("5", "5", "1", "1.000", "–", "1")


def test_a_table_without_intervals_has_no_column_for_them() -> None:
    """Nothing stands empty."""
    assert len(fact_table("c", Fact("a", "1")).columns) == 3
    assert len(fact_table("c", Fact("a", "1", interval="0–2")).columns) == 4


def test_the_title_of_the_curve_agrees_with_the_test_of_all_chances_together() -> None:
    """A page never says that things happened about as often as said, and that they were further off."""
    many = {"probability": [0.1, 0.3, 0.6, 0.8, 0.8] * 8, "outcome": [0, 0, 1, 1, 0] * 8}
    figures = report(many).found.figures
    assert isinstance(figures, ChanceFigures)
    calm = replace(figures, mcb=0.0, mcb_null_high=0.01, expected=55.0, observed=40.0)
    titles = [
        block.title
        for p_value in (0.001, 0.4)
        for block in calibration(replace(calm, p_expected_observed=p_value))
        if isinstance(block, Picture)
    ]
    assert titles == [
        "Taken together, fewer things happened than were said: 40 where 55.0 were expected",
        "Things happened about as often as said, as far as luck can tell",
    ]
