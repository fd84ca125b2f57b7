"""The charts of time that belong to no report of their own, as pictures for any page."""

from __future__ import annotations

from reports.charts import heat as heat_chart
from reports.charts import history as history_chart
from reports.figures import counted, percent
from reports.parts.periodic.heat import Heat
from reports.parts.updates import Updates
from reports.render.layout import Picture


def history_picture(found: Updates, *, kind: str) -> Picture:
    """The history of a question's chances as a picture; `kind` is "prospective" or "retrospective"."""
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{percent(step.p)} from {step.day}" for step in line.steps)
        for line in found.lines
    )
    return Picture(
        name=f"history-{kind}",
        title=found.statement,
        description=f"{said}. {_came(found)}",
        height=history_chart.height(found),
        draw=lambda ax: history_chart.chart(found, ax),
        key=history_chart.key(found),
    )


def heat_picture(found: Heat) -> Picture:
    """The calendar of what matured as a picture."""
    most = max(found.cells, key=lambda cell: cell.count)
    return Picture(
        name="heat",
        title="How many forecasts matured when",
        description=f"{counted(found.total, 'forecast')} matured from {found.first} to {found.last}; most in "
        f"the {found.unit} of {most.first}, {most.count:,}.",
        height=heat_chart.height(found),
        draw=lambda ax: heat_chart.chart(found, ax),
        key=heat_chart.key(found),
    )


def _came(found: Updates) -> str:
    if found.event is not None:
        return f"It happened on {found.event}."
    if found.not_through is not None:
        return f"It had not happened through {found.not_through}."
    return f"It came out {found.answer}." if found.answer else f"It was open on {found.on}."
