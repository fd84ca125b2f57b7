"""What is sent to put a report on record, and to go through it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.api.bodies import Body, Text
from forecasts.errors import UnfitField
from reports.kinds import PERIOD
from reports.registry import recipe_for
from reports.report import Recipe
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View


class FreezeBody(Body):
    """Which forecasts a report is about, and when it is evaluated; of a period report, its period."""

    forecasters: list[Text] = Field(default=[])
    topics: list[Text] = Field(default=[])
    sources: list[Text] = Field(default=[])
    about: list[Text] = Field(default=[], description="Questions, by their slugs.")
    on: date | None = Field(
        default=None, description="The evaluation date [today, or the period's last day]."
    )
    period: Text | None = Field(default=None, examples=["2026-Q3", "last-month"])
    entry: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="The entry that it is made from [the last]: so that a repeat is the same."
    )
    everything: bool = Field(
        default=False, description="Of all forecasts: said outright where nothing else says what it is of."
    )

    def recipe(self, kind: str, view: View, *, today: date) -> Recipe:
        """The recipe of the report, its names as slugs.

        Raises
        ------
        UnfitField
            Where nothing says what the report is of, or two things do.
        """
        named = (self.forecasters, self.topics, self.sources, self.about)
        if self.everything == (any(named) or self.period is not None):
            both = "Some forecasts are named, and everything: leave one of them out."
            neither = "Of what? Name forecasters, topics, sources or questions (about), or say everything."
            raise UnfitField("everything", both if self.everything else neither)
        chosen = Selection(
            forecasters=tuple(self.forecasters),
            topics=tuple(self.topics),
            sources=tuple(self.sources),
            questions=tuple(self.about) or None,
        ).with_slugs(view)
        if self.period is not None and kind != PERIOD.name:
            raise UnfitField("period", f"A {kind} has no period: leave it out.")
        return recipe_for(kind, chosen, on=self.on, period=self.period, today=today)


class AskBody(Body):
    """A question about a row: a forecast's handle, or a forecaster."""

    row: Text
    text: Text


class AnswerBody(Body):
    """The answer to a question, by its handle or its number such as Q1."""

    question: Text
    text: Text


class SignBody(Body):
    """Whether one's own work is signed too; the signature says so."""

    allow_own: bool = False
