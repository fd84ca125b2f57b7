"""Words about time to dates, and dates to a distribution over days."""

from forecasts.words.windows.grammar import EXAMPLES, Window, read_window

__all__ = ["EXAMPLES", "Window", "read_window"]
