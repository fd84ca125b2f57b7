"""Whose forecasts on which questions a written site shows: all of them, or what is public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A forecaster or a question whose page is seen by whoever has its address, which nobody can guess."""

    kind: str
    slug: str
    secret: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Whom a site is written for.

    `forecasters` and `questions` are the slugs of what it shows; None shows everything. What is `linked` is
    shown besides, each on a page of its own that nothing leads to.
    """

    forecasters: frozenset[str] | None = None
    questions: frozenset[str] | None = None
    linked: tuple[Linked, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether it is written for others, and only what is public is shown."""
        return self.forecasters is not None or self.questions is not None

    def sees_forecaster(self, slug: str) -> bool:
        """Whether a forecaster has a page."""
        return self.forecasters is None or slug in self.forecasters

    def sees_question(self, slug: str) -> bool:
        """Whether a question has a page."""
        return self.questions is None or slug in self.questions

    def of(self, rows: DataFrame) -> DataFrame:
        """The judged rows that are shown: neither by whom, on what nor given what it may not see."""
        if self.forecasters is not None:
            rows = rows[rows["forecaster"].isin(self.forecasters)]
        if self.questions is not None:
            given = rows["condition_question"]
            rows = rows[rows["question"].isin(self.questions) & (given.isna() | given.isin(self.questions))]
        return rows

    def selection(
        self, rows: DataFrame, *, forecasters: tuple[str, ...] = (), topic: str | None = None
    ) -> Selection | None:
        """The selection of a report for it, as anybody can repeat it; None where nothing is left to show.

        What is left out is never named: where not all is shown, what is shown is chosen by name. A question
        on which one of the forecasts may not be seen is left out as a whole.

        Parameters
        ----------
        rows
            All judged rows of the ledger.
        forecasters, topic
            What the report is about.
        """
        topics = () if topic is None else (topic,)
        chosen = Selection(forecasters=forecasters, topics=topics).of(rows)
        seen = self.of(chosen)
        if not forecasters and set(seen["forecaster"]) != set(chosen["forecaster"]):
            forecasters = tuple(sorted(set(seen["forecaster"])))
            chosen = chosen[chosen["forecaster"].isin(forecasters)]
        unseen = set(chosen["question"][~chosen.index.isin(seen.index)])
        if not unseen:
            return Selection(forecasters=forecasters, topics=topics)
        questions = tuple(sorted(set(seen["question"]) - unseen))
        return Selection(forecasters=forecasters, topics=topics, questions=questions) if questions else None

    def including(self, linked: Linked) -> Audience:
        """What whoever has the address of a page sees on it: what is public, and that one thing."""
        return Audience(
            forecasters=_with(self.forecasters, linked, "forecaster"),
            questions=_with(self.questions, linked, "question"),
        )


def _with(slugs: frozenset[str] | None, linked: Linked, kind: str) -> frozenset[str] | None:
    return slugs if slugs is None or linked.kind != kind else slugs | {linked.slug}
