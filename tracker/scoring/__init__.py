"""One score per forecast: chances, shares, quantiles, timelines, windows and histories.

Every function takes what was said before what happened. Scalars, lists, arrays and Series go in, and the
same shape comes out, a Series for a Series. The smaller the better, unless the docstring says otherwise in
bold. Averages, weights and grouping are the caller's. Undefined is NaN, and `why_undefined` says why;
infinite stays infinite.
"""

from tracker.scoring.chance import brier, brier_band, brier_mean, spherical_loss, spherical_score
from tracker.scoring.curve import chance_by
from tracker.scoring.ensembles import crps_ensemble
from tracker.scoring.history import daily_brier, open_days_brier
from tracker.scoring.logarithmic import clipped_log_score, log_score
from tracker.scoring.platforms import baseline_score, peer_scores
from tracker.scoring.quantiles import interval_score, pinball, weighted_interval_score
from tracker.scoring.shares import (
    category_brier,
    category_brier_halved,
    ordered_brier,
    ranked_probability_score,
    ranked_probability_score_divided,
)
from tracker.scoring.surprise import timeline_log_score, timeline_pit
from tracker.scoring.timeline import by_date_brier, timeline_brier, timeline_crps
from tracker.scoring.undefined import why_undefined
from tracker.scoring.windows import timing_error, window_hit, window_interval_score

__all__ = [
    "baseline_score",
    "brier",
    "brier_band",
    "brier_mean",
    "by_date_brier",
    "category_brier",
    "category_brier_halved",
    "chance_by",
    "clipped_log_score",
    "crps_ensemble",
    "daily_brier",
    "interval_score",
    "log_score",
    "open_days_brier",
    "ordered_brier",
    "peer_scores",
    "pinball",
    "ranked_probability_score",
    "ranked_probability_score_divided",
    "spherical_loss",
    "spherical_score",
    "timeline_brier",
    "timeline_crps",
    "timeline_log_score",
    "timeline_pit",
    "timing_error",
    "weighted_interval_score",
    "why_undefined",
    "window_hit",
    "window_interval_score",
]
