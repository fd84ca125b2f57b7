"""The fields of a forecast, each declared once: name, type, unit, meaning, and where it stands in the noun.

The typed table (`ledger/tables.py`), its rows (`ledger/mirrors.py`) and the frames that are made of it take
their columns from `FORECAST`, in this order. Our own CSV, Excel and Parquet files take theirs from it too:

- `column` is the name of the column in such a file, None where no file carries the field. Several fields may
  share a column, as levels and values share `quantiles`: see `columns`.
- `hint` says what to fill in, for the table of columns in `docs/exchange.md` and for the template.
- `kind` says what stands in a cell: `Kind.DAY` is a date in Excel and a DATE in Parquet, `Kind.MOMENT` a
  text and a TIMESTAMPTZ, `Kind.NUMBER` a number and a DOUBLE; all else is text, and lists are joined by "; ".

A new field is a new attribute of a noun in `model.py` or `belief.py` and one line here. Ledgers that exist
get the new column when their typed tables are made again: raise `SCHEMA` and add an empty migration.

>>> BY_NAME["made_on"].part, BY_NAME["made_on"].column
('made_on', 'said')
>>> BY_NAME["condition_by"].part
'claim.condition.by'
"""

from __future__ import annotations

from dataclasses import dataclass

from forecasts.columns import Column, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Field(Column):
    """One field: its name in tables and frames, and the part of the noun that it holds.

    `part` is the way from the forecast to the part, with dots; a belief of another kind has none of it.
    """

    part: str
    column: str | None = None
    hint: str | None = None


def _field(name: str, kind: Kind, meaning: str, *, part: str | None = None, **more: str | None) -> Field:
    return Field(name=name, kind=kind, meaning=meaning, part=part or name, **{"column": name, **more})


