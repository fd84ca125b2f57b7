"""What a scorecard comes to, in a sentence that rules make of its records and figures.

The sentence says no more than the records bear. Few events are counted, call by call; from twenty on the
leading mean is held against its reference, and is called better or worse only where its whole interval is.
What was recorded in time and what was recorded afterwards are never counted together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.facets.counts_in_words import capitalised, every, joined, number, of, share, times
from reports.facets.fares import Fare, fare_of, firsts, is_clear
from reports.facets.record.means import Mean
from reports.facets.record.nearness import TargetSideBySide, leading_target, over_all_horizons
from reports.facets.record.quantities import TargetScores
from reports.facets.record.standings import Standing
from reports.facets.rows import Row
from reports.figures import amount, counted, figure
from reports.scorecards import Scorecard
from tracker.certainty.wording import LEAST_FOR_CURVE
from tracker.measures import PINBALL

_COIN = {"always saying 50%": "a coin toss"}
_CALIBRATION = {
    "too-high": "chances that were too high",
    "too-low": "chances that were too low",
    "overconfident": "overconfidence",
    "underconfident": "underconfidence",
    "windows-too-soon": "windows that were too soon",
    "windows-too-late": "windows that were too late",
    "windows-too-narrow": "windows that were too narrow",
    "windows-too-wide": "windows that were too wide",
}


_WITHOUT = {
    "pending": "open",
    "held": "early",
    "overdue": "overdue",
    "withdrawn": "withdrawn",
    "pre-dated": "belated",
}
"""What a row counts as, by its verdict, where it did not fare; any other verdict counts as void."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """How many first forecasts came as said, otherwise (`clear` of them clearly), neither, or not yet.

    Not yet: `open`, `early` (it happened, and the deadline lies ahead) and `overdue`. Never: `withdrawn`,
    `belated` (made after the event) and `void` for every other reason.
    """

    right: int = 0
    missed: int = 0
    clear: int = 0
    no_lean: int = 0
    in_part: int = 0
    open: int = 0
    early: int = 0
    overdue: int = 0
    withdrawn: int = 0
    belated: int = 0
    void: int = 0

    @property
    def judged(self) -> int:
        """Those of which something is said."""
        return self.right + self.missed + self.no_lean + self.in_part


def came_of(rows: Iterable[Row]) -> Came:
    """How the first forecasts among rows came out."""
    found: Counter[str] = Counter()
    for row in firsts(rows):
        fare = fare_of(row)
        if fare is None:
            found[_WITHOUT.get(row.verdict, "void")] += 1
        elif fare is Fare.NO_LEAN:
            found["no_lean"] += 1
        elif fare is Fare.IN_PART:
            found["in_part"] += 1
        else:
            found["right" if fare.is_right else "missed"] += 1
            found["clear"] += is_clear(row)
    return Came(**found)


def verdict_of(card: Scorecard) -> str:
    """The verdict of a scorecard, as one sentence or a few."""
    if not card.funnel.seen:
        sealed = "Nothing can be judged yet: all that was recorded is sealed."
        return sealed if card.sealed is not None else "Nothing was recorded."
    vague = card.funnel.seen - card.funnel.scoreable
    if (leading := leading_mean(card)) is not None:
        standing, mean = leading
        told = [against_reference(mean, standing, several=len(card.shares) > 1)]
        if vague:
            told.append(f"{capitalised(share(vague, card.funnel.seen))} what was said cannot be checked.")
        return " ".join(told)
    if (target := leading_quantities(card)) is not None:
        return _nearness({one.forecaster: one.name for one in card.shares}, target)
    timely, late = (
        came_of(row for row in card.rows if row.prospective is kind and row.verdict != "unscoreable")
        for kind in (True, False)
    )
    if timely.judged and late.judged:
        return f"Recorded in time: {calls(timely)}; recorded afterwards: {calls(late)}." + (
            f" {capitalised(share(vague, card.funnel.seen))} what was said cannot be checked."
            if vague
            else ""
        )
    return counted_verdict(came_of(card.rows), vague=vague, seen=card.funnel.seen)


def counted_verdict(came: Came, *, vague: int, seen: int) -> str:
    """The verdict where calls are counted.

    >>> counted_verdict(Came(right=2, missed=1, clear=1), vague=3, seen=6)
    'One clear miss, two calls that came out as said, and half of what was said cannot be checked.'
    >>> counted_verdict(Came(), vague=4, seen=4)
    'Nothing that was said here can be checked: all four statements are too vague.'
    """
    if not came.judged:
        return _nothing_judged(came, vague=vague, seen=seen)
    told = calls(came)
    if not vague:
        return f"{capitalised(told)}."
    return f"{capitalised(_listed(came))}, and {share(vague, seen)} what was said cannot be checked."


def calls(came: Came) -> str:
    """The calls as a list: misses first, then what came out as said, then what says nothing yet."""
    return joined(_parts(came))


def _listed(came: Came) -> str:
    return ", ".join(_parts(came))


def _parts(came: Came) -> list[str]:
    missed = ""
    if came.clear == came.missed > 0:
        missed = of(came.missed, "clear miss", "clear misses")
    elif came.missed:
        clear = f" ({of(came.clear, 'clear one', 'clear ones')})" if came.clear else ""
        missed = of(came.missed, "miss", "misses") + clear
    parts = (
        missed,
        of(came.right, "call that came out as said", "calls that came out as said") if came.right else "",
        of(came.in_part, "that came in part", "that came in part") if came.in_part else "",
        of(came.no_lean, "that leaned neither way", "that leaned neither way") if came.no_lean else "",
        *(f"{number(count)} {short}" for count, short, *_ in _unjudged(came)),
    )
    return [part for part in parts if part]


def _unjudged(came: Came) -> list[tuple[int, str, str, str]]:
    """What has no place among right and wrong, each kind with its words: in a list, of one, and of all."""
    kinds = (
        (came.open, "still open", "is still open", "are still open"),
        (
            came.early,
            "held until the deadline",
            "has happened, and counts when its deadline is over",
            "have happened, and count when their deadlines are over",
        ),
        (came.overdue, "overdue for an outcome", "is overdue for an outcome", "are overdue for an outcome"),
        (came.withdrawn, "taken back", "was taken back", "were taken back"),
        (came.belated, "made after the event", "was made after the event", "were made after the event"),
        (
            came.void,
            "without a verdict",
            "has no outcome that could be scored",
            "have no outcome that could be scored",
        ),
    )
    return [kind for kind in kinds if kind[0]]


def _nothing_judged(came: Came, *, vague: int, seen: int) -> str:
    if vague == seen:
        are = "is" if seen == 1 else "are"
        return f"Nothing that was said here can be checked: {every(seen, 'statement')} {are} too vague."
    rest = f", and {share(vague, seen)} what was said cannot be checked" if vague else ""
    kinds = _unjudged(came)
    opening = "Nothing can be judged yet" if came.open or came.early or came.overdue else "No verdict"
    if not kinds:
        return f"{opening}{rest}."
    if len(kinds) == 1:
        count, _, one, many = kinds[0]
        return f"{opening}: {every(count, 'forecast')} {one if count == 1 else many}{rest}."
    told = [f"{number(count)} {one if count == 1 else many}" for count, _, one, many in kinds]
    told[0] = told[0].replace(" ", f" {'forecast' if kinds[0][0] == 1 else 'forecasts'} ", 1)
    return f"{opening}: {', '.join(told) if rest else joined(told)}{rest}."


def leading_mean(card: Scorecard) -> tuple[Standing, Mean] | None:
    """The mean that leads: with a reference, on the most events, of what was recorded in time if it can be.

    None below twenty events, where calls are counted instead.
    """
    for standing in card.standings:
        found = [
            mean
            for mean in standing.means
            if mean.events >= LEAST_FOR_CURVE and mean.mean is not None and mean.reference
        ]
        if found:
            return standing, max(found, key=lambda mean: mean.events)
    return None


def leading_quantities(card: Scorecard) -> TargetScores | None:
    """The target that leads where all that counts are quantiles, of what was recorded in time if it can be.

    None where something else counts, and where no target has a mean.
    """
    if {mean.measure for standing in card.standings for mean in standing.means} != {PINBALL.name}:
        return None
    leads = (leading_target(standing.quantities) for standing in card.standings)
    return next((one for one in leads if one is not None and any(over_all_horizons(one))), None)


def _nearness(names: Mapping[str, str], target: TargetScores) -> str:
    """How near the forecasts of one target came, and relative skill where forecasters share tasks."""
    means = {one.forecaster: one for one in over_all_horizons(target)}
    about = f"{target.target} ({counted(target.forecasts, 'forecast')} about {counted(target.days, 'day')})"
    if not isinstance(target, TargetSideBySide):
        told = joined([f"{names.get(who, who)} {amount(one.wis)}" for who, one in means.items()])
        return (
            f"Mean weighted interval score on {about}: {told}. 0 is perfect, and nobody else here did "
            "the same tasks, so nothing says whether that is near."
        )
    first, *others = (one for one in target.entrants if one.forecaster in means)
    skill = f"relative skill {figure(first.skill.skill, places=2)}"
    if first.skill.low is not None and first.skill.high is not None:
        ends = f"{figure(first.skill.low, places=2)} to {figure(first.skill.high, places=2)}"
        skill += f" (95% interval {ends})"
    led = f"mean weighted interval score {amount(means[first.forecaster].wis)}, {skill}"
    rest = f" Below 1 is nearer than the others; {of(len(others), 'other')} did the same tasks."
    shown = target.shown[0] if target.shown else "Nobody is shown to be nearer than another."
    return f"{shown} First on {about} stands {first.name}: {led}.{rest}"


def against_reference(mean: Mean, standing: Standing, *, several: bool = False) -> str:
    """How a mean stands beside its reference, and whether a fault of calibration was found."""
    assert mean.mean is not None, "a leading mean is a mean"
    assert mean.reference, "and has a reference"
    rival = _COIN.get(mean.against or "", mean.against or "")
    ratio = times(mean.mean / mean.reference)
    if mean.skill_low is not None and mean.skill_low > 0:
        told = f"better than {rival}, with {ratio}"
    elif mean.skill_high is not None and mean.skill_high < 0:
        told = f"worse than {rival}, with {ratio}"
    else:
        told = f"not shown to be better or worse than {rival}"
    return f"{capitalised(told)}; {_calibrated(standing, several=several)}."


def _calibrated(standing: Standing, *, several: bool) -> str:
    faults = [one for one in standing.findings if one.adjusted is not None and one.fault in _CALIBRATION]
    if not faults:
        return "no fault of calibration was found"
    if several:
        who = len({one.forecaster for one in faults})
        return f"{of(who, 'forecaster')} with a fault of calibration"
    return joined([_CALIBRATION[fault] for fault in dict.fromkeys(one.fault for one in faults)]) + " found"


def too_few(card: Scorecard) -> str:
    """That so few events cannot tell a good forecaster from a lucky one; empty where they are enough."""
    events = max((standing.events for standing in card.standings), default=0)
    if not 0 < events < LEAST_FOR_CURVE:
        return ""
    who = f"{card.shares[0].name} is" if len(card.shares) == 1 else "they are"
    are = "event is" if events == 1 else "events are"
    return f"{capitalised(of(events, are, are))} too few to say whether {who} good or lucky."
