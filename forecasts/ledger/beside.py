"""Whether a forecast may stand beside those that stand: it repeats none, and closes no circle of conditions.

What is looked up is remembered within bounds, so that a bulk of forecasts asks once for each forecaster
and each older statement.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b

from sqlalchemy import select

from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.following import followed
from forecasts.ledger.reader import Stored
from forecasts.ledger.records import canonical_part
from forecasts.ledger.tables import MIRRORS
from forecasts.ledger.view import View
from forecasts.model import PRIMARY, Amendment, AmendmentKind, Condition, Forecast

_REMEMBERED = 20_000

Conditions = list[tuple[str, str, Handle]]


class Beside:
    """The standing forecasts as far as a new one must be held against them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._conditions: dict[str, Conditions] = {}
        self._primaries: dict[Handle, dict[tuple[str, str], Handle]] = {}
        self._made: dict[Handle, tuple[str, str]] = {}

    def forget(self) -> None:
        """Forgets what was looked up, because an amendment has changed what stands."""
        for remembered in (self._conditions, self._primaries, self._made):
            remembered.clear()

    def forget_conditions(self) -> None:
        """Forgets the conditions of the standing forecasts, because one was withdrawn."""
        self._conditions.clear()

    def trim(self) -> None:
        """Keeps what is remembered within bounds."""
        for remembered in (self._conditions, self._primaries, self._made):
            if len(remembered) > _REMEMBERED:
                remembered.clear()

    def remember_statement(self, handle: Handle) -> None:
        """Notes a statement that is new, and so without a reading."""
        self._primaries[handle] = {}

    def remember(self, handle: Handle, forecast: Forecast) -> None:
        """Notes a forecast that was let in."""
        self._made[handle] = (forecast.forecaster, forecast.question)
        condition = forecast.claim.condition
        if condition is not None and forecast.forecaster in self._conditions:
            steps = self._conditions[forecast.forecaster]
            steps.append((forecast.question, condition.question, handle))
        if forecast.statement is None:
            return
        statement = self._view.latest(forecast.statement)
        if statement in self._primaries and forecast.reading == PRIMARY:
            said = (forecast.forecaster, forecast.question)
            self._primaries[statement].setdefault(said, handle)

    def check(self, forecast: Forecast, *, besides: Handle | None, withdrawn: bool = False) -> None:
        """Refuses what the standing forecasts, `besides` one that is replaced, leave no room for.

        What is `withdrawn` closes no circle.
        """
        if forecast.restates is not None:
            self._check_restated(forecast, self._view.latest(forecast.restates))
        if besides is not None:
            self._check_restating(forecast, besides)
        if forecast.statement is not None and forecast.reading == PRIMARY:
            self._check_primary(forecast, self._view.latest(forecast.statement), besides)
        if forecast.claim.condition is not None and not withdrawn:
            self._check_circle(forecast, forecast.claim.condition, besides)

    def check_not_withdrawn(self, withdrawal: Amendment) -> None:
        """Refuses that a forecast whose withdrawal is taken back closes a circle of conditions."""
        handle = self._view.latest(withdrawal.target)
        noun = followed(self._view.get(handle).noun, self._view)
        if withdrawal.kind is not AmendmentKind.WITHDRAWAL or not isinstance(noun, Forecast):
            return
        if self._view.stands(handle):
            self.check(noun, besides=handle)

    def _check_restated(self, forecast: Forecast, restates: Handle) -> None:
        if restates not in self._made:
            earlier = self._view.get(restates).noun
            assert isinstance(earlier, Forecast)
            self._made[restates] = (earlier.forecaster, earlier.question)
        made = self._made[restates]
        if made != (forecast.forecaster, forecast.question):
            raise UnfitNoun(
                f"The forecast {restates} is by {made[0]} on {made[1]!r}, and one by "
                f"{forecast.forecaster} on {forecast.question!r} cannot restate it",
                "name a forecast by the same forecaster on the same question, or restate none",
            )

    def _check_restating(self, forecast: Forecast, besides: Handle) -> None:
        """Refuses a new version of a forecast that leaves behind those which restate the old one."""
        view, seen, passed = self._view, forecast.restates, set[Handle]()
        own = view.first_version(besides)
        while seen is not None and seen not in passed:
            passed.add(seen)
            if view.first_version(seen) == own:
                raise UnfitNoun(
                    f"The forecast {besides} would restate itself, by way of {forecast.restates}",
                    "name an earlier forecast, or restate none",
                )
            earlier = view.get(view.latest(seen)).noun
            assert isinstance(earlier, Forecast)
            seen = earlier.restates
        old = view.get(besides).noun
        assert isinstance(old, Forecast)
        if (old.forecaster, old.question) == (forecast.forecaster, forecast.question):
            return
        versions = [str(version) for version in view.versions(besides)]
        for again in view.standing_among("forecast", "restates", versions):
            if again.handle != besides:
                raise UnfitNoun(
                    f"The forecast {again.handle} restates {besides} and is by {old.forecaster} on "
                    f"{old.question!r}, not by {forecast.forecaster} on {forecast.question!r}",
                    "amend that first, as `tracker amend --help` shows, or take it back with "
                    f'`tracker amend {again.handle} --mistake --because "..."`',
                )

    def _check_primary(self, forecast: Forecast, statement: Handle, besides: Handle | None) -> None:
        if statement not in self._primaries:
            self._primaries[statement] = self._primaries_of(statement)
        first = self._primaries[statement].get((forecast.forecaster, forecast.question))
        if first is not None and first != besides:
            raise UnfitNoun(
                f"The statement {statement} has a primary reading on {forecast.question!r} already, {first}",
                "name this reading with --reading, such as --reading wide, or quote words of its own",
            )

    def _primaries_of(self, statement: Handle) -> dict[tuple[str, str], Handle]:
        mirror = MIRRORS["forecast"]
        rows = self._view.rows(
            select(mirror.c.entry, mirror.c.position, mirror.c.forecaster, mirror.c.question).where(
                mirror.c.statement.in_([str(version) for version in self._view.versions(statement)]),
                mirror.c.reading == PRIMARY,
                mirror.c.entry <= self._view.head.sequence,
            )
        )
        by, on = self._view.names.kind("forecaster").now, self._view.names.kind("question").now
        places = {Handle(row.entry, row.position): (by(row.forecaster), on(row.question)) for row in rows}
        return {said: handle for handle, said in places.items() if self._view.stands(handle)}

    def _check_circle(self, forecast: Forecast, condition: Condition, besides: Handle | None) -> None:
        if forecast.forecaster not in self._conditions:
            self._conditions[forecast.forecaster] = self.conditions_of(forecast.forecaster)
        steps = [step for step in self._conditions[forecast.forecaster] if step[2] != besides]
        if chain := _chain(steps, condition.question, forecast.question):
            links = ", ".join(f"{asked!r} is given {given!r} ({handle})" for asked, given, handle in chain)
            raise UnfitNoun(
                f"The forecast on {forecast.question!r} given {condition.question!r} closes a circle of "
                f"{forecast.forecaster}'s conditions, for {links}",
                "leave out --given, or take back the forecast that should not be conditional",
            )

    def conditions_of(self, forecaster: str) -> Conditions:
        """What one forecaster's forecasts are given: question, the condition's question, and which one."""
        mirror = MIRRORS["forecast"]
        rows = self._view.rows(
            select(mirror.c.entry, mirror.c.position, mirror.c.question, mirror.c.condition_question).where(
                self._view.naming("forecast", "forecaster", [forecaster]),
                mirror.c.condition_question.is_not(None),
                mirror.c.entry <= self._view.head.sequence,
            )
        )
        on = self._view.names.kind("question").now
        found = [
            (on(row.question), on(row.condition_question), Handle(row.entry, row.position)) for row in rows
        ]
        return [step for step in found if step[2] not in self._view.amendments]


