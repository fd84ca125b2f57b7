"""What became of the rows of a table: how many there are, how many are bad, and what is wrong with these."""

from __future__ import annotations

from dataclasses import dataclass

from forecasts.errors import BadRows, ProbabilitiesInPercent, UnreadableTable
from forecasts.problems import Problem

LISTED = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What became of the rows.

    `problems` are the first of the bad ones. Of the `stated` probabilities `above` lie above 1, such as
    `example`.
    """

    rows: int = 0
    bad: int = 0
    problems: tuple[Problem, ...] = ()
    stated: int = 0
    above: int = 0
    example: float | None = None

    def __add__(self, other: Seen) -> Seen:
        """What became of the rows of both, those of the first named first."""
        return Seen(
            rows=self.rows + other.rows,
            bad=self.bad + other.bad,
            problems=(self.problems + other.problems)[:LISTED],
            stated=self.stated + other.stated,
            above=self.above + other.above,
            example=self.example if self.example is not None else other.example,
        )

    def refuse_percentages(self, table: str) -> None:
        """Refuse a table whose probabilities are mostly above 1, and were read as fractions.

        Raises
        ------
        ProbabilitiesInPercent
            With how many there are.
        """
        if self.above > self.stated / 2:
            assert self.example is not None, "some probability is above 1"
            raise ProbabilitiesInPercent(table, self.above, self.stated, self.example)

    def refuse_bad(self, table: str, *, strict: bool) -> None:
        """Refuse a table without good rows; a strict reader refuses one bad row.

        Raises
        ------
        UnreadableTable
            If there are no rows at all.
        BadRows
            With the first fault.
        """
        if not self.rows:
            raise UnreadableTable(table, "has a header and no rows", "add rows below the header")
        if self.bad == self.rows or (strict and self.bad):
            raise BadRows(table, self.bad, self.rows, str(self.problems[0]), strict=strict)
