"""Which rows of a table can be verified, and what is wrong with each of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from forecasts.problems import Problem
from tracker.pooling import HEAVIEST, LIGHTEST, Floats
from tracker.verification.csv_rows import BEYOND
from tracker.verification.days import unreadable
from tracker.verification.keys import distinct
from tracker.verification.seen import LISTED, Seen
from tracker.verification.stated import answer_in, chance_in, has_sign
from tracker.verification.tables import MISSING, Table

if TYPE_CHECKING:
    import pandas as pd

    from tracker.verification.column_names import Roles

Fault = tuple[NDArray[np.bool_], str, str]
_WORDS = {"true": "1", "false": "0"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What a column of numbers may hold: a `noun` for sentences, bounds, and what is `wrong` beyond them."""

    column: str
    noun: str
    wrong: str
    least: float = -np.inf
    most: float = np.inf
    ends_belong: bool = True
    or_zero: bool = False

    def kept_by(self, values: Floats) -> NDArray[np.bool_]:
        """Where the values are as the rule wants them; NaN never is."""
        if not self.ends_belong:
            return (values > self.least) & (values < self.most)
        kept: NDArray[np.bool_] = (values >= self.least) & (values <= self.most)
        return kept | (values == 0) if self.or_zero else kept


@dataclass(kw_only=True)
class Sieve:
    """Takes the pieces of a table in order, hands on what is good, and remembers what was not.

    `listed` holds the first bad rows, counted from 0, with their faults; `above` counts the numbers above 1
    among the `stated` probabilities.
    """

    roles: Roles
    percent: bool = False
    seen: int = 0
    bad: int = 0
    stated: int = 0
    above: int = 0
    example: float | None = None
    listed: list[tuple[int, str]] = field(default_factory=list)

    def sifted(self, piece: pd.DataFrame) -> tuple[dict[str, Floats], pd.DataFrame]:
        """The good rows: their numbers by column, and the rows themselves."""
        rules = rules_of(self.roles, percent=self.percent)
        numbers = {rule.column: _numbers(piece[rule.column], rule.noun, self.percent) for rule in rules}
        if self.roles.kind == "chances":
            self._count_percentages(numbers[self.roles.said])
        good = np.ones(len(piece), dtype=bool)
        for rule in rules:
            good &= rule.kept_by(numbers[rule.column])
        wrong = _other_faults(piece, self.roles)
        if self.percent and self.roles.kind == "chances":
            wrong += _mixed(piece[self.roles.said], numbers[self.roles.said])
        for where, _, _ in wrong:
            good &= ~where
        if not good.all():
            bad = np.flatnonzero(~good)
            for place in bad[: LISTED - len(self.listed)].tolist():
                self.listed.append((self.seen + place, _fault(piece, numbers, rules, wrong, place)))
            self.bad += len(bad)
            piece = piece[good]
            numbers = {column: values[good] for column, values in numbers.items()}
        self.seen += len(good)
        if self.percent:
            for column in {self.roles.said, self.roles.other} - {None}:
                numbers[str(column)] = numbers[str(column)] / 100
        return numbers, piece

    def _count_percentages(self, said: Floats) -> None:
        if np.nanmax(said, initial=0.0) <= 1:
            self.stated += len(said)
            return
        above = (said > 1) & (said <= 100)
        self.stated += int(np.isfinite(said).sum())
        self.above += int(above.sum())
        if self.example is None and above.any():
            self.example = float(said[int(np.argmax(above))])


def seen_in(table: Table, sieve: Sieve, *, named: bool = False) -> Seen:
    """What became of the rows of a table that was read to its end; `named` puts its name before places."""
    places = table.places([row for row, _ in sieve.listed]) if sieve.listed else []
    before = f"{table.name}, " if named else ""
    return Seen(
        rows=sieve.seen,
        bad=sieve.bad,
        problems=tuple(
            Problem(before + place, fault) for place, (_, fault) in zip(places, sieve.listed, strict=True)
        ),
        stated=0 if sieve.percent else sieve.stated,
        above=0 if sieve.percent else sieve.above,
        example=None if sieve.percent else sieve.example,
    )


