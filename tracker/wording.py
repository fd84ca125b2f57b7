"""How much so many events can tell, in plain words: the one place that says "too few to tell"."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_FOR_MEAN = 5
LEAST_FOR_CURVE = 20
LEAST_FOR_LINE = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a report may show of so many resolved events, and what it must say.

    Attributes
    ----------
    sentence
        For the reader, to be printed wherever a figure is.
    shows_mean
        Whether a mean score may be shown, with its interval: from 5 events on. Below, all are listed.
    shows_curve
        Whether a reliability curve may be drawn, with its band: from 20 on.
    shows_line
        Whether Cox's line and a Murphy diagram may be shown: from 50 on.
    """

    events: int
    sentence: str
    shows_mean: bool
    shows_curve: bool
    shows_line: bool


def told_by(events: int, *, by_luck: tuple[float, float] | None = None, needed: float | None = None) -> Told:
    """What so many resolved events can tell; forecasts on one event count once.

    Parameters
    ----------
    events
        How many independent events are resolved.
    by_luck
        Between which mean scores a calibrated forecaster would come out in 95 of 100 such sets, such as
        `tracker.expectation.brier_by_luck` gives; said where there are 5 to 19 events.
    needed
        How many shared events a comparison would need to see a difference as large as the one found; said
        where there are fewer.

    Examples
    --------
    >>> told_by(3).sentence
    '3 events: too few to tell skill from luck, so all are listed and no mean is given.'
    >>> told_by(8, by_luck=(0.081, 0.272)).sentence
    '8 events: too few to tell skill from luck; a calibrated forecaster would score between 0.081 and
    0.272 in 95 of 100 such sets.'
    >>> told_by(60, needed=196.2).sentence
    '60 events: enough to read each figure with its interval. It needs about 197 shared events to see a
    difference this big; there are 60.'
    """
    if events < 0:
        raise ValueError(f"there cannot be {events} events")
    sentence = _sentence(events, by_luck)
    if needed is not None and needed > events > 0:
        sentence += (
            f" It needs about {int(-(-needed // 1)):,} shared events to see a difference this big; "
            f"there {'is' if events == 1 else 'are'} {events:,}."
        )
    return Told(
        events=events,
        sentence=sentence,
        shows_mean=events >= LEAST_FOR_MEAN,
        shows_curve=events >= LEAST_FOR_CURVE,
        shows_line=events >= LEAST_FOR_LINE,
    )


def _sentence(events: int, by_luck: tuple[float, float] | None) -> str:
    counted = f"{events:,} event{'' if events == 1 else 's'}"
    if events == 0:
        return "No forecasts resolved yet."
    if events < LEAST_FOR_MEAN:
        return f"{counted}: too few to tell skill from luck, so all are listed and no mean is given."
    if events < LEAST_FOR_CURVE:
        between = (
            (
                f"; a calibrated forecaster would score between {by_luck[0]:.3f} and {by_luck[1]:.3f} "
                "in 95 of 100 such sets"
            )
            if by_luck
            else ""
        )
        return f"{counted}: too few to tell skill from luck{between}."
    if events < LEAST_FOR_LINE:
        return f"{counted}: enough for a curve with its band; a small difference may still be luck."
    return f"{counted}: enough to read each figure with its interval."
