"""How the verification of a table is laid out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reports.facets.counts_in_words import times
from reports.figures import amount, counted, figure, p_value_alone
from reports.kinds import VERIFICATION
from reports.render.layout import (
    Block,
    Cell,
    Column,
    Facts,
    Fold,
    KeyFigure,
    Line,
    Listing,
    Page,
    Section,
    Table,
    Words,
)
from reports.render.verified_chances import calibration, parts, scores, what_came
from reports.render.verified_tables import Fact, fact_table, to
from reports.render.verified_warnings import warnings
from reports.verifications import VerificationReport
from tracker.verification.figures import ChanceFigures
from tracker.verification.pairing import Against
from tracker.verification.quantiles import QuantileFigures
from tracker.verification.result import Figures, Verification, shown

MOST_PROBLEMS = 20


def verification_page(report: VerificationReport) -> Page:
    """The layout: what it can tell, the figures, the curve, the rival, the groups, what was left out."""
    found = shown(report.found)
    figures = (
        *warnings(found),
        Section(title="Against others", blocks=_against(found.against)),
        Section(title="Each group", blocks=_groups(found)),
        Section(title="What came of each stated percent", blocks=what_came(found.figures)),
    )
    annexes = (
        Section(title="Rows left out", blocks=_left_out(found)),
        Section(title="Rules", blocks=(Listing(items=report.rules),)),
    )
    sections = (
        *_said_and_happened(found.figures),
        Section(title="How far off", blocks=_scores(found)),
        *_made_of(found.figures),
        *(replace(section, fold=Fold.FIGURES) for section in figures),
        *(replace(section, fold=Fold.ANNEX) for section in annexes),
    )
    return Page(
        kind=VERIFICATION.title,
        title=Path(found.table).name,
        short=_short(found),
        facts=_facts(report),
        sections=tuple(section for section in sections if section.blocks),
        digest=report.digest,
        figures=_key_figures(found.figures),
    )


def _key_figures(figures: Figures) -> tuple[KeyFigure, ...]:
    """What a reader wants to see first; nothing of what so few events cannot tell."""
    if not isinstance(figures, ChanceFigures) or figures.brier is None or figures.skill is None:
        return ()
    return (
        KeyFigure(
            name="Brier score",
            figure=figure(figures.brier),
            note=f"95% interval {to(figures.brier_low, figures.brier_high, places=3)}; lower is better",
        ),
        KeyFigure(
            name="Skill",
            figure=f"{figures.skill:+.0%}",
            note=_of_skill(figures),
        ),
        KeyFigure(
            name="Expected to happen",
            figure=amount(round(figures.expected, 1)),
            note=f"{amount(figures.observed)} did, of {amount(figures.tested or figures.n)}",
        ),
    )


def _of_skill(figures: ChanceFigures) -> str:
    better = f"above 0 is better than {figures.reference}"
    if figures.skill_low is None or figures.skill_high is None:
        return better
    return f"95% interval {figures.skill_low:+.0%} to {figures.skill_high:+.0%}; {better}"


def _short(found: Verification) -> tuple[Words, ...]:
    figures = found.figures
    opening = f"{counted(figures.n, 'forecast')} on {counted(figures.events, 'event')}."
    return (
        *_verdict(figures),
        Words(text=opening),
        Words(text=figures.words, plainly=True),
        *(Words(text=f"Warning: {warning}") for warning in found.warnings),
    )


def _verdict(figures: Figures) -> tuple[Words, ...]:
    """Better or worse than the reference, where the whole interval is; none where it has no interval."""
    if not isinstance(figures, ChanceFigures) or figures.skill is None:
        return ()
    low, high = figures.skill_low, figures.skill_high
    if low is None or high is None:
        return ()
    rival = figures.reference
    if low > 0:
        return (Words(text=f"Better than {rival}, with {times(1 - figures.skill)}."),)
    if high < 0:
        return (Words(text=f"Worse than {rival}, with {times(1 - figures.skill)}."),)
    return (Words(text=f"Not shown to be better or worse than {rival}."),)


def _facts(report: VerificationReport) -> Facts:
    found = report.found
    one = "one forecast each" if found.kind == "chances" else "one quantile each"
    left_out = f"; {found.bad_rows:,} cannot be verified" if found.bad_rows else ""
    drawn = (("Random draws", f"seed {found.seed}"),)
    return Facts(
        pairs=(
            ("Table", Path(found.table).name),
            ("Rows", f"{found.rows:,}, {one}{left_out}"),
            *(drawn if found.kind == "chances" else ()),
            ("Program", f"trackrecord {report.version}"),
        )
    )


def _scores(found: Verification) -> tuple[Block, ...]:
    figures = found.figures
    if isinstance(figures, ChanceFigures):
        return (scores(figures),)
    why, summed = figures.reasons, "the sum of the three below"
    return (
        fact_table(
            "How near the quantiles came; lower scores are better",
            Fact(
                "weighted interval score",
                amount(figures.wis),
                why.get("wis_low", "" if "dispersion" in why else summed),
                to(figures.wis_low, figures.wis_high),
            ),
            Fact(
                "dispersion", amount(figures.dispersion), why.get("dispersion", "how wide the intervals are")
            ),
            Fact(
                "overprediction",
                amount(figures.overprediction),
                why.get("overprediction", "how far truths lay below"),
            ),
            Fact(
                "underprediction",
                amount(figures.underprediction),
                why.get("underprediction", "how far truths lay above"),
            ),
            Fact(
                "within the central 50%",
                figure(figures.coverage_50),
                why.get("coverage_50", "promised: 0.5"),
                to(figures.coverage_50_low, figures.coverage_50_high, places=3),
            ),
            Fact(
                "within the central 90%",
                figure(figures.coverage_90),
                why.get("coverage_90", "promised: 0.9"),
                to(figures.coverage_90_low, figures.coverage_90_high, places=3),
            ),
            Fact("error of the median", amount(figures.ae_median), why.get("ae_median", "mean distance")),
        ),
    )


def _said_and_happened(figures: Figures) -> tuple[Section, ...]:
    """The curve of chances, beside whether they were what they were said to be."""
    if not isinstance(figures, ChanceFigures):
        return ()
    return (Section(title="Said and happened", blocks=calibration(figures)),)


def _made_of(figures: Figures) -> tuple[Section, ...]:
    if not isinstance(figures, ChanceFigures):
        return ()
    return (Section(title="What the Brier score is made of", blocks=parts(figures)),)


def _against(rival: Against | None) -> tuple[Block, ...]:
    if rival is None:
        return ()
    apart = f"{rival.only_ours:,} only here, {rival.only_theirs:,} only there"
    sure = "; ".join(filter(None, (p_value_alone(rival.p_value), rival.how, rival.reason)))
    needed = rival.events_needed
    return (
        fact_table(
            "Brier scores on common events, each event once; a difference below 0 is in favour of this table",
            Fact("common events", amount(rival.events), apart),
            Fact("Brier score here", figure(rival.brier, places=4)),
            Fact("Brier score there", figure(rival.other_brier, places=4), rival.other),
            Fact(
                "difference",
                figure(rival.difference, places=4),
                sure,
                to(rival.difference_low, rival.difference_high),
            ),
            Fact("skill", figure(rival.skill, places=4), "the share of their score that was saved"),
            Fact("events needed", amount(needed), "to see a difference of 0.05" if needed else ""),
        ),
    )


def _groups(found: Verification) -> tuple[Block, ...]:
    if not found.groups:
        return ()
    titles = _GROUPED_QUANTILES if found.kind == "quantiles" else _GROUPED_CHANCES
    names = ", ".join(found.grouped_by)
    return (
        Table(
            caption=f"{counted(len(found.groups), 'group')} by {names}",
            columns=(
                Column(title=names, wide=True),
                *(Column(title=title, numeric=True) for title in titles),
            ),
            lines=tuple(
                Line(cells=(Cell(" ".join(name.split()) or "–"), *map(Cell, _group(figures))))
                for name, figures in found.groups.items()
            ),
            name="groups",
        ),
    )


_GROUPED_CHANCES = ("n", "events", "rate", "Brier", "95% interval", "skill", "MCB", "AUC")
_GROUPED_QUANTILES = ("n", "events", "WIS", "in 50%", "in 90%", "median error")


def _group(figures: Figures) -> tuple[str, ...]:
    if isinstance(figures, QuantileFigures):
        return (
            amount(figures.n),
            amount(figures.events),
            amount(figures.wis),
            figure(figures.coverage_50),
            figure(figures.coverage_90),
            amount(figures.ae_median),
        )
    return (
        amount(figures.n),
        amount(figures.events),
        figure(figures.base_rate),
        figure(figures.brier),
        to(figures.brier_low, figures.brier_high, places=3) or "–",
        figure(figures.skill),
        figure(figures.mcb),
        figure(figures.auc),
    )


def _left_out(found: Verification) -> tuple[Block, ...]:
    if not found.bad_rows:
        return ()
    listed = [str(problem) for problem in found.problems[:MOST_PROBLEMS]]
    if more := found.bad_rows - len(listed):
        listed.append(f"and {more:,} more")
    many = f"{found.bad_rows:,} of {counted(found.rows, 'row')} cannot be verified:"
    return (Words(text=many), Listing(items=tuple(listed)))
