"""The founding case and the panel: what they hold, and what a ledger makes of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forecasts.belief import Chance, Timeline, Vague
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.exchange.out.rows import FILES, OwnRows
from forecasts.ledger import Ledger
from forecasts.model import Forecast, Outcome, Unscoreable
from tests.tracker.judging import whole
from tracker.verdicts.judging import verdicts

if TYPE_CHECKING:
    from pandas import DataFrame

SEEDS = Path(__file__).parents[1] / "seeds"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ON = date(2026, 1, 15)
SEPTEMBER, DECEMBER = date(2021, 9, 25), date(2021, 12, 25)


def loaded(folder: Path) -> Ledger:
    """A ledger in memory, filled from a folder."""
    ledger = Ledger.create(":memory:", now=NOW, by="ann")
    for path in data_files([folder]):
        import_file(path, ledger, by="ann", now=NOW)
    return ledger


@pytest.fixture(scope="module")
def founding() -> Iterator[Ledger]:
    """The founding case."""
    with loaded(SEEDS / "founding-case") as ledger:
        yield ledger


@pytest.fixture(scope="module")
def panel() -> Iterator[Ledger]:
    """The panel."""
    with loaded(SEEDS / "panel") as ledger:
        yield ledger


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The panel's script as a module."""
    monkeypatch.syspath_prepend(str(SEEDS / "panel"))
    yield import_module("make_panel")
    for name in ("make_panel", "faults"):
        sys.modules.pop(name, None)


def forecasts_of(ledger: Ledger) -> dict[str, Forecast]:
    """The founding case's forecasts by question, which are one each."""
    nouns = (stored.noun for stored in ledger.view().standing("forecast"))
    return {noun.question: noun for noun in nouns if isinstance(noun, Forecast)}


def judged(ledger: Ledger) -> DataFrame:
    """The verdicts of a ledger."""
    view = ledger.view()
    return verdicts(view.forecasts(), view.questions(), view.outcomes(), on=ON)


def test_nine_statements_give_ten_readings_of_which_four_can_be_scored(founding: Ledger) -> None:
    """Mikhailovsky six, three of them scoreable; the newspaper three, one scoreable."""
    found = forecasts_of(founding).values()
    assert len(found) == 10
    said = {noun.statement: noun for noun in found}
    assert Counter(noun.forecaster for noun in said.values()) == {"alexander-mikhailovsky": 6, "mk": 3}
    scoreable = Counter(noun.forecaster for noun in said.values() if not noun.unscoreable_because)
    assert scoreable == {"alexander-mikhailovsky": 3, "mk": 1}


def test_one_quote_is_read_in_two_ways(founding: Ledger) -> None:
    """The move north is the primary reading, Kabul the alternative; both share the statement and window."""
    found = forecasts_of(founding)
    north, kabul = found["move-north"], found["kabul"]
    assert (north.reading, kabul.reading) == ("primary", "alternative")
    assert north.statement == kabul.statement
    assert north.belief == kabul.belief
    assert isinstance(kabul.belief, Timeline)
    assert kabul.belief.days == (0, 30, 61, 92, 183)
    assert kabul.belief.horizon == DECEMBER


def test_the_settled_chances_keep_their_words(founding: Ledger) -> None:
    """Near future means three months, because an analyst said so."""
    found = forecasts_of(founding)
    for slug, p, low, high in (("offensive-north", 0.325, 0.2, 0.45), ("csto-meeting", 0.9, 0.75, 0.99)):
        noun = found[slug]
        assert isinstance(noun.belief, Chance)
        assert (noun.belief.p, noun.belief.low, noun.belief.high) == (p, low, high)
        assert (noun.claim.when, noun.claim.deadline) == ("in the near future", SEPTEMBER)
        assert noun.settled_by == "the founding analyst"


def test_the_newspaper_is_held_to_a_condition(founding: Ledger) -> None:
    """If Kunduz falls in time, the border is theirs."""
    noun = forecasts_of(founding)["kunduz-border"]
    assert noun.claim.condition is not None
    assert (noun.claim.condition.question, noun.claim.condition.by) == ("kunduz", SEPTEMBER)
    assert noun.claim.deadline == SEPTEMBER
    assert isinstance(noun.belief, Chance)
    assert noun.belief.rule == "assumed-1/will"


@pytest.mark.parametrize(
    ("slug", "reasons"),
    [
        ("bigger-army", (Unscoreable.NO_CRITERION,)),
        ("more-complicated", (Unscoreable.VAGUE_WORD, Unscoreable.NO_DEADLINE)),
        ("coalition", (Unscoreable.VAGUE_WORD, Unscoreable.NO_DEADLINE)),
        ("attack-tajikistan", (Unscoreable.NO_DEADLINE, Unscoreable.NO_PROBABILITY)),
        ("more-terrorism", (Unscoreable.VAGUE_WORD, Unscoreable.NO_CRITERION)),
    ],
)
def test_what_cannot_be_scored_says_why(
    founding: Ledger, slug: str, reasons: tuple[Unscoreable, ...]
) -> None:
    """Five of the nine statements."""
    noun = forecasts_of(founding)[slug]
    assert noun.unscoreable_because == reasons
    assert isinstance(noun.belief, Vague) == (Unscoreable.VAGUE_WORD in reasons)


def test_the_six_outcomes_are_those_of_the_record(founding: Ledger) -> None:
    """Four happened, two had not by the horizon."""
    nouns = (stored.noun for stored in founding.view().standing("outcome"))
    assert {noun.question: noun.sentence for noun in nouns if isinstance(noun, Outcome)} == {
        "kunduz": "happened on 2021-08-08",
        "kunduz-border": "happened on 2021-08-08",
        "kabul": "happened on 2021-08-15",
        "csto-meeting": "happened on 2021-09-15",
        "offensive-north": "had not happened through 2021-12-25",
        "move-north": "had not happened through 2021-12-25",
    }


