"""Tables of quantiles."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import NotPaired, UnreadableTable
from tests.tracker.verification.tables import csv
from tracker.verification import Columns, verify
from tracker.verification.quantiles import QuantileFigures
from tracker.verification.result import shown

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
HEADER = "model,event,level,value,observed"


def table(folder: Path, observed: float = 12.0, rows: str = "") -> Path:
    """Two models, who state 0, 10, 20 ... and 5, 15, 25 ... of each of five events."""
    stated = "".join(
        f"{model},e{event or ''},{level},{10 * place + start},{observed}\n"
        for event, (model, start), (place, level) in product(
            range(5), (("m", 0), ("n", 5)), enumerate(LEVELS)
        )
    )
    return csv(folder, stated + rows, header=HEADER)


def test_every_forecast_is_scored_once(tmp_path: Path) -> None:
    """Interval score, coverage and the median's error, by hand."""
    found = verify(table(tmp_path), seed=1, by=("model",))
    first = found.groups["m"]
    assert isinstance(first, QuantileFigures)
    assert (found.figures.n, found.figures.events, first.n) == (10, 5, 5)
    assert first.wis == pytest.approx((2 / 5) * (0.05 * 12 + 0.25 * 2 + 0.5 * 8 + 0.25 * 18 + 0.05 * 28))
    assert (first.coverage_50, first.coverage_90, first.ae_median) == (1.0, 1.0, 8.0)


def test_the_keys_are_those_of_quantiles(tmp_path: Path) -> None:
    """No key of chances is there."""
    found = verify(table(tmp_path), seed=1).as_json()
    assert {"n", "events", "wis", "coverage_50", "coverage_90", "ae_median", "words"} <= set(found)
    assert "brier" not in found


def test_missing_levels_have_reasons(tmp_path: Path) -> None:
    """Without 5% and 95%, no 90% interval."""
    rows = "".join(f"m,{event},0.25,1,2\nm,{event},0.75,3,2\n" for event in "abcde")
    found = verify(csv(tmp_path, rows, header=HEADER), seed=1).figures
    assert isinstance(found, QuantileFigures)
    assert (found.coverage_50, found.coverage_90, found.ae_median) == (1.0, None, None)
    assert set(found.reasons) == {"coverage_90", "ae_median", "wis_low", "wis_high"}


def test_bad_quantiles_are_listed(tmp_path: Path) -> None:
    """A level of 1 and a value that is no number."""
    found = verify(table(tmp_path, rows="m,e,1,3,12\nm,e,0.6,x,12\n"), seed=1)
    assert [problem.message for problem in found.problems] == [
        "the level 1 is not between 0 and 1",
        "the value 'x' is not a number",
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [("m,e,0.5,21,12\n", "several times"), ("m,e,0.6,21,13\n", "different observed values")],
)
def test_forecasts_that_are_not_told_apart_are_refused(tmp_path: Path, rows: str, said: str) -> None:
    """The option that tells them apart is named."""
    with pytest.raises(UnreadableTable, match=f"{said}.*--forecast"):
        verify(table(tmp_path, rows=rows), seed=1)
    with pytest.raises(UnreadableTable, match="--forecast"):
        verify(table(tmp_path), seed=1, columns=Columns(forecast=("event",)))


@pytest.mark.parametrize("at_once", [1, 100])
def test_quantiles_that_cross_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """In whatever order and pieces the rows come; equal ones are no fault."""
    monkeypatch.setattr("tracker.verification.tables.ROWS_AT_ONCE", at_once)
    rows = "m,e,0.75,3,2\nm,e,0.25,4,2\nn,e,0.25,1,2\nn,e,0.75,1,2\n"
    with pytest.raises(UnreadableTable, match="has 1 forecast whose values fall as the level rises"):
        verify(csv(tmp_path, rows, header=HEADER), seed=1)


