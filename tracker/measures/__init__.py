"""Every measure once: what it is called, what it scores, where it ends, and what it may be set beside.

Whoever names, pools, bounds or compares scores asks here; a new measure is one entry of `MEASURES`. Those of
platforms, where higher may be better, stand in `of_platforms`.
"""

from tracker.measures.measure import Measure, Reference
from tracker.measures.of_beliefs import (
    BRIER,
    CATEGORY_BRIER,
    COMPARED,
    MEASURES,
    PINBALL,
    POOLED,
    RANKED_PROBABILITY_SCORE,
    TIMELINE_BRIER,
    numbers_of_options,
    reference_rates,
    title_of,
)

__all__ = [
    "BRIER",
    "CATEGORY_BRIER",
    "COMPARED",
    "MEASURES",
    "PINBALL",
    "POOLED",
    "RANKED_PROBABILITY_SCORE",
    "TIMELINE_BRIER",
    "Measure",
    "Reference",
    "numbers_of_options",
    "reference_rates",
    "title_of",
]
