"""A crowd is derived from the first forecasts of individuals, and is judged like everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import trim_mean

from forecasts.errors import CrowdRecorded
from tests.shell import Shell
from tests.tracker import frames
from tracker.crowd_rules import CROWDS, Crowd, crowd_slug, middle
from tracker.crowds import with_crowd
from tracker.scores import scores
from tracker.verdicts.judging import verdicts

ON = date(2022, 1, 1)
PEOPLE = ("ann", "bob", "cy", "dan")


def forecasters(**kinds: str) -> pd.DataFrame:
    """Four persons, and whoever else is named with a kind."""
    slugs = {**dict.fromkeys(PEOPLE, "person"), **kinds}
    return pd.DataFrame({"slug": list(slugs), "kind": list(slugs.values())}).astype(object)


def said(*rows: dict[str, Any]) -> pd.DataFrame:
    """Forecasts as the ledger gives them, numbered as they stand."""
    return frames.forecasts(
        *(frames.forecast(**{"position": place, **row}) for place, row in enumerate(rows, start=1))
    )


def derived(
    forecasts: pd.DataFrame,
    *,
    how: Crowd = "median",
    outcome: dict[str, Any] | None = None,
    on: date = ON,
    question: dict[str, Any] | None = None,
    kinds: dict[str, str] | None = None,
    others: tuple[str, ...] = (),
) -> pd.DataFrame:
    """The crowd's rows, judged and scored; `others` are questions of which nothing is known."""
    asked = (frames.question(slug=slug) for slug in others)
    questions = frames.questions(frames.question(**(question or {})), *asked)
    happened = {"on": date(2021, 8, 15), "known_on": date(2021, 8, 15)} if outcome is None else outcome
    outcomes = frames.outcomes(frames.outcome(**happened))
    alone = verdicts(forecasts, questions, outcomes, on=on)
    found = with_crowd(alone, questions, outcomes, forecasters(**(kinds or {})), how=how, on=on)
    assert found.index.is_unique
    assert list(found.columns) == [*alone.columns, "derived", "key", "members"]
    assert found[list(alone.columns)].dtypes.equals(alone.dtypes)
    assert_frame_equal(found.iloc[: len(alone)][list(alone.columns)], alone)
    assert not set(found["series"].iloc[len(alone) :]) & set(alone["series"])
    return scores(found, on=on)[found["derived"]]


def test_a_crowd_says_the_median_and_is_scored() -> None:
    """Of 0.2, 0.6 and 0.7 it is 0.6; it says of how many."""
    (row,) = derived(
        said({"p": 0.2}, {"p": 0.7, "forecaster": "bob"}, {"p": 0.6, "forecaster": "cy"})
    ).to_dict("records")
    assert (row["forecaster"], row["p"], row["rule"]) == ("crowd-median", 0.6, "median of 3, derived")
    assert (row["verdict"], row["value"], row["handle"]) == ("yes", pytest.approx(0.16), "0.1")
    assert (row["statement"], row["quote"], row["words"]) == (None, None, None)


def test_a_crowd_may_say_the_mean() -> None:
    """Under another name."""
    (row,) = derived(said({"p": 0.2}, {"p": 0.7, "forecaster": "bob"}), how="mean").to_dict("records")
    assert (row["forecaster"], row["p"]) == ("crowd-mean", pytest.approx(0.45))


def test_a_crowd_may_say_the_mean_of_log_odds_and_more_than_it() -> None:
    """Odds of 1/4 and 4/1 and 9/1 have the geometric mean 9^(1/3); extremised, its square."""
    rows = said({"p": 0.2}, {"p": 0.8, "forecaster": "bob"}, {"p": 0.9, "forecaster": "cy"})
    odds = 9 ** (1 / 3)
    (plain,) = derived(rows, how="log-odds").to_dict("records")
    assert (plain["forecaster"], plain["rule"]) == ("crowd-log-odds", "mean log-odds of 3, derived")
    assert plain["p"] == pytest.approx(odds / (1 + odds))
    (bold,) = derived(rows, how="extremised").to_dict("records")
    assert bold["p"] == pytest.approx(odds**2 / (1 + odds**2))
    assert bold["rule"] == "mean log-odds times 2 of 3, derived"


