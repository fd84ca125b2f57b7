"""What commands share on a terminal: options, dialogues, tables, progress, and the ledger that is open."""
