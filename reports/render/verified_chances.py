"""The figures of verified chances, laid out: how far off, how well calibrated, and where from."""

from __future__ import annotations

from dataclasses import replace

from reports.charts import reliability
from reports.charts.marks import stated
from reports.charts.picture import Picture
from reports.figures import amount, counted, figure, p_value_alone, percent
from reports.render.layout import Block, Cell, Column, Line, Table, Words
from reports.render.verified_tables import Fact, fact_table, to
from tracker.digits import whole
from tracker.verification.figures import ChanceFigures
from tracker.verification.result import Figures

_PERCENTS = "percents"


def scores(figures: ChanceFigures) -> Table:
    """The scores, each with its interval and what it is to be held against."""
    why = figures.reasons
    missed = figures.infinite_log_scores
    certain = f"{counted(missed, 'forecast')} ruled out what happened" if missed else "in nats"
    return fact_table(
        "Brier and log score: lower is better; skill and AUC: higher is better",
        Fact(
            "Brier score",
            figure(figures.brier, places=4),
            why.get("brier_low", f"always the base rate: {figure(figures.unc, places=4)}"),
            to(figures.brier_low, figures.brier_high),
        ),
        Fact(
            "skill",
            figure(figures.skill, places=4),
            why.get("skill", f"against {figures.reference}"),
            to(figures.skill_low, figures.skill_high),
        ),
        Fact("log score", figure(figures.log_score, places=4), certain),
        Fact(
            "area under the ROC",
            figure(figures.auc, places=4),
            why.get("auc", "0.5 if those that happen are not told from others"),
            to(figures.auc_low, figures.auc_high),
        ),
        Fact(
            "base rate",
            figure(figures.base_rate, places=4),
            _happened(figures),
        ),
    )


def _happened(figures: ChanceFigures) -> str:
    """How much of what was forecast happened; what came true in part counts as that part of one."""
    came = whole(round((figures.base_rate or 0.0) * figures.n, 6))
    return f"{amount(came)} of {amount(figures.n)} happened"


def calibration(figures: ChanceFigures) -> tuple[Block, ...]:
    """Expected against observed, the tests of it, and what happened at each stated percent as a chart."""
    why = figures.reasons
    probable = p_value_alone(figures.p_expected_observed)
    of_tested = f" of {amount(figures.tested)} tested" if 0 < figures.tested < figures.n else ""
    seen = f"{amount(figures.observed)} happened{of_tested}"
    blocks: list[Block] = [
        fact_table(
            "Whether chances were what they were said to be",
            Fact(
                "expected to happen",
                amount(figures.expected),
                f"{seen}, {probable}" if probable else f"{seen}. {why.get('p_expected_observed', '')}",
            ),
            Fact(
                "Spiegelhalter's Z",
                amount(figures.spiegelhalter_z),
                why.get("spiegelhalter_z", _z_in_words(figures)),
            ),
            Fact(
                "Cox's intercept", amount(figures.cox_intercept), why.get("cox_intercept", "0 if calibrated")
            ),
            Fact(
                "Cox's slope",
                amount(figures.cox_slope),
                why.get("cox_slope", "1 if calibrated, below if too bold"),
                to(figures.cox_slope_low, figures.cox_slope_high, places=2),
            ),
        )
    ]
    return (*_curve(figures), *blocks)


def _curve(figures: ChanceFigures) -> tuple[Picture, ...]:
    """The curve, whose title agrees with the test of all chances together."""
    if not figures.reliability:
        return ()
    mcb, high = figures.mcb, figures.mcb_null_high
    beyond_luck = mcb is not None and high is not None and mcb > high
    drawn = reliability.in_percents(
        figures.reliability,
        figures.curve,
        events=int(figures.events),
        beyond_luck=beyond_luck,
        within=_PERCENTS,
    )
    if beyond_luck or figures.p_expected_observed is None:
        return (drawn,)
    told = reliability.together(figures.expected, figures.observed, figures.p_expected_observed)
    return (replace(drawn, title=told or drawn.title),)


def parts(figures: ChanceFigures) -> tuple[Block, ...]:
    """The two ways to take the Brier score apart, and how each adds up."""
    lucky = f"by luck, if calibrated: {_part(figures.mcb_null_mean)}"
    named = (
        ("miscalibration (MCB)", figures.mcb, figures.reasons.get("mcb_null_mean", lucky)),
        ("discrimination (DSC)", figures.dsc, "higher is better"),
        ("uncertainty (UNC)", figures.unc, "always the base rate"),
        ("reliability (REL)", figures.rel, "lower is better"),
        ("resolution (RES)", figures.res, "higher is better"),
        ("within bins", figures.within_bin, "what Murphy's bins hide"),
    )
    return (
        Words(text="Brier score = MCB - DSC + UNC, and by Murphy's bins = REL - RES + UNC + within bins."),
        fact_table(
            "The parts of the Brier score",
            *(Fact(name, _part(value), note) for name, value, note in named),
        ),
    )


def _part(value: float | None) -> str:
    """A part of a score: to four places, and to six where little would be left of it."""
    return figure(value, places=6 if value is not None and 0 < abs(value) < 0.001 else 4)


def _z_in_words(figures: ChanceFigures) -> str:
    if figures.n > figures.events:
        return "0 if calibrated; forecasts share events, so no chance is given"
    return "within 2 of 0 if calibrated, above if too bold"


def what_came(figures: Figures) -> tuple[Block, ...]:
    """How often each whole percent was said, and what happened; nothing of quantiles."""
    if not isinstance(figures, ChanceFigures):
        return ()
    bins = figures.reliability
    return (
        Table(
            caption="Stated probabilities by whole percent, and how often it happened",
            columns=tuple(
                Column(title=title, numeric=True)
                for title in ("said", "forecasts", "happened", "95% interval")
            ),
            lines=tuple(
                Line(
                    cells=(
                        Cell(percent(one.said)),
                        Cell(amount(one.count)),
                        Cell(percent(one.happened)),
                        Cell(f"{percent(one.low)}–{percent(one.high)}"),
                    ),
                    place=stated(_PERCENTS, one.said),
                )
                for one in bins
            ),
            in_short=f"{_percents(len(bins))} said: the page and the JSON list what came of each.",
        ),
    )


def _percents(count: int) -> str:
    return "1 whole percent was" if count == 1 else f"{count:,} whole percents were"
