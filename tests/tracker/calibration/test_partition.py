"""Murphy's partition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tests.tracker.drawn import Rows, rows
from tests.tracker.examples import RAINED, WITH_TIES, WITHOUT_TIES, icing, niamey
from tracker.calibration.partition import Partition, partition
from tracker.tally import Tally


def plain(found: Partition) -> float:
    """The plain parts, put together again."""
    return _sum(found.reliability, found.resolution, found.uncertainty, found.within_bin)


def corrected(found: Partition) -> float:
    """The corrected parts, put together again."""
    return _sum(
        found.corrected_reliability,
        found.corrected_resolution,
        found.corrected_uncertainty,
        found.within_bin,
    )


def _sum(*terms: float | None) -> float:
    reliability, resolution, uncertainty, within = (float(term or 0.0) for term in terms)
    return reliability - resolution + uncertainty + within


def test_icing_counts() -> None:
    """Published reliability and resolution on issued values."""
    found = partition(icing())
    assert found.bins == "exact"
    assert found.reliability == pytest.approx(0.0019499769347, abs=1e-13)
    assert found.resolution == pytest.approx(0.0655114448543, abs=1e-13)


def test_the_published_fifteen_years() -> None:
    """Mason and Graham's forecasts, with ties and without."""
    ties, none = (partition(Tally.of(p, RAINED)) for p in (WITH_TIES, WITHOUT_TIES))
    assert ties.brier == pytest.approx(0.178666666667, abs=1e-12)
    assert ties.reliability == pytest.approx(0.0808888889, abs=1e-10)
    assert ties.resolution == pytest.approx(0.1511111111, abs=1e-10)
    assert ties.uncertainty == pytest.approx(0.2488888889, abs=1e-10)
    assert none.brier == pytest.approx(0.164573866667, abs=1e-12)


def test_wilks_table() -> None:
    """Wilks's table 7.3, printed as shares; its parts were published at a base rate rounded to 0.162."""
    p = [0.0, 0.05, *(tenth / 10 for tenth in range(1, 11))]
    share = [0.4112, 0.0671, 0.1833, 0.0986, 0.0616, 0.0366, 0.0303, 0.0275, 0.0245, 0.022, 0.017, 0.0203]
    happened = [0.006, 0.019, 0.059, 0.15, 0.277, 0.377, 0.511, 0.587, 0.723, 0.779, 0.934, 0.933]
    weights = np.array([np.multiply(share, happened), np.multiply(share, np.subtract(1, happened))])
    tally = Tally.of(p * 2, [1] * 12 + [0] * 12, weight=weights.ravel())
    found = partition(tally)
    assert tally.rate is not None
    assert found.resolution is not None
    assert found.reliability == pytest.approx(0.0008276164, abs=1e-10)
    assert found.resolution + (tally.rate - 0.162) ** 2 == pytest.approx(0.0627868748, abs=1e-10)
    assert found.corrected_reliability is None


def test_corrected_parts_agree_with_an_independent_package() -> None:
    """Ten equal bins of the Niamey EMOS forecasts, as SpecsVerification prints them."""
    emos = niamey("EMOS")
    bins = np.ceil(emos.said * 10).clip(min=1)
    starts = np.flatnonzero(np.diff(bins, prepend=0))
    from tracker.calibration.partition import _corrected

    count, happened, said = (
        np.add.reduceat(part, starts) for part in (emos.count, emos.happened, emos.said * emos.count)
    )
    share, rate = happened / count, happened.sum() / 92
    reliability = float((count * (said / count - share) ** 2).sum() / 92)
    resolution = float((count * (share - rate) ** 2).sum() / 92)
    uncertainty = float(rate * (1 - rate))
    assert (reliability, resolution) == pytest.approx((0.011355982988, 0.0220625695478), abs=1e-11)
    assert _corrected(count, happened, reliability, resolution, uncertainty) == pytest.approx(
        (0.0, 0.0131611242612, 0.24666531274869), abs=1e-12
    )


@pytest.mark.parametrize("model", ["EMOS", "Logistic", "EPC", "ENS"])
def test_unrounded_forecasts_are_binned_and_said_to_be(model: str) -> None:
    """Each its own bin, reliability would be the score and resolution the uncertainty: 92 published days."""
    found = partition(niamey(model))
    assert found.bins == "tenth"
    assert len(found.said) <= 11
    assert found.reliability is not None
    assert found.resolution is not None
    assert found.brier is not None
    assert found.reliability < found.brier / 2
    assert found.resolution < found.uncertainty / 2  # type: ignore[operator]
    assert plain(found) == pytest.approx(found.brier, abs=1e-12)


