"""Interval scores by target and horizon, from imported forecasts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecasts.ledger import Ledger
from tests.hubs import hub_files, made_up, needs_published, published
from tests.shell import Shell
from tests.tracker.judging import whole
from tracker.quantities.interval_scores import IntervalScores, horizon_in_words, interval_scores
from tracker.quantities.targets import Target, targets_of

ON = date(2021, 12, 31)


def judged(ledger: Shell, folder: Path, hub: pd.DataFrame) -> pd.DataFrame:
    """The judged forecasts of a hub, imported."""
    ledger("import", *hub_files(folder, hub))
    with Ledger.open(ledger.path) as opened:
        return whole(opened.view(), ON)


def by_key(target: Target) -> dict[tuple[str, str], IntervalScores]:
    """The scores by forecaster and horizon in words."""
    return {
        (one.forecaster.removeprefix("hubverse-"), horizon_in_words(one.soonest, one.latest)): one
        for one in interval_scores(target)
    }


@needs_published
def test_published_scores_and_parts_come_out_of_a_ledger(ledger: Shell, tmp_path: Path) -> None:
    """The README of scoringutils, to the digits printed: score, parts, coverage of 50 and 90%."""
    found = {target.name: by_key(target) for target in targets_of(judged(ledger, tmp_path, published()))}
    printed = {
        ("Cases", "eurocovidhub-ensemble"): (17900, 10000, 4240, 3660, 0.391, 0.805),
        ("Cases", "eurocovidhub-baseline"): (28500, 14100, 10300, 4100, 0.328, 0.820),
        ("Cases", "epiforecasts-epinow2"): (20800, 11900, 3260, 5660, 0.469, 0.789),
        ("Deaths", "eurocovidhub-ensemble"): (41.4, 7.14, 4.10, 30.2, 0.875, 1.0),
        ("Deaths", "eurocovidhub-baseline"): (159, 65.9, 2.10, 91.4, 0.664, 1.0),
        ("Deaths", "umass-mechbayes"): (52.7, 8.98, 16.8, 26.9, 0.461, 0.875),
        ("Deaths", "epiforecasts-epinow2"): (66.6, 18.9, 15.9, 31.9, 0.420, 0.908),
    }
    for (target, model), figures in printed.items():
        one = found[target][model, "all"]
        shares = {covered.claimed: covered.share for covered in one.coverage}
        ours = (one.wis, one.overprediction, one.underprediction, one.dispersion, shares[0.5], shares[0.9])
        assert [float(f"{figure:.3g}") for figure in ours] == list(figures)
        assert (len(one.coverage), one.days, one.low) == (11, 12, None)
    assert found["Cases"]["eurocovidhub-ensemble", "12 days"].forecasts == 44


def test_each_horizon_is_scored_by_itself(ledger: Shell, tmp_path: Path) -> None:
    """Updates count here, with the horizon that they have; a far wider model pays by dispersion."""
    frame = judged(ledger, tmp_path, made_up(weeks=24))
    (target,) = targets_of(frame)
    found = by_key(target)
    assert set(found) == {(m, h) for m in ("good-model", "wide-model") for h in ("7 days", "14 days", "all")}
    good, wide = found["good-model", "all"], found["wide-model", "7 days"]
    assert (good.forecasts, good.days) == (96, 24)
    assert good.low is not None
    assert good.wis is not None
    assert good.high is not None
    assert good.low < good.wis < good.high
    assert wide.wis is not None
    assert wide.dispersion is not None
    assert wide.dispersion > 0.8 * wide.wis
    parts = (good.dispersion, good.overprediction, good.underprediction)
    assert sum(part or 0.0 for part in parts) == pytest.approx(good.wis)


def test_few_days_have_no_mean_and_many_leads_go_by_weeks(ledger: Shell, tmp_path: Path) -> None:
    """Four days are counted; of twenty different leads, three weeks are made."""
    frame = judged(ledger, tmp_path, made_up(weeks=4, horizons=tuple(range(1, 21)), locations=("AA",)))
    found = by_key(targets_of(frame)[0])
    assert {key[1] for key in found} == {"all", "1 to 7 days", "8 to 14 days", "15 to 21 days"}
    one = found["good-model", "1 to 7 days"]
    assert (one.forecasts, one.days, one.wis, one.coverage) == (28, 4, None, ())


def test_levels_are_those_that_all_state(ledger: Shell, tmp_path: Path) -> None:
    """One distribution by five levels and by three has one score; by levels none shares, none."""
    same = {"good-model": 1.0, "terse-model": 1.0}
    frame = judged(ledger, tmp_path, made_up(same, levels={"terse-model": (0.25, 0.5, 0.75)}))
    (target,) = targets_of(frame)
    assert target.levels == (0.25, 0.5, 0.75)
    assert target.stated["hubverse-good-model"] == (0.05, 0.25, 0.5, 0.75, 0.95)
    found = by_key(target)
    assert found["good-model", "all"].wis == pytest.approx(found["terse-model", "all"].wis)
    apart = frame.copy()
    terse = apart["forecaster"] == "hubverse-terse-model"
    apart["levels"] = [
        (0.3, 0.4, 0.6) if other else levels for other, levels in zip(terse, apart["levels"], strict=True)
    ]
    (none,) = targets_of(apart)
    assert none.levels == ()
    assert interval_scores(none) == ()


def test_logarithms_are_of_one_more(ledger: Shell, tmp_path: Path) -> None:
    """The score of log(x + 1), by hand; a task with a value of -1 or less is left out for all."""
    frame = judged(ledger, tmp_path, made_up(weeks=6))
    (target,) = targets_of(frame, transform="log")
    plain = targets_of(frame)[0]
    gap = np.log(plain.observed + 1)[:, None] - np.log(plain.quantiles + 1)
    loss = 2 * np.maximum(np.array(plain.levels) * gap, (np.array(plain.levels) - 1) * gap).mean(axis=1)
    mine = plain.forecaster == "hubverse-good-model"
    assert by_key(target)["good-model", "all"].wis == pytest.approx(loss[mine].mean())
    below = frame.copy()
    first = below["question"] == below["question"].iloc[0]
    below.loc[first, "answer_value"] = -2.0
    (left,) = targets_of(below, transform="log")
    assert left.left_out == int(first.sum()) > 0
    with pytest.raises(ValueError, match="no transform"):
        targets_of(frame, transform="root")


def test_a_stated_deadline_is_the_day_of_a_question(ledger: Shell, tmp_path: Path) -> None:
    """It comes before a date in the statement, and that before the day on which the value was known."""
    frame = judged(ledger, tmp_path, made_up(weeks=6, horizons=(7,)))
    assert set(targets_of(frame)[0].soonest.tolist()) == {7}
    later = frame.assign(known_on=frame["known_on"] + pd.Timedelta(days=30))
    assert set(targets_of(later)[0].soonest.tolist()) == {7}
    assert set(targets_of(frame.assign(deadline=frame["made_on"] + pd.Timedelta(days=3)))[0].soonest) == {3}
    bare = later.assign(question_statement="How many?")
    assert set(targets_of(bare)[0].soonest.tolist()) == {37}


def test_questions_without_a_common_unit_are_targets_by_themselves(ledger: Shell, tmp_path: Path) -> None:
    """A topic is a target where a hub asks, or where its questions state one unit."""
    frame = judged(ledger, tmp_path, made_up(weeks=5, horizons=(7,), locations=("AA",)))
    assert [target.name for target in targets_of(frame)] == ["admissions"]
    other = frame.assign(question=frame["question"].str.removeprefix("hubverse-"))
    assert len(targets_of(other)) == 5
    stated = other.assign(question_unit="beds")
    assert [target.name for target in targets_of(stated)] == ["admissions, beds"]
    assert targets_of(frame.assign(belief="chance")) == ()
