"""Frozen reports and their reviews: typed tables only, which every upgrade makes anew from the records."""

from __future__ import annotations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Entries, records and archives stay as they are."""
