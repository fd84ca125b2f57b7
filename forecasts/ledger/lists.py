"""Lists of numbers and texts in a table: JSON text, which SQL reads on either engine; here tuples."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class Listed(TypeDecorator[tuple[Any, ...]]):
    """A list of numbers or texts, kept as JSON text, so that SQL reads it too, and read as a tuple."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> str | None:
        """The JSON text of a list."""
        return None if value is None else written_list(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """The list that a JSON text holds."""
        return None if value is None else read_list(value)


def read_list(text: str) -> tuple[Any, ...]:
    """The list that `written_list` wrote.

    >>> read_list("[0.0,30.0]")
    (0.0, 30.0)
    """
    return tuple(json.loads(text))


written_list: Callable[[Sequence[Any]], str] = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":")
).encode
"""The JSON text under which a list stands in a table."""