def test_a_trimmed_crowd_leaves_out_the_outer_fifths() -> None:
    """Of five the lowest and the highest; of four nobody."""
    everybody = ("ann", "bob", "cy", "dan", "eve")
    chances = (0.9, 0.1, 0.3, 0.2, 0.0)
    five = said(*({"p": p, "forecaster": name} for p, name in zip(chances, everybody, strict=True)))
    (row,) = derived(five, how="trimmed", kinds={"eve": "person"}).to_dict("records")
    assert row["p"] == pytest.approx(trim_mean(chances, 0.2)) == pytest.approx(0.2)
    assert row["rule"] == "mean without the outer 1/5 on each side of 5, derived"
    (row,) = derived(five.iloc[:4], how="trimmed").to_dict("records")
    assert row["p"] == pytest.approx(1.5 / 4)


@pytest.mark.parametrize("how", ["log-odds", "extremised"])
def test_who_is_certain_is_no_member_of_a_crowd_of_log_odds(how: Crowd) -> None:
    """One 0 would make the whole crowd certain; the rule says who was left out. One alone is no crowd."""
    rows = said(
        {"p": 0.0},
        {"p": 0.5, "forecaster": "bob"},
        {"p": 0.5, "forecaster": "cy"},
        {"p": 1.0, "forecaster": "dan"},
    )
    (row,) = derived(rows, how=how).to_dict("records")
    assert row["p"] == pytest.approx(0.5)
    assert row["rule"].endswith(" of 2, without 2 certain, derived")
    assert row["members"] == ("10.2", "10.3")
    assert derived(said({"p": 0.0}, {"p": 0.5, "forecaster": "bob"}), how=how).empty
    assert derived(rows, how="mean")["rule"].tolist() == ["mean of 4, derived"]


def test_a_band_that_reaches_certainty_keeps_its_end() -> None:
    """A member whose words allow 0 allows the crowd 0, in log-odds."""
    rows = said({"p": 0.2, "low": 0.0, "high": 0.3}, {"p": 0.6, "low": 0.5, "high": 0.9, "forecaster": "bob"})
    questions, outcomes = frames.questions(frames.question()), frames.outcomes()
    alone = verdicts(rows, questions, outcomes, on=ON)
    found = with_crowd(alone, questions, outcomes, forecasters(), how="log-odds", on=ON).iloc[-1]
    odds = ((3 / 7) * 9) ** 0.5
    assert (found["low"], found["high"]) == (0.0, pytest.approx(odds / (1 + odds)))


@pytest.mark.parametrize("how", CROWDS)
def test_every_kind_of_crowd_does_not_hang_on_the_order_of_claims_or_members(how: Crowd) -> None:
    """Against numpy, claim by claim, over a few hundred of them."""
    rng = np.random.default_rng(1)
    claim, p = rng.integers(0, 40, 400), rng.uniform(0.01, 0.99, 400).round(2)
    found = middle(pd.DataFrame({"p": p}), claim, how)["p"]
    for one in range(40):
        some = p[claim == one]
        logit = np.log(some / (1 - some)).mean()
        expected = {
            "median": np.median(some),
            "mean": some.mean(),
            "log-odds": 1 / (1 + np.exp(-logit)),
            "extremised": 1 / (1 + np.exp(-2 * logit)),
            "trimmed": trim_mean(some, 0.2),
        }[how]
        assert found.loc[one] == pytest.approx(expected)


