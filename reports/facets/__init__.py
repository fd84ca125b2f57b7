"""What reports consist of: each a frozen dataclass, and what finds it in a frame of scores."""
