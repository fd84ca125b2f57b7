"""What it means that no fault was found: how large a one would have been seen, or that too few spoke."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.figures import counted
from tracker.findings.sight import POWER, STATED, Sight
from tracker.once import Key
from tracker.selections import listed

if TYPE_CHECKING:
    from tracker.findings.examination import Examination

_OFTEN = f"{100 * POWER:.0f} times in 100"
_POOLS = {True: "", False: "retrospective, "}
_STATED = f"{100 * STATED:.0f} points"


def searched(examination: Examination, names: Mapping[str, str], *, prospective: bool | None = None) -> str:
    """How much it says that no fault was found: of all who were tested, or of one kind of forecasts.

    Who has a fault to his name is left out, for more may be hidden behind it. Empty where nobody is left.
    """
    faulty = {(one.trial.forecaster, one.trial.prospective) for one in examination.faults}
    asked = [one for one in examination.sights if prospective in (None, one.prospective)]
    return sights_in_words(asked, faulty, names)


def sights_in_words(sights: Sequence[Sight], faulty: Collection[Key], names: Mapping[str, str]) -> str:
    """The sentences on those who were tested."""
    clear = [one for one in sights if (one.forecaster, one.prospective) not in faulty]
    few, enough = ([one for one in clear if one.too_few is short] for short in (True, False))
    alone = len(sights) == 1
    return " ".join(
        told for told in (_of_enough(enough, alone=alone), _of_few(few, names, alone=alone)) if told
    )


def found_of(sight: Sight | None, tests: int) -> str:
    """The same in a cell of a table.

    >>> found_of(Sight(forecaster="ann", prospective=True, events=8, visible=0.6, needed=43), 2)
    'too few to look for faults: 8 of about 43 events'
    """
    if sight is None:
        return "not enough to tell"
    if sight.too_few:
        return f"too few to look for faults: {sight.events:,} of about {counted(sight.needed, 'event')}"
    return f"no fault found in {counted(tests, 'test')}; {_points(sight.visible)} would have shown"


def _of_enough(sights: Sequence[Sight], *, alone: bool) -> str:
    if not sights:
        return ""
    visible = max(one.visible for one in sights)
    whose = "" if alone else f" of {_number(sights)} with enough events"
    return (
        f"No fault was found{whose} that luck cannot explain, which is no proof that there is none: what "
        f"happens {_points(visible)} more or less often than said, on average, would have been found "
        f"{_OFTEN}, and less than that more seldom."
    )


def _of_few(sights: Sequence[Sight], names: Mapping[str, str], *, alone: bool) -> str:
    if not sights:
        return ""
    if alone:
        (one,) = sights
        return (
            f"{counted(one.events, 'event')}: too few to look for faults. To find chances that are {_STATED} "
            f"too high or too low, {_OFTEN}, takes about {counted(one.needed, 'event')}."
        )
    most_first = sorted(sights, key=lambda one: (-one.events, one.forecaster))
    who = listed(
        f"{names.get(one.forecaster, one.forecaster)} ({_POOLS[one.prospective]}{one.events:,} of about "
        f"{one.needed:,})"
        for one in most_first
    )
    return (
        f"Too few to look for faults, of the events that it takes to find chances {_STATED} too high or too "
        f"low, {_OFTEN}: {who}."
    )


def _number(sights: Sequence[Sight]) -> str:
    who = len({one.forecaster for one in sights})
    return f"the {counted(who, 'forecaster')}"


def _points(share: float) -> str:
    """A share in percentage points.

    >>> _points(0.213)
    '21 points'
    """
    return f"{100 * share:.0f} points"
