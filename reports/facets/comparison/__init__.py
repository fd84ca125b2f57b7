"""Parts of a comparison: what forecasters share, how they differ, and who can be told apart."""
