"""How what has two readings is taken: as an import takes it by itself, or the other way, where it is said."""

from __future__ import annotations

from dataclasses import dataclass

from forecasts.errors import UnfitOption

UNDATED = ("deadline", "open", "refuse")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What somebody chooses where a file has two readings.

    Parameters
    ----------
    keep_apart
        Forecasts of one person, day and title are on questions of their own, and not updates of one.
    as_written
        Names that differ in capitals are different people.
    undated
        What a yes without a day means: it happened on the `deadline`, the question is `open` until somebody
        says the day, or the row is to `refuse`.
    need_chance
        A row without a chance is refused, and is no mere question.
    resolved_is_end
        A market that resolved ahead of its close ended on that day.
    same_places
        Places such as 1 and 01 are one.
    """

    keep_apart: bool = False
    as_written: bool = False
    undated: str = "deadline"
    need_chance: bool = False
    resolved_is_end: bool = False
    same_places: bool = False

    def __post_init__(self) -> None:
        if self.undated not in UNDATED:
            raise UnfitOption("--undated", self.undated, f"choose among {', '.join(UNDATED)}")
