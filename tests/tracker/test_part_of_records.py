"""Of a large ledger a report on one forecaster reads that forecaster's records alone, and says the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pandas.testing import assert_frame_equal

from forecasts.ledger import Ledger
from reports.demonstration import FOUNDING_CASE, PANEL, filled_ledger
from tracker import judged
from tracker.judged import Judged, Records
from tracker.selections import Selection

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=[FOUNDING_CASE, PANEL], ids=["founding", "panel"])
def seed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of one of the seeds."""
    where = tmp_path_factory.mktemp("seed") / "ledger.db"
    with filled_ledger(where, request.param, by="ann", now=NOW) as ledger:
        yield ledger


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2021, 8, 20)])
def test_the_forecasts_of_one_are_judged_as_among_all(
    seed: Ledger, monkeypatch: pytest.MonkeyPatch, on: date
) -> None:
    """Every column is the same but the numbers of the series, which come in the same order."""
    view = seed.view()
    for slug in view.slugs("forecaster"):
        chosen = Selection(forecasters=(slug,))
        among_all = Judged.of(Records(view), chosen, on).rows.reset_index(drop=True)
        with monkeypatch.context() as patched:
            patched.setattr(judged, "_KEPT_ROWS", 0)
            alone = Judged.of(Records(view), chosen, on).rows.reset_index(drop=True)
        ranked = among_all.assign(series=among_all["series"].rank(method="dense").astype("int64") - 1)
        assert_frame_equal(ranked, alone)


def test_no_other_forecasts_are_read(seed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is as long as what was asked for."""
    monkeypatch.setattr(judged, "_KEPT_ROWS", 0)
    records = Records(seed.view())
    slug = records.view.slugs("forecaster")[0]
    found = records.scores(date(2025, 12, 31), by=(slug,))
    assert set(found["forecaster"]) == {slug}
    assert "forecasts" not in records.__dict__


def test_a_small_ledger_is_judged_once_for_all(seed: Ledger) -> None:
    """Who asks for one after another shares what was judged."""
    records = Records(seed.view())
    first, second = (
        records.scores(date(2025, 12, 31), by=(slug,)) for slug in records.view.slugs("forecaster")[:2]
    )
    assert first is second
