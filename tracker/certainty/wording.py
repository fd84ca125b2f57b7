"""How much so many events can tell, in plain words: the one place that says "too few to tell".

The intervals hold their word from five events on (docs/coverage.md), so that no number of events is enough by
itself: what is said goes by how wide the interval is, and by how many events of equal size there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.amounts import counted

LEAST_FOR_MEAN = 5
LEAST_FOR_CURVE = 20
LEAST_FOR_LINE = 50
WIDE = 0.25
"""The share of a scale from which on an interval says little: from perfect to always saying 50%."""


class Tier(StrEnum):
    """What a number of resolved events allows a report to show."""

    NOTHING = "nothing"
    LIST = "list"
    MEAN = "mean"
    CURVE = "curve"
    SLOPE = "slope"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a report may show of so many resolved events, and what it must say.

    `sentence` is for the reader, to be printed wherever a figure is.
    """

    events: int
    tier: Tier
    sentence: str

    @property
    def shows_mean(self) -> bool:
        """Whether a mean score may be shown, with its interval: from 5 events on. Below, all are listed."""
        return self.events >= LEAST_FOR_MEAN

    @property
    def shows_curve(self) -> bool:
        """Whether a reliability curve may be drawn, with its band: from 20 on."""
        return self.events >= LEAST_FOR_CURVE

    @property
    def shows_line(self) -> bool:
        """Whether Cox's line and a Murphy diagram may be shown: from 50 on."""
        return self.events >= LEAST_FOR_LINE


def told_by(
    events: int,
    *,
    by_luck: tuple[float, float] | None = None,
    needed: float | None = None,
    worth: float | None = None,
    interval: tuple[float | None, float | None] = (None, None),
    scale: float | None = 1.0,
    listed: bool = True,
) -> Told:
    """What so many resolved events can tell; forecasts on one event count once.

    Parameters
    ----------
    events
        How many independent events are resolved.
    by_luck
        Between which mean scores a calibrated forecaster would come out in 95 of 100 such sets, such as
        `tracker.calibration.luck.brier_by_luck` gives; said where there are 5 to 19 events.
    needed
        How many shared events a comparison would need to see a difference of 0.05; said where there are
        fewer.
    worth
        How many events of equal size they are worth, such as `tracker.certainty.clustered_share.kish` gives,
        where each forecast counts once; the sentence is on so many.
    interval, scale
        The interval of the mean score, and the worst score there is, None where there is none: an interval
        that takes up a quarter of this is said to be wide, and nothing is said to be enough.
    listed
        Whether the page lists them where they are too few for a mean.

    Notes
    -----
    ===================  ======================  =======================================
    events of one size   interval                what is said
    ===================  ======================  =======================================
    1 to 4               none                    too few to tell, all are listed
    5 to 19              any                     too few to tell skill from luck
    20 to 49             not wide, or not known  enough for a curve with its band
    20 to 49             wide                    too few to tell skill from luck
    50 and more          not wide                enough to read each figure with its interval
    50 and more          wide                    many, but the interval is wide
    50 and more          not known               read each figure with its interval
    ===================  ======================  =======================================

    Examples
    --------
    >>> told_by(3).sentence
    '3 events: too few to tell skill from luck, so all are listed and no mean is given.'
    >>> told_by(8, by_luck=(0.081, 0.272)).sentence
    '8 events: too few to tell skill from luck; a calibrated forecaster would score between 0.081 and
    0.272 in 95 of 100 such sets.'
    >>> told_by(60, worth=3.4, interval=(0.001, 0.42)).sentence
    '60 events, worth no more than 3 of equal size: too few to tell skill from luck. The interval is wide:
    0.00 to 0.42 says little.'
    >>> told_by(300, interval=(0.11, 0.19)).sentence
    '300 events: enough to read each figure with its interval.'
    >>> told_by(60, needed=196.2).sentence
    '60 events: read each figure with its interval. It needs about 197 shared events to see a
    difference of 0.05; there are 60.'
    """
    if events < 0:
        raise ValueError(f"there cannot be {events} events")
    wide = _wide(interval, scale) if events >= LEAST_FOR_MEAN else None
    known = None not in interval
    sentence = _sentence(events, by_luck, worth=worth, wide=wide, known=known, listed=listed)
    if needed is not None and needed > events > 0:
        sentence += (
            f" It needs about {int(-(-needed // 1)):,} shared events to see a difference of 0.05; "
            f"there {'is' if events == 1 else 'are'} {events:,}."
        )
    return Told(events=events, tier=_tier(events), sentence=sentence)


def caution(forecasts: int, events: int) -> str | None:
    """The warning due where several forecasts share an event; None where each has its own.

    >>> caution(80, 40)
    '80 forecasts share 40 events: what counts them as independent is surer of itself than it should be.'
    """
    if forecasts == events:
        return None
    return (
        f"{forecasts:,} forecasts share {counted(events, 'event')}: "
        "what counts them as independent is surer of itself than it should be."
    )


def _tier(events: int) -> Tier:
    if events == 0:
        return Tier.NOTHING
    if events < LEAST_FOR_MEAN:
        return Tier.LIST
    if events < LEAST_FOR_CURVE:
        return Tier.MEAN
    return Tier.CURVE if events < LEAST_FOR_LINE else Tier.SLOPE


def _wide(interval: tuple[float | None, float | None], scale: float | None) -> str | None:
    low, high = interval
    if low is None or high is None or scale is None or high - low < WIDE * scale:
        return None
    return f"wide: {low:.2f} to {high:.2f} says little"


def _sentence(
    events: int,
    by_luck: tuple[float, float] | None,
    *,
    worth: float | None,
    wide: str | None,
    known: bool,
    listed: bool,
) -> str:
    opening, alike = counted(events, "event"), events
    if worth is not None and events >= LEAST_FOR_MEAN and worth < 0.9 * events:
        opening += f", worth no more than {worth:.0f} of equal size"
        alike = max(LEAST_FOR_MEAN, round(worth))
    match _tier(alike):
        case Tier.NOTHING:
            return "No forecasts resolved yet."
        case Tier.LIST:
            so = "all are listed and no mean is given" if listed else "no mean is given"
            told = f"too few to tell skill from luck, so {so}"
        case Tier.MEAN if by_luck:
            told = (
                "too few to tell skill from luck; a calibrated forecaster would score between "
                f"{by_luck[0]:.3f} and {by_luck[1]:.3f} in 95 of 100 such sets"
            )
        case Tier.MEAN:
            told = "too few to tell skill from luck"
        case Tier.CURVE if wide:
            told = "too few to tell skill from luck"
        case Tier.CURVE:
            told = "enough for a curve with its band; a small difference may still be luck"
        case Tier.SLOPE if wide:
            return f"{opening}: many, but the interval is {wide}."
        case Tier.SLOPE if not known:
            told = "read each figure with its interval"
        case Tier.SLOPE:
            told = "enough to read each figure with its interval"
    return f"{opening}: {told}." + (f" The interval is {wide}." if wide else "")