def test_quantiles_without_events_are_warned_of_and_few_have_no_mean(tmp_path: Path) -> None:
    """As for chances."""
    rows = "m,0.25,1,2\nm,0.75,3,2\n"
    found = verify(csv(tmp_path, rows, header="model,level,value,observed"), seed=1)
    assert "No event column" in found.warnings[0]
    assert verify(table(tmp_path), seed=1).warnings == ()
    assert shown(found).as_json()["wis"] is None
    assert shown(found).as_json()["reasons"]["coverage_50"] == "fewer than 5 events"
    assert found.figures.words.startswith("1 event: too few")


def test_quantiles_are_not_compared(tmp_path: Path) -> None:
    """That is refused in a sentence."""
    with pytest.raises(NotPaired, match="probabilities only"):
        verify(table(tmp_path), seed=1, against="model")


def drawn(rng: np.random.Generator, events: int) -> pd.DataFrame:
    """Medians of 0 on events of one to five forecasts each, whose truths lie about one place an event."""
    event = np.repeat(np.arange(events), rng.integers(1, 6, events))
    truth = rng.standard_normal(events)[event] + 0.3 * rng.standard_normal(len(event))
    return pd.DataFrame(
        {"level": 0.5, "value": 0.0, "observed": truth, "event": event, "row": range(len(event))}
    )


def test_the_interval_of_the_weighted_score_keeps_its_word() -> None:
    """It holds the expected score in at least 93 of 100 sets, though forecasts share events."""
    expected = np.sqrt(2 / np.pi) * np.sqrt(1.09)
    rng, held = np.random.default_rng(6), 0
    for _ in range(300):
        columns = Columns(event=("event",), forecast=("row",))
        found = verify(drawn(rng, 40), seed=1, columns=columns).figures
        assert isinstance(found, QuantileFigures)
        assert found.wis_low is not None
        assert found.wis_high is not None
        held += found.wis_low <= expected <= found.wis_high
    assert held >= 0.93 * 300 - 3 * (300 * 0.95 * 0.05) ** 0.5


def test_few_events_give_no_interval_of_a_score_without_bound(tmp_path: Path) -> None:
    """Ten forecasts on five events cannot say how large a score may be; the reason is given."""
    found = verify(table(tmp_path), seed=1).figures
    assert isinstance(found, QuantileFigures)
    assert (found.wis_low, found.wis_high) == (None, None)
    assert "twenty events" in found.reasons["wis_low"]


def test_the_parts_are_those_of_the_intervals_and_sum_to_the_score(tmp_path: Path) -> None:
    """Against Bracher's definition by intervals, for truths inside, below, above and far out."""
    rng = np.random.default_rng(3)
    rows, parts = "", []
    for event, truth in enumerate((12.0, -4.0, 55.0, 20.0, 21.5, 39.0)):
        values = np.sort(rng.normal(20, 10, 5)).round(3)
        rows += "".join(
            f"m,e{event},{level},{value},{truth}\n" for level, value in zip(LEVELS, values, strict=True)
        )
        outer, inner, middle = values[[0, 4]], values[[1, 3]], values[2]
        spread = over = under = 0.0
        for alpha, (low, high) in ((0.1, outer), (0.5, inner)):
            spread += alpha / 2 * (high - low)
            over += max(low - truth, 0)
            under += max(truth - high, 0)
        over += max(middle - truth, 0) / 2
        under += max(truth - middle, 0) / 2
        parts.append(np.array([spread, over, under]) / 2.5)
    found = verify(csv(tmp_path, rows, header=HEADER), seed=1).figures
    assert isinstance(found, QuantileFigures)
    ours = (found.dispersion, found.overprediction, found.underprediction)
    assert ours == pytest.approx(tuple(np.mean(parts, axis=0)))
    assert found.wis == pytest.approx(sum(part for part in ours if part is not None))


