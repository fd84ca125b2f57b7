"""Judged forecasts kept in columns: a snapshot is taken of a ledger, and read where the ledger would be."""
