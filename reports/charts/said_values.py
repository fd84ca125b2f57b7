"""What was said of options or of a value, and which came: bars of options, or a range with its value."""

from __future__ import annotations

from reports.charts.colours import BLUE, FAINT, INK, ORANGE, QUIET, SKY
from reports.charts.pen import Pen, Sketch
from reports.charts.text import cut
from reports.facets.fares import fare_of
from reports.facets.rows import Row
from reports.figures import amount, percent

_MOST_OPTIONS = 4
_BAR, _RANGE = 19.0, 62.0
_NAMES, _BARS = 0.4, 0.4
_LETTERS = 20


def said_values(row: Row) -> Sketch | None:
    """The sketch of a forecast over options or of a value; None for other beliefs."""
    if row.belief == "shares":
        return Sketch(
            name=f"options-{row.handle}",
            title=row.question_statement,
            description="; ".join(f"{option} {percent(share)}" for option, share in options(row)) + ".",
            height=6 + _BAR * len(_shown(row)),
            draw=lambda pen: _options(pen, row),
        )
    values = [float(value) for value in row.numbers or ()] if row.belief == "quantiles" else []
    if len(values) < 2:
        return None
    came = f" It came to {amount(row.answer_value)}." if row.answer_value is not None else ""
    return Sketch(
        name=f"range-{row.handle}",
        title=row.question_statement,
        description=f"From {amount(min(values))} to {amount(max(values))}.{came}",
        height=_RANGE,
        draw=lambda pen: _range(pen, row, values),
    )


def options(row: Row) -> list[tuple[str, float]]:
    """The options with their shares, the likeliest first."""
    pairs = zip(map(str, row.numbers or ()), row.heights or (), strict=True)
    return sorted(pairs, key=lambda pair: -pair[1])


def _shown(row: Row) -> list[tuple[str, float]]:
    """The likeliest options, and the one that came, wherever it stood."""
    every = options(row)
    shown = every[:_MOST_OPTIONS]
    came = [pair for pair in every[_MOST_OPTIONS:] if pair[0] == row.answer_option]
    return [*shown[: _MOST_OPTIONS - len(came)], *came]


def _options(pen: Pen, row: Row) -> None:
    for place, (option, share) in enumerate(_shown(row)):
        top, came = 4 + _BAR * place, option == row.answer_option
        pen.text(0, top + 11, cut(option, _LETTERS), INK if came else QUIET, anchor="start", bold=came)
        pen.box(_NAMES, _NAMES + _BARS * share, top, 13, BLUE if came or row.answer_option is None else SKY)
        mark = " came" if came else ""
        pen.text(_NAMES + _BARS * share, top + 11, f"{percent(share)}{mark}", QUIET, anchor="start", aside=6)


def _range(pen: Pen, row: Row, values: list[float]) -> None:
    came = row.answer_value
    every = [*values, *([came] if came is not None else [])]
    low, high = min(every), max(every)
    room = (high - low) or 1.0

    def along(value: float) -> float:
        return 0.06 + 0.88 * (value - low) / room

    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    pen.line((0, 40), (1, 40), FAINT)
    pen.box(along(ordered[0]), along(ordered[-1]), 16, 16, BLUE)
    pen.line((along(middle), 13), (along(middle), 35), INK, width=2)
    pen.text(
        (along(ordered[0]) + along(ordered[-1])) / 2,
        10,
        f"{amount(ordered[0])} to {amount(ordered[-1])}, middle {amount(middle)}",
        BLUE,
    )
    if came is not None:
        fare = fare_of(row)
        pen.diamond(along(came), 24, INK)
        pen.text(
            along(came),
            55,
            f"came to {amount(came)}",
            ORANGE if fare is not None and fare.is_miss else QUIET,
        )
