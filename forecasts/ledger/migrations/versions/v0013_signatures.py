"""Signatures by reviewers' own keys have a column in their typed table."""

from __future__ import annotations

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The typed tables are made anew after every upgrade, and this one with them."""
