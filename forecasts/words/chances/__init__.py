"""Words and numbers to probabilities: named scales, kept as data beside the code that reads them."""

from forecasts.words.chances.reading import Reading, read_chance
from forecasts.words.chances.scale import Scale, Term, find_scale, scales

__all__ = ["Reading", "Scale", "Term", "find_scale", "read_chance", "scales"]
