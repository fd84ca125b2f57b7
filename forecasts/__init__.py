"""What was recorded: nouns, beliefs, words to numbers, and the ledger that keeps them."""
