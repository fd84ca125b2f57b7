"""How fast the statistics are beside their peers, whose answers are checked equal first.

Run it as `OPENBLAS_NUM_THREADS=1 python -m tests.benchmarks.science`, on one thread, with nothing else
running. Times are medians after a warm-up. `ratio` is the peer's time over ours, and `wanted` the least it
should be.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.calibration.decomposition import decomposition, decompositions
from tracker.calibration.reliability import reliability_curve
from tracker.certainty.mean_interval import MeanInterval, mean_interval
from tracker.discrimination.roc import auc
from tracker.scoring import brier_mean
from tracker.tallies import tallies_by
from tracker.tally import Tally

Floats = NDArray[np.float64]

MILLION = 1_000_000
GROUPS = 1_000
EVENTS = 50_000
REPLICATES = 1_000
SHORT = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One task: our seconds, the fastest correct peer's, how many times faster we are, and should be."""

    task: str
    ours: float
    peer_name: str
    peer: float
    ratio: float
    wanted: float


def seconds(work: Callable[[], Any]) -> float:
    """The median time of a few runs after a warm-up; of a single run where one takes long."""
    start = perf_counter()
    work()
    once = perf_counter() - start
    if once > 4 * SHORT:
        return once
    times: list[float] = []
    while len(times) < 3 or (sum(times) < SHORT and len(times) < 21):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def compared(task: str, ours: Callable[[], Any], peers: dict[str, Callable[[], Any]], wanted: float) -> Row:
    """The row of a task; each peer must be right already."""
    times = {name: seconds(peer) for name, peer in peers.items()}
    fastest = min(times, key=lambda name: times[name])
    mine = seconds(ours)
    return Row(
        task=task,
        ours=mine,
        peer_name=fastest,
        peer=times[fastest],
        ratio=times[fastest] / mine,
        wanted=wanted,
    )


def made_up(count: int, *, rounded: bool = True) -> tuple[Floats, Floats]:
    """Calibrated forecasts with their outcomes, rounded to 0.01 or not."""
    rng = np.random.default_rng(7)
    p = rng.integers(0, 101, count) / 100 if rounded else rng.random(count)
    return p, (rng.random(count) < p).astype(np.float64)


def corp_by_scikit_learn(p: Floats, y: Floats) -> tuple[float, float, float]:
    """Miscalibration, discrimination, uncertainty by scikit-learn's isotonic regression, which pools ties."""
    from sklearn.isotonic import IsotonicRegression

    fitted = IsotonicRegression(y_min=0, y_max=1).fit_transform(p, y)
    score, recalibrated = np.mean((p - y) ** 2), np.mean((fitted - y) ** 2)
    base = np.mean((y.mean() - y) ** 2)
    return float(score - recalibrated), float(base - recalibrated), float(base)


def corp_by_model_diagnostics(p: Floats, y: Floats) -> tuple[float, float, float]:
    """The same by model-diagnostics."""
    from model_diagnostics.scoring import SquaredError, decompose

    row = decompose(y_obs=y, y_pred=p, scoring_function=SquaredError()).row(0, named=True)
    return row["miscalibration"], row["discrimination"], row["uncertainty"]


def our_corp(p: Floats, y: Floats) -> tuple[float | None, ...]:
    """The same by us, from the rows."""
    found = decomposition(Tally.of(p, y))
    return found.miscalibration, found.discrimination, found.uncertainty


def correct_corps(p: Floats, y: Floats) -> dict[str, Callable[[], Any]]:
    """The peers whose answers equal ours to ten digits on these rows."""
    peers = {"scikit-learn": corp_by_scikit_learn, "model-diagnostics": corp_by_model_diagnostics}
    expected = np.array(our_corp(p, y), dtype=np.float64)
    right: dict[str, Callable[[], Any]] = {
        name: partial(peer, p, y)
        for name, peer in peers.items()
        if np.allclose(peer(p, y), expected, rtol=0, atol=1e-10)
    }
    assert right, "no peer agrees with our decomposition"
    return right


def corp(count: int, *, rounded: bool, wanted: float) -> Row:
    """CORP from rows, against the fastest correct peer."""
    p, y = made_up(count, rounded=rounded)
    form = "rounded" if rounded else "unrounded"
    return compared(f"CORP, {count:,} {form}", lambda: our_corp(p, y), correct_corps(p, y), wanted)


def corp_beside_one_pass() -> Row:
    """CORP of ten million rounded rows beside one pass of `np.dot` over the two arrays."""
    p, y = made_up(10 * MILLION)
    passes = {"np.dot pass": lambda: np.dot(p, y)}
    return compared("CORP, 10,000,000 rounded", lambda: our_corp(p, y), passes, 1 / 20)


def mean_score(count: int) -> dict[str, Callable[[], Any]]:
    """The mean Brier score by the peers, each checked to give ours."""
    import scoringrules
    from sklearn.metrics import brier_score_loss

    p, y = made_up(count)
    peers: dict[str, Callable[[], Any]] = {
        "scoringrules": lambda: scoringrules.brier_score(y, p).mean(),
        "scikit-learn": lambda: brier_score_loss(y, p),
    }
    for name, peer in peers.items():
        assert abs(peer() - brier_mean(p, y)) < 1e-12, name
    return peers


def mean_from_arrays() -> Row:
    """The mean Brier score of a million rows, against the fastest peer."""
    p, y = made_up(MILLION)
    return compared("mean Brier from arrays", lambda: brier_mean(p, y), mean_score(MILLION), 1)


def mean_beside_one_pass() -> Row:
    """The mean Brier score of ten million rows beside one pass of `np.dot` over the two arrays."""
    p, y = made_up(10 * MILLION)
    passes = {"np.dot pass": lambda: np.dot(p, y)}
    return compared("mean Brier, 10,000,000 rows", lambda: brier_mean(p, y), passes, 1 / 4)


