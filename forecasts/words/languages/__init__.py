"""Languages as data: what their words about time and chance stand for in the one grammar."""
