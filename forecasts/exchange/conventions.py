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
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forecasts.errors import UnfitCell, UnfitNoun, UnfitOption, Unsettled
from forecasts.exchange.choices import Choices
from forecasts.exchange.dated import Dated
from forecasts.exchange.notices import Notices
from forecasts.model import Forecaster, ForecasterKind
from forecasts.texts import LONGEST_SLUG, slugified

_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*%")


@dataclass(kw_only=True)
class Conventions(Dated):
    """What the options say of a file, and a count of the assumptions made while reading it.

    `percent`: probabilities run to 100 (True) or to 1 (False); None: not said. Days are read as `Dated` says.
    `today` is the day of the import. `choices` say how what has two readings is taken; `notices` tell of it.
    `who` maps the tool's user names to forecasters' slugs. `me` names whose forecasts a file holds that does
    not say so itself.
    """

    today: date
    percent: bool | None = None
    who: Mapping[str, str] = field(default_factory=dict)
    me: str | None = None
    choices: Choices = field(default_factory=Choices)
    assumptions: Counter[str] = field(default_factory=Counter)
    notices: Notices = field(default_factory=Notices)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UnfitOption("--time-zone", str(self.zone), "name it as in Europe/London or UTC") from error

    def assume(self, sentence: str) -> None:
        """Note one more row that an assumption was made for."""
        self.assumptions[sentence] += 1

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
        if self.percent and signed is None and 0 < number < 1:
            if self.proof is not None and self.proof.has_signs(column):
                clear = f"the column mixes percents and fractions: write {number:g}% or {100 * number:g}%"
                raise UnfitCell(column, cell, clear)
            told = "Numbers below 1 in a column of percents are parts of a percent (--percent)."
            self.notices.tell(told, f"{column}: {text}")
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
        exact = self.choices.as_written
        if (slug := self.who.get(name)) is not None:
            return Forecaster(slug=slug, name=name[:300], aliases=(alias,), kind=kind)
        return Forecaster(
            slug=slug_of(platform, name, exact=exact), name=name[:300], aliases=(alias,), kind=kind
        )


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


def _shares(number: float) -> tuple[str, str]:
    return f"{number:g}%", f"{100 * number:g}%"