def test_unrounded_forecasts_of_many_events_are_binned_too() -> None:
    """Ten thousand unrounded probabilities of a calibrated forecaster: reliability is small."""
    p = np.random.default_rng(3).random(10_000)
    found = partition(Tally.of(p, np.random.default_rng(4).random(10_000) < p))
    assert found.bins == "percent"
    assert found.brier is not None
    assert found.reliability is not None
    assert found.reliability < 0.02 * found.brier


def test_the_bin_of_a_tenth_never_depends_on_float_noise() -> None:
    """0.1 to 0.9, written, multiplied, added up or taken off, are one bin each: nothing is rounded down."""
    tenths = np.arange(1, 10)
    ways = [tenths / 10, tenths * 0.1, np.cumsum(np.full(9, 0.1)), 1 - (10 - tenths) / 10]
    assert any(len(set(np.floor(way * 10))) < 9 for way in ways)
    p = np.concatenate(ways)
    found = partition(Tally.of(p, np.zeros(36)))
    assert found.said.tolist() == [tenth / 10 for tenth in range(1, 10)]
    assert found.counts.tolist() == [4.0] * 9
    apart = np.random.default_rng(1).permutation(np.linspace(0.02, 0.98, 97) + 1e-4)
    binned = partition(Tally.of(np.concatenate([p, apart]), np.zeros(133)))
    assert binned.bins == "tenth"
    assert binned.counts.tolist() == [3.0, *[4.0 + 10.0] * 9, 4.0]


def test_many_probabilities_are_binned_by_whole_percents() -> None:
    """101 are each their own bin; one more, and there are at most 101 bins with terms within."""
    few = partition(Tally.of(np.arange(101) / 100, np.arange(101) % 2))
    many = partition(Tally.of(np.tile(np.arange(102) / 101, 5), np.arange(510) % 2))
    assert (few.bins, few.within_bin, len(few.said)) == ("exact", 0.0, 101)
    assert many.bins == "percent"
    assert many.within_bin != 0
    assert len(many.said) <= 101


def test_half_a_percent_always_goes_up() -> None:
    """Bins are decided on whole numbers, so 0.285 and 0.145 go the same way."""
    p = np.tile(np.concatenate([np.arange(1, 100, 2) / 200, np.arange(100) / 100]), 5)
    found = partition(Tally.of(p, np.zeros(len(p))))
    assert found.bins == "percent"
    assert found.counts[1:51].tolist() == [10.0] * 50
    assert found.counts[0] == 5.0


@given(rows)
@settings(deadline=None)
def test_the_parts_close(drawn: Rows) -> None:
    """Both identities give the mean Brier score, and corrected parts stay in their range."""
    found = partition(Tally.of(*zip(*drawn, strict=True)))
    assert plain(found) == pytest.approx(found.brier, abs=1e-12)
    if found.corrected_reason is None:
        assert corrected(found) == pytest.approx(found.brier, abs=1e-12)
        assert found.corrected_reliability is not None
        assert found.corrected_reliability >= -1e-12
        assert found.corrected_resolution is not None
        assert -1e-12 <= found.corrected_resolution <= 1 + 1e-12
        assert found.corrected_uncertainty is not None
        assert found.corrected_uncertainty <= 0.25 + 1e-12
    else:
        assert len(drawn) == 1


def test_unrounded_forecasts_close() -> None:
    """The terms within bins make the identity hold for a thousand different probabilities, grades too."""
    rng = np.random.default_rng(1)
    p = rng.random(1000)
    for y in (rng.integers(0, 2, 1000), rng.integers(0, 3, 1000) / 2):
        found = partition(Tally.of(p, y))
        assert found.brier == pytest.approx(np.mean((p - y) ** 2), abs=1e-14)
        assert plain(found) == pytest.approx(found.brier, abs=1e-14)
        assert found.bins == "percent"


def test_nothing_has_no_parts() -> None:
    """Without forecasts all is None, and grades have no correction; the reasons are given."""
    empty = partition(Tally.of([], []))
    assert (empty.brier, empty.reason) == (None, "There are no forecasts.")
    tie = partition(Tally.of([0.5, 0.4], [0.5, 0]))
    assert tie.corrected_reliability is None
    assert tie.corrected_reason is not None
    assert list(tie.table.columns) == ["said", "count", "happened"]
