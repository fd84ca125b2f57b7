"""The options that describe a question, a source, a claim and a belief, shared by logging and amending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar

import click

from desk.terminal.amounts import LEVELS, NEAR, bounds
from desk.terminal.options import (
    DATE,
    GIVEN,
    GRADE,
    HANDLE,
    HANDLE_OR_LAST,
    MOMENT,
    NAMES,
    PROBABILITY,
    SAID,
    SHARES,
    Kind,
)
from forecasts.model import ForecasterKind, QuestionKind, Unscoreable
from forecasts.recording.provenance import Provenance
from forecasts.recording.questions import NewQuestion, TypedCondition
from forecasts.recording.reading import StatedForecast

Command = TypeVar("Command", bound=Callable[..., Any])


class _Reason(Kind):
    name = "reason"

    def read(self, text: str) -> Unscoreable:
        try:
            return Unscoreable(text.replace("-", " ").casefold())
        except ValueError as error:
            raise ValueError(f"{text!r} is none of the reasons {', '.join(Unscoreable)}.") from error


_KIND = click.Choice([str(kind) for kind in QuestionKind], case_sensitive=False)
_FORECASTER_KIND = click.Choice([str(kind) for kind in ForecasterKind], case_sensitive=False)

_QUESTION = (
    click.option("--criteria", metavar="TEXT", help="What decides the question, and by whose word."),
    click.option("--kind", type=_KIND, help="What answers the question [event]."),
    click.option(
        "--options", type=NAMES, default=(), metavar="A,B,C", help="A choice's options (; also parts them)."
    ),
    click.option("--unit", metavar="UNIT", help="The unit of a quantity."),
    click.option("--topic", metavar="TOPIC", help="What the question is about, to group by."),
    click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; several may be given."),
    click.option("--zone", metavar="ZONE", help="Whose calendar the dates are, such as Asia/Kabul [UTC]."),
    click.option("--cluster", metavar="NAME", help="Events that stand or fall together share a name."),
    click.option("--recurs/--once", default=None, help="Whether the event can happen again [once]."),
    click.option("--horizon", type=DATE, metavar="DATE", help="Where the question's timelines end."),
    click.option(
        "--reference-rate", type=PROBABILITY, metavar="P", help="How often things like it happened."
    ),
    click.option("--reference-source", metavar="SOURCE", help="The known source that says so."),
    click.option("--reference-count", type=click.IntRange(min=1), metavar="N", help="Of how many cases."),
)
_SOURCE = (
    click.option("--quote", metavar="WORDS", help="The decisive words, verbatim."),
    click.option("--locator", metavar="TEXT", help="The page, the minute, the paragraph."),
    click.option("--source", metavar="SOURCE", help="A slug, `last`, or the title of a new source."),
    click.option("--url", metavar="URL", help="The address of a new source."),
    click.option("--publisher", metavar="NAME", help="Who published a new source."),
    click.option("--published", "published_on", type=DATE, metavar="DATE", help="When it came out."),
    click.option("--language", metavar="CODE", help="The language of the words, such as en."),
)
_CLAIM = (
    click.option("--when", metavar="WORDS", help='When, in words: "a month or two, maybe three".'),
    click.option("-p", "--chance", metavar="WORDS|NUMBER", help="How likely: 70%, 1 in 20, unlikely."),
    click.option("--scale", metavar="NAME", help="The scale of the words of -p [the ledger's]."),
    click.option("--deadline", metavar="DATE|WORDS", help='The last day: 2021-09-25, "by the end of Q3".'),
    click.option("--not-before", type=DATE, metavar="DATE", help="The first day that counts."),
    click.option("--above", type=float, metavar="X", help="The value is above X."),
    click.option("--below", type=float, metavar="X", help="The value is below X."),
    click.option("--shares", type=SHARES, default=(), metavar="A=0.5,B=0.5", help="A share an option."),
    click.option(
        "--quantiles", type=LEVELS, default=(), metavar="0.5=61,...", help="A value, or a day, a level."
    ),
    click.option("--near", type=NEAR, metavar="X±T", help="The value is X, give or take T."),
    click.option("--tolerance", type=float, metavar="T", help="How far from --near it may lie."),
    click.option("--given", type=GIVEN, metavar="SLUG[=ANSWER][ by DATE]", help="Only if this comes first."),
    click.option("--given-by", type=DATE, metavar="DATE", help="By when it must come first."),
    click.option("--settled-by", metavar="NAME", help="Who turned vague words into the deadline [you]."),
    click.option(
        "--unscoreable",
        type=_Reason(),
        multiple=True,
        metavar="REASON",
        help="Log it unscored: no-deadline, no-criterion, vague-word, no-probability.",
    ),
)
_SAYING = (
    click.option("--by", metavar="NAME", help="Who forecast: a slug, a name, an alias, or a new name."),
    click.option("--said", type=SAID, metavar="DATE", help="The day it was said [today]."),
    click.option("--made-at", type=MOMENT, metavar="MOMENT", help="The moment, where the hour is known."),
    click.option("--attested", "attested_on", type=DATE, metavar="DATE", help="A proof of it is that old."),
    click.option("--reading", metavar="NAME", help="The name of an alternative reading [primary]."),
    click.option("--statement", type=HANDLE_OR_LAST, metavar="HANDLE", help="The statement, or `last`."),
    click.option("--restates", type=HANDLE, metavar="HANDLE", help="The forecast it only repeats."),
    click.option("--forecaster-kind", type=_FORECASTER_KIND, help="What the forecaster is [person]."),
)


class _OneOption(click.Option):
    """An option of a choice, of which one is meant: a second is not taken in silence."""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The one text that was given."""
        texts = super().process_value(ctx, value)
        if not texts:
            return None
        if len(texts) > 1:
            both = " or ".join(map(repr, texts))
            raise click.UsageError(
                f"--option names one option, not {both}: log the chance that it is any of them as an event "
                "of its own, or give every option a share with --shares."
            )
        return texts[0]