def test_the_band_is_made_as_the_probability_is() -> None:
    """The median of the lowest and of the highest that words allow."""
    rows = said({"p": 0.2, "low": 0.1, "high": 0.3}, {"p": 0.6, "low": 0.5, "high": 0.9, "forecaster": "bob"})
    questions, outcomes = frames.questions(frames.question()), frames.outcomes()
    alone = verdicts(rows, questions, outcomes, on=ON)
    found = with_crowd(alone, questions, outcomes, forecasters(), how="median", on=ON).iloc[-1]
    assert [found["low"], found["p"], found["high"]] == pytest.approx([0.3, 0.4, 0.6])


def test_one_alone_is_no_crowd() -> None:
    """Nor is nobody."""
    assert derived(said({})).empty
    assert derived(said()).empty


def test_only_the_first_primary_forecasts_of_individuals_count() -> None:
    """No update, no other reading, no crowd, no organisation; a model is an individual."""
    found = derived(
        said(
            {"p": 0.1},
            {"p": 0.9, "made_on": date(2021, 7, 1)},
            {"p": 0.9, "forecaster": "bob", "reading": "another"},
            {"p": 0.3, "forecaster": "robot"},
            {"p": 0.9, "forecaster": "market"},
            {"p": 0.9, "forecaster": "office"},
        ),
        kinds={"robot": "model", "market": "crowd", "office": "organisation"},
    )
    assert found["p"].tolist() == pytest.approx([0.2])


def test_each_claim_has_its_own_crowd() -> None:
    """Another deadline is another claim; windows are no chances."""
    later = {"deadline": date(2021, 12, 25)}
    found = derived(
        said(
            {"p": 0.1},
            {"p": 0.5, **later},
            {"p": 0.7, "forecaster": "bob", **later},
            {"p": 0.3, "forecaster": "bob"},
        )
    )
    assert found["p"].tolist() == pytest.approx([0.2, 0.6])
    assert found["handle"].tolist() == ["0.1", "0.2"]
    windows = frames.forecasts(frames.window(), frames.window(position=2, forecaster="bob"))
    assert derived(windows).empty


def test_a_crowd_was_made_when_its_last_member_was() -> None:
    """On an earlier evaluation date it is made of those who had spoken by then."""
    rows = said(
        {"p": 0.1},
        {"p": 0.3, "forecaster": "bob", "made_on": date(2021, 7, 1)},
        {"p": 0.9, "forecaster": "cy", "made_on": date(2021, 8, 1)},
    )
    (late,) = derived(rows).to_dict("records")
    assert (late["made_on"].date(), late["p"]) == (date(2021, 8, 1), 0.3)
    (early,) = derived(rows, on=date(2021, 7, 15)).to_dict("records")
    assert (early["made_on"].date(), early["p"], early["verdict"]) == (date(2021, 7, 1), 0.2, "pending")


def test_a_crowd_is_prospective_only_if_all_its_members_are() -> None:
    """Recorded, or attested, before the outcome was known, each in its own way."""
    late = datetime(2021, 12, 1, tzinfo=UTC)
    attested = {"recorded_at": late, "attested_on": date(2021, 6, 26), "forecaster": "bob"}
    assert derived(said({}, attested))["prospective"].tolist() == [True]
    assert derived(said({}, {**attested, "attested_on": None}))["prospective"].tolist() == [False]
    corrected = {**attested, "versions": 2, "first_handle": "10.2", "first_position": 2}
    assert derived(said({}, corrected))["prospective"].tolist() == [False]


def test_the_day_of_recording_is_that_of_the_question_s_zone() -> None:
    """23:00 in London is the next day in Tokyo, and there too late."""
    hour = {"recorded_at": datetime(2021, 8, 14, 23, tzinfo=UTC)}
    rows = said(hour, {**hour, "forecaster": "bob"})
    assert derived(rows)["prospective"].tolist() == [True]
    assert derived(rows, question={"zone": "Asia/Tokyo"})["prospective"].tolist() == [False]


