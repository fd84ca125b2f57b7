"""Parts of a calibration report: whether things happened as often, and when, as they were said to."""
