"""What a report carries beside its data: a look shows it, its JSON and so its digest do not hold it.

A report that was signed before it was carried says the same, byte for byte.
"""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

BESIDE = {"beside": True}
"""The metadata of such a field."""


def data_fields(kind: Any) -> tuple[Field[Any], ...]:
    """The fields of a dataclass, or of one of its values, that are data.

    >>> from dataclasses import dataclass, field
    >>> @dataclass
    ... class Said:
    ...     chance: float
    ...     quote: str = field(default="", metadata=BESIDE)
    >>> [one.name for one in data_fields(Said)]
    ['chance']
    """
    return tuple(one for one in fields(kind) if not one.metadata.get("beside"))
