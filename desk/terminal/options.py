"""What an option may hold: dates, moments, probabilities, handles and lists, read before a command starts.

A value that cannot be read at all is a usage error (exit 2); a value that can be read and is refused,
such as a probability of 1.7, is a TrackerError like any other (exit 1).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from forecasts import clock
from forecasts.errors import ImpossibleFraction, ImpossibleProbability, UnclearProbability
from forecasts.handles import Handle

Command = TypeVar("Command", bound=Callable[..., Any])

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

if TYPE_CHECKING:
    from forecasts.recording.questions import TypedCondition

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # generic for type checkers only before click 8.4


class Kind(_ParamType, ABC):
    """A kind of value: `read` turns text into it, and says in a ValueError what form it wants."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that a text means; what is a value already stays as it is."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value.strip())
        except ValueError as error:
            self.fail(str(error), param, ctx)

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value that a text means."""


class _Day(Kind):
    name = "date"

    def read(self, text: str) -> date:
        if text.casefold() in ("today", "yesterday"):
            return clock.today() - timedelta(days=text.casefold() == "yesterday")
        if not _ISO_DAY.fullmatch(text):
            raise ValueError(f"{text[:60]!r} is no date: write it as 2021-06-25.")
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"{text!r} is no day of the calendar.") from error


class _PastDay(_Day):
    """A day that has been, in any form that a deadline may have."""

    def read(self, text: str) -> date:
        if _ISO_DAY.fullmatch(text) or text.casefold() in ("today", "yesterday"):
            return super().read(text)
        from forecasts.words.windows.days import read_day

        return read_day(text, today=clock.today()) or super().read(text)


class _Moment(Kind):
    name = "moment"

    def __init__(self, *, whole_days: bool) -> None:
        self.whole_days = whole_days

    def read(self, text: str) -> datetime:
        if self.whole_days and _ISO_DAY.fullmatch(text):
            return datetime.combine(DATE.read(text), time.max, tzinfo=UTC)
        form = "write it as 2021-06-25T14:30 (UTC, unless it ends in an offset such as +02:00)"
        if _ISO_DAY.fullmatch(text):
            raise ValueError(f"{text!r} lacks the hour: {form}.")
        try:
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValueError(f"{text[:60]!r} is no moment: {form}.") from error


class _Probability(Kind):
    name = "probability"

    def read(self, text: str) -> float:
        from forecasts.words.chances.numerals import stated_probability

        stated = stated_probability(text)
        if stated is None or stated.low != stated.high:
            raise ValueError(f"{text[:60]!r} is no single probability: write it as 0.7, 70% or 7/10.")
        return stated.p


class _Handle(Kind):
    name = "handle"

    def __init__(self, *, or_last: bool) -> None:
        self.or_last = or_last

    def read(self, text: str) -> Handle | str:
        from forecasts.recording.provenance import LAST

        return LAST if self.or_last and text == LAST else Handle.read(text)


class _Names(Kind):
    name = "names"

    def read(self, text: str) -> tuple[str, ...]:
        parts = text.split(";" if ";" in text else ",")
        return tuple(part.strip() for part in parts if part.strip())


class _Shares(Kind):
    name = "shares"

    def read(self, text: str) -> tuple[tuple[str, float], ...]:
        return tuple((name, _share(share)) for name, share in pairs(text, "A=0.5,B=0.5"))


class _Grade(Kind):
    name = "grade"

    def read(self, text: str) -> float:
        return inner(text, "A grade", "say how far it happened, such as 0.5")


class _Sure(Kind):
    name = "chance"

    def read(self, text: str) -> float:
        return inner(text, "How sure a set is", "write it as 90% or 0.9")


class _Condition(Kind):
    name = "condition"

    def read(self, text: str) -> TypedCondition:
        from forecasts.recording.questions import TypedCondition

        condition, spaced, day = text.rpartition(" by ")
        by = DATE.read(day.strip()) if spaced else None
        question, _, answer = (condition if spaced else text).partition("=")
        return TypedCondition(question.strip(), answer.strip() or "happens", by)


def _share(text: str) -> float:
    """A share of a choice: among fractions that sum to 1 a bare 1 or 0 has one meaning."""
    return float(text) if text in ("0", "1") else PROBABILITY.read(text)


def inner(text: str, what: str, remedy: str) -> float:
    """A probability that is neither 0 nor 1."""
    try:
        value = PROBABILITY.read(text)
    except (ImpossibleProbability, UnclearProbability) as refusal:
        raise ImpossibleFraction(what, text, remedy) from refusal
    if not 0 < value < 1:
        raise ImpossibleFraction(what, text, remedy)
    return value


def pairs(text: str, form: str) -> list[tuple[str, str]]:
    """The pairs of `A=1,B=2`; a part without a sign belongs to the next, so that names may hold commas."""
    found, held = [], ""
    for part in text.split(","):
        name, sign, value = (held + part).rpartition("=")
        if not sign:
            held += part + ","
            continue
        found.append((name.strip(), value.strip()))
        held = ""
    if held or not found:
        raise ValueError(f"{text[:60]!r} is no list of pairs: write it as {form}.")
    return found


DATE = _Day()
SAID = _PastDay()
MOMENT = _Moment(whole_days=False)
AS_OF = _Moment(whole_days=True)
PROBABILITY = _Probability()
GRADE = _Grade()
SURE = _Sure()
HANDLE = _Handle(or_last=False)
HANDLE_OR_LAST = _Handle(or_last=True)
NAMES = _Names()
SHARES = _Shares()
GIVEN = _Condition()


def default_ledger() -> str:
    """The ledger in the user's data folder."""
    from platformdirs import user_data_path

    return str(user_data_path("trackrecord") / "ledger.db")


