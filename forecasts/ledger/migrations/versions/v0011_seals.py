"""Sealed forecasts, and what revealed them, have typed tables."""

from __future__ import annotations

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and these two with them."""
