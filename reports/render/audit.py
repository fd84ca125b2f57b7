"""The table a reviewer checks line by line: every forecast, what came of it, its score, its handle."""

from __future__ import annotations

from reports.figures import counted
from reports.parts.rows import Row
from reports.render.layout import Cell, Column, Line, Table
from reports.render.wording import claim, kind, outcome, result, said, when


def audit_table(rows: tuple[Row, ...]) -> Table:
    """Every forecast on a line; updates follow what they update, alternative readings are quiet."""
    several = len({row.forecaster for row in rows}) > 1
    columns = [
        Column(title="Question", wide=True),
        *([Column(title="Who")] if several else []),
        Column(title="Words", wide=True),
        Column(title="Reading"),
        Column(title="Made on", label="made"),
        Column(title="Window or deadline", label="when:"),
        Column(title="Said", label="said"),
        Column(title="Outcome", label="outcome:"),
        Column(title="Verdict", label="verdict:"),
        Column(title="Score", label="score"),
        Column(title="Record", label="record"),
    ]
    return Table(
        caption=f"{counted(len(rows), 'forecast')}, each with its score and band or the reason for none",
        columns=tuple(columns),
        lines=tuple(_line(row, several=several) for row in rows),
        listed=True,
    )


def _line(row: Row, *, several: bool) -> Line:
    follows = row.order > 0
    about = ", ".join(part for part in (row.question, claim(row)) if part)
    quote = f"“{row.quote}”" if row.quote else f"“{row.words}”" if row.words else "–"
    words = row.words if row.quote and row.words and _bare(row.words) not in _bare(row.quote) else ""
    versions = f"{row.versions} versions, first {row.first_handle}" if row.versions > 1 else ""
    named = row.is_primary or row.reading == "alternative"
    reading = row.reading if named else f"{row.reading} (alternative)"
    attested = f"attested {row.attested_on}" if row.attested_on else ""
    return Line(
        cells=(
            Cell(f"Update {row.order}" if follows else row.question_statement, about),
            *([Cell(row.name)] if several else []),
            Cell(quote, words),
            Cell(reading, kind(row.prospective) if row.verdict != "unscoreable" else ""),
            Cell(str(row.made_on), attested),
            Cell(*when(row)),
            Cell(*said(row)),
            Cell(*outcome(row)),
            Cell(row.verdict, row.left_out or "" if row.score is not None else ""),
            Cell(*result(row)),
            Cell(row.handle, versions),
        ),
        quiet=not row.counts,
        follows=follows,
    )


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
