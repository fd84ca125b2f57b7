"""How much can be told from so many events: the one place that says "too few to tell"."""

from __future__ import annotations

from enum import StrEnum

LEAST_FOR_MEAN = 5
LEAST_FOR_CURVE = 20
LEAST_FOR_SLOPE = 50


class Tier(StrEnum):
    """What a number of resolved events allows a report to show."""

    NOTHING = "nothing"
    LIST = "list"
    MEAN = "mean"
    CURVE = "curve"
    SLOPE = "slope"

    @property
    def has_mean(self) -> bool:
        """Whether a mean may be shown: from five events on."""
        return self not in (Tier.NOTHING, Tier.LIST)

    @property
    def has_curve(self) -> bool:
        """Whether a reliability curve may be drawn: from twenty events on."""
        return self in (Tier.CURVE, Tier.SLOPE)


def tier(events: int) -> Tier:
    """What may be shown of this many resolved events; forecasts on one event count once.

    >>> tier(3), tier(5).has_mean, tier(19).has_curve, tier(50)
    (<Tier.LIST: 'list'>, True, False, <Tier.SLOPE: 'slope'>)
    """
    if events < 0:
        raise ValueError(f"there cannot be {events} events")
    if events == 0:
        return Tier.NOTHING
    if events < LEAST_FOR_MEAN:
        return Tier.LIST
    if events < LEAST_FOR_CURVE:
        return Tier.MEAN
    return Tier.CURVE if events < LEAST_FOR_SLOPE else Tier.SLOPE


def caution(forecasts: int, events: int) -> str | None:
    """The warning due where several forecasts share an event; None where each has its own.

    >>> caution(80, 40)
    '80 forecasts share 40 events: what counts them as independent is surer of itself than it should be.'
    """
    if forecasts == events:
        return None
    return (
        f"{forecasts:,} forecasts share {events:,} event{'' if events == 1 else 's'}: "
        "what counts them as independent is surer of itself than it should be."
    )


def in_words(events: int, *, by_luck: tuple[float, float] | None = None) -> str:
    """What this many resolved events can tell, as a sentence for the reader.

    `by_luck` is the range in which a calibrated forecaster's mean score would lie in 95 of 100 such
    sets (`tracker.luck.range_by_luck`), said where there are five to nineteen events.

    >>> in_words(0)
    'No forecasts resolved yet.'
    >>> in_words(3)
    '3 events: too few to tell skill from luck, so all are listed and no mean is given.'
    >>> in_words(8, by_luck=(0.081, 0.272))
    '8 events: too few to tell skill from luck; a calibrated forecaster would score between 0.081 and
    0.272 in 95 of 100 such sets.'
    """
    counted = f"{events:,} event{'' if events == 1 else 's'}"
    match tier(events):
        case Tier.NOTHING:
            return "No forecasts resolved yet."
        case Tier.LIST:
            return f"{counted}: too few to tell skill from luck, so all are listed and no mean is given."
        case Tier.MEAN if by_luck is None:
            return f"{counted}: too few to tell skill from luck."
        case Tier.MEAN:
            low, high = by_luck or (0.0, 0.0)
            return (
                f"{counted}: too few to tell skill from luck; a calibrated forecaster would score between "
                f"{low:.3f} and {high:.3f} in 95 of 100 such sets."
            )
        case Tier.CURVE:
            return f"{counted}: enough for a curve with its band; a small difference may still be luck."
        case Tier.SLOPE:
            return f"{counted}: enough to read each figure with its interval."
