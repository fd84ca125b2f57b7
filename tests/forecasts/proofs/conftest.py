"""Ledgers on each engine, and in a file, as the ledger's own tests have them."""

from tests.forecasts.ledger.conftest import file, ledger, place, seeded

__all__ = ["file", "ledger", "place", "seeded"]
