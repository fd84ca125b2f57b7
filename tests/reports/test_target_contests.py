"""Models of a hub compared from a ledger: relative skill, ratios, within questions, levels, logarithms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.hubs import hub_files, made_up, needs_published, published
from tests.shell import Shell

ON = ("--on", "2021-12-31")
EQUAL = {"one-model": 1.0, "other-model": 1.0}


def imported(ledger: Shell, folder: Path, hub: pd.DataFrame) -> Shell:
    """The ledger with a hub's files."""
    ledger("import", *hub_files(folder, hub))
    return ledger


def compared(ledger: Shell, *options: str) -> Any:
    """The comparison as JSON."""
    return ledger.json("compare", *options, *ON)


@needs_published
def test_the_published_relative_skill_comes_out_of_a_ledger(ledger: Shell, tmp_path: Path) -> None:
    """Scaled by the ensemble, as scoringutils prints it; twelve days tell apart only what differs most."""
    found = compared(imported(ledger, tmp_path, published()), "--against", "hubverse-eurocovidhub-ensemble")
    printed = {
        "Cases": {"EuroCOVIDhub-baseline": 1.6, "EuroCOVIDhub-ensemble": 1.0, "epiforecasts-EpiNow2": 1.2},
        "Deaths": {
            "EuroCOVIDhub-baseline": 3.8,
            "EuroCOVIDhub-ensemble": 1.0,
            "UMass-MechBayes": 1.3,
            "epiforecasts-EpiNow2": 1.6,
        },
    }
    for target in found["targets"]:
        scaled = {one["name"]: float(f"{one['skill']['scaled']:.2g}") for one in target["entrants"]}
        assert scaled == printed[target["scores"]["target"]]
        assert all(one["ratio"]["clusters"] == 12 for one in target["pairs"])
    assert found["uncompared"] == []
    assert {pair["found"]["tasks"] for pair in found["within"]} == {247, 256, 128}


def test_the_page_of_quantiles_opens_with_who_is_nearer_and_a_picture(ledger: Shell, tmp_path: Path) -> None:
    """The sentence agrees with the pairs below it, and the picture comes before all tables."""
    imported(ledger, tmp_path, made_up({**EQUAL, "wide-model": 6.0}, weeks=20))
    said = " ".join(ledger("compare", *ON).split())
    verdict = said.index("Two of two pairs can be told apart: one-model is nearer than wide-model (")
    assert verdict < said.index("Who is nearer: ") < said.index("Relative skill with its 95% interval")
    ledger("compare", *ON, "--out", str(tmp_path / "page"))
    page = (tmp_path / "page" / "report.html").read_text(encoding="utf-8")
    opened = page[: page.index("<details")]
    assert "<svg" in opened
    assert 'href="#rank-relative-skill-' in opened


def test_a_wide_model_is_told_apart_and_equal_ones_are_not(ledger: Shell, tmp_path: Path) -> None:
    """The page says who is nearer than whom; of one distribution told twice nobody is."""
    imported(ledger, tmp_path, made_up({**EQUAL, "wide-model": 6.0}, weeks=20))
    (target,) = compared(ledger)["targets"]
    assert target["words"][0] == "one-model is nearer than wide-model."
    assert "other-model is nearer than wide-model." in target["words"]
    ratios = {(one["first_name"], one["second_name"]): one["ratio"] for one in target["pairs"]}
    same = ratios["one-model", "other-model"]
    assert (same["ratio"], same["p_value"]) == (pytest.approx(1), None)
    assert "same on every date" in same["reason"]
    page = ledger("compare", *ON)
    assert "one-model is nearer than wide-model." in page
    assert "Within each question, whatever its unit" in page


def test_few_days_have_no_verdict(ledger: Shell, tmp_path: Path) -> None:
    """Five days of ten places are five days."""
    places = tuple("ABCDEFGHIJ")
    imported(ledger, tmp_path, made_up({"one-model": 1.0, "wide-model": 9.0}, weeks=5, locations=places))
    found = compared(ledger)
    (target,) = found["targets"]
    assert target["words"][0] == "Too few common days to tell who is nearer."
    assert [one["ratio"]["p_value"] for one in target["pairs"]] == [None]
    assert found["within"][0]["found"]["p_value"] is None