def area() -> Row:
    """AUC against scikit-learn."""
    from sklearn.metrics import roc_auc_score

    p, y = made_up(MILLION)
    found = auc(Tally.of(p, y))
    assert found is not None
    assert abs(found - roc_auc_score(y, p)) < 1e-12
    return compared("AUC", lambda: auc(Tally.of(p, y)), {"scikit-learn": lambda: roc_auc_score(y, p)}, 8)


def ends(found: MeanInterval) -> Floats:
    """The ends of an interval, as numbers."""
    return np.array([found.low, found.high], dtype=np.float64)


def interval() -> Row:
    """The 95% interval of the mean Brier score against scipy.stats.bootstrap."""
    from scipy.stats import bootstrap

    p, y = made_up(MILLION)

    def theirs(scores: Floats) -> Any:
        return bootstrap(
            (scores,),
            np.mean,
            n_resamples=REPLICATES,
            batch=10,
            method="percentile",
            rng=np.random.default_rng(1),
        ).confidence_interval

    few = slice(0, 2_000)
    ours, peer = mean_interval(Tally.of(p[few], y[few])), theirs((p[few] - y[few]) ** 2)
    assert np.allclose(ends(ours), [peer.low, peer.high], rtol=0, atol=4e-3)
    return compared(
        "95% interval of the mean Brier",
        lambda: mean_interval(Tally.of(p, y)),
        {"scipy.stats.bootstrap": lambda: theirs((p - y) ** 2)},
        300,
    )


def band() -> Row:
    """A reliability curve with its band against a single replicate of a peer."""
    from sklearn.isotonic import IsotonicRegression

    p, y = made_up(MILLION)
    rng = np.random.default_rng(1)
    regression = IsotonicRegression(y_min=0, y_max=1)
    found = reliability_curve(Tally.of(p, y), seed=1, replicates=REPLICATES)
    assert np.allclose(found.curve, regression.fit(p, y).predict(found.said), rtol=0, atol=1e-10)
    return compared(
        "reliability curve with a 1,000-replicate band, peer: one replicate",
        lambda: reliability_curve(Tally.of(p, y), seed=1, replicates=REPLICATES),
        {"scikit-learn": lambda: regression.fit(p, rng.random(len(p)) < p)},
        1,
    )


def scorecards() -> Row:
    """A thousand scorecards against pandas groupby with apply."""
    p, y = made_up(MILLION)
    group = np.random.default_rng(2).integers(0, GROUPS, MILLION)
    frame = pd.DataFrame({"group": group, "p": p, "y": y})

    def card(rows: pd.DataFrame) -> pd.Series[Any]:
        said, happened = rows["p"].to_numpy(), rows["y"].to_numpy()
        parts = corp_by_scikit_learn(said, happened)
        return pd.Series([len(said), happened.mean(), np.mean((said - happened) ** 2), *parts])

    def theirs() -> Any:
        return frame.groupby("group").apply(card)

    ours = decompositions(tallies_by(group, p, y)).set_index("group")
    assert np.allclose(ours.to_numpy(), theirs().to_numpy(), rtol=0, atol=1e-10)
    return compared(
        "1,000 scorecards",
        lambda: decompositions(tallies_by(group, p, y)),
        {"pandas groupby apply": theirs},
        5,
    )


def clustered_interval() -> Row:
    """The interval clustered by question against rebuilding the rows of redrawn questions.

    Both start prepared: ours from the tally, the other from sorted rows with their scores.
    """
    p, y = made_up(MILLION)
    event = np.sort(np.random.default_rng(3).integers(0, EVENTS, MILLION))
    bounds = np.searchsorted(event, np.arange(EVENTS + 1))
    sizes, scores = np.diff(bounds), (p - y) ** 2

    def theirs() -> Floats:
        rng = np.random.default_rng(1)
        means = np.empty(REPLICATES)
        for replicate in range(REPLICATES):
            drawn = rng.integers(0, EVENTS, EVENTS)
            lengths = sizes[drawn]
            ends = np.cumsum(lengths)
            rows = np.arange(ends[-1]) + np.repeat(bounds[drawn] - (ends - lengths), lengths)
            means[replicate] = scores[rows].mean()
        return np.quantile(means, [0.025, 0.975])

    tally = Tally.of(p, y, cluster=event)
    ours = mean_interval(tally)
    assert np.allclose(ends(ours), theirs(), rtol=0, atol=2e-3)
    return compared(
        "interval clustered by 50,000 questions",
        lambda: mean_interval(tally),
        {"rebuilding the rows with NumPy": theirs},
        20,
    )


def tasks() -> Iterator[Callable[[], Row]]:
    """All tasks, the shorter first."""
    yield mean_from_arrays
    yield lambda: corp(MILLION, rounded=True, wanted=8)
    yield area
    yield band
    yield scorecards
    yield clustered_interval
    yield interval
    yield mean_beside_one_pass
    yield corp_beside_one_pass
    yield lambda: corp(10 * MILLION, rounded=False, wanted=1)


def run() -> list[Row]:
    """The rows of all tasks."""
    return [task() for task in tasks()]


def main() -> None:
    """Print a table, a row a task."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"{'task':68} {'ours':>10} {'peer':>10} {'ratio':>8} {'wanted':>7}  fastest correct peer")
    for task in tasks():
        name, ours, peer_name, peer, ratio, wanted = astuple(task())
        print(f"{name:68} {ours:10.4f} {peer:10.4f} {ratio:8.2f} {wanted:7.2f}  {peer_name}", flush=True)


if __name__ == "__main__":
    main()
