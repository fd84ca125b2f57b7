"""`tracker compare` shows who is better."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.shell import Shell, kept


def _logged(ledger: Shell) -> None:
    ledger.today(2021, 6, 25)
    ledger("init", "--scale", "icd203")
    for place in range(6):
        for who, p in (("Ann Ash", "90%"), ("Bob Birch", "20%")):
            text = f"Event number {place} happens"
            first = () if who == "Bob Birch" else ("--slug", f"event-{place}")
            name = f"event-{place}" if who == "Bob Birch" else text
            ledger(
                "log", name, *first, "--by", who, "-p", p, "--deadline", "2021-09-25", "--said", "2021-06-25"
            )
    ledger.today(2021, 12, 1)
    for place in range(6):
        ledger("resolve", f"event-{place}", "--on", f"2021-08-{place + 10}", "--evidence", "seen")


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("compared"), _logged)


@pytest.fixture
def logged(shell: Shell, _kept: Path) -> Shell:
    """Six events that Ann saw coming and Bob did not."""
    copyfile(_kept, shell.path)
    shell.today(2021, 12, 1)
    return shell


def test_two_are_compared_on_what_both_forecast(logged: Shell) -> None:
    """Six equal differences tell nobody's skill from luck; the command makes the report again."""
    said = logged("compare", "ann-ash", "bob", "--on", "2021-12-31")
    assert "differ by the same on every one of them" in " ".join(said.split())
    assert "is worse than" not in said
    assert "tracker compare ann-ash bob-birch" in said
    data = logged.json("compare", "--on", "2021-12-31")
    assert data["report"] == "comparison"
    found = data["contests"][0]["differences"][0]
    assert (found["p_value"], found["low"], found["high"]) == (None, None, None)
    assert found["difference"] == pytest.approx(0.01 - 0.64)


def test_one_alone_is_compared_with_all_others(logged: Shell) -> None:
    """As if all were compared with it."""
    alone = logged.json("compare", "bob", "--on", "2021-12-31")
    assert alone["heading"]["options"] == [["against", "bob-birch"]]
    assert alone == logged.json("compare", "--against", "bob", "--on", "2021-12-31")
    both = logged.json("compare", "ann", "--against", "bob", "--on", "2021-12-31")
    assert both["heading"]["selection"]["forecasters"] == ["ann-ash", "bob-birch"]


def test_the_recipe_makes_the_same_report_again(logged: Shell) -> None:
    """Typed as the page prints it."""
    data = logged.json("compare", "--against", "bob", "--on", "2021-12-31")
    _, *typed = data["heading"]["command"].split()
    assert logged.json(*typed)["digest"] == data["digest"]


def test_an_unknown_forecaster_is_refused(logged: Shell) -> None:
    """By name, whichever way."""
    assert "no forecaster 'zoe'" in logged.refusal("compare", "zoe", "bob")
    assert "no forecaster 'zoe'" in logged.refusal("compare", "--against", "zoe")


def test_a_comparison_is_written_to_a_file(logged: Shell) -> None:
    """As a page."""
    out = logged.folder / "compared.html"
    assert "digest " in logged("compare", "--on", "2021-12-31", "--out", str(out))
    assert "<svg" in out.read_text(encoding="utf-8")


def test_how_sure_the_set_of_the_best_is_can_be_said(logged: Shell) -> None:
    """It is in the recipe, and a certain set is refused."""
    said = logged("compare", "--best", "95%", "--on", "2021-12-31")
    assert "tracker compare --best 0.95" in said
    refused = logged.refusal("compare", "--best", "100%", "--on", "2021-12-31")
    assert "How sure a set is lies above 0 and below 1, not 100%: write it as 90% or 0.9." in refused
