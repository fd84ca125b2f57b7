"""A ledger in columns: a folder of Parquet parts that never change, and a manifest that says which count."""
