"""The HTTP API on a ledger: read as of a head and recorded by the functions of the commands."""