FORECAST: tuple[Field, ...] = (
    _field("question", Kind.TEXT, "The question's slug."),
    _field(
        "forecaster",
        Kind.TEXT,
        "The forecaster's slug.",
        hint="A slug, name or alias; a name that is new makes a new forecaster.",
    ),
    _field("made_on", Kind.DAY, "The day it was said.", column="said"),
    _field(
        "made_at",
        Kind.MOMENT,
        "The moment it was said, where that is known.",
        hint="The moment, where it is known: 2021-06-25T14:30Z.",
    ),
    _field("attested_on", Kind.DAY, "The day by which a platform or an archive proves that it existed."),
    _field(
        "statement",
        Kind.HANDLE,
        "The record of the words that were said.",
        column="statement_id",
        hint="Any text: rows that share it are readings of one statement.",
    ),
    _field("reading", Kind.TEXT, "primary (the default), or the name of an alternative."),
    _field(
        "settled_by",
        Kind.TEXT,
        "Who turned vague words into the deadline.",
        hint="Who turned vague words into the deadline; the importing analyst if empty.",
    ),
    _field(
        "restates",
        Kind.HANDLE,
        "The record of an earlier forecast that this one only repeats.",
        hint="The `id` of an earlier row that this one only repeats.",
    ),
    _field(
        "unscoreable",
        Kind.TEXTS,
        "Why it cannot be scored: vague word; no deadline; no criterion; no probability.",
        part="unscoreable_because",
    ),
    _field("option", Kind.TEXT, "The option claimed, of a choice.", part="claim.option"),
    _field(
        "above",
        Kind.NUMBER,
        "The claim is a value above this.",
        part="claim.above",
        unit="that of the question",
    ),
    _field(
        "below",
        Kind.NUMBER,
        "The claim is a value below this.",
        part="claim.below",
        unit="that of the question",
    ),
    _field("not_before", Kind.DAY, "The first day that counts.", part="claim.not_before"),
    _field("deadline", Kind.DAY, "The last day that counts.", part="claim.deadline"),
    _field(
        "when",
        Kind.TEXT,
        "Words about time that an analyst had to read.",
        part="claim.when",
        hint="Words about time: a month or two, maybe three. With a `rule`: words that somebody settled.",
    ),
    _field(
        "condition_question",
        Kind.TEXT,
        "The slug of the question that the forecast is conditional on.",
        part="claim.condition.question",
        column="given",
    ),
    _field(
        "condition_answer",
        Kind.TEXT,
        "The answer it must have: happens (the default), or an option.",
        part="claim.condition.answer",
        column="given_answer",
    ),
    _field(
        "condition_by",
        Kind.DAY,
        "The day by which it must have it.",
        part="claim.condition.by",
        column="given_by",
    ),
    _field(
        "belief",
        Kind.TEXT,
        "chance, timeline, quantiles, shares or vague.",
        part="belief.kind",
        column=None,
    ),
    _field(
        "words",
        Kind.TEXT,
        "The words that the numbers stand for.",
        part="belief.words",
        hint="With a rule: the words that the numbers stand for.",
    ),
    _field(
        "rule",
        Kind.TEXT,
        "How the numbers came about: stated, W80-1, icd203-2015/unlikely.",
        part="belief.rule",
        hint="How the numbers came about: stated, W80-1, icd203-2015/unlikely. Where it is filled in, "
        "the belief is taken from the columns below, and no words are read; none is no belief, vague only "
        "words.",
    ),
    _field(
        "p",
        Kind.NUMBER,
        "The probability of the claim, or of a timeline's whole window.",
        part="belief.p",
        unit="probability",
        hint="With a rule: the probability. Without one, another way to write `chance`.",
    ),
    _field(
        "low",
        Kind.NUMBER,
        "The lowest probability that the words allow.",
        part="belief.low",
        unit="probability",
        hint="With a rule: the lowest probability that the words allow.",
    ),
    _field(
        "high",
        Kind.NUMBER,
        "The highest probability that the words allow.",
        part="belief.high",
        unit="probability",
        hint="With a rule: the highest probability that the words allow.",
    ),
    _field(
        "earliest",
        Kind.DAY,
        "The first day of the window.",
        part="belief.earliest",
        hint="With a rule: the first day of the window.",
    ),
    _field(
        "central",
        Kind.DAY,
        "The middle day of the window.",
        part="belief.central",
        hint="With a rule: the middle day of the window.",
    ),
    _field(
        "latest",
        Kind.DAY,
        "The last day of the window.",
        part="belief.latest",
        hint="With a rule: the last day of the window.",
    ),
    _field(
        "horizon",
        Kind.DAY,
        "The day on which the timeline ends, which is that of the question.",
        part="belief.horizon",
        hint="Where the question's timelines end; if empty, each on its own rung of a ladder.",
    ),
    _field(
        "days",
        Kind.NUMBERS,
        "The knots of a timeline, rising.",
        part="belief.days",
        unit="days since made_on",
        hint="With a rule: a timeline's days since it was said: 0; 30; 61; 92; 183.",
    ),
    _field(
        "heights",
        Kind.NUMBERS,
        "The distribution function of a timeline: how likely it has happened by the end of each of its days.",
        part="belief.cdf",
        unit="probability",
        column="cdf",
        hint="With a rule: the probability that it has happened by the end of each of those days.",
    ),
    _field(
        "levels",
        Kind.NUMBERS,
        "The levels of quantiles, rising, above 0 and below 1.",
        part="belief.levels",
        unit="probability",
        column="quantiles",
        hint="Levels and values of a quantity: 0.1: 20; 0.5: 35; 0.9: 60.",
    ),
    _field(
        "values",
        Kind.NUMBERS,
        "The value that the quantity exceeds only with what is left of each level.",
        part="belief.values",
        unit="that of the question",
        column="quantiles",
        hint="Levels and values of a quantity: 0.1: 20; 0.5: 35; 0.9: 60.",
    ),
    _field(
        "options",
        Kind.TEXTS,
        "The options to which shares are given.",
        part="belief.options",
        column="shares",
        hint="A share for each option of a choice: A: 0.6; B: 0.4.",
    ),
    _field(
        "shares",
        Kind.NUMBERS,
        "The probability of each of those options; they sum to 1.",
        part="belief.shares",
        unit="probability",
        hint="A share for each option of a choice: A: 0.6; B: 0.4.",
    ),
)
BY_NAME = {field.name: field for field in FORECAST}


def columns() -> dict[str, tuple[Field, ...]]:
    """The columns of a forecast in our own files, each with the fields that it carries.

    >>> [field.name for field in columns()["quantiles"]]
    ['levels', 'values']
    """
    found: dict[str, tuple[Field, ...]] = {}
    for field in FORECAST:
        if field.column is not None:
            found[field.column] = (*found.get(field.column, ()), field)
    return found
