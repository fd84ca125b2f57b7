"""A derived crowd stands beside the forecasters, and is left out where several are taken together."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.errors import ImpossibleSelection
from tests.shell import Shell
from tracker.selections import Selection

ON = date(2021, 12, 31)


@pytest.fixture
def asked(ledger: Shell) -> Shell:
    """Six events, each with a chance by three people."""
    rows = ["question,statement,forecaster,said,chance,deadline,attested_on"]
    for event in range(6):
        for who, p in (("Ann", 0.2), ("Bob", 0.5), ("Cy", 0.9)):
            rows.append(f"e{event},Event {event},{who},2021-06-01,{p},2021-07-01,2021-06-01")
    (ledger.folder / "f.csv").write_text("\n".join(rows) + "\n")
    outcomes = ["question,outcome,on", *(f"e{event},happened,2021-06-20" for event in range(6))]
    (ledger.folder / "o.csv").write_text("\n".join(outcomes) + "\n")
    ledger("import", str(ledger.folder / "f.csv"), str(ledger.folder / "o.csv"))
    return ledger


def test_the_crowd_has_a_scorecard_of_its_own(asked: Shell) -> None:
    """It says 50% each time, the median of three, and is named as derived."""
    card = asked.json("scorecard", "crowd-median", "--crowd", "median", "--on", str(ON))
    assert card["heading"]["subject"] == "Crowd (median, derived)"
    assert {row["rule"] for row in card["rows"]} == {"median of 3, derived"}
    (mean,) = card["standings"][0]["means"]
    assert (mean["mean"], mean["events"]) == (0.25, 6)


def test_figures_over_several_leave_the_crowd_out(asked: Shell) -> None:
    """Eighteen forecasts were made by people; the crowd's six are shown apart."""
    plain = asked.json("calibration", "--on", str(ON))
    crowd = asked.json("calibration", "--crowd", "mean", "--on", str(ON))
    assert crowd["agreements"] == plain["agreements"]
    assert crowd["funnel"] == plain["funnel"]
    assert "Crowd (mean, derived)" in {one["name"] for one in crowd["individuals"]}


def test_the_crowd_can_be_compared(asked: Shell) -> None:
    """With each of its members, on the events they share."""
    said = asked("compare", "ann", "crowd-median", "--crowd", "median", "--on", str(ON))
    assert "Crowd (median, derived)" in said


def test_the_printed_command_makes_the_crowd_again() -> None:
    """The crowd is part of the selection, as it is typed."""
    assert Selection(crowd="median").options() == ("--crowd", "median")
    with pytest.raises(ImpossibleSelection, match="choose median, mean, log-odds"):
        Selection(crowd="mode")  # type: ignore[arg-type]  # what a user may type
