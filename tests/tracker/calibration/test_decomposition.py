"""The parts of a mean score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from forecasts.errors import GradedOutcomes
from tests.tracker.drawn import Rows, clustered_rows, rows
from tests.tracker.examples import golden, icing, niamey, numbers, shared
from tracker.calibration.decomposition import decomposition, decomposition_by_luck, decompositions
from tracker.tallies import tallies_by
from tracker.tally import Tally


def parts(tally: Tally, **options: Any) -> tuple[float | None, ...]:
    """Score, miscalibration, discrimination, uncertainty."""
    found = decomposition(tally, **options)
    return found.score, found.miscalibration, found.discrimination, found.uncertainty


@pytest.mark.parametrize("row", golden("corp_brier_decomposition"))
def test_golden_decompositions(row: dict[str, Any]) -> None:
    """The golden rows come out, those with one outcome only among them."""
    expected = [row["expected"][name] for name in ("score", "MCB", "DSC", "UNC")]
    assert parts(Tally.of(**row["inputs"])) == pytest.approx(expected, abs=row["tolerance"])


def test_icing_counts() -> None:
    """The published parts of the icing forecasts, from their table of counts."""
    assert parts(icing()) == pytest.approx(
        (0.161534541062802, 0.001937281676103, 0.065498749595749, 0.225096008982447), abs=1e-14
    )


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("Logistic", (0.205746171886388, 0.017076057358150, 0.055540660519021)),
        ("EMOS", (0.232025179368199, 0.018282943343355, 0.030468539022414)),
        ("ENS", (0.266167674298945, 0.066072228279586, 0.044115329027900)),
        ("EPC", (0.234281755412804, 0.022349747381051, 0.032278767015507)),
    ],
)
def test_niamey(method: str, expected: tuple[float, ...]) -> None:
    """Four published rows for rain at Niamey."""
    assert parts(niamey(method)) == pytest.approx((*expected, 0.244210775047259), abs=1e-13)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("Logistic", (0.598297433446, 0.050873506941, 0.134099698182, 0.681523624687)),
        ("EMOS", (0.653682148645, 0.048736153533, 0.076577629575, 0.681523624687)),
    ],
)
def test_niamey_by_the_log_score(method: str, expected: tuple[float, ...]) -> None:
    """Published rows for the log score."""
    assert parts(niamey(method), loss="log") == pytest.approx(expected, abs=1e-11)


TRIPTYCH = {
    "X01": (0.0827281260692, 0.00474023926586, 0.171528113197),
    "X02": (0.127255039638, 0.0232842551973, 0.145545215560),
    "X03": (0.134421159954, 0.0172071741182, 0.132302014164),
    "X04": (0.194451049217, 0.0587247221546, 0.113789672937),
    "X05": (0.221856341315, 0.0722951029507, 0.0999547616353),
    "X06": (0.179670079751, 0.00493785660645, 0.0747837768550),
    "X07": (0.211594829521, 0.0211239584236, 0.0590451289023),
    "X08": (0.234745162057, 0.0262534051474, 0.0410242430904),
    "X09": (0.303088851198, 0.0817589362646, 0.0281860850667),
    "X10": (0.311910879138, 0.0771646236745, 0.0147697445365),
}


@pytest.mark.parametrize("forecaster", TRIPTYCH)
def test_triptych(forecaster: str) -> None:
    """Ten published rows of simulated forecasters."""
    data = shared("triptych/ex_binary.csv")
    found = parts(Tally.of(numbers(data, forecaster), numbers(data, "y")))
    assert found == pytest.approx((*TRIPTYCH[forecaster], 0.249516), abs=1e-12)


def test_a_published_log_row() -> None:
    """Six forecasts with a published decomposition of the log score."""
    tally = Tally.of([0.4, 0.3, 0.2, 0.1, 0.5, 0.9], [0, 0, 0, 1, 1, 1])
    expected = (0.6986228, 0.3237327, 0.3182571, 0.6931472)
    assert parts(tally, loss="log") == pytest.approx(expected, abs=1e-7)


def test_agrees_with_model_diagnostics_on_pooled_rows() -> None:
    """An independent library finds the same parts where the probabilities differ."""
    from model_diagnostics.scoring import LogLoss, SquaredError, decompose

    rng = np.random.default_rng(3)
    p, y = rng.random(300), rng.integers(0, 2, 300)
    for loss, theirs in (("brier", SquaredError()), ("log", LogLoss())):
        row = decompose(y_obs=y, y_pred=p, scoring_function=theirs).row(0, named=True)
        names = ("score", "miscalibration", "discrimination", "uncertainty")
        assert parts(Tally.of(p, y), loss=loss) == pytest.approx([row[name] for name in names], abs=1e-12)


@given(rows)
@settings(deadline=None)
def test_the_parts_close(drawn: Rows) -> None:
    """Score = miscalibration - discrimination + uncertainty, and no part is negative."""
    found = parts(Tally.of(*zip(*drawn, strict=True)))
    score, miscalibration, discrimination, uncertainty = (float(part or 0.0) for part in found)
    assert score == pytest.approx(miscalibration - discrimination + uncertainty, abs=1e-12)
    assert min(miscalibration, discrimination, uncertainty) >= 0
    assert discrimination <= uncertainty + 1e-15


@given(clustered_rows)
@settings(deadline=None)
def test_all_groups_at_once_are_the_groups_one_by_one(drawn: list[tuple[float, int, int]]) -> None:
    """The table of groups holds each group's own decomposition."""
    p, y, group = zip(*drawn, strict=True)
    tallies = tallies_by(group, p, y)
    table = decompositions(tallies).set_index("group")
    names = ["score", "miscalibration", "discrimination", "uncertainty"]
    for label, tally in tallies.items():
        assert table.loc[label, names].tolist() == pytest.approx(parts(tally), abs=1e-13)
        assert table.loc[label, "rate"] == tally.rate


