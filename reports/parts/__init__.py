"""The parts of which reports are made: each a frozen dataclass, and what finds it in a frame of scores."""
