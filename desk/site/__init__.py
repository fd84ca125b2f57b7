"""The web site on a ledger: what the command line does, in a browser, on the same functions."""
