"""What is sent to change what stands: the parts of a correction, a withdrawal, another name, a merger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from desk.api.bodies import Body, Number, Text, field_of
from desk.terminal.options import GIVEN, HANDLE_OR_LAST, PROBABILITY
from forecasts.errors import UnfitField
from forecasts.handles import Handle
from forecasts.model import ForecasterKind, NamedKind, QuestionKind, Unscoreable
from forecasts.recording.corrections import changes_in

_NAMES = {"published": "published_on", "attested": "attested_on", "known": "known_on"}
_READERS: dict[str, Callable[[str], Any]] = {
    "given": GIVEN.read,
    "statement": HANDLE_OR_LAST.read,
    "restates": Handle.read,
    "reference_rate": PROBABILITY.read,
}


class AmendBody(Body):
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
    url: Text | None = None
    publisher: Text | None = None
    published: date | None = None
    language: Text | None = None
    quote: Text | None = None
    locator: Text | None = None
    source: Text | None = None
    frame: Text | None = None
    country: Text | None = None
    scale: Text | None = None
    criteria: Text | None = None
    kind: QuestionKind | None = None
    options: list[Text] | None = None
    unit: Text | None = None
    topic: Text | None = None
    tags: list[Text] | None = None
    zone: Text | None = None
    cluster: Text | None = None
    recurs: bool | None = None
    horizon: date | None = None
    reference_rate: Text | None = Field(default=None, examples=["5%", "1 in 20"])
    reference_source: Text | None = None
    reference_count: Annotated[int, Field(ge=1, le=2**53)] | None = None
    by: Text | None = None
    said: date | None = None
    made_at: AwareDatetime | None = None
    attested: date | None = None
    reading: Text | None = None
    statement: Text | None = Field(default=None, examples=["17.3", "last"])
    restates: Text | None = Field(default=None, examples=["17.3"])
    when: Text | None = None
    chance: Text | None = None
    shares: dict[str, Number] | None = None
    quantiles: list[tuple[Number, Number]] | None = None
    unscoreable: list[Unscoreable] | None = None
    not_before: date | None = None
    option: Text | None = None
    above: Number | None = None
    below: Number | None = None
    deadline: Text | None = None
    given: Text | None = Field(default=None, examples=["kabul by 2021-12-31"])
    settled_by: Text | None = None
    on: date | None = None
    not_through: date | None = None
    value: Number | None = None
    partly: Annotated[float, Field(gt=0, lt=1)] | None = None
    void: bool = False
    ambiguous: bool = False
    known: date | None = None
    evidence: Text | None = None

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
