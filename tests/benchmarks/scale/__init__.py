"""What verification costs from a hundred thousand rows to a hundred million: `make bench-scale`."""