def test_a_level_without_its_mirror_image_has_no_parts(tmp_path: Path) -> None:
    """Also where levels balance: 0.1 and 0.2 against 0.7; the score is there all the same."""
    rows = "".join(
        f"m,e{event},{level},{value},3\n" for event in range(5) for value, level in enumerate((0.1, 0.2, 0.7))
    )
    found = verify(csv(tmp_path, rows, header=HEADER), seed=1).figures
    assert isinstance(found, QuantileFigures)
    assert (found.dispersion, found.overprediction, found.underprediction) == (None, None, None)
    assert "mirror image" in found.reasons["dispersion"]
    assert found.wis is not None


def mixed(*names: str) -> pd.DataFrame:
    """Twenty normal forecasts with truths, of which some state 23 levels, 13 in the middle, or the median."""
    from scipy.special import ndtri

    every = np.array([0.01, 0.025, *np.arange(1, 20) / 20, 0.975, 0.99])
    sets = {"all": every, "middle": every[(every > 0.19) & (every < 0.81)], "median": np.array([0.5])}
    sets["ends"] = every[[0, -1]]
    truth = np.random.default_rng(5).normal(100, 20, 20)
    return pd.concat(
        pd.DataFrame(
            {
                "forecaster": name,
                "event": f"e{event}",
                "level": sets[name],
                "value": 100 + 20 * ndtri(sets[name]),
                "observed": truth[event],
            }
        )
        for name in names
        for event in range(20)
    )


def test_one_distribution_has_one_score_whatever_levels_tell_it(tmp_path: Path) -> None:
    """Side by side only the levels that all state are scored, and the warning says which."""
    found = verify(mixed("all", "middle", "median"), seed=1, by=("forecaster",))
    scores = {name: figures.wis for name, figures in found.groups.items()}  # type: ignore[union-attr]
    assert scores["all"] == pytest.approx(scores["median"]) == pytest.approx(scores["middle"])
    assert "3 different sets of levels" in found.warnings[-1]
    assert "the level 50%" in found.warnings[-1]
    alone = verify(mixed("median"), seed=1)
    assert isinstance(alone.figures, QuantileFigures)
    assert alone.figures.wis == pytest.approx(scores["all"])
    assert len(alone.warnings) == 0
    two = verify(mixed("all", "middle"), seed=1, by=("forecaster",))
    middle = verify(mixed("middle"), seed=1).figures
    assert two.groups["all"].wis == pytest.approx(middle.wis)  # type: ignore[union-attr]
    assert two.groups["all"].dispersion == pytest.approx(middle.dispersion)  # type: ignore[union-attr]
    assert two.groups["all"].coverage_90 is not None  # type: ignore[union-attr]


def test_levels_without_one_in_common_are_refused_by_name() -> None:
    """No score is given, neither of the whole nor of a group; coverage is."""
    found = verify(mixed("median", "ends"), seed=1, by=("forecaster",))
    for figures in (found.figures, *found.groups.values()):
        assert isinstance(figures, QuantileFigures)
        assert (figures.wis, figures.wis_low, figures.dispersion) == (None, None, None)
        assert "ends states the levels 1% and 99%; median states the level 50%" in figures.reasons["wis"]
    assert found.groups["median"].ae_median is not None  # type: ignore[union-attr]
    assert "no level in common" in verify(mixed("median", "ends"), seed=1).warnings[-1]


@pytest.mark.parametrize("at_once", [7, 1000])
def test_common_levels_are_found_in_pieces_and_in_any_order(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A forecast may be torn between pieces."""
    monkeypatch.setattr("tracker.verification.tables.ROWS_AT_ONCE", at_once)
    shuffled = mixed("all", "middle").sample(frac=1, random_state=3)
    found = verify(shuffled, seed=1, by=("forecaster",)).figures
    assert isinstance(found, QuantileFigures)
    assert found.wis == pytest.approx(verify(mixed("middle"), seed=1).figures.wis)  # type: ignore[union-attr]