def bare(forecast: Forecast) -> Forecast:
    """A forecast without its links: what was asserted, by whom, of what and when."""
    return replace(forecast, statement=None, restates=None, attested_on=None, settled_by=None)


def asserted(forecast: Forecast) -> bytes:
    """A digest of `bare(forecast)`: forecasts that assert the same have the same."""
    belief = "" if forecast.belief is None else canonical_part(forecast.belief)
    text = (
        f"{forecast.question}\n{forecast.forecaster}\n{forecast.made_on}\n{forecast.made_at}\n"
        f"{forecast.reading}\n{canonical_part(forecast.claim)}\n{belief}"
    )
    if forecast.unscoreable_because:
        text += "\n" + "\n".join(forecast.unscoreable_because)
    return blake2b(text.encode(), digest_size=16).digest()


def said_before(view: View, forecast: Forecast) -> Stored | None:
    """The standing forecast that says the very same, unless this one says that it restates one."""
    if forecast.restates is not None:
        return None
    about = {"question": forecast.question, "forecaster": forecast.forecaster}
    for stored in view.standing("forecast", **about):
        assert isinstance(stored.noun, Forecast)
        if bare(stored.noun) == bare(forecast):
            return stored
    return None


def circle(view: View, forecaster: str) -> Conditions:
    """The steps of one forecaster's conditions that lead back to where they began; none where none do."""
    steps = Beside(view).conditions_of(forecaster)
    return next((found for asked, given, _ in steps if (found := _chain(steps, given, asked))), [])


def _chain(steps: Conditions, start: str, end: str) -> Conditions:
    """The steps that lead from one question over its conditions to another; none where nothing does."""
    ways: dict[str, Conditions] = {start: []}
    waiting = [start]
    for question in waiting:
        for step in steps:
            if step[0] == question and step[1] not in ways:
                ways[step[1]] = [*ways[question], step]
                waiting.append(step[1])
    return ways.get(end, [])
