"""Any other spreadsheet: what its columns mean, told once and remembered under a name."""
