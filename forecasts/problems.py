"""A fault in what was recorded: a value to collect and show, never an exception."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Where something is wrong (a handle, a slug, a file and line), and what, in one sentence.

    >>> print(Problem("17.3", "The outcome names no evidence."))
    17.3: The outcome names no evidence.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"
