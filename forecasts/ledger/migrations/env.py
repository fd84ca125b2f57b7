"""Runs migrations on the connection that the ledger hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from forecasts.ledger.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
