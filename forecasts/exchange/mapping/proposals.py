"""Which column is likely what, by its name and its values: proposals for a dialogue, never decisions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from forecasts.exchange.files import DataFile
from forecasts.exchange.mapping.meanings import DAYS, NUMBERS, PARTS
from forecasts.exchange.mapping.outcomes import plain_answer
from forecasts.exchange.written_days import written

ROWS = 50_000
DISTINCT = 40
SHOWN = 3
_LIKE = 0.85
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\s*%?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b")
_DAY = re.compile(r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:[T ].*)?")
_ZONED = re.compile(r"(?:Z|UTC|[+-]\d{2}:?\d{2})$")
_UNZONED = re.compile(r"\d:\d\d(?::\d\d(?:[.,]\d+)?)?")


@dataclass(slots=True)
class Values:
    """What a column holds: its first distinct texts, and whether there are more of them than are kept."""

    texts: list[str] = field(default_factory=list)
    more: bool = False
    numbers: int = 0
    days: int = 0
    filled: int = 0
    largest: float = 0.0
    fractions: bool = False
    signed: bool = False
    firsts: int = 0
    seconds: int = 0
    slashed: bool = False
    unzoned: bool = False
    answers: int = 0
    length: int = 0

    def see(self, text: str) -> None:
        """Look at one cell."""
        if text not in self.texts:
            if len(self.texts) < DISTINCT:
                self.texts.append(text)
            else:
                self.more = True
        if not text:
            return
        self.filled += 1
        self.length += len(text)
        self.answers += plain_answer(text) not in (None, "unresolved")
        if _NUMBER.fullmatch(text):
            self.numbers += 1
            self.signed |= text.endswith("%")
            number = float(text.rstrip("% ").replace(",", "."))
            self.largest = max(self.largest, number)
            self.fractions |= 0 < number < 1
        elif _DAY.fullmatch(text) or written(text) is not None:
            self.days += 1
            self.unzoned |= _UNZONED.search(text) is not None and not _ZONED.search(text)
            if parts := _SLASHED.match(text):
                self.slashed = True
                self.firsts = max(self.firsts, int(parts[1]))
                self.seconds = max(self.seconds, int(parts[2]))

    @property
    def shown(self) -> list[str]:
        """A few texts, to know the column by."""
        return [text for text in self.texts if text][:SHOWN]

    def mostly(self, count: int) -> bool:
        """Whether so many of the filled cells are most of them."""
        return count > 0 and count >= 0.8 * self.filled


def sampled(file: DataFile) -> dict[str, Values]:
    """What each column of a table holds, over its first 50,000 rows."""
    found = {column: Values() for column in file.columns}
    for cells in islice(file.rows(), ROWS):
        for column, values in found.items():
            values.see(cells[column])
    return found


def proposed_columns(sample: Mapping[str, Values]) -> dict[str, str]:
    """The likely column of each part, no column twice; a part that none is like has no key.

    >>> days, chances = Values(texts=["2021-06-25"], days=1, filled=1), Values(numbers=1, filled=1)
    >>> proposed_columns({"Date": days, "Prob.": chances, "Title": Values(texts=["x"], filled=1)})
    {'question': 'Title', 'p': 'Prob.', 'made': 'Date'}
    """
    found: dict[str, str] = {}
    for least in (1.0, _LIKE):
        for part in PARTS:
            left = [name for name in sample if name not in found.values() and _may_be(part, sample[name])]
            likeness = {name: _likeness(name, PARTS[part].names) for name in left}
            best = max(likeness, key=lambda name: likeness[name], default=None)
            if part not in found and best is not None and likeness[best] >= least:
                found[part] = best
    if "statement" in found and "question" not in found:
        found["question"] = found.pop("statement")
    _by_values(sample, found)
    return {part: found[part] for part in PARTS if part in found}


def proposed_options(sample: Mapping[str, Values]) -> str | None:
    """How a command is told what the columns likely mean; None where no question is among them.

    Where several columns are alike chances, each is taken as a forecaster's.

    >>> words, chances = Values(texts=["x"], filled=1), Values(numbers=1, filled=1, fractions=True)
    >>> proposed_options({"Claim": words, "Prob.": chances})
    '--column question=Claim --column p=Prob. --me NAME --fraction'
    >>> proposed_options({"Claim": words, "Ann Lee": chances, "Ben": chances})
    "--column question=Claim --wide 'Ann Lee,Ben' --fraction"
    """
    found = proposed_columns(sample)
    if "question" not in found:
        return None
    named = PARTS["p"].names
    chance = found.get("p")
    left = {name: values for name, values in sample.items() if name not in found.values() or name == chance}
    alike = [name for name, values in left.items() if _may_be("p", values)]
    options = []
    if len(alike) > 1 and chance is not None and _likeness(chance, named) < _LIKE:
        del found["p"]
        options = ["--wide", ",".join(alike)]
    elif chance is not None and "forecaster" not in found:
        options = ["--me", "NAME"]
    if chance is not None:
        options += _flag(proposed_percent(sample[chance]), "--percent", "--fraction")
    days = [sample[column] for part, column in found.items() if part in DAYS]
    options += _flag(proposed_day_first(days), "--day-first", "--month-first")
    columns = [word for part, column in found.items() for word in ("--column", f"{part}={column}")]
    return shlex.join([*columns, *options])


def _flag(proposed: bool | None, yes: str, no: str) -> list[str]:
    return [] if proposed is None else [yes if proposed else no]


def _by_values(sample: Mapping[str, Values], found: dict[str, str]) -> None:
    """Propose for what no name told the columns whose values tell it."""
    left = {name: values for name, values in sample.items() if name not in found.values() and values.filled}
    days = [name for name, values in left.items() if values.mostly(values.days)]
    tests = {
        "outcome": [name for name, values in left.items() if values.mostly(values.answers)],
        "p": [name for name, values in left.items() if values.signed or values.fractions],
        "made": days[:1] if "made" not in found else [],
        "deadline": days[1:] if "made" not in found else days,
        "question": sorted(
            (name for name, values in left.items() if not values.numbers and not values.days),
            key=lambda name: -left[name].length / left[name].filled,
        ),
    }
    for part, names in tests.items():
        fitting = [name for name in names if name not in found.values()]
        if part not in found and fitting:
            found[part] = fitting[0]


def proposed_percent(values: Values) -> bool | None:
    """Whether numbers without a sign run to 100; None where they do not tell.

    >>> proposed_percent(Values(largest=70)), proposed_percent(Values(largest=1, fractions=True))
    (True, False)
    >>> proposed_percent(Values(largest=1)) is None
    True
    """
    if values.largest > 1:
        return None if values.fractions else True
    return False if values.fractions else None


def proposed_day_first(columns: Iterable[Values]) -> bool | None:
    """Whether 03/04/2021 is in April, by the days above 12 in all columns; None where they do not tell.

    >>> proposed_day_first([Values(slashed=True, firsts=31, seconds=12)])
    True
    """
    found = list(columns)
    first, second = any(v.firsts > 12 for v in found), any(v.seconds > 12 for v in found)
    return None if first == second else first


def _may_be(part: str, values: Values) -> bool:
    """Whether a column holds what a part asks for."""
    if part in DAYS:
        return values.mostly(values.days)
    if part in NUMBERS:
        return values.mostly(values.numbers)
    if part == "p":
        return values.mostly(values.numbers) and (values.largest <= 100)
    if part in ("outcome", "question", "forecaster") and values.mostly(values.days):
        return False
    return values.filled > 0


def _likeness(column: str, names: Iterable[str]) -> float:
    words = " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).casefold()))
    return max(SequenceMatcher(None, words, name).ratio() for name in names)
