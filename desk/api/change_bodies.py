"""What is sent to change what stands: the parts of a correction, a withdrawal, another name, a merger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import Field

from desk.api.bodies import (
    Body,
    ForecastParts,
    OutcomeParts,
    ProvenanceParts,
    QuestionParts,
    Text,
    field_of,
)
from desk.terminal.options import GIVEN, HANDLE_OR_LAST, PROBABILITY
from forecasts.errors import UnfitField
from forecasts.handles import Handle
from forecasts.model import ForecasterKind, NamedKind
from forecasts.recording.corrections import changes_in

_NAMES = {"published": "published_on", "attested": "attested_on", "known": "known_on"}
_READERS: dict[str, Callable[[str], Any]] = {
    "given": GIVEN.read,
    "statement": HANDLE_OR_LAST.read,
    "restates": Handle.read,
    "reference_rate": PROBABILITY.read,
}


class AmendBody(ForecastParts, ProvenanceParts, QuestionParts, OutcomeParts):
    """A record corrected, by the parts that change, as `tracker amend` takes them; or taken back."""

    because: Text
    mistake: bool = Field(default=False, description="It should not be in the ledger at all.")
    says: Text | None = None
    question: Text | None = None
    name: Text | None = None
    aliases: list[Text] | None = None
    affiliation: Text | None = None
    forecaster_kind: ForecasterKind | None = None
    title: Text | None = None
    frame: Text | None = None
    country: Text | None = None
    recurs: bool | None = None
    by: Text | None = None
    reading: Text | None = None

    def changes(self) -> dict[str, Any]:
        """The parts that change, by the names in which corrections know them.

        Raises
        ------
        UnfitField
            For a part that cannot be read, for two answers at once, and for a mistake of which parts change.
        """
        typed = {
            _NAMES.get(part, part): value
            for part, value in self.model_dump(exclude={"because", "mistake"}).items()
        }
        typed["shares"] = tuple((self.shares or {}).items())
        typed["quantiles"] = tuple(sorted(self.quantiles or ()))
        for part in ("aliases", "tags", "options", "unscoreable"):
            typed[part] = tuple(typed[part] or ())
        for part, read in _READERS.items():
            if typed[part] is not None:
                typed[part] = field_of(part, typed[part], read)
        changes = changes_in(typed)
        if self.mistake and changes:
            raise UnfitField("mistake", "A mistake is taken back whole: leave the other parts out.")
        return changes


class WithdrawBody(Body):
    """The day on which the forecaster took the forecast back, and why."""

    on: date
    because: Text


class RevealBody(Body):
    """Nothing, or the slug of its question, where another took its own."""

    slug: Text | None = None


class RenameBody(Body):
    """A slug, and the one that takes its place."""

    old: Text
    new: Text
    kind: NamedKind | None = Field(default=None, description="Which is meant, where a slug names several.")
    because: Text | None = None


class MergeBody(Body):
    """Two that are one: what was recorded of `one` counts as recorded of `into`."""

    one: Text
    into: Text
    kind: NamedKind | None = None
    because: Text
