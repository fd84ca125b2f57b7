"""Why a forecast has no score yet, or never will, and why one does not count, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.frame_arrays import Flags, Numbers, Texts, among, day_numbers, no_texts, phrased, texts

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_UNSCORED = {
    "pending": "pending: its deadline lies ahead",
    "held": "it happened, and is held until its deadline",
    "overdue": "overdue: its deadline is over and no outcome is entered",
    "void": "void",
    "ambiguous": "ambiguous",
    "pre-dated": "pre-dated: it had happened before the forecast",
    "withdrawn": "withdrawn by the forecaster",
}
_NAMED = ("unscoreable", "void", "ambiguous", "pre-dated")


def reasons(verdicts: DataFrame, *, scored: Flags, covered: Numbers, final: Flags, on: float) -> Texts:
    """For each row of a verdicts frame the reason why it has no score, or none that counts; else None.

    Parameters
    ----------
    verdicts
        The frame that `tracker.verdicts.judging.verdicts` returns.
    scored, final
        Which rows have a score, and which of the timelines among them one over the whole horizon.
    covered
        Of timelines, the share of the horizon that the score covers.
    on
        The evaluation date as a day number.
    """
    said: Texts = no_texts(len(verdicts))
    verdict, because = texts(verdicts["verdict"]), texts(verdicts["because"])
    timeline = texts(verdicts["belief"]) == "timeline"
    horizon, matures, due = (day_numbers(verdicts[name]) for name in ("horizon", "matures_on", "scored_on"))

    rows = scored & timeline & ~final
    share = np.floor(100 * covered)
    for over, phrase in (
        (False, "provisional: {:.0f}% of the horizon elapsed"),
        (True, "provisional: the horizon is over, and the outcome is known for {:.0f}% of it"),
    ):
        some = rows & ((on > horizon) == over)
        said[some] = [phrase.format(percent) for percent in share[some]]

    open_still = ~scored & among(verdict, ("pending", "held"))
    rows = open_still | (~scored & timeline & among(verdict, ("yes", "no")))
    said[rows] = phrased(due[rows], "pending until {}".format)
    said[rows & np.isnan(due)] = "pending until the answer is known"
    rows = ~scored & (verdict == "held") & ~timeline
    said[rows] = phrased(
        matures[rows], "held until {}: answered already, but the deadline is not over".format
    )
    rows = ~scored & (verdict == "overdue")
    said[rows] = phrased(matures[rows], "the deadline {} has passed and no outcome is entered".format)
    rows = among(verdict, ("pending", "overdue")) & (because != None)  # noqa: E711  # elementwise
    said[rows] = [f"{name}: {why}" for name, why in zip(verdict[rows], because[rows], strict=True)]

    rows = among(verdict, _NAMED)
    said[rows] = [f"{name}: {why}" for name, why in zip(verdict[rows], because[rows], strict=True)]
    rows = verdict == "withdrawn"
    said[rows] = because[rows]
    said[~scored & (verdict == "partly")] = "it partly came about, and only a chance has a graded score"
    rows = ~scored & ~timeline & among(verdict, ("yes", "no"))
    said[rows] = "the answer is not among the options of the question"
    return said


def left_out(frame: DataFrame) -> Series[Any]:
    """For each row of a scores frame why it would be left out of the headline, were it not counted."""
    verdict = frame["verdict"]
    unscoreable = "not scoreable: " + frame["because"].fillna("no reason given").astype(str)
    grounds = [
        (verdict == "unscoreable", unscoreable),
        (frame["reading"] != "primary", "an alternative reading"),
        ((frame["order"] > 0) & frame["restates"].notna(), "a restatement of an earlier forecast"),
        (frame["order"] > 0, "an update of an earlier forecast"),
        (verdict.isin(list(_UNSCORED)), verdict.map(_UNSCORED)),
        (frame["provisional"], "provisional: not scored over its whole horizon yet"),
    ]
    why = frame["reason"].fillna("no score").astype(object)
    for fits, reason in reversed(grounds):
        why = why.mask(fits, reason)
    return why
