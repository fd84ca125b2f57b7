"""A ledger has a country, whose holidays are meant; the typed tables are made anew from the records."""

from __future__ import annotations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and that of settings with them."""
