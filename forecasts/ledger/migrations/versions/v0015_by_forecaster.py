"""The forecasts of one forecaster are found by an index; the typed tables are made anew from the records."""

from __future__ import annotations

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and that of forecasts with its indexes."""
