"""Words are found by an index, which is made from the records with the typed tables."""

from __future__ import annotations

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index is made anew after every upgrade."""
