"""For whom acting on these chances is worth it: the value at each ratio of cost to loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.band import band
from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, INK, QUIET
from reports.charts.drawing import SMALL
from reports.charts.looks import Dash
from reports.charts.text import on_events, upright
from reports.figures import percent
from reports.kinds import CALIBRATION
from tracker.discrimination.economic_value import EconomicValue
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT = 4.0
KEY = (
    "Who can avert a loss at a cost saves this share of what knowing the future would save, over the better "
    "of always and never acting. Band: 95% interval, for the share that happened here. The best threshold "
    "was chosen when all was known."
)
_TICKS = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
_LOWEST, _TOP = -0.5, 1.56


def chart(found: EconomicValue, ax: Axes) -> Axes:
    """Draw the value with its band and the best that any threshold has, from -0.5 upwards."""
    at = [user.ratio for user in found.users]
    low, high = ([getattr(user, end) for user in found.users] for end in ("low", "high"))
    band(ax, at, low, high)
    ax.axhline(0, color=QUIET, linewidth=0.8)
    ax.plot([found.rate] * 2, [_LOWEST, 1], color=INK, linewidth=1.2, linestyle=(0, (1, 2)), gid="rate")
    best, values = ([getattr(user, part) for user in found.users] for part in ("best", "value"))
    ax.plot(at, best, color=QUIET, linewidth=1.0, linestyle=(0, (4, 3)), gid="best")
    ax.plot(at, values, color=BLUE, linewidth=1.8, gid="value")
    lines: tuple[tuple[str, str, Dash], ...] = (
        (f"act {_when(found, short=True)}", BLUE, "solid"),
        ("the best threshold for each", QUIET, (0, (4, 3))),
        (f"{percent(round(found.rate, 3))} happened", INK, (0, (1, 2))),
    )
    for place, (words_of_line, colour, dash) in enumerate(lines):
        down = 0.96 - 0.075 * place
        ax.plot(
            [0.015, 0.075],
            [down] * 2,
            color=colour,
            linestyle=dash,
            linewidth=1.5,
            transform=ax.transAxes,
            gid="key",
        )
        ax.text(0.09, down, words_of_line, color=colour, va="center", transform=ax.transAxes, fontsize=SMALL)
    ax.set_xlim(0, 1)
    ax.set_ylim(_LOWEST, _TOP)
    ax.set_xticks(*_TICKS)
    ax.set_yticks([-0.5, 0, 0.5, 1])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel(f"cost of acting / loss; {on_events(found.forecasts, found.events)}")
    upright(ax, "value: 1 is perfect, below 0 they lose")
    return ax


def _when(found: EconomicValue, *, short: bool = False) -> str:
    if found.threshold is None:
        return "at cost / loss or more" if short else "where the chance is at least cost over loss"
    return f"at {percent(found.threshold)} or more"


def finding(found: EconomicValue) -> str:
    """At which ratios of cost to loss acting is surely worth it."""
    sure = [user.ratio for user in found.users if user.low > 0]
    if sure:
        return f"Worth acting on where cost over loss is {_span(sure)}"
    if any(user.value > 0 for user in found.users):
        return "Nowhere surely worth acting on"
    return "Nobody is better off by acting on these chances"


def words(found: EconomicValue) -> str:
    """Whom acting serves, and at which ratios the whole interval says so.

    >>> from tracker.discrimination.economic_value import economic_value
    >>> from tracker.tally import Tally
    >>> found = economic_value(Tally.from_counts([0.2, 0.8], [50, 50], [5, 42]), 0.5)
    >>> words(found)
    'Whoever acts at 50% or more does better than by always or never acting where cost over loss is 20% to \
70%: there the whole interval of its value is above 0. The value itself is above 0 at 15% to 80%.'
    """
    when = f"Whoever acts {_when(found)}"
    served = [user for user in found.users if user.value > 0]
    if not served:
        return f"{when} does no better than by always or never acting, whatever it costs."
    sure = [user.ratio for user in served if user.low > 0]
    above = _span([user.ratio for user in served])
    if not sure:
        return (
            f"{when} is not shown to do better than by always or never acting: its value is above 0 at "
            f"{above}, and nowhere its interval."
        )
    return (
        f"{when} does better than by always or never acting where cost over loss is {_span(sure)}: there the "
        f"whole interval of its value is above 0. The value itself is above 0 at {above}."
    )


def _span(ratios: list[float]) -> str:
    """The ratios from the first to the last, and how many between them are not among them.

    >>> _span([0.3]), _span([0.1, 0.15, 0.2]), _span([0.1, 0.2])
    ('30%', '10% to 20%', '10% to 20% (2 of 3)')
    """
    steps = round((ratios[-1] - ratios[0]) * 20) + 1
    if steps == 1:
        return percent(ratios[0])
    gaps = f" ({len(ratios)} of {steps})" if len(ratios) < steps else ""
    return f"{percent(ratios[0])} to {percent(ratios[-1])}{gaps}"


CHART: Chart[EconomicValue] = Chart(
    name="economic-value",
    shows="for whom acting on these chances is worth it",
    draw=chart,
    title=finding,
    measure="For whom acting on these chances is worth it (economic value)",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(CALIBRATION,),
    needs=50,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
