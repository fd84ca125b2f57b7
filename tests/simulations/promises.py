"""All that pages promise of intervals and tests, in the order of docs/coverage.md."""

from __future__ import annotations

from collections.abc import Iterator

from tests.simulations.best import sets_of_the_best
from tests.simulations.cells import Cell, Promise
from tests.simulations.comparisons import differences, ranks, sizes_of_tests
from tests.simulations.effects import effects_of_equals
from tests.simulations.findings import accusations
from tests.simulations.looking import false_claims
from tests.simulations.lucky import (
    Judged,
    by_luck,
    counts_within,
    curves_within,
    miscalibrated,
    scores_within,
)
from tests.simulations.means import bounded, means, promises_held, shares, skewed
from tests.simulations.options import miscalibrated_options
from tests.simulations.plans import powers
from tests.simulations.platforms import platform_scores
from tests.simulations.quantile_places import bands_of_quantiles
from tests.simulations.references import skill_against_references
from tests.simulations.shapes import areas, areas_of_regimes, calibration_tests, skill, slopes
from tests.simulations.tasks import alike_within_tasks, apart_within_tasks, relative_skills
from tests.simulations.value import values

_HOLDS = 0.93
_FIRES = 0.06
_ACCUSES = 17 / 200


def promises() -> Iterator[Promise]:
    """All of them."""
    yield _holds("Mean Brier score", "holds the expected mean of these forecasts", means("brier"))
    yield _holds("Mean log score", "likewise", means("log"))
    yield _holds("Share that happened", "holds the true share", shares())
    yield _holds("Mean of bounded scores", "holds the mean of scores between 0 and 1", bounded())
    yield _holds("Mean of unbounded scores", "likewise, from twenty events on", skewed(), bound=0.92)
    yield _holds("Skill against a constant", "holds the expected skill", skill())
    yield _holds("Area under the ROC curve", "holds the area", areas())
    yield _holds("Area of made-up forecasters", "likewise", areas_of_regimes())
    yield _holds("Cox's slope", "holds the slope, where one is shown", slopes())
    yield _fires("Paired comparison, size", "neither is better", sizes_of_tests())
    yield _holds("Paired comparison, interval", "holds the true difference", differences())
    yield _holds("Rank of the best of eight", "holds the first rank", ranks())
    yield _fires("Expected against observed", "calibrated", calibration_tests("expected"))
    yield _fires("Spiegelhalter's test", "calibrated", calibration_tests("spiegelhalter"))
    yield _fires("Test of the slope", "calibrated", calibration_tests("slope"))
    yield _within("Range of Brier scores by luck", "95", scores_within, 0.93)
    yield _within("Range of happenings by luck", "95", counts_within, 0.93)
    yield _within("Band of the reliability curve", "90", curves_within, 0.88)
    yield Promise(
        name="Miscalibration by luck",
        words="5 of 100 calibrated sets lie above the bound",
        bound=_FIRES,
        is_size=True,
        cells=tuple(by_luck(miscalibrated)),
    )
    yield _holds("Skill against references", "holds the expected skill", skill_against_references(), every=10)
    yield _holds("Share of promises held", "holds the true share, summed exactly", promises_held())
    yield Promise(
        name="Faults",
        words="a page names one though all are calibrated, whichever rule they meant their windows by",
        bound=_ACCUSES,
        is_size=True,
        cells=tuple(accusations()),
        every=5,
    )
    yield _holds("Economic value", "holds the value, at the worst ratio of cost to loss", values(), every=4)
    yield Promise(
        name="Set of the best",
        words="the 90% set holds all whose expected score is the lowest",
        bound=0.9,
        is_size=False,
        cells=tuple(sets_of_the_best()),
        every=5,
    )
    yield _holds("Relative skill", "holds the true one", relative_skills())
    yield _fires("Within tasks, size", "neither is nearer", alike_within_tasks())
    yield _holds("Within tasks, interval", "holds the true mean", apart_within_tasks(), every=2)
    yield Promise(
        name="Places among quantiles",
        words="all bars of 95 of 100 calibrated sets lie within the band",
        bound=_HOLDS,
        is_size=False,
        cells=tuple(bands_of_quantiles()),
        every=5,
    )
    yield _holds(
        "Fixed effects", "holds 0 where all are equally good", effects_of_equals(), bound=0.92, every=4
    )
    yield _holds("Platform scores", "holds the expected one, by any measure", platform_scores(), every=10)
    yield Promise(
        name="Miscalibration of choices by luck",
        words="5 of 100 calibrated sets lie above the bound",
        bound=_FIRES,
        is_size=True,
        cells=tuple(miscalibrated_options()),
    )
    yield Promise(
        name="Evidence while events overlap",
        words="the e-value of a false claim ever reaches 20",
        bound=0.05,
        is_size=True,
        cells=tuple(false_claims()),
    )
    yield Promise(
        name="Power of a plan",
        words="what a power of 80% was planned for is found",
        bound=0.77,
        is_size=False,
        cells=tuple(powers()),
        every=5,
    )


def _within(name: str, share: str, judged: Judged, bound: float) -> Promise:
    words = f"{share} of 100 calibrated sets lie within"
    return Promise(name=name, words=words, bound=bound, is_size=False, cells=tuple(by_luck(judged)))


def _holds(name: str, words: str, cells: Iterator[Cell], *, bound: float = _HOLDS, every: int = 1) -> Promise:
    words = f"the 95% interval {words}" if words != "likewise" else words
    return Promise(name=name, words=words, bound=bound, is_size=False, cells=tuple(cells), every=every)


def _fires(name: str, words: str, cells: Iterator[Cell], *, every: int = 1) -> Promise:
    words = f"p is 5% or less though {words}"
    return Promise(name=name, words=words, bound=_FIRES, is_size=True, cells=tuple(cells), every=every)