def test_levels_without_one_in_common_are_refused_by_name(ledger: Shell, tmp_path: Path) -> None:
    """The page says who states what, and gives no score."""
    levels: dict[str, Sequence[float]] = {"one-model": (0.25, 0.75), "other-model": (0.5,)}
    imported(ledger, tmp_path, made_up(EQUAL, levels=levels))
    found = compared(ledger)
    (target,) = found["targets"]
    assert (target["entrants"], target["pairs"], target["scores"]["scores"]) == ([], [], [])
    told = " ".join(target["words"])
    assert "hubverse-one-model states the levels 25% and 75%" in told
    assert "hubverse-other-model states the level 50%" in told
    assert "no level in common" in ledger("compare", *ON)
    assert "no level in common" in ledger("scores", "--wis", *ON)


def test_logarithms_are_made_again_by_the_same_command(ledger: Shell, tmp_path: Path) -> None:
    """The report names the scale, its command has the option, and scores agree with the comparison's."""
    imported(ledger, tmp_path, made_up())
    found = compared(ledger, "--transform", "log")
    assert "--transform log" in found["heading"]["command"]
    (listed,) = ledger.json("scores", "--wis", "--transform", "log", *ON)
    assert listed == found["targets"][0]["scores"]
    assert listed["transform"] == "log"
    assert "log(x + 1)" in ledger("compare", "--transform", "log", *ON)


def test_scores_of_quantiles_are_listed_by_target(ledger: Shell, tmp_path: Path) -> None:
    """The long list says where they are; without any, there is a sentence."""
    assert "no quantile forecasts" in ledger("scores", "--wis")
    imported(ledger, tmp_path, made_up())
    assert "see --wis" in ledger("scores", *ON)
    shown = ledger("scores", "--wis", *ON)
    assert "admissions, prospective: 64 forecasts. About 8 days" in " ".join(shown.split())
    assert "14 days" in shown


def test_every_look_is_written(ledger: Shell, tmp_path: Path) -> None:
    """A folder with the tables of a target, and JSON that is restored."""
    imported(ledger, tmp_path, made_up())
    folder = tmp_path / "out"
    ledger("compare", *ON, "--out", str(folder))
    names = {path.name for path in folder.rglob("*")}
    assert any("relative-skill" in name for name in names), names
    assert any("interval-scores" in name for name in names), names
    from reports.comparisons import ComparisonReport
    from reports.restoring import restored

    data = json.loads(ledger("compare", *ON, "--json"))
    assert restored(ComparisonReport, data).targets[0].entrants[0].skill.skill is not None


def test_a_scorecard_of_quantiles_alone_says_which_target_leads(ledger: Shell, tmp_path: Path) -> None:
    """Interval scores have a mean within each target, and the words begin with the one of most days."""
    imported(ledger, tmp_path, made_up(EQUAL, weeks=20))
    card = ledger.json("scorecard", *ON)
    (standing,) = (one for one in card["standings"] if one["quantities"])
    (target,) = standing["quantities"]
    assert standing["words"] == (
        f"Interval scores have a mean within each target. The most days are of {target['target']}: "
        f"{target['forecasts']} forecasts about {target['days']} days."
    )


def test_a_scorecard_of_quantiles_alone_leads_with_its_interval_score_and_relative_skill(
    ledger: Shell, tmp_path: Path
) -> None:
    """Of several, who is nearer and theta as `compare` has it; of equal ones, that nobody is."""
    imported(ledger, tmp_path, made_up({**EQUAL, "wide-model": 6.0}, weeks=20))
    (quantities,) = ledger.json("scorecard", *ON)["standings"][0]["quantities"]
    (target,) = compared(ledger)["targets"]
    assert quantities["entrants"] == target["entrants"]
    told = " ".join(ledger("scorecard", *ON).split())
    first = target["entrants"][0]["skill"]["skill"]
    assert "one-model is nearer than wide-model. First on admissions" in told
    assert f"relative skill {first:.2f} (95% interval" in told
    assert "two others did the same tasks" in told


def test_equal_models_lead_with_nobody_and_one_alone_has_no_relative_skill(
    ledger: Shell, tmp_path: Path
) -> None:
    """Nothing says whether a score in the unit of a question is near, where nobody else did the task."""
    imported(ledger, tmp_path, made_up(EQUAL, weeks=20))
    assert "Nobody is shown to be nearer than another. First on" in " ".join(ledger("scorecard", *ON).split())
    alone = " ".join(ledger("scorecard", "one-model", *ON).split())
    assert "Mean weighted interval score on admissions (80 forecasts about 20 days): one-model" in alone
    assert "relative skill" not in alone
    (quantities,) = ledger.json("scorecard", "one-model", *ON)["standings"][0]["quantities"]
    assert "entrants" not in quantities
