"""Parts of a period report: what was logged, what matured, what changed, what is due."""
