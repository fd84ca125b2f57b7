"""Which group each row belongs to, by the text of some columns, numbered as they first appear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.verification.keys import distinct

if TYPE_CHECKING:
    import pandas as pd

_BLANK = "(blank)"


class Groups:
    """The names of groups seen so far, and their numbers; several columns together name one group."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.number: dict[str, int] = {}

    def numbered(self, piece: pd.DataFrame) -> NDArray[np.int64]:
        """The number of each row's group.

        >>> import pandas as pd
        >>> groups = Groups(["who", "what"])
        >>> groups.numbered(pd.DataFrame({"who": ["ann", "bob", "ann"], "what": ["war", "", "war"]})).tolist()
        [0, 1, 0]
        >>> groups.number
        {'ann, war': 0, 'bob, (blank)': 1}
        """
        joint, names = np.zeros(len(piece), dtype=np.int64), [""]
        for column in self.columns:
            place, texts = distinct(piece[column])
            known = [*(text.strip() or _BLANK for text in texts), _BLANK]
            pairs, joint = np.unique(joint * len(known) + place % len(known), return_inverse=True)
            before = [divmod(int(pair), len(known)) for pair in pairs]
            names = [f"{names[first]}, {known[last]}".removeprefix(", ") for first, last in before]
        numbers = [self.number.setdefault(name, len(self.number)) for name in names]
        return np.array(numbers, dtype=np.int64)[joint]

    def sorted_names(self) -> list[tuple[str, int]]:
        """The names in order, with their numbers."""
        return sorted(self.number.items())
