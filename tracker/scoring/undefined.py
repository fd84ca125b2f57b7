"""The reason why a score is undefined."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def why_undefined(score: Callable[..., Any], *arguments: Any, **keywords: Any) -> str | None:
    """The reason why a score of one forecast is undefined, in a sentence; None where it is defined.

    Parameters
    ----------
    score
        A function of `tracker.scoring`.
    arguments, keywords
        What it was called with, for one forecast (for `peer_scores`, one question).

    Returns
    -------
    str or None
        A sentence for a reader, or None where the score is a number. Infinite is defined.

    Raises
    ------
    ValueError
        As the score itself does.

    Examples
    --------
    >>> from tracker.scoring import timing_error, window_hit
    >>> why_undefined(window_hit, 30, 92, 51, evaluated_on=60)
    'The window was not over: it is decided the day after its last day, whatever happened inside it.'
    >>> why_undefined(timing_error, 61, 51) is None
    True
    """
    value = score(*arguments, **keywords)
    if value is not None and not np.isnan(np.asarray(value, dtype=np.float64)).any():
        return None
    given = inspect.signature(score).bind(*arguments, **keywords).arguments
    return _already_happened(given) or _reason(score.__name__, given)


def _already_happened(given: Mapping[str, Any]) -> str | None:
    y = given.get("y")
    if y is not None and np.ndim(y) == 0 and y < 0:
        return "It had already happened when the forecast was made."
    return None


def _reason(name: str, given: Mapping[str, Any]) -> str:
    if name == "peer_scores" and np.size(given["p"]) > 1:
        return "Several forecasters gave no chance to what happened and cannot be compared."
    return {
        "timeline_brier": "No time had passed: the horizon is 0 days.",
        "window_hit": "The window was not over: it is decided the day after its last day, "
        "whatever happened inside it.",
        "timing_error": "It did not happen, so there is no day to compare with the central date.",
        "crps_ensemble": "The fair form needs two members or more.",
        "daily_brier": "No forecast was in force on any day.",
        "open_days_brier": "No forecast was in force on any day.",
        "peer_scores": "There was nobody else to compare with.",
    }[name]
