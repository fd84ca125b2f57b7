"""A chart: all that there is to know of it in one place, and a picture that it makes of something found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from reports.charts.picture import Picture

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from pandas import DataFrame

    from reports.kinds import Kind

Found = TypeVar("Found")
Part = TypeVar("Part", str, float)

_KINDS = ("prospective", "retrospective")


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecasts:
    """Judged and marked forecasts, of which a chart is made that no report holds, and forecasters' names."""

    frame: DataFrame
    names: Mapping[str, str]
    on: date
    question: str | None


@dataclass(frozen=True, kw_only=True)
class Chart(Generic[Found]):
    """A chart of a kind of thing found.

    `shows` says in one line what it shows; `title` (what is found), `measure` (of what), `words` (what it
    shows, for whoever sees no charts), `height` in inches and `key` (what its marks do not say themselves)
    are those of its pictures, and may depend on what is found. `draw` draws what is found on axes.

    `held_by` are the kinds of report with such a picture, and `called` what its name begins with there, where
    that is not the chart's own name. A chart that no report holds is `made_of` the forecasts themselves; with
    `asks_question`, of those on one question. It takes `needs` resolved events with forecasts scored by one
    of `measures` (any, where there is none), which `of` names; `lacking` says why there is none where no
    number of events is wanting. Unless it is `by_kind`, prospective and retrospective
    forecasts are both in it.
    """

    name: str
    shows: str
    draw: Callable[[Found, Axes], object]
    title: str | Callable[[Found], str]
    words: str | Callable[[Found], str]
    height: float | Callable[[Found], float]
    measure: str | Callable[[Found], str] = ""
    key: str | Callable[[Found], str] = ""
    held_by: tuple[Kind, ...] = ()
    called: tuple[str, ...] = ()
    made_of: Callable[[Forecasts], Found | None] | None = None
    asks_question: bool = False
    needs: int = 1
    measures: tuple[str, ...] = ()
    of: str = ""
    lacking: str = "none of the forecasts chosen has a place in it"
    by_kind: bool = True

    @property
    def stems(self) -> tuple[str, ...]:
        """What the names of its pictures begin with."""
        return self.called or (self.name,)

    def picture(
        self, found: Found, *about: str, called: str = "", measure: str = "", words: str = "", note: str = ""
    ) -> Picture:
        """A picture of what is found, whose name goes on with what it is `about`.

        The page may call it otherwise, and say otherwise of what it is and what it shows; `note` goes after
        the key. The title is the finding in any case.
        """
        return Picture(
            name="-".join((called or self.stems[0], *about)),
            title=_part(self.title, found),
            measure=measure or _part(self.measure, found),
            description=words or _part(self.words, found),
            height=_part(self.height, found),
            draw=lambda ax: self.draw(found, ax),
            key=_part(self.key, found) + note,
        )

    def chosen(self, names: tuple[str, ...], *, kind: str) -> tuple[str, ...]:
        """Those names of a page's pictures that are this chart, of one kind or of neither."""
        other = _KINDS[1 - _KINDS.index(kind)]
        return tuple(
            name
            for name in names
            if any(name == stem or name.startswith(f"{stem}-") for stem in self.stems)
            and other not in name.split("-")
        )


def _part(part: Part | Callable[[Found], Part], found: Found) -> Part:
    return part(found) if callable(part) else part
