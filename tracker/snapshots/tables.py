"""The table of judged forecasts in a snapshot, and what its columns are to whoever verifies it as a table."""

from __future__ import annotations

JUDGED_TABLE = "judged"
ROLES = (
    ("event", "cluster"),
    ("forecaster", "forecaster"),
    ("only", "tested"),
    ("outcome", "observed"),
    ("probability", "p"),
    ("table", JUDGED_TABLE),
    ("topic", "topic"),
)
"""Which column holds the chance, what came of it, who said it, and the event; only tested rows are tested."""
