"""Slugs can be renamed and merged; the typed tables are made anew from the records."""

from __future__ import annotations

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and that of namings with them."""
