"""Layouts: one for each kind of report, and nothing computed in them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from reports.render import laid_out
from reports.render.pages import facts
from reports.report import Report
from tests.reports import cases

_DRAWN = """
import hashlib
from reports import render
from tests.reports import cases
from tests.reports.test_verifications import of_chances
for report in (cases.founding_card(), cases.panel_calibration(40, ("ann", "bob")), of_chances()):
    looks = (render.html(report), render.as_json(report), render.markdown(report),
             render.terminal(report, width=80, colour=False), str(render.tables(report)))
    print(hashlib.sha256("".join(looks).encode()).hexdigest())
"""


def test_two_processes_draw_the_same_bytes() -> None:
    """Whatever the seed of their hashes: no date, no address, no order of sets in any look."""
    drawn = {
        subprocess.run(
            [sys.executable, "-c", _DRAWN],
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PATH": "", "HOME": "/nonexistent"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(drawn) == 1
    assert len(drawn.pop().split()) == 3


def test_plain_words_come_before_any_figure() -> None:
    """What the whole can tell opens the page."""
    short = [words.text for words in laid_out(cases.founding_card()).short]
    assert short == [
        "One clear miss, two calls that came out as said, and half of what was said cannot be checked.",
        (
            "“a month or two. Maybe three. And then ... move on”, 25 July to 25 September 2021, of “Taliban "
            "forces move beyond Afghanistan into Central Asia”: it did not happen by 25 December 2021."
        ),
        "Three events are too few to say whether Alexander Mikhailovsky is good or lucky.",
    ]


def test_a_report_without_a_layout_is_a_programmers_mistake() -> None:
    """It names the kind."""

    @dataclass(frozen=True, kw_only=True)
    class Unknown(Report):
        name = "unknown"

    with pytest.raises(ValueError, match="Unknown"):
        laid_out(Unknown())


def test_the_page_tells_what_it_was_made_from_and_by() -> None:
    """Dates, selection, head, rules, program, libraries and the command; nothing that is not known."""
    told = dict(laid_out(cases.founding_card()).facts.pairs)
    assert told["Selection"] == "forecaster alexander-mikhailovsky"
    assert told["Head"] == cases.HEAD
    assert told["Scored by"] == "Brier score, Timeline Brier"
    assert told["Program"].startswith("trackrecord 0.1.0 with matplotlib 3.9.0, numpy")
    assert told["Made again by"].startswith("tracker scorecard")
    bare = dict(facts(cases.heading(libraries=(), command="")).pairs)
    assert bare["Selection"] == "everything in the ledger"
    assert bare["Program"] == "trackrecord 0.1.0"
    assert not {"Words read by", "Scored by", "Made again by"} & set(bare)