def rules_of(roles: Roles, *, percent: bool = False) -> Sequence[Rule]:
    """The rules of a table's columns, in the order in which a row's fault is told.

    >>> from tracker.verification.column_names import Roles
    >>> roles = Roles(kind="chances", said="p", happened="y")
    >>> [rule.noun for rule in rules_of(roles)]
    ['probability', 'outcome']
    """
    if roles.kind == "quantiles":
        assert roles.level is not None, "a table of quantiles has a column of levels"
        between = "is not between 0 and 1"
        return (
            Rule(column=roles.level, noun="level", wrong=between, least=0, most=1, ends_belong=False),
            Rule(column=roles.said, noun="value", wrong="is not finite", ends_belong=False),
            Rule(column=roles.happened, noun="observed value", wrong="is not finite", ends_belong=False),
        )
    most = 100 if percent else 1
    wrong = f"is not between 0 and {most}"
    grade = "is not 0, 1 or a grade between them"
    rules = [
        Rule(column=roles.said, noun="probability", wrong=wrong, least=0, most=most),
        Rule(column=roles.happened, noun="outcome", wrong=grade, least=0, most=1),
    ]
    if roles.other is not None:
        rules.append(Rule(column=roles.other, noun="other probability", wrong=wrong, least=0, most=most))
    if roles.weight is not None:
        weighs = f"is neither 0 nor a number from {LIGHTEST:g} to {HEAVIEST:g}"
        rules.append(
            Rule(
                column=roles.weight, noun="weight", wrong=weighs, least=LIGHTEST, most=HEAVIEST, or_zero=True
            )
        )
    return rules


def _mixed(column: pd.Series, numbers: Floats) -> list[Fault]:
    """Where a number below 1 without a sign stands in a column of percents, some of which have theirs."""
    signed = has_sign(column)
    if not signed.any():
        return []
    where = ~signed & (numbers > 0) & (numbers < 1)
    return [(where, str(column.name), "may be a fraction among percents: write 0.3% or 30%")]


def _numbers(column: pd.Series, noun: str, percent: bool) -> Floats:
    """The numbers of a column, NaN where there is none; of outcomes True is 1, of chances 70% is 0.7."""
    import pandas as pd

    truths = noun == "outcome"
    if pd.api.types.is_numeric_dtype(column.dtype):
        if column.dtype == bool and not truths:
            return np.full(len(column), np.nan)
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    if truths:
        column = column.map(lambda text: _WORDS.get(str(text).strip().lower(), text))
    found: Floats = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isnan(found).any() and (truths or noun.endswith("probability")):
        found = found.copy()
        left = np.flatnonzero(np.isnan(found))
        texts = ["" if pd.isna(cell) else str(cell) for cell in column.iloc[left]]
        read = {text: answer_in(text) if truths else chance_in(text, percent=percent) for text in set(texts)}
        found[left] = [read[text] for text in texts]
    return found


def _other_faults(piece: pd.DataFrame, roles: Roles) -> list[Fault]:
    """What is wrong with cells that hold no number: dates that are none, and cells beyond the header."""
    dates = [name for name in (roles.made_on, roles.deadline) if name is not None]
    found: list[Fault] = [(unreadable(piece[name]), name, "is not a date") for name in dates]
    if BEYOND in piece:
        cells = piece[BEYOND]
        found.append((_filled(cells), BEYOND, "stands beyond the last column"))
    return found


def _filled(cells: pd.Series) -> NDArray[np.bool_]:
    place, texts = distinct(cells)
    filled: NDArray[np.bool_] = np.array([bool(text.strip()) for text in texts] + [False])[place]
    return filled


def _fault(
    piece: pd.DataFrame,
    numbers: dict[str, Floats],
    rules: Sequence[Rule],
    others: Sequence[Fault],
    place: int,
) -> str:
    import pandas as pd

    for where, column, wrong in others:
        if where[place]:
            noun = "cell" if column == BEYOND else column
            return f"the {noun} {str(piece[column].iloc[place])[:40]!r} {wrong}"
    rule = next(rule for rule in rules if not rule.kept_by(numbers[rule.column][place : place + 1])[0])
    given, number = piece[rule.column].iloc[place], float(numbers[rule.column][place])
    if not np.isnan(number):
        return f"the {rule.noun} {number:g} {rule.wrong}"
    if pd.isna(given) or str(given).strip() in MISSING:
        return f"the {rule.noun} is missing"
    return f"the {rule.noun} {str(given)[:40]!r} is not a number"