def login_name() -> str:
    """Who is logged in, as the system says; a claim, not proof."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return "unknown"


def ledger_option(command: Command) -> Command:
    """Give a command --ledger."""
    return click.option(
        "--ledger",
        metavar="PATH|URL",
        envvar="TRACKER_LEDGER",
        default=default_ledger,
        help="The ledger: a file, or a postgresql:// URL [TRACKER_LEDGER; else in your data folder].",
    )(command)


def analyst_option(command: Command) -> Command:
    """Give a command --as, the name that its entry will bear."""
    return click.option(
        "--as",
        "analyst",
        metavar="NAME",
        envvar="TRACKER_ANALYST",
        default=login_name,
        help="Who acts [TRACKER_ANALYST; else your login name].",
    )(command)


def json_option(command: Command) -> Command:
    """Give a command --json."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def own_network_option(command: Command) -> Command:
    """Give a command --own-network: machines that only this one may see can be asked."""
    return click.option(
        "--own-network", is_flag=True, help="Let the address lie in your own network or on this machine."
    )(command)


def as_of_option(command: Command) -> Command:
    """Give a command --as-of: what was recorded by then."""
    return click.option(
        "--as-of", type=AS_OF, metavar="MOMENT", help="Read what was recorded by then; a date counts in full."
    )(command)


def snapshot_option(command: Command) -> Command:
    """Give a command --from, a snapshot that is read in the place of a ledger."""
    return click.option(
        "--from",
        "snapshot",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Read this snapshot, which `tracker snapshot DIR` took, and no ledger.",
    )(command)


def on_option(command: Command) -> Command:
    """Give a command --on, the evaluation date."""
    return click.option(
        "--on",
        type=DATE,
        metavar="DATE",
        default=clock.today,
        help="Evaluate on this day: outcomes known later are ignored [today].",
    )(command)


def ties_option(command: Command) -> Command:
    """Give a command --ties: what tests of yes and no do with outcomes that are graded between them."""
    return click.option(
        "--ties",
        type=click.Choice(("drop", "half", "refuse")),
        default="drop",
        help="Graded outcomes in tests: out of these, half yes and half no, or no test [drop].",
    )(command)


def transform_option(command: Command) -> Command:
    """Give a command --transform: on which scale quantile forecasts are scored."""
    return click.option(
        "--transform", type=click.Choice(("log",)), help="Score quantiles of log(x + 1), not of x."
    )(command)
