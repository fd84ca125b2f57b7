"""A row of a spreadsheet as nouns, by what somebody said that its columns mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Open, Quoted, RowNoun, Rows
from forecasts.exchange.formats.common import each_row, header, prose, tag, title
from forecasts.exchange.mapping.chances import belief_of
from forecasts.exchange.mapping.mappings import UNNAMED, ColumnMapping
from forecasts.exchange.mapping.outcomes import outcome_of
from forecasts.exchange.mapping.reading import Named
from forecasts.exchange.table import Cells
from forecasts.exchange.written_lists import LIST_COLUMNS
from forecasts.model import (
    Claim,
    Forecast,
    Forecaster,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Source,
    Statement,
    Unscoreable,
)
from forecasts.texts import LONGEST_SLUG, slugified

FORM = "spreadsheet"
NO_CHANCE = "A row without a chance is a question and no forecast; --need-chance refuses it."
PASSED_OVER = "A line that is no statement with its chance, or stands in a later table, is passed over."
_TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sum", "average", "avg", "mean", "median", "count"),
        *("summe", "gesamt", "gesamtsumme", "insgesamt", "mittelwert", "durchschnitt", "anzahl"),
        *("moyenne", "somme", "total général", "ensemble", "suma", "promedio", "media", "итого", "среднее"),
    )
)


class Mapped:
    """A spreadsheet with a mapping, as a format like those of the tools."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self.mapping = mapping
        self.TITLE = "spreadsheet" if mapping.name == UNNAMED else f"mapping {mapping.name}"

    def recognises(self, file: DataFile) -> bool:
        """Whether the file has every column that the mapping names."""
        return self.mapping.named <= header(file)

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The question, the forecaster, the forecast and the outcome of each row."""
        if file.is_zip and not file.is_workbook:
            raise UnfitFile(file.name, "is no table", "give the table that is in it")
        mapping = self.mapping.checked_against(file.name, file.columns)
        if len(set(file.columns)) < len(file.columns):
            twice = sorted({name for name in file.columns if file.columns.count(name) > 1})
            if used := set(twice) & self.mapping.named:
                raise UnfitFile(file.name, f"has two columns {min(used)!r}", "rename one of them")
        conventions = mapping.completing(conventions)
        conventions.assume(mapping.sentence)
        if file.is_list and file.columns == LIST_COLUMNS:
            conventions.assume("What is struck out did not come true, and what is bold did.")
        for line, words in file.passed_over():
            conventions.notices.tell(PASSED_OVER, f"line {line}: {words[:60]}")
        rows = _Rows(mapping, conventions)
        yield from each_row(
            file, rows.nouns, remedy="mend its separators and quotes", check=rows.refuse_total
        )


@dataclass(slots=True)
class _Rows:
    """The rows of one file; what its questions were answered with is held against later rows."""

    mapping: ColumnMapping
    conventions: Conventions
    _answers: dict[str, tuple[int, Outcome]] = field(default_factory=dict)
    _alike: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def nouns(self, cells: Cells) -> tuple[RowNoun, ...]:
        """What one row says; nouns stand in the order in which they can be recorded."""
        row = Named(self.mapping, cells, self.conventions)
        turn = self._turn(row) if self.conventions.choices.keep_apart else 1
        question = _question(row, turn)
        found: list[RowNoun] = [question]
        deadline = row.day("deadline")
        stated = [said for said in row.said() if said["p"]]
        if not stated and (self.mapping.wide or "p" in self.mapping.columns):
            _without_chance(row)
        for said in stated:
            forecaster = _forecaster(said)
            found += [forecaster, *_said(said, question, forecaster, deadline)]
        outcome = outcome_of(row, question, deadline)
        if outcome is None and "outcome" in self.mapping.columns:
            found.append(Open(question=question.slug))
        if outcome is not None and self._is_news(cells.line, outcome):
            found.append(outcome)
        return tuple(found)

    def refuse_total(self, cells: Cells) -> None:
        """Refuse a row of totals, which nobody said on any day: its question, or another cell, says so."""
        row = Named(self.mapping, cells, self.conventions)
        if "made" in self.mapping.columns and row["made"]:
            return
        labels = [row["question"]] if row["question"] else [*cells.by_name.values()]
        label = next((text for text in labels if text.casefold().strip(" :=") in _TOTALS), None)
        if label is not None:
            remedy = "delete it from the file, or leave it out with --skip-bad"
            raise UnfitNoun(f"The row {label!r} is no question but a total", remedy)

    def _turn(self, row: Named) -> int:
        """How many rows of one person, day, title and deadline there are, up to this one."""
        alike = tuple(row[part] for part in ("question", "option", "forecaster", "made", "deadline"))
        self._alike[alike] += 1
        return self._alike[alike]

    def _is_news(self, line: int, outcome: Outcome) -> bool:
        """Whether no earlier row said the same; one that says the contrary is refused."""
        before, earlier = self._answers.get(outcome.question, (0, None))
        if outcome == earlier:
            return False
        if earlier is not None and not _goes_with(earlier, outcome):
            raise UnfitNoun(
                f"The question {outcome.question!r} {outcome.sentence}, and by line {before} it "
                f"{earlier.sentence}",
                "mend one of them, or tell the two apart: --column question=NAME names a column that does, "
                "--keep-apart makes each row a question of its own",
            )
        self._answers[outcome.question] = (line, outcome)
        return True


def _without_chance(row: Named) -> None:
    """Tell of a row that makes no forecast."""
    if row.conventions.choices.need_chance:
        raise UnfitNoun(f"The column {row.column('p')!r} is empty", "fill it in, or leave out --need-chance")
    row.conventions.notices.tell(NO_CHANCE, row.place)


def _goes_with(earlier: Outcome, later: Outcome) -> bool:
    """Whether two outcomes can both be true, as "not by May" and "on 3 June" can."""
    both = sorted((earlier, later), key=lambda outcome: (outcome.on or date.max, outcome.kind.value))
    if both[0].kind is not OutcomeKind.NOT_THROUGH or both[0].on is None or both[1].on is None:
        return False
    return both[1].kind is OutcomeKind.NOT_THROUGH or both[0].on < both[1].on


def _question(row: Named, turn: int) -> Question:
    """The question of a row; the second of those that are kept apart has a 2 behind its title, and so on."""
    asked = title(row.needed("question") + (f" ({turn})" if turn > 1 else ""), row.conventions)
    statement = title(row["statement"], row.conventions) or asked
    option = tag(row["option"])
    ranged = bool(row["above"] or row["below"])
    cluster = tag(row["cluster"]) or (slug_for(asked) if option else "")
    return Question(
        slug=slug_for(asked, option),
        statement=title(f"{statement}: {option}" if option else statement, row.conventions),
        criteria=prose(row["criteria"], row.conventions),
        kind=QuestionKind.QUANTITY if ranged else QuestionKind.EVENT,
        topic=tag(row["topic"]) or None,
        tags=tuple(dict.fromkeys(found for text in re.split("[;,]", row["tags"]) if (found := tag(text)))),
        cluster=cluster or None,
    )


def _forecaster(row: Named) -> Forecaster:
    """Who said it: a name is one person in all files of one's own, so its slug begins with no tool."""
    name = tag(row["forecaster"]) or tag(row.conventions.me or "")
    if not name:
        raise UnfitNoun(
            "Nothing says who made the forecast", "say --me NAME, or --column forecaster=NAME for a column"
        )
    if row.conventions.choices.as_written and name not in row.conventions.who:
        return Forecaster(slug=slug_for(name, exact=True), name=name)
    slug = row.conventions.who.get(name, slugified(name))
    return Forecaster(slug=slug if slug != "unnamed" else slug_for(name), name=name)


