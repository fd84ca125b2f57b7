"""Our own tables: one kind of file a noun, in CSV, Excel or Parquet, row by row into an entry."""
