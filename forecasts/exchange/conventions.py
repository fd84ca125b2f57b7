"""How the cells of a file are written, as somebody says or a format assumes: days, chances, names.

A cell with two readings is refused with the option that settles it. What a format leaves unsaid but every
file of it means (its scale, say) is assumed once, in a sentence that is kept with the import.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forecasts.errors import UnfitCell, UnfitNoun, UnfitOption, Unsettled
from forecasts.model import Forecaster, ForecasterKind
from forecasts.texts import LONGEST_SLUG, slugified

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}:?\d{2}(?::?\d{2})?)?)?"
)
_SLASHED = re.compile(
    r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})"
    r"(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?"
)
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*%")


@dataclass(kw_only=True)
class Conventions:
    """What the options say of a file, and a count of the assumptions made while reading it.

    `percent`: probabilities run to 100 (True) or to 1 (False). `day_first`: 03/04/2021 is in April (True)
    or in March (False). `zone`: whose clock the moments without an offset follow. None: not said.
    `today` is the day of the import.
    `who` maps the tool's user names to forecasters' slugs. `me` names whose forecasts a file holds that does
    not say so itself.
    """

    today: date
    percent: bool | None = None
    day_first: bool | None = None
    zone: str | None = None
    who: Mapping[str, str] = field(default_factory=dict)
    me: str | None = None
    assumptions: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UnfitOption("--time-zone", str(self.zone), "name it as in Europe/London or UTC") from error

    def assume(self, sentence: str) -> None:
        """Note one more row that an assumption was made for."""
        self.assumptions[sentence] += 1

    def moment(self, cell: str, column: str) -> datetime:
        """A moment in UTC; one without an offset is in `zone`, or in UTC by assumption.

        Hours, minutes and seconds need not be padded: 2025-05-02 11:04:7 is seven seconds past. A day alone
        is its first moment.
        """
        found = _ISO.fullmatch(cell.strip())
        if found is None:
            return self._placed(*self._slashed(cell, column), cell=cell, column=column)
        *parts, fraction, offset = found.groups()
        day = _day(*(int(part) for part in parts[:3]), cell=cell, column=column)
        clock = _clock(parts[3:], fraction, cell=cell, column=column)
        if offset in ("Z", "UTC"):
            return datetime.combine(day, clock, tzinfo=UTC)
        if offset:
            try:
                return datetime.fromisoformat(
                    f"{datetime.combine(day, clock).isoformat()}{offset}"
                ).astimezone(UTC)
            except (ValueError, OverflowError) as error:
                raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z") from error
        return self._placed(day, clock, cell=cell, column=column)

    def day(self, cell: str, column: str) -> date:
        """A day; of a moment, its day in `zone` (UTC if not said)."""
        moment = self.moment(cell, column)
        try:
            return moment.astimezone(self.calendar).date()
        except OverflowError as error:
            raise UnfitCell(column, cell, "give a moment within the calendar") from error

    @property
    def calendar(self) -> ZoneInfo:
        """Whose days count: `zone`'s, or UTC's."""
        return ZoneInfo(self.zone or "UTC")

    def chance(self, cell: str, column: str, *, percent: bool | None = None) -> float:
        """A probability from 0 to 1, both included, exactly as stated.

        `percent` says how the format writes it; where neither it nor the option says, a number without a
        sign is refused, because 1 may be 1% or certainty.
        """
        if percent is not None and self.percent not in (None, percent):
            option, most = ("--percent", 1) if self.percent else ("--fraction", 100)
            raise UnfitNoun(
                f"{option} was said, and this tool writes {column!r} from 0 to {most}", "leave it out"
            )
        text = cell.strip()
        signed = _PERCENT.fullmatch(text)
        scale = self.percent if self.percent is not None else percent
        try:
            number = float((signed[1] if signed else text).replace(",", "."))
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or "_" in text:
            raise UnfitCell(column, cell, "give a probability, such as 0.7 or 70%")
        if signed is None and scale is None and number > 1:
            scale = True
        if signed is None and scale is None:
            raise Unsettled(column, cell, _shares(number), "--percent or --fraction")
        p = number / 100 if signed or scale else number
        if not 0 <= p <= 1:
            least = "0 and 100" if signed or scale else "0 and 1 (or say --percent)"
            raise UnfitCell(column, cell, f"a probability lies between {least}")
        return p

    def forecaster(
        self, user: str, platform: str, *, kind: ForecasterKind = ForecasterKind.PERSON
    ) -> Forecaster:
        """The forecaster whom a platform's user name stands for: a slug of its own, so that nobody is merged.

        With `--who USER=SLUG` it is that forecaster.
        """
        name = user.strip() or "unnamed"
        alias = f"{platform}:{name}"[:300]
        if (slug := self.who.get(name)) is not None:
            return Forecaster(slug=slug, name=name[:300], aliases=(alias,), kind=kind)
        return Forecaster(slug=slug_of(platform, name), name=name[:300], aliases=(alias,), kind=kind)

    def slashed_day(self, cell: str, column: str) -> date | None:
        """A day such as 25.06.2021 or 6/25/2021; None where a cell is written another way."""
        found = _SLASHED.fullmatch(cell)
        return None if found is None else self._slashed(cell, column)[0]

    def _slashed(self, cell: str, column: str) -> tuple[date, time]:
        found = _SLASHED.fullmatch(cell.strip())
        if found is None:
            raise UnfitCell(column, cell, "give a moment as 2021-06-25T14:30Z, or a day as 2021-06-25")
        first, second, year_text, *parts, fraction = found.groups()
        year = int(year_text) + (2000 if len(year_text) == 2 else 0)
        if len(year_text) == 2:
            self.assume("Years of two digits are taken as 20xx.")
        return (
            self._ordered(int(first), int(second), year, cell=cell, column=column),
            _clock(parts, fraction, cell=cell, column=column),
        )

    def _ordered(self, first: int, second: int, year: int, *, cell: str, column: str) -> date:
        if self.day_first is not None:
            day, month = (first, second) if self.day_first else (second, first)
            return _day(year, month, day, cell=cell, column=column)
        if first > 12 or second > 12 or first == second:
            day, month = (first, second) if first > 12 else (second, first)
            return _day(year, month, day, cell=cell, column=column)
        readings = [f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"]
        raise Unsettled(column, cell, readings, "--day-first or --month-first")

    def _placed(self, day: date, clock: time, *, cell: str, column: str) -> datetime:
        if self.zone is None:
            self.assume("Moments without a time zone are taken as UTC (--time-zone says otherwise).")
        try:
            return datetime.combine(day, clock, tzinfo=self.calendar).astimezone(UTC)
        except OverflowError as error:
            raise UnfitCell(column, cell, "give a moment within the calendar") from error


def users(pairs: tuple[str, ...]) -> dict[str, str]:
    """Forecasters' slugs by user name, from texts such as "Ann=ann-lee".

    >>> users(("Ann=ann-lee",))
    {'Ann': 'ann-lee'}
    """
    found = {}
    for pair in pairs:
        user, equals, slug = pair.rpartition("=")
        if not equals or not user.strip() or not slug.strip():
            raise UnfitOption("--who", pair, "write it as USER=SLUG, such as Ann=ann-lee")
        found[user.strip()] = slug.strip()
    return found


def slug_of(platform: str, *names: str, exact: bool = False) -> str:
    """A slug from a platform and names, always the same; what a slug cannot keep ends in a digest.

    Names of people lose their capitals and spaces. Of an `exact` one, such as an id in which capitals count,
    nothing may be lost.

    >>> slug_of("metaculus", "1234"), slug_of("fatebook", "Ann Lee")
    ('metaculus-1234', 'fatebook-ann-lee')
    >>> slug_of("manifold", "TPkEjiNb", exact=True)
    'manifold-tpkejinb-d4a2960d'
    """
    from hashlib import sha256

    short = "-".join(slugified(name) for name in names if name)
    whole = f"{platform}-{short}"
    kept = names if exact else ["-".join(name.casefold().split()) for name in names]
    if len(whole) <= LONGEST_SLUG and short == "-".join(kept):
        return whole
    mark = sha256("\x00".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{whole[: LONGEST_SLUG - 9].strip('-')}-{mark}"


def _day(year: int, month: int, day: int, *, cell: str, column: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnfitCell(column, cell, "that is no day of the calendar") from error


def _clock(parts: list[str | None], fraction: str | None, *, cell: str, column: str) -> time:
    micro = int((fraction or "0").ljust(6, "0")[:6])
    hour, minute, second = (int(part or 0) for part in parts)
    try:
        return time(hour, minute, second, micro)
    except ValueError as error:
        raise UnfitCell(column, cell, "that is no time of day") from error


def _shares(number: float) -> tuple[str, str]:
    return f"{number:g}%", f"{100 * number:g}%"
