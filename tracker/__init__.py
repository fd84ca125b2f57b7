"""How it compares: deadlines, verdicts, scores and statistics.

The statistics are here by name, each loaded when first asked for, and the scores in `tracker.scoring`:

    from tracker import Tally, decomposition
    decomposition(Tally.of(p, y)).miscalibration
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.agreement.kappas import cohen_kappa, cohen_kappa_table, fleiss_kappa
    from tracker.agreement.krippendorff import krippendorff_alpha
    from tracker.calibration.coverage import interval_coverage, quantile_coverage
    from tracker.calibration.cox import cox
    from tracker.calibration.decomposition import decomposition, decomposition_by_luck
    from tracker.calibration.expectation import expected_against_observed
    from tracker.calibration.partition import partition
    from tracker.calibration.reliability import reliability_curve
    from tracker.calibration.spiegelhalter import spiegelhalter
    from tracker.calibration.timing import timing_curve
    from tracker.certainty.intervals import clopper_pearson, jeffreys, wilson
    from tracker.certainty.mean_interval import mean_interval
    from tracker.certainty.wording import told_by
    from tracker.comparison.comparing import compare
    from tracker.comparison.confidence_sequence import confidence_sequence
    from tracker.comparison.diebold_mariano import diebold_mariano
    from tracker.comparison.evidence import evidence
    from tracker.comparison.fixed_effects import fixed_effects
    from tracker.comparison.multiplicity import benjamini_hochberg, holm
    from tracker.comparison.pairs import paired
    from tracker.comparison.ranks import rank_intervals
    from tracker.comparison.sample_size import events_needed, required_events
    from tracker.comparison.shrinkage import shrunken, shrunken_share
    from tracker.comparison.sign_flips import sign_flips
    from tracker.comparison.skill import brier_skill, relative_skill, skill_over_events
    from tracker.discrimination.murphy import murphy_diagram
    from tracker.discrimination.roc import auc, discrimination_diagram, roc
    from tracker.means import mean_brier, mean_log_score
    from tracker.tallies import tallies_by
    from tracker.tally import Tally
    from tracker.verification import verify

__all__ = [
    "Tally",
    "auc",
    "benjamini_hochberg",
    "brier_skill",
    "clopper_pearson",
    "cohen_kappa",
    "cohen_kappa_table",
    "compare",
    "confidence_sequence",
    "cox",
    "decomposition",
    "decomposition_by_luck",
    "diebold_mariano",
    "discrimination_diagram",
    "events_needed",
    "evidence",
    "expected_against_observed",
    "fixed_effects",
    "fleiss_kappa",
    "holm",
    "interval_coverage",
    "jeffreys",
    "krippendorff_alpha",
    "mean_brier",
    "mean_interval",
    "mean_log_score",
    "murphy_diagram",
    "paired",
    "partition",
    "quantile_coverage",
    "rank_intervals",
    "relative_skill",
    "reliability_curve",
    "required_events",
    "roc",
    "shrunken",
    "shrunken_share",
    "sign_flips",
    "skill_over_events",
    "spiegelhalter",
    "tallies_by",
    "timing_curve",
    "told_by",
    "verify",
    "wilson",
]

_HOMES = {
    "tracker.agreement.kappas": (
        "cohen_kappa",
        "cohen_kappa_table",
        "fleiss_kappa",
    ),
    "tracker.agreement.krippendorff": ("krippendorff_alpha",),
    "tracker.calibration.coverage": (
        "interval_coverage",
        "quantile_coverage",
    ),
    "tracker.calibration.cox": ("cox",),
    "tracker.calibration.decomposition": (
        "decomposition",
        "decomposition_by_luck",
    ),
    "tracker.calibration.expectation": ("expected_against_observed",),
    "tracker.calibration.partition": ("partition",),
    "tracker.calibration.reliability": ("reliability_curve",),
    "tracker.calibration.spiegelhalter": ("spiegelhalter",),
    "tracker.calibration.timing": ("timing_curve",),
    "tracker.certainty.mean_interval": ("mean_interval",),
    "tracker.certainty.intervals": (
        "clopper_pearson",
        "jeffreys",
        "wilson",
    ),
    "tracker.certainty.wording": ("told_by",),
    "tracker.comparison.comparing": ("compare",),
    "tracker.comparison.confidence_sequence": ("confidence_sequence",),
    "tracker.comparison.diebold_mariano": ("diebold_mariano",),
    "tracker.comparison.evidence": ("evidence",),
    "tracker.comparison.fixed_effects": ("fixed_effects",),
    "tracker.comparison.multiplicity": (
        "benjamini_hochberg",
        "holm",
    ),
    "tracker.comparison.pairs": ("paired",),
    "tracker.comparison.ranks": ("rank_intervals",),
    "tracker.comparison.sample_size": (
        "events_needed",
        "required_events",
    ),
    "tracker.comparison.shrinkage": (
        "shrunken",
        "shrunken_share",
    ),
    "tracker.comparison.sign_flips": ("sign_flips",),
    "tracker.comparison.skill": (
        "brier_skill",
        "relative_skill",
        "skill_over_events",
    ),
    "tracker.discrimination.murphy": ("murphy_diagram",),
    "tracker.discrimination.roc": (
        "auc",
        "discrimination_diagram",
        "roc",
    ),
    "tracker.means": (
        "mean_brier",
        "mean_log_score",
    ),
    "tracker.tallies": ("tallies_by",),
    "tracker.tally": ("Tally",),
    "tracker.verification": ("verify",),
}


def __getattr__(name: str) -> object:
    for home, public in _HOMES.items():
        if name in public:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
