"""Imports say which records their source says no more; the typed tables are made anew from the records."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and that of imports with them."""
