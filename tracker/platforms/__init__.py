"""How forecasting platforms would score what a ledger holds."""