def test_who_spoke_after_the_event_spoils_no_crowd() -> None:
    """What is pre-dated is no member; nor is what was withdrawn in time, or is unscoreable."""
    base = ({"p": 0.1}, {"p": 0.3, "forecaster": "bob"})
    after = {"p": 1.0, "forecaster": "cy", "made_on": date(2021, 8, 20)}
    withdrawn = {"p": 1.0, "forecaster": "dan", "withdrawn_on": date(2021, 7, 1)}
    found = derived(said(*base, after, withdrawn))
    assert (found["p"].tolist(), found["verdict"].tolist()) == ([0.2], ["yes"])


def test_a_withdrawal_after_the_outcome_was_known_rescues_nobody() -> None:
    """That member counts in the crowd as it does alone."""
    found = derived(said({"p": 0.1}, {"p": 0.3, "forecaster": "bob", "withdrawn_on": date(2021, 8, 20)}))
    assert found["p"].tolist() == [0.2]


def test_a_recorded_forecaster_of_the_crowd_s_name_is_not_mixed_with_it() -> None:
    """The name is taken, and the request is refused."""
    rows = said({}, {"forecaster": "bob"})
    with pytest.raises(CrowdRecorded, match="leave out --crowd"):
        derived(rows, kinds={crowd_slug("median"): "crowd"})


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=4),
    st.sampled_from(("median", "mean", "trimmed", "log-odds")),
)
def test_a_crowd_lies_within_its_members(said_p: list[float], how: Crowd) -> None:
    """In whatever order they stand."""
    if how == "log-odds":
        said_p = [min(max(p, 1e-6), 1 - 1e-6) for p in said_p]
    rows = [{"p": p, "forecaster": name} for p, name in zip(said_p, PEOPLE, strict=False)]
    turned = [{**row, "question": "herat"} for row in rows[::-1]]
    there, back = derived(said(*rows, *turned), how=how, others=("herat",)).sort_values("question")["p"]
    assert there == pytest.approx(back)
    assert min(said_p) - 1e-12 <= there <= max(said_p) + 1e-12


def test_the_command_marks_a_crowd_as_derived(shell: Shell) -> None:
    """In the table and in JSON; whether a row is derived is said of every row once a crowd is asked for."""
    shell.today(2021, 6, 25)
    shell("init")
    log = (
        "log",
        "Taliban capture Kabul",
        "--slug",
        "kabul",
        "--deadline",
        "2021-09-25",
        "--said",
        "2021-06-25",
    )
    shell(*log, "--by", "Ann", "-p", "0.2")
    shell("log", "kabul", "--deadline", "2021-09-25", "--said", "2021-06-25", "--by", "Bob", "-p", "0.6")
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    rows = shell.json("scores", "--crowd", "mean")
    assert [(row["forecaster"], row["derived"]) for row in rows] == [
        ("ann", False),
        ("bob", False),
        ("crowd-mean", True),
    ]
    assert (rows[2]["handle"], rows[2]["value"]) == (None, 0.36)
    assert "derived" not in shell.json("scores")[0]
    told = shell("scores", "--crowd", "mean", "--forecaster", "crowd-mean")
    assert told.splitlines()[1].split()[:3] == ["derived", "kabul", "crowd-mean"]
    assert "crowd-mean (derived)" in told
    assert "crowd-mean" not in shell("list")


def test_the_command_keeps_to_a_topic(shell: Shell) -> None:
    """One that is unknown is refused."""
    shell("init")
    log = (
        "log",
        "Taliban capture Kabul",
        "--slug",
        "kabul",
        "--deadline",
        "2021-09-25",
        "--said",
        "2021-06-25",
    )
    shell(*log, "--by", "Ann", "-p", "0.2", "--topic", "war")
    assert [row["question"] for row in shell.json("scores", "--topic", "war")] == ["kabul"]
    assert "no topic 'wart'" in shell.refusal("scores", "--topic", "wart")
