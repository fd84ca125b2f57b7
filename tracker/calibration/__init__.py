"""Calibrated? Whether what was called 70% likely happened 70% of the time; the like for timelines."""
