"""Where a view may read whole tables by column, instead of asking a database row by row."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Columnar(Protocol):
    """Tables of which each column lies together, such as those of a snapshot."""

    def holds(self, table: str) -> bool:
        """Whether a table, by its name in the ledger, is among them."""

    def columns(self, table: str, names: Collection[str] | None, *, upto: int) -> dict[str, NDArray[Any]]:
        """Its columns up to an entry, all or those named, as `fetching.columns` gives them."""
