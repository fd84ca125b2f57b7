"""Any other spreadsheet: what its columns mean, stated once and remembered under a name."""