_OPTION = (
    click.option(
        "--option",
        cls=_OneOption,
        multiple=True,
        metavar="OPTION",
        help="The option meant, or come true, of a choice.",
    ),
)
_OUTCOME = (
    click.option("--on", type=DATE, metavar="DATE", help="The day it happened, or was measured."),
    click.option("--not-through", type=DATE, metavar="DATE", help="It had not happened through this day."),
    click.option("--value", type=float, metavar="X", help="What a quantity came to."),
    click.option("--partly", type=GRADE, metavar="GRADE", help="How far it happened, such as 0.5."),
    click.option("--void", is_flag=True, help="The question fell away; say why with --because."),
    click.option("--ambiguous", is_flag=True, help="It cannot be decided; say why with --because."),
    click.option("--known", "known_on", type=DATE, metavar="DATE", help="When it was publicly known."),
    click.option("--evidence", metavar="TEXT", help="How one can tell: a source, an address."),
)


_FORMS = ("on", "not_through", "value", "option", "partly", "void", "ambiguous")


def question_options(command: Command) -> Command:
    """Give a command the options that describe a question."""
    return _given(command, _QUESTION)


def source_options(command: Command) -> Command:
    """Give a command the options that say where the words are from."""
    return _given(command, _SOURCE)


def claim_options(command: Command) -> Command:
    """Give a command the options that say what is claimed, when and how likely."""
    return _given(command, _CLAIM)


def outcome_options(command: Command) -> Command:
    """Give a command the options that say what came of a question."""
    return _given(command, _OUTCOME)


def option_option(command: Command) -> Command:
    """Give a command --option."""
    return _given(command, _OPTION)


def saying_options(command: Command) -> Command:
    """Give a command the options that say who forecast, and when."""
    return _given(command, _SAYING)


def settle_near(typed: dict[str, Any]) -> None:
    """Puts --above and --below in the place of --near and --tolerance."""
    near, tolerance = typed.pop("near"), typed.pop("tolerance")
    if near is None:
        if tolerance is not None:
            raise click.UsageError("--tolerance is how far from a number: give that with --near.")
        return
    if typed["above"] is not None or typed["below"] is not None:
        raise click.UsageError("--near says what the value is above and below: leave these out.")
    try:
        typed["above"], typed["below"] = bounds(near, tolerance)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def said(typed: dict[str, Any]) -> StatedForecast:
    """The claim and the belief as typed; deadline and condition are read later, beside the ledger."""
    settle_near(typed)
    names = {field.name for field in fields(StatedForecast)} - {"deadline", "condition", "dates"}
    return StatedForecast(**{name: typed[name] for name in names})


def new_question(typed: dict[str, Any], *, slug: str | None) -> NewQuestion:
    """What is said of the question itself."""
    return NewQuestion(
        slug=slug,
        criteria=typed["criteria"],
        kind=QuestionKind(typed["kind"]) if typed["kind"] else None,
        options=typed["options"],
        unit=typed["unit"],
        topic=typed["topic"],
        tags=typed["tags"],
        zone=typed["zone"],
        cluster=typed["cluster"],
        recurs=bool(typed["recurs"]),
        reference_rate=typed["reference_rate"],
        reference_source=typed["reference_source"],
        reference_count=typed["reference_count"],
    )


def provenance(typed: dict[str, Any], *, spoken: bool = False) -> Provenance:
    """Where the words are from; what describes a source is a usage error without one.

    The language also describes the words themselves: a whole sentence if `spoken`, or those of an option.
    """
    worded = spoken or any(typed[words] for words in ("quote", "when", "deadline", "chance"))
    if typed["source"] is None:
        for part in ("url", "publisher", "published_on", "language"):
            if typed[part] is not None and not (part == "language" and worded):
                option = part.removesuffix("_on")
                raise click.UsageError(f"--{option} describes a new source: name it with --source.")
    return Provenance(**{field.name: typed[field.name] for field in fields(Provenance)})


def one_answer(typed: dict[str, Any]) -> None:
    """Refuses an outcome that is typed in two forms at once."""
    forms = [part for part in _FORMS if typed[part] is not None and typed[part] is not False]
    if len(forms) > 1 and not (forms[0] == "on" and _dated(forms[1:])):
        both = " and ".join(f"--{form.replace('_', '-')}" for form in forms)
        raise click.UsageError(f"{both} are two answers: give one of them.")


def _dated(forms: list[str]) -> bool:
    return len(forms) == 1 and forms[0] != "not_through"


def condition(typed: dict[str, Any]) -> TypedCondition | None:
    """The condition as typed, its day completed by --given-by."""
    condition: TypedCondition | None = typed["given"]
    if typed["given_by"] is None:
        return condition
    if condition is None:
        raise click.UsageError("--given-by says when a condition must be met: name it with --given.")
    return condition._replace(by=typed["given_by"])


def _given(command: Command, options: tuple[Callable[[Command], Command], ...]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
