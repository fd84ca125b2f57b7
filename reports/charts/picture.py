"""A chart of something that was found: what a page holds until it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A chart of something: what draws it, its height in inches, its words, how to read its marks.

    `title` says what is found, `measure` of what. `after` is what the places of its page end in, to which
    its marks lead.
    """

    name: str
    title: str
    description: str
    height: float
    draw: Callable[[Axes], object] = field(repr=False)
    measure: str = ""
    key: str = ""
    after: str = ""
