"""What a source says otherwise now: a deadline that was moved, a title that has changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forecasts.exchange.notices import MOVED, MOVED_ALONG, RETITLED, RETITLED_ALONG
from forecasts.exchange.recorded import Recorded
from forecasts.exchange.retractions import Retractions
from forecasts.handles import Handle
from forecasts.model import Forecast, Question

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry


@dataclass(kw_only=True)
class Restatements:
    """What one file says otherwise than the ledger: told, and corrected where the source is followed.

    `titles` gathers the new statements of questions by their slugs.
    """

    entry: Entry
    title: str
    follow: bool
    result: Recorded
    retractions: Retractions
    titles: dict[str, str] = field(default_factory=dict)

    def move(self, handle: Handle, forecast: Forecast, *, line: int) -> Handle:
        """The forecast whose deadline the source has moved: as it stands, or as it was corrected."""
        self.result.notices.tell(MOVED_ALONG if self.follow else MOVED, f"line {line}, {forecast.question}")
        if not self.follow:
            self.retractions.restated[handle] = "forecast"
            return handle
        standing = self.entry.view.get(handle).noun
        assert isinstance(standing, Forecast)
        moved = replace(standing, claim=forecast.claim, unscoreable_because=forecast.unscoreable_because)
        self.result.changed["forecast"] += 1
        because = f"{self.title} has moved its deadline, and its source is followed"
        return self.entry.correct(handle, moved, because=because)

    def retitle(self) -> None:
        """Correct the titles that have changed, or note that they are contested."""
        for slug, statement in self.titles.items():
            stored = next(self.entry.view.standing("question", slug=slug))
            assert isinstance(stored.noun, Question)
            told = RETITLED_ALONG if self.follow else RETITLED
            self.result.notices.tell(told, f"{slug}: {statement[:100]}")
            if not self.follow:
                self.retractions.restated[stored.handle] = "question"
                continue
            because = f"{self.title} has another title, and its source is followed"
            self.entry.correct(stored.handle, replace(stored.noun, statement=statement), because=because)
            self.result.changed["question"] += 1