def test_the_founding_case_is_retrospective_and_judged(founding: Ledger) -> None:
    """Kabul fell in the window, the move north did not come, and nothing is prospective."""
    found = judged(founding).set_index("question")
    assert not found.loc[found["known_on"].notna(), "prospective"].any()
    assert found["verdict"].to_dict() == {
        "move-north": "no",
        "kabul": "yes",
        "offensive-north": "no",
        "csto-meeting": "yes",
        "bigger-army": "unscoreable",
        "more-complicated": "unscoreable",
        "coalition": "unscoreable",
        "kunduz-border": "yes",
        "attack-tajikistan": "unscoreable",
        "more-terrorism": "unscoreable",
    }


def test_the_two_timelines_have_the_scores_of_the_worked_example(founding: Ledger) -> None:
    """Kabul 0.0455 and the move north 0.529, each with the band of the other rules."""
    found = whole(founding.view(), ON).set_index("question")
    kabul, north = found.loc["kabul"], found.loc["move-north"]
    assert (kabul["value"], kabul["low"], kabul["high"]) == pytest.approx((0.04551, 0.0317, 0.0754), abs=5e-5)
    assert (north["value"], north["low"], north["high"]) == pytest.approx((0.529, 0.424, 0.568), abs=5e-4)


def test_the_assumed_day_is_marked(founding: Ledger) -> None:
    """The source's title says that its day is assumed."""
    (stored,) = founding.view().standing("source")
    assert "assumed" in str(getattr(stored.noun, "title", ""))


def test_the_script_writes_the_same_bytes(script: Any) -> None:
    """What is in the folder is what the script makes."""
    for name, text in script.files(script.panel()).items():
        assert (SEEDS / "panel" / name).read_bytes() == text.encode()


def test_the_panel_holds_some_800_forecasts_of_every_kind(panel: Ledger) -> None:
    """Eight forecasters on some 270 questions."""
    frame = panel.view().forecasts()
    assert 750 <= len(frame) <= 850
    assert frame["forecaster"].nunique() == 8
    assert set(frame["belief"].dropna()) == {"chance", "timeline", "quantiles", "shares", "vague"}
    counts = {
        "in words": frame["rule"].str.startswith("icd203", na=False).sum(),
        "in numbers": (frame["rule"] == "stated").sum(),
        "windows": (frame["belief"] == "timeline").sum(),
        "conditional": frame["condition_question"].notna().sum(),
        "of values": frame["above"].notna().sum(),
        "unscoreable": frame["unscoreable"].notna().sum(),
        "updates": judged(panel)["order"].gt(0).sum(),
    }
    assert min(counts.values()) >= 9, counts
    assert set(panel.view().questions()["kind"]) == {"event", "choice", "ordered", "quantity"}


def test_everything_synthetic_says_so(panel: Ledger) -> None:
    """Every forecaster, source, question and quote."""
    view = panel.view()
    named = [
        *view.forecasters()["name"],
        *view.sources()["title"],
        *view.questions()["statement"],
        *view.forecasts()["quote"].dropna(),
    ]
    assert all(text.endswith("(synthetic)") for text in named)
    assert all(slug.startswith("synthetic-") for slug in view.forecasters()["slug"])


def test_most_of_the_panel_counts_as_prospective(panel: Ledger) -> None:
    """One in twenty is not attested."""
    assert 0.9 < judged(panel)["prospective"].mean() < 1


def test_the_faults_show_in_what_was_said(panel: Ledger, script: Any) -> None:
    """Chances in numbers are the true ones, bent as the script says."""
    truth = script.panel().truth
    frame = panel.view().forecasts()
    stated = frame[(frame["rule"] == "stated") & frame["question"].isin(truth)]
    assert len(stated) > 200
    for row in stated.itertuples():
        bent = [script.bent(p, script.FORECASTERS[row.forecaster]) for p in truth[row.question]]
        assert min(abs(row.p - p) for p in bent) <= 0.00501


def test_the_faults_show_in_what_came_of_it(panel: Ledger) -> None:
    """The biased miss in their direction, and the calibrated does better than those who are not."""
    found = judged(panel)
    found = found[(found["belief"] == "chance") & found["observed"].isin([0.0, 1.0])]
    found = found.assign(miss=found["p"] - found["observed"])
    miss = found.groupby("forecaster")["miss"].mean()
    assert abs(miss["synthetic-calibrated"]) < 0.1
    assert miss["synthetic-biased-up"] > 0.05
    assert miss["synthetic-biased-down"] < -0.05
    brier = found.assign(brier=found["miss"] ** 2).groupby("forecaster")["brier"].mean()
    assert brier["synthetic-calibrated"] < brier[["synthetic-base-rate", "synthetic-overconfident"]].min()


@pytest.mark.parametrize("seed", ["founding", "panel"])
def test_verdicts_are_the_same_after_a_round_trip(
    seed: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Exported as CSV and imported again, a ledger judges alike; only handles and recording differ."""
    ledger = request.getfixturevalue(seed)
    sheets = OwnRows(view=ledger.view())
    for name, layout in FILES.items():
        if text := "".join(sheets.lines(layout)):
            (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    before = judged(ledger)
    with loaded(tmp_path) as fresh:
        after = judged(fresh)
    differing = ["handle", "first_handle", "entry", "position", "statement", "outcome", "recorded_at"]
    assert list(before.columns) == list(after.columns)
    kept = [name for name in before.columns if name not in differing and not name.startswith("recorded")]
    from pandas.testing import assert_frame_equal

    assert_frame_equal(before[kept], after[kept])