def _said(row: Named, question: Question, forecaster: Forecaster, deadline: date | None) -> Iterator[RowNoun]:
    made = row.moment_or_day("made")
    made_at = made if isinstance(made, datetime) else None
    made_on = made.astimezone(UTC).date() if isinstance(made, datetime) else made
    if made_on is None:
        raise UnfitNoun("Nothing says on which day it was said", f"fill in {row.column('made')!r}")
    above, below = row.number("above"), row.number("below")
    endless = deadline is None and question.kind is QuestionKind.EVENT
    if endless:
        row.conventions.assume("A forecast without a deadline is kept and counted, and cannot be scored.")
    forecast = Forecast(
        question=question.slug,
        forecaster=forecaster.slug,
        made_on=made_on,
        made_at=made_at,
        attested_on=row.day("attested"),
        claim=Claim(above=above, below=below, deadline=deadline),
        belief=belief_of(row),
        unscoreable_because=(Unscoreable.NO_DEADLINE,) if endless else (),
    )
    quote = prose(row["quote"], row.conventions)
    if quote is None:
        yield forecast
        return
    named = title(row["source"], row.conventions)
    if named:
        yield _source(named)
    source = slug_for(named) if named else None
    yield Quoted(forecast=forecast, statement=Statement(quote=quote, source=source))


def _source(named: str) -> Source:
    is_url = re.match(r"https?://\S+$", named) is not None
    return Source(slug=slug_for(named), title=named[:1000], url=named[:2000] if is_url else None)


def slug_for(*names: str, exact: bool = False) -> str:
    """A slug from a name, the same for the same name; where the name is more than it can keep, with a digest.

    In an `exact` one capitals count.

    >>> slug_for("nfl-2022-02-13-Bengals-Rams")
    'nfl-2022-02-13-bengals-rams'
    >>> slug_for("Will it rain?"), slug_for("Will it rain!")
    ('will-it-rain-af4d7230', 'will-it-rain-80687dfd')
    """
    words = [name for name in names if name]
    short = "-".join(slugified(name) for name in words)
    kept = words if exact else ["-".join(name.casefold().split()) for name in words]
    if len(short) <= LONGEST_SLUG and short == "-".join(kept):
        return short
    mark = sha256("\x00".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{short[: LONGEST_SLUG - 9].strip('-')}-{mark}"
