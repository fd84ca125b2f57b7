"""How good the forecasts in a table are, as a report: the verification, its rules, and what made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.canonical import Plain, plain
from reports.kinds import VERIFICATION, Kind
from reports.provenance import program
from reports.report import FORMAT, Report
from tracker.verification import Verification
from tracker.verification.figures import ChanceFigures

_OF_CHANCES = (
    "The Brier score is (said - happened)², from 0 (best) to 1. Skill is 1 - mean / reference.",
    (
        "Miscalibration, discrimination and uncertainty (CORP) come from the curve nearest to what happened "
        "that never falls as the probability rises; equal probabilities are pooled first."
    ),
    (
        "Murphy's parts take each probability as a bin where enough forecasts share it, and whole percents "
        "or tenths where they do not."
    ),
    (
        "The chance of a difference as large between expected and observed is Poisson-binomial where every "
        "forecast has an event of its own; else forecasts on one event share their luck. Cox's line is "
        "fitted by Firth's method."
    ),
    (
        "What came of each whole percent has Clopper and Pearson's 95% interval, of no more independent "
        "forecasts than the events are worth."
    ),
)
_OF_WARNINGS = (
    (
        "A warning is a chance of at least the threshold. The critical success index is hits / (hits + "
        "misses + false alarms); Heidke's score and the equitable threat score take off what as many "
        "warnings at random would have got right."
    ),
    (
        "The economic value of the warnings is for whoever can avert a loss at a cost: the share of what "
        "knowing the future would save, over the better of always and never paying at the base rate of these "
        "very outcomes, which its interval takes as known (Richardson 2000; Zou and Donner 2008)."
    ),
)
_OF_QUANTILES = (
    (
        "The weighted interval score is the mean over levels of twice the pinball loss, in the unit of what "
        "is forecast; 0 is best."
    ),
    (
        "A central interval holds the truth if the truth lies within it or on one of its ends; the share is "
        "of the forecasts that state both."
    ),
    (
        "95% intervals: of the score over events, Student's joined with Hall's, from 20 events on; of "
        "shares, Clopper and Pearson's of no more forecasts than the events are worth. Where no event is "
        "named, each forecast is its own."
    ),
)
_ROWS = "Rows that cannot be verified are left out, counted and listed; nothing in them is guessed."


@dataclass(frozen=True, kw_only=True)
class VerificationReport(Report):
    """A verification as a report; draw it with `reports.render`.

    Its JSON has the keys of `docs/verify.md`; `version` is that of the program, which no digest covers.
    """

    kind: ClassVar[Kind] = VERIFICATION

    found: Verification
    rules: tuple[str, ...]
    version: str

    def as_json(self) -> dict[str, Plain]:
        """The figures under their stable keys (`docs/verify.md`), without the digest."""
        figures = {key: plain(part) for key, part in self.found.as_json().items()}
        kind: dict[str, Plain] = {"report": self.name, "format": FORMAT}
        return kind | figures | {"rules": plain(self.rules), "version": self.version}


def verification_report(found: Verification) -> VerificationReport:
    """The report on a verified table.

    Examples
    --------
    >>> import pandas as pd
    >>> from tracker.verification import verify
    >>> table = pd.DataFrame({"probability": [0.1, 0.8, 0.7, 0.4, 0.2], "outcome": [0, 1, 0, 1, 0]})
    >>> report = verification_report(verify(table, seed=1))
    >>> report.found.figures.n, report.as_json()["brier"]
    (5, 0.188)
    """
    return VerificationReport(found=found, rules=_rules(found), version=program())


def _rules(found: Verification) -> tuple[str, ...]:
    if found.kind == "quantiles":
        return (*_OF_QUANTILES, _ROWS)
    intervals = (
        "95% intervals hold for these forecasts, had luck fallen otherwise: of the Brier score and of skill "
        "from the weights of what was or could have been missed (after Fay and Feuer), of shares after "
        "Clopper and Pearson for no more trials than the events are worth, of the AUC after DeLong and "
        "Newcombe, of Cox's slope from the profile of the likelihood. Forecasts on one event count as one; "
        "where no event is named, each is its own"
    )
    lucky = (
        "The miscalibration of calibrated forecasters is the mean over 999 simulated sets, fewer where the "
        "pairs of event and probability are above 100,000"
    )
    warned = isinstance(found.figures, ChanceFigures) and found.figures.warning_table is not None
    return (
        *_OF_CHANCES,
        *(_OF_WARNINGS if warned else ()),
        f"{intervals}.",
        f"{lucky}; seed {found.seed}.",
        _ROWS,
    )
