"""The texts of sources: fetched, reduced to what a reader sees, kept beside the chain, checked and erased."""
