"""How many things were expected to happen, and how many did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from reports.charts import rows
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, INK, SKY
from reports.charts.marks import answers
from reports.charts.text import on_events
from reports.figures import counted
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.expectation import Expectation

_TOGETHER = ", forecasts on one event standing or falling together"


class Counted(Protocol):
    """How many of `count` were expected and observed, and what luck allows: such as an `Expectation`."""

    @property
    def count(self) -> int:
        """How many were forecast."""

    @property
    def events(self) -> int:
        """On how many events they are."""

    @property
    def expected(self) -> float:
        """The sum of their chances."""

    @property
    def observed(self) -> int:
        """How many happened."""

    @property
    def low(self) -> int:
        """The least that luck allows."""

    @property
    def high(self) -> int:
        """The most that luck allows."""


Named = Sequence[tuple[str, Counted]]


_SAMPLES = (
    (
        rows.Sample(mark="o", colour=INK, says="happened"),
        rows.Sample(mark="|", colour=BLUE, says="expected"),
        rows.Sample(mark="bar", colour=SKY, says="if calibrated"),
    ),
)


def key(named: Named) -> str:
    """What the band holds, and whether forecasts share the luck of their events."""
    together = _TOGETHER if any(found.events < found.count for _, found in named) else ""
    return f"If calibrated: 95 of 100 such sets{together}."


def finding(named: Named) -> str:
    """Whether as many happened as expected, as far as luck can tell.

    >>> from tracker.calibration.expectation import Expectation
    >>> few = Expectation(count=8, events=8, expected=4.81, observed=1, low=2, high=7, p_value=0.01)
    >>> finding([("Ann", few)])
    'Fewer happened than expected: 1 of 8, not 4.8'
    """
    apart = [found for _, found in named if not found.low <= found.observed <= found.high]
    if len(named) > 1:
        return (
            f"{len(apart):,} of {len(named):,} saw more or fewer happen than luck allows"
            if apart
            else f"All {len(named):,} saw about as many happen as expected"
        )
    (_, found) = named[0]
    told = f"{found.observed:,} of {found.count:,}"
    if not apart:
        return f"About as many happened as expected: {told}"
    word = "Fewer" if found.observed < found.low else "More"
    return f"{word} happened than expected: {told}, not {found.expected:,.1f}"


def height(named: Named) -> float:
    """The height in inches that gives each line room."""
    return rows.height(len(named))


def chart(named: Named, ax: Axes) -> Axes:
    """Draw a line for each named expectation, as shares of its count.

    The band is what a calibrated forecaster would see in 95 of 100 such sets, the tick what was
    expected, the dot what was observed.
    """
    written = []
    for place, (name, found) in enumerate(named):
        (band,) = ax.barh(
            place,
            (found.high - found.low) / found.count,
            left=found.low / found.count,
            height=0.24,
            color=SKY,
            gid="band",
        )
        expected = found.expected / found.count
        ax.plot([expected, expected], [place - 0.17, place + 0.17], color=BLUE, linewidth=2, gid="expected")
        (dot,) = ax.plot(
            [found.observed / found.count],
            [place],
            marker="o",
            markersize=6.5,
            color=INK,
            linestyle="none",
            gid="observed",
        )
        told = f"{found.observed:,} of {found.count:,}, {found.expected:,.1f} expected"
        if found.events < found.count and len(named) > 1:
            told += f", {counted(found.events, 'event')}"
        answers(dot, f"{name}: {told}")
        answers(
            band, f"{name}: {found.low:,} to {found.high:,} of {found.count:,} in 95 of 100 calibrated sets"
        )
        written.append((name, told))
    rows.named(ax, written)
    rows.laid(ax, len(named), _SAMPLES)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    counts = f"; {on_events(named[0][1].count, named[0][1].events)}" if len(named) == 1 else ""
    ax.set_xlabel(f"share that happened{counts}")
    return ax


def words(found: Expectation) -> str:
    """Expected against observed, with what luck allows, as a sentence.

    >>> from tracker.calibration.expectation import Expectation
    >>> words(
    ...     Expectation(count=8, events=8, expected=4.81, observed=5, low=2, high=7, p_value=1.0)
    ... )
    'Expected 4.8 of 8 to happen, saw 5; a calibrated forecaster would see 2 to 7 in 95 of 100 such sets
    (exact test, p = 1.00).'
    """
    test = "exact test" if found.method.startswith("exact") else "test by a corrected normal"
    together = ", forecasts on one event standing or falling together" if found.events < found.count else ""
    p = f"p = {found.p_value:.2f}" if found.p_value >= 0.01 else f"p = {found.p_value:.1g}"
    return (
        f"Expected {found.expected:,.1f} of {found.count:,} to happen, saw {found.observed:,}; a calibrated "
        f"forecaster would see {found.low:,} to {found.high:,} in 95 of 100 such sets{together} "
        f"({test}, {p})."
    )


CHART: Chart[Named] = Chart(
    name="expectation",
    shows="how many things were expected to happen, and how many did",
    draw=chart,
    title=finding,
    measure="Expected against observed",
    words="The table below holds the same figures.",
    height=height,
    key=key,
    held_by=(SCORECARD, CALIBRATION),
    called=("expected", "individuals"),
    needs=5,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
