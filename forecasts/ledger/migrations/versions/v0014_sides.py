"""Who sees a page, answers that may be asked for again, and webhooks, all beside the chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visibilities",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("slug", sa.String, primary_key=True),
        sa.Column("visibility", sa.String, nullable=False),
        sa.Column("secret", sa.String),
    )
    op.create_table(
        "replies",
        sa.Column("who", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("asked", sa.String(64), nullable=False),
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False, index=True),
    )
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.String, nullable=False),
        sa.Column("own_network", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.String(27), nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String(27)),
        sa.Column("fault", sa.Text),
    )
