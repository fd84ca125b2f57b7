"""Plain numbers among options: finite, and within their bounds."""

from __future__ import annotations

import math

from desk.terminal.options import Kind


class Number(Kind):
    """A finite number, within bounds that belong to it: `nan`, which no comparison refuses, is none."""

    name = "number"

    def __init__(self, least: float = -math.inf, most: float = math.inf) -> None:
        self.least, self.most = least, most

    def read(self, text: str) -> float:
        """The number that a text is."""
        try:
            number = float(text)
        except ValueError as error:
            raise ValueError(f"{text[:60]!r} is no number: write it as 0.3.") from error
        if not math.isfinite(number) or not self.least <= number <= self.most:
            bounds = [f"at least {self.least:g}"] if math.isfinite(self.least) else []
            bounds += [f"at most {self.most:g}"] if math.isfinite(self.most) else []
            raise ValueError(f"{text[:60]!r} is not {' and '.join(bounds) or 'finite'}: write it as 0.3.")
        return number
