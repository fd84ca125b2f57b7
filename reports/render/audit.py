"""The table a reviewer checks line by line: every forecast, what came of it, its score, its handle."""

from __future__ import annotations

from reports.facets.rows import Row
from reports.figures import counted
from reports.render.layout import Cell, Column, Line, Table
from reports.render.wording import came_true, claim, kind, outcome, result, said, when


def audit_table(rows: tuple[Row, ...]) -> Table:
    """Every forecast on a line; updates follow what they update, alternative readings are quiet."""
    several = len({row.forecaster for row in rows}) > 1
    from_one = len({row.source for row in rows}) == 1
    columns = [
        Column(title="Question", under="slug and claim", wide=True),
        *([Column(title="Who")] if several else []),
        Column(title="Words", under="source", wide=True),
        Column(title="Reading", under="prospective or retrospective"),
        Column(title="Made on", label="made", under="attested"),
        Column(title="Due", label="when:", under="in words"),
        Column(title="Said", label="said", under="band and rule"),
        Column(title="Outcome", label="outcome:", under="record"),
        Column(title="The claim", label="the claim:", under="left out because"),
        Column(title="Score", label="score", under="band, or why none"),
        Column(title="Record", label="record", under="versions"),
    ]
    return Table(
        caption=_caption(rows, from_one=from_one),
        columns=tuple(columns),
        lines=tuple(_line(row, several=several, from_one=from_one) for row in rows),
        listed=True,
        name="forecasts",
    )


def _caption(rows: tuple[Row, ...], *, from_one: bool) -> str:
    told = f"{counted(len(rows), 'forecast')}, each with its score and band or the reason for none"
    if from_one and rows[0].source_title:
        told += f"; all from {_origin(rows[0], in_full=True)}"
    if any(_is_clustered(row) for row in rows):
        told += "; the forecasts on one event count together as one"
    return told


def _is_clustered(row: Row) -> bool:
    return row.on_event > 1 and row.is_primary and row.order == 0 and row.verdict != "unscoreable"


def _line(row: Row, *, several: bool, from_one: bool) -> Line:
    follows = row.order > 0
    opening = row.question_statement
    if follows:
        opening = f"Update {row.order}" if row.restates is None else f"Restatement of {row.restates}"
    event = f" “{row.cluster}”" if row.cluster != row.question else ""
    together = f"one of {row.on_event:,} on the event{event}" if _is_clustered(row) else ""
    again = f"restates {row.restates}" if row.restates and not follows else ""
    about = ", ".join(part for part in (row.question, claim(row), together, again) if part)
    quote = f"“{row.quote}”" if row.quote else f"“{row.words}”" if row.words else "–"
    read = row.words if row.quote and row.words and _bare(row.words) not in _bare(row.quote) else ""
    versions = f"{row.versions} versions, first {row.first_handle}" if row.versions > 1 else ""
    named = row.is_primary or row.reading == "alternative"
    reading = row.reading if named else f"{row.reading} (alternative)"
    attested = f"attested {row.attested_on}" if row.attested_on else ""
    return Line(
        cells=(
            Cell(opening, about),
            *([Cell(row.name)] if several else []),
            Cell(quote, "; ".join(part for part in (read, _origin(row, in_full=not from_one)) if part)),
            Cell(reading, _pool(row)),
            Cell(str(row.made_on), attested),
            Cell(*when(row)),
            Cell(*said(row)),
            Cell(*_with_evidence(row)),
            Cell(came_true(row.verdict), row.left_out or "" if row.score is not None else ""),
            Cell(*result(row)),
            Cell(row.handle, versions),
        ),
        place=f"line-{row.handle}",
        quiet=not row.counts,
        follows=follows,
    )


def _pool(row: Row) -> str:
    """Prospective or retrospective; undecided until there is an outcome, and neither if it is too vague."""
    if row.verdict == "unscoreable":
        return ""
    return "undecided" if row.verdict in ("pending", "overdue") else kind(row.prospective)


def _origin(row: Row, *, in_full: bool) -> str:
    """Where it was said: the source's title and publisher, or only its slug."""
    if not in_full or not row.source_title:
        return row.source or ""
    return f"“{row.source_title}”" + (f", {row.publisher}" if row.publisher else "")


def _with_evidence(row: Row) -> tuple[str, str]:
    text, record = outcome(row)
    return text, f"{record}: {row.evidence}" if row.evidence and record else record


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
