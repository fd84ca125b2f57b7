"""What was furthest off, with what was said: a bar from perfect to the worst score there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts import rows
from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import ORANGE, QUIET
from reports.charts.marks import answers, forecast
from reports.charts.text import shortened, wrapped
from reports.figures import percent
from tracker.measures import MEASURES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 5
KEY = "At most one of an event, the furthest off first. Scores of two measures mean different things."
_LETTERS, _LINES = 43, 3
_ROW = 0.62
_LINE = 0.19
_OFF = 8
_FAR = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Surprise:
    """A forecast that was far off: whose, its words, of what, the chance given, what came, and its score.

    `worst` is the worst score of its measure.
    """

    handle: str
    name: str
    words: str
    question: str
    said: float | None
    came: str
    measure: str
    score: float
    worst: float

    @property
    def off(self) -> float:
        """The score as a share of the worst."""
        return self.score / self.worst


def height(found: Sequence[Surprise]) -> float:
    """The height in inches that gives each its words."""
    return 1.0 + _row(found) * len(found)


def _row(found: Sequence[Surprise]) -> float:
    return _ROW + _LINE * (max((len(_label(one)) for one in found), default=1) - 1)


def _label(one: Surprise) -> list[str]:
    said = f"“{shortened(one.words, _LETTERS)}”, of " if one.words else ""
    whole = f"{shortened(one.name, _LETTERS)}: {said}{' '.join(one.question.split())}"
    return wrapped(shortened(whole, _LETTERS * _LINES - 6), _LETTERS)[:_LINES] or [""]


def _told(one: Surprise) -> str:
    said = f"{percent(round(one.said, 3))}, " if one.said is not None else ""
    return f"{said}{shortened(one.came, 30)}; {MEASURES[one.measure].title} {one.score:.2f}"


def finding(found: Sequence[Surprise]) -> str:
    """Who was furthest off, and how sure they had been."""
    one = found[0]
    if one.said is None:
        return f"Furthest off: {one.name}"
    came = f", and it {one.came}" if one.came.startswith(("did", "happened", "came")) else ""
    return f"Furthest off: {one.name} had said {percent(round(one.said, 2))}{came}"


def chart(found: Sequence[Surprise], ax: Axes) -> Axes:
    """Draw a row for each: whose and of what over its bar, what was said and came under it."""
    for place, one in enumerate(found):
        (bar,) = ax.barh(place, one.off, height=0.2, color=ORANGE, gid="observed")
        rest = ax.barh(place, 1.0, height=0.2, facecolor="none", edgecolor=QUIET, linewidth=0.6, gid="worst")
        assert len(rest) == 1, "one bar a row"
        label, told = _label(one), _told(one)
        answers(bar, f"{' '.join(label)}: {told}", to=forecast(one.handle))
        rows.captioned(ax, place, over="\n".join(label), under=told, away=_OFF)
    rows.laid(ax, len(found))
    ax.set_ylim(len(found) - 0.4, -0.85)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["perfect", "", "sure, and wrong"])
    first, _, last = ax.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    return ax


def words(found: Sequence[Surprise]) -> str:
    """Each with its words, what came, and its score."""
    return " ".join(f"{' '.join(_label(one))}: {_told(one)}." for one in found)


def _made(chosen: Forecasts) -> tuple[Surprise, ...] | None:
    frame = chosen.frame[chosen.frame["counts"]]
    worst = frame["measure"].map({one.name: one.bound for one in MEASURES.values()}).astype(float)
    frame = frame.assign(worst=worst, off=(frame["value"] / worst).astype(float))
    frame = frame[frame["off"] > _FAR]
    order = frame.sort_values(["off", "entry", "position"], ascending=[False, True, True], kind="stable")
    records = order.drop_duplicates("cluster").head(MOST).to_dict("records")
    return tuple(_surprise(record, chosen) for record in records) or None


def _surprise(record: dict[Any, Any], chosen: Forecasts) -> Surprise:
    import pandas as pd

    def held(name: str) -> Any:
        value = record.get(name)
        return None if value is None or (not isinstance(value, tuple) and pd.isna(value)) else value

    option = held("answer_option")
    came = (
        f"came out {option}"
        if option
        else {"yes": "happened", "no": "did not happen"}.get(record["verdict"], str(record["verdict"]))
    )
    return Surprise(
        handle=str(record["handle"]),
        name=chosen.names.get(record["forecaster"], str(record["forecaster"])),
        words=str(held("quote") or held("words") or ""),
        question=str(record["question_statement"]),
        said=held("p"),
        came=str(came),
        measure=str(record["measure"]),
        score=float(record["value"]),
        worst=float(record["worst"]),
    )


CHART: Chart[Sequence[Surprise]] = Chart(
    name="surprises",
    shows="what was furthest off, with what was said",
    draw=chart,
    title=finding,
    measure="The biggest surprises: scores from perfect to the worst there is",
    words=words,
    height=height,
    key=KEY,
    made_of=_made,
    lacking="none of the forecasts chosen was off by more than half of the worst score",
)
