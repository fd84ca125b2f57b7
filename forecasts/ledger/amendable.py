"""What may be amended: a record that stands, and only so that what rests on it still fits."""

from __future__ import annotations

from datetime import date

from forecasts.belief import Timeline
from forecasts.errors import InTheFuture, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.contradictions import check_beside
from forecasts.ledger.fitting import check_claim, check_kind
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import noun_name
from forecasts.ledger.seal_rules import refuse_amending
from forecasts.ledger.view import View
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Forecast,
    Forecaster,
    Freeze,
    Key,
    Noun,
    Outcome,
    Question,
    Review,
    Source,
    Statement,
)

_USERS = {
    "question": (("forecast", "question"), ("forecast", "condition_question"), ("outcome", "question")),
    "forecaster": (("forecast", "forecaster"), ("seal", "forecaster")),
    "source": (("statement", "source"), ("question", "reference_source")),
    "statement": (("forecast", "statement"),),
    "forecast": (("forecast", "restates"),),
}


def check_amendment(view: View, amendment: Amendment, *, today: date) -> Stored:
    """The record that an amendment is about; refuses one that has fallen or that others rest on."""
    target = view.get(amendment.target)
    if amendment.target in view.aside and amendment.target not in view.amendments:
        merger = view.aside[amendment.target]
        raise UnfitNoun(
            f"The record {amendment.target} counts no more since the merger {merger}",
            f"amend what it was merged into, or take the merger back with `tracker undo {merger.entry}`",
        )
    if not target.stands:
        standing = view.latest(amendment.target)
        by = view.amendments[amendment.target][0]
        remedy = f"take {by} back first, with `tracker undo {by.entry}`, or enter the record anew"
        if view.stands(standing):
            remedy = f"amend the one that stands, {standing}"
        raise UnfitNoun(f"The record {amendment.target} has been amended already ({by})", remedy)
    if isinstance(target.noun, Freeze | Review):
        raise UnfitNoun(
            f"The record {amendment.target} is a {noun_name(target.noun)}, and what was reviewed stays",
            'freeze the report anew, or reject it with `tracker review reject ID --because "..."`',
        )
    if isinstance(target.noun, Key):
        raise UnfitNoun(
            f"The record {amendment.target} is a key, and what was published stays",
            'revoke it with `tracker key revoke NAME --because "..."`',
        )
    refuse_amending(view, target)
    if amendment.kind is AmendmentKind.WITHDRAWAL:
        _check_withdrawal(view, amendment, target, today=today)
    elif amendment.kind is AmendmentKind.MISTAKE:
        _refuse_if_used(view, target)
    return target


def restored(view: View, mistake: Amendment, taken_back: Stored) -> tuple[Stored, Stored | None] | None:
    """What stands again when an amendment was a mistake, and the replacement that falls with it.

    None does where another amendment sets the record aside too.
    """
    amendment = taken_back.noun
    if mistake.kind is not AmendmentKind.MISTAKE or not isinstance(amendment, Amendment):
        return None
    if amendment.kind is AmendmentKind.WITHDRAWAL:
        return None
    replacement = None if amendment.replacement is None else view.get(amendment.replacement)
    if replacement is not None and not replacement.stands:
        raise UnfitNoun(
            f"The record {replacement.handle}, which came with {taken_back.handle}, has been amended since",
            "take that back first",
        )
    if set(view.fallen_by(amendment.target)) - {taken_back.handle}:
        if replacement is not None:
            _refuse_if_used(view, replacement)
        return None
    return view.get(amendment.target), replacement


def changes_nothing(view: View, again: Noun) -> bool:
    """Whether an amendment that is to stand again only says once more that a record has fallen.

    What a merger has set aside is not fallen: when the merger is taken back, it is needed.
    """
    return (
        isinstance(again, Amendment)
        and again.kind is not AmendmentKind.CORRECTION
        and again.target in view.amendments
        and not view.stands(again.target)
    )


def check_users(view: View, question: Question, replaced: Question) -> None:
    """Refuses a change of a question that its forecasts and outcomes would not survive."""
    if _frame(question) == _frame(replaced):
        return
    for stored in view.standing("forecast", question=question.slug):
        forecast = stored.noun
        assert isinstance(forecast, Forecast)
        try:
            check_claim(question, forecast)
        except UnfitNoun as error:
            raise _misfit(stored.handle, str(error)) from error
        end = question.horizon
        if isinstance(forecast.belief, Timeline) and end is not None and end <= forecast.made_on:
            raise _misfit(stored.handle, f"it was made on {forecast.made_on}, not before the horizon")
    outcomes: list[Outcome] = []
    entered = view.standing("outcome", question=question.slug)
    for stored in sorted(entered, key=lambda one: view.first_version(one.handle)):
        outcome = stored.noun
        assert isinstance(outcome, Outcome)
        try:
            check_kind(question, outcome)
        except UnfitNoun as error:
            raise _misfit(stored.handle, str(error)) from error
        for earlier in outcomes:
            check_beside(question, outcome, earlier, handle=stored.handle, by=stored.recorded_by)
        outcomes.append(outcome)


def _frame(question: Question) -> tuple[object, ...]:
    return (question.kind, question.options, question.recurs, question.horizon)


def _misfit(handle: Handle, fault: str) -> UnfitNoun:
    return UnfitNoun(
        f"After this change {handle} would not fit its question ({fault.rstrip('.')})",
        "amend that record first, or log a new question",
    )


def _check_withdrawal(view: View, amendment: Amendment, target: Stored, *, today: date) -> None:
    forecast, day = target.noun, amendment.withdrawn_on
    assert day is not None
    if not isinstance(forecast, Forecast):
        raise UnfitNoun(
            f"The record {amendment.target} is a {noun_name(forecast)}", "only forecasts are withdrawn"
        )
    if amendment.target in view.amendments:
        raise UnfitNoun(f"The forecast {amendment.target} has been withdrawn already", "leave it so")
    if day < forecast.made_on:
        raise UnfitNoun(
            f"The forecast {amendment.target} was made on {forecast.made_on}, after {day}",
            "give the day on which it was withdrawn",
        )
    if day > today:
        raise InTheFuture(f"The withdrawal of {amendment.target}", day, today)


def _refuse_if_used(view: View, target: Stored) -> None:
    noun = target.noun
    if isinstance(noun, Forecaster | Source | Question):
        names, users = [noun.slug], _USERS[noun_name(noun)]
        for handle, naming in view.namings_of(noun_name(noun), noun.slug):
            raise UnfitNoun(
                f"The {noun_name(noun)} {noun.slug!r} was {naming.act} ({handle})",
                f"take that back first, with `tracker undo {handle.entry}`, or correct this one instead",
            )
    elif isinstance(noun, Statement | Forecast):
        names, users = [str(version) for version in view.versions(target.handle)], _USERS[noun_name(noun)]
    else:
        return
    for kind, column in users:
        for user in view.standing_among(kind, column, names):
            if user.handle == target.handle:
                continue
            raise UnfitNoun(
                f"The {noun_name(noun)} {getattr(noun, 'slug', str(target.handle))!r} is named by the {kind} "
                f"{user.handle}",
                "mark that as a mistake first, or correct this one instead",
            )
