"""What a column is: its name, type, unit and meaning, and how SQL is given its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The type of a column, as pandas has it. Absent is None, of numbers NaN, of days and moments NaT."""

    TEXT = "text"
    HANDLE = "text, a record's handle such as 17.3"
    DAY = "datetime64[s]"
    MOMENT = "datetime64[us, UTC]"
    NUMBER = "float64"
    COUNT = "int64"
    FLAG = "bool"
    NUMBERS = "a tuple of numbers"
    TEXTS = "a tuple of texts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table or a frame."""

    name: str
    kind: Kind
    meaning: str
    unit: str | None = None


def quoted(name: str) -> str:
    r"""A column's or a table's name in a statement of SQL.

    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'
