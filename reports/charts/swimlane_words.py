"""What is said of lanes in time: what each is called, what came of it, and of all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.charts.text import shortened, shortened_apart, wrapped
from reports.days import short_day
from reports.facets.lanes import Lane
from reports.facets.rows import Row
from reports.figures import amount, counted, percent

_LETTERS, _LABEL, _OPTION = 52, 96, 18
_LINES = 2
_PLAINLY = {"yes": "happened", "no": "did not happen"}


def labels(lanes: Sequence[Lane], rows: Iterable[Row]) -> list[str]:
    """What each lane is called, in one line or two: its question, and whose it is where there are several."""
    every = {row.handle: row for row in rows}
    several = len({row.forecaster for row in every.values()}) > 1
    marks = [
        f" (update {lane.order})" if lane.order else "" if lane.is_primary else " (alternative)"
        for lane in lanes
    ]
    whose = [
        f"{shortened(every[lane.handle].name, _LABEL // 3)}: " if several and lane.handle in every else ""
        for lane in lanes
    ]
    room = _LABEL - max((len(a) + len(b) for a, b in zip(marks, whose, strict=True)), default=0)
    questions = shortened_apart([lane.label for lane in lanes], room)
    return [
        "\n".join(wrapped(f"{who}{question}{mark}", _LETTERS)[:_LINES])
        for who, question, mark in zip(whose, questions, marks, strict=True)
    ]


def result(lane: Lane, row: Row | None) -> str:
    """What came of it, with the score, and the chance that was given."""
    came = _PLAINLY.get(lane.verdict, lane.verdict)
    if lane.event is not None:
        came = f"happened {short_day(lane.event)}"
    elif row is not None and row.answer_option is not None:
        came = f"came out {shortened(row.answer_option, _OPTION)}"
    elif row is not None and row.answer_value is not None:
        came = f"came to {amount(row.answer_value)}"
    said = f"{percent(lane.p)}, " if lane.p is not None else ""
    return f"{said}{came}" + ("" if lane.score is None else f", score {lane.score:.2f}")


def finding(every: Iterable[Lane]) -> str:
    """How many windows and deadlines saw it happen, of those that are decided."""
    lanes = [lane for lane in every if lane.is_primary and lane.order == 0]
    parts = []
    for noun, some in (
        ("window", [lane for lane in lanes if lane.is_window]),
        ("deadline", [lane for lane in lanes if not lane.is_window]),
    ):
        decided = [lane for lane in some if lane.verdict in ("yes", "no")]
        held = sum(_held(lane) for lane in decided)
        if decided:
            many = f"{held:,} of {counted(len(decided), noun)}"
            parts.append(f"{many} held the event" if noun == "window" else f"{many} saw it come")
    return "; ".join(parts) or f"Nothing is decided of {counted(len(lanes), 'forecast')}"


def _held(lane: Lane) -> bool:
    """Whether it came as the lane says: within the window, or by the deadline."""
    if lane.is_window:
        return lane.event is not None and lane.start <= lane.event <= lane.end
    return lane.verdict == "yes"
