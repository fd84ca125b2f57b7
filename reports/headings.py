"""What a report is about, and what it was made from: enough to make the same one again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

NOT_STATED = "not stated"
_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """Subject, selection, evaluation date, the ledger as of an entry, the sampling frame, the program.

    `entry`, `head` and `recorded_at` name the entry that the report was made from; `sampling` is how
    the statements were chosen, None where the ledger does not say.
    """

    subject: str
    forecasters: tuple[str, ...] = ()
    source: str | None = None
    topic: str | None = None
    on: date
    entry: int
    head: str
    recorded_at: datetime | None = None
    sampling: str | None = None
    version: str


def standing_view(ledger: Ledger | View) -> View:
    """The view itself, or a ledger's view of everything recorded."""
    from forecasts.ledger.view import View

    return ledger if isinstance(ledger, View) else ledger.view()


def heading_of(
    view: View,
    *,
    on: date,
    forecasters: tuple[str, ...] = (),
    source: str | None = None,
    topic: str | None = None,
) -> Heading:
    """The heading of a report on these forecasters, this source and this topic; all if none is named.

    A forecaster, source or topic that the ledger does not hold raises Unknown, with the nearest names.
    """
    from importlib.metadata import version

    from forecasts.model import Forecaster, Source

    people = [view.find("forecaster", name).noun for name in forecasters]
    named = [person for person in people if isinstance(person, Forecaster)]
    origin = view.find("source", source).noun if source is not None else None
    about = _known_topic(view, topic) if topic is not None else None
    subject = " and ".join(person.name for person in named)
    parts = [subject] if subject else []
    if isinstance(origin, Source):
        parts.append(f"“{origin.title}”")
    if about is not None:
        parts.append(f"the topic “{about}”")
    return Heading(
        subject=", ".join(parts) or "The whole ledger",
        forecasters=tuple(sorted({person.slug for person in named})),
        source=origin.slug if isinstance(origin, Source) else None,
        topic=about,
        on=on,
        entry=view.head.sequence,
        head=view.head.digest,
        recorded_at=view.head.recorded_at,
        sampling=view.settings.frame,
        version=version("trackrecord"),
    )


def _known_topic(view: View, topic: str) -> str:
    from difflib import get_close_matches

    from forecasts.errors import Unknown

    topics = sorted(set(view.questions()["topic"].dropna()))
    if topic not in topics:
        raise Unknown("topic", topic, tuple(get_close_matches(topic, topics) or topics[:_NAMED]))
    return topic


def names_of(view: View) -> Mapping[str, str]:
    """The name of every forecaster, by slug."""
    frame = view.forecasters()
    return dict(zip(frame["slug"], frame["name"], strict=True))


def selected(frame: DataFrame, heading: Heading) -> DataFrame:
    """The rows that a heading is about, in their order."""
    if heading.forecasters:
        frame = frame[frame["forecaster"].isin(heading.forecasters)]
    for column, wanted in (("source", heading.source), ("topic", heading.topic)):
        if wanted is not None:
            frame = frame[frame[column] == wanted]
    return frame