def test_grades_decompose() -> None:
    """A tie counts as half, and the parts still close."""
    score, miscalibration, discrimination, uncertainty = parts(Tally.of([0.4, 0.5, 0.6], [0, 0.5, 1]))
    assert (score, uncertainty) == pytest.approx(((0.16 + 0 + 0.16) / 3, 1 / 6))
    assert (miscalibration, discrimination) == pytest.approx((0.32 / 3, 1 / 6))


def test_a_certain_miss_makes_the_log_parts_infinite() -> None:
    """Infinite stays infinite in score and miscalibration, and nowhere else."""
    score, miscalibration, discrimination, uncertainty = parts(Tally.of([0.0, 0.6], [1, 0]), loss="log")
    assert (score, miscalibration) == (np.inf, np.inf)
    assert (discrimination, uncertainty) == pytest.approx((0.0, np.log(2)))


def test_nothing_has_no_parts() -> None:
    """Without forecasts all is None, with the reason, and so in the table."""
    found = decomposition(Tally.of([], []))
    assert found.score is None
    assert found.reason == "There are no forecasts."
    assert decomposition_by_luck(Tally.of([], []), seed=1) is None
    assert found.table["value"].isna().all()


def test_an_unknown_loss_is_refused() -> None:
    """Only two losses are known."""
    with pytest.raises(ValueError, match="'brier' or 'log'"):
        decomposition(Tally.of([0.5], [1]), loss="hinge")  # type: ignore[arg-type]


def test_luck_alone_gives_the_known_miscalibration() -> None:
    """A calibrated forecaster of 20 on tenths shows 0.045 on average."""
    rng = np.random.default_rng(1)
    means = [
        lucky.miscalibration_mean
        for seed in range(60)
        if (
            lucky := decomposition_by_luck(
                Tally.of(rng.integers(0, 11, 20) / 10, np.zeros(20)), seed=seed, replicates=100
            )
        )
    ]
    assert np.mean(means) == pytest.approx(0.045, abs=0.006)


def test_luck_is_reproducible_and_says_how() -> None:
    """One seed gives one answer; another seed another; the log score works as well."""
    tally = icing()
    first = decomposition_by_luck(tally, seed=1, replicates=50)
    assert first == decomposition_by_luck(tally, seed=1, replicates=50)
    assert first != decomposition_by_luck(tally, seed=2, replicates=50)
    assert first is not None
    assert (first.replicates, first.seed, first.rounded) == (50, 1, False)
    assert 0 < first.miscalibration_mean < first.miscalibration_high
    log = decomposition_by_luck(tally, seed=1, replicates=50, loss="log")
    assert log is not None
    assert np.isfinite(log.miscalibration_high)


def test_luck_is_shared_within_clusters() -> None:
    """Twenty equal forecasts on each event show the miscalibration by luck of one forecast on each."""
    p = np.random.default_rng(6).random(100).round(2)
    many = Tally.of(np.repeat(p, 20), np.zeros(2000), cluster=np.repeat(np.arange(100), 20))
    once = decomposition_by_luck(Tally.of(p, np.zeros(100)), seed=1)
    shared = decomposition_by_luck(many, seed=1)
    alone = decomposition_by_luck(many.unclustered(), seed=1)
    assert once is not None
    assert shared is not None
    assert alone is not None
    assert shared.miscalibration_mean == pytest.approx(once.miscalibration_mean, rel=0.05)
    assert shared.discrimination_high == pytest.approx(once.discrimination_high, rel=0.05)
    assert alone.miscalibration_mean < 0.2 * once.miscalibration_mean


def test_shared_luck_takes_fractional_weights_and_rounds_many_probabilities() -> None:
    """Half a forecast each changes no mean."""
    p = np.random.default_rng(6).random(10_100)
    event = np.arange(10_100) // 2
    whole, half = (
        decomposition_by_luck(Tally.of(p, np.ones(10_100), weight, event), seed=1, replicates=5)
        for weight in (None, np.full(10_100, 0.5))
    )
    assert whole is not None
    assert half is not None
    assert whole.rounded
    assert half.miscalibration_mean == pytest.approx(whole.miscalibration_mean)


def test_luck_rounds_only_very_many_probabilities() -> None:
    """Above 10,001 different probabilities they are rounded for the simulation, and it says so."""
    rng = np.random.default_rng(4)
    lucky = decomposition_by_luck(Tally.of(rng.random(10_100), np.ones(10_100)), seed=1, replicates=5)
    assert lucky is not None
    assert lucky.rounded


def test_luck_refuses_grades() -> None:
    """A tie cannot be drawn."""
    with pytest.raises(GradedOutcomes, match="simulated"):
        decomposition_by_luck(Tally.of([0.5], [0.5]), seed=1)
