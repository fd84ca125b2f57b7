"""Published figures come out of a ledger: a round of ForecastBench, and the games of FiveThirtyEight.

The data are optional: without the shared folder these tests are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.importing import record_rows
from forecasts.exchange.mapping.mappings import ColumnMapping
from forecasts.ledger import Ledger
from tests.shell import Shell
from tests.tracker.judging import whole
from tracker.headlines import headline

_SHARED = Path(__file__).parents[2] / "../shared/data"
_ROUND = [
    _SHARED / f"forecastbench-superforecasters/{name}.csv"
    for name in ("questions", "forecasts", "resolutions")
]
_GAMES = _SHARED / "fivethirtyeight/games_unified.csv"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not _GAMES.exists(), reason="the shared data folder is absent")


def test_the_superforecasters_median_scores_as_published(shell: Shell) -> None:
    """0.122 on 521 questions of data sets, 0.082 on 54 markets, and 0.102 as the mean of the two."""
    shell.moment = NOW
    shell("init")
    told = shell("import", *map(str, _ROUND))
    assert "7,693 forecasts" in told
    rows = shell.json("scores", "--crowd", "median")
    crowd = [row for row in rows if row["derived"]]
    assert {row["forecaster"] for row in crowd} == {"crowd-median"}
    assert {row["handle"] for row in crowd} == {None}
    with Ledger.open(str(shell.path)) as ledger:
        topics = dict(ledger.view().questions()[["slug", "topic"]].itertuples(index=False, name=None))
    scored = [(topics[row["question"]], row["value"]) for row in crowd if row["value"] is not None]
    dataset = [value for topic, value in scored if topic == "dataset"]
    market = [value for topic, value in scored if topic == "market"]
    assert (len(dataset), len(market)) == (521, 54)
    assert round(float(np.mean(dataset)), 3) == 0.122
    assert round(float(np.mean(market)), 3) == 0.082
    assert round(float(np.mean([np.mean(dataset), np.mean(market)])), 3) == 0.102
    assert all(row["prospective"] for row in crowd)
    asked = ("scores", "--crowd", "median", "--forecaster", "crowd-median", "--topic")
    for topic, mean in (("dataset", "0.1222"), ("market", "0.0819")):
        row = shell(*asked, topic).splitlines()[-1]
        assert row.startswith("crowd-median (derived)")
        assert mean in row


@pytest.fixture(scope="module")
def games() -> Iterator[Ledger]:
    """A ledger of the games: a spreadsheet of no tool, of which it is told what its columns mean."""
    mapping = ColumnMapping(
        columns={
            "question": "question",
            "statement": "statement",
            "forecaster": "forecaster",
            "p": "probability",
            "made": "made_on",
            "deadline": "deadline",
            "outcome": "outcome",
            "known": "resolved_on",
            "topic": "topic",
            "tags": "season",
        },
        percent=False,
    )
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        with ledger.entry("import", by="ann", now=NOW) as entry:
            taken = record_rows(
                DataFile.at(_GAMES), entry, mapping=mapping, conventions=Conventions(today=NOW.date())
            )
        assert taken.new["forecast"] == taken.new["question"] == taken.new["outcome"] == 12_626
        yield ledger


def test_all_games_are_scored(games: Ledger) -> None:
    """12,626 of them, seven of which were ties."""
    counted = headline(whole(games.view(), date(2026, 1, 1)))
    assert len(counted) == 12_626
    assert (counted["verdict"] == "partly").sum() == 7


def test_the_nfl_season_of_2020_is_as_published(games: Ledger) -> None:
    """Of those given 55% more won, 63%; of those given 60% fewer than half did."""
    scored = whole(games.view(), date(2026, 1, 1))
    tags = games.view().questions().set_index("slug")["tags"]
    season = scored[(scored["topic"] == "nfl") & (scored["question"].map(tags) == ("2020",))]
    p = np.r_[season["p"], 1 - season["p"]]
    won = np.r_[season["observed"], 1 - season["observed"]]
    bins = np.round(p / 0.05).astype(int) * 5
    found = {bin_: (int((bins == bin_).sum()), round(100 * won[bins == bin_].mean(), 1)) for bin_ in (55, 60)}
    assert found == {55: (52, 63.5), 60: (40, 45.0)}
    assert [round(100 * won[bins == bin_].mean(), 1) for bin_ in (70, 75, 80)] == [79.7, 77.1, 81.8]
