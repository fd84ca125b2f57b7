"""The parts of a belief stand in columns of their own; the typed tables are made anew from the records."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and that of forecasts with them."""
