"""The site as files: what a ledger holds, written for whoever reads it, to be served by any web server."""
