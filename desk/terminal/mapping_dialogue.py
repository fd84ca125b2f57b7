"""The dialogue that asks what the columns of a spreadsheet mean, and remembers the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from forecasts import clock
from forecasts.errors import TrackerError, UnfitFile

if TYPE_CHECKING:
    from forecasts.exchange.files import DataFile
    from forecasts.exchange.mapping.mappings import ColumnMapping
    from forecasts.exchange.mapping.proposals import Values
    from forecasts.exchange.options import ImportOptions

T = TypeVar("T")

_WIDE = 56
_FIRST = 3
_NONE = "-"
_BACK = "back"


def is_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def understood(path: Path, options: ImportOptions) -> ImportOptions:
    """What is said of a file, with a mapping where no format fits: a remembered one, or a new one."""
    from forecasts.exchange.files import DataFile
    from forecasts.exchange.importing import is_known
    from forecasts.exchange.mapping.saved import fitting, folder

    file = DataFile.at(path, sheet=options.sheet, header_row=options.header_row)
    if options.form or options.mapping or (file.is_zip and not file.is_workbook) or is_known(file, path):
        return options
    before = next(fitting(file.columns, folder()), None)
    if not is_terminal():
        if before is not None:
            raise UnfitFile(
                file.name,
                f"has the columns of the mapping {before.name!r}",
                f"say --mapping {before.name}",
            )
        return options
    if before is not None:
        click.echo(f"{path.name} has the columns of the mapping {before.name!r}.")
        if click.confirm("Read it so?", default=True):
            return replace(options, mapping=before)
    return replace(options, mapping=tell_mapping(file, options))


def tell_mapping(file: DataFile, options: ImportOptions) -> ColumnMapping:
    """Ask until the first rows are read as they are meant, and remember the answers under a name."""
    from forecasts.exchange.mapping.mappings import UNNAMED
    from forecasts.exchange.mapping.proposals import proposed_columns, sampled
    from forecasts.exchange.mapping.saved import folder, keep
    from forecasts.texts import slugified

    if not file.columns:
        raise UnfitFile(file.name, "is empty", "begin it with a header")
    sample = sampled(file)
    click.echo(f"{file.name} is of no tool that is known. Say what its columns mean.")
    _echo_columns(sample)
    columns = proposed_columns(sample)
    before: ColumnMapping | None = None
    while True:
        columns = _columns(sample, columns)
        try:
            mapping = before = _completed(columns, sample, file, options, before)
        except TrackerError as refusal:
            click.echo(f"  {refusal}")
            continue
        _echo_first(mapping, file, options)
        if click.confirm("Is that what they say?", default=True):
            break
    name = _asked("A name for this mapping? (- for none)", _name, default=slugified(Path(file.name).stem))
    if name is None:
        return replace(mapping, name=UNNAMED)
    mapping = replace(mapping, name=name)
    click.echo(f"Remembered in {keep(mapping, folder())}: --mapping {name} reads such a file without asking.")
    return mapping


def _echo_columns(sample: Mapping[str, Values]) -> None:
    from desk.terminal.tables import aligned

    rows = [
        [str(place), _short(column, 24), _short(" · ".join(values.shown), _WIDE - 12)]
        for place, (column, values) in enumerate(sample.items(), start=1)
    ]
    click.echo(aligned(("", "column", "holds"), rows))


def _columns(sample: Mapping[str, Values], proposed: Mapping[str, str]) -> dict[str, str]:
    """The column of each part, by its number or its name."""
    from forecasts.exchange.mapping.meanings import PARTS

    names = list(sample)

    def read(text: str) -> str | None:
        if text in ("", _NONE):
            return None
        if text.isdecimal() and 1 <= int(text) <= len(names):
            return names[int(text) - 1]
        if text.casefold() == _BACK and _BACK not in names:
            return _BACK
        same = [name for name in names if name.casefold() == text.casefold()]
        if len(same) != 1:
            raise ValueError(f"There is no column {text!r}: give its number, its name, or - for none.")
        return same[0]

    click.echo(
        "Which column is it? Its number or name; - for none; back for the one before; an empty answer takes "
        "what is proposed."
    )
    answers: dict[str, str | None] = {}
    parts = list(PARTS)
    place = 0
    while place < len(parts):
        part = parts[place]
        default = answers.get(part, proposed.get(part)) or _NONE
        column = _asked(f"  {part}: {PARTS[part].asks}", read, default=default)
        if column == _BACK and _BACK not in names:
            place = max(place - 1, 0)
            continue
        answers[part] = column
        place += 1
    return {part: column for part, column in answers.items() if column is not None}


def _completed(
    columns: Mapping[str, str],
    sample: Mapping[str, Values],
    file: DataFile,
    options: ImportOptions,
    before: ColumnMapping | None,
) -> ColumnMapping:
    """The mapping, with what the columns do not show asked for; what was answered before is proposed."""
    from forecasts.exchange.mapping.mappings import ColumnMapping

    mapping = ColumnMapping(columns=dict(columns), header=file.columns, scale=options.scale)
    told = {} if before is None else before.answers
    mapping = replace(_dated(mapping, sample, options, before), answers=_answers(columns, sample, told))
    if "p" not in columns:
        return mapping
    forecaster = options.me
    if "forecaster" not in columns and forecaster is None:
        named = None if before is None else before.forecaster
        forecaster = _asked("Who said it all? (name)", _needed, default=named)
    percent = _percent(sample[columns["p"]], options, before)
    return replace(mapping, forecaster=forecaster, percent=percent)


def _percent(values: Values, options: ImportOptions, before: ColumnMapping | None) -> bool | None:
    """Whether probabilities run to 100: as said, or as the values propose; None where each has its sign."""
    from forecasts.exchange.mapping.proposals import proposed_percent

    if options.percent is not None:
        return options.percent
    if values.signed and all(_sign(text) for text in values.texts):
        return None
    proposed = proposed_percent(values)
    if before is not None and before.percent is not None:
        proposed = before.percent
    default = None if proposed is None else ("percent" if proposed else "fraction")
    shown = ", ".join(values.shown)
    kinds = click.Choice(("percent", "fraction"))
    answer = click.prompt(f"Are {shown} percent (to 100) or fractions (to 1)?", type=kinds, default=default)
    return bool(answer == "percent")


def _dated(
    mapping: ColumnMapping,
    sample: Mapping[str, Values],
    options: ImportOptions,
    before: ColumnMapping | None,
) -> ColumnMapping:
    """With the order of day and month, and the time zone, where the values leave them open."""
    from forecasts.exchange.mapping.meanings import DAYS
    from forecasts.exchange.mapping.proposals import proposed_day_first

    days = [sample[mapping.columns[part]] for part in DAYS if part in mapping.columns]
    day_first, zone = options.day_first, options.zone
    slashed = [values for values in days if values.slashed]
    if slashed and day_first is None:
        proposed = proposed_day_first(slashed) if before is None else before.day_first
        default = None if proposed is None else ("day" if proposed else "month")
        shown = ", ".join(slashed[0].shown)
        kinds = click.Choice(("day", "month"))
        day_first = (
            click.prompt(f"Does the day or the month stand first in {shown}?", type=kinds, default=default)
            == "day"
        )
    if zone is None and any(values.unzoned for values in days):
        zone = _asked(
            "In which time zone are the hours? (such as Europe/London)",
            _zone,
            default=(before and before.zone) or "UTC",
        )
    return replace(mapping, day_first=day_first, zone=zone)


def _answers(
    columns: Mapping[str, str], sample: Mapping[str, Values], told: Mapping[str, str]
) -> dict[str, str]:
    """What each text of the outcome means, asked for those that have no plain meaning."""
    from forecasts.exchange.mapping.meanings import ANSWERS, NUMBERS
    from forecasts.exchange.mapping.outcomes import grade_in, plain_answer

    if "outcome" not in columns or set(NUMBERS) & set(columns):
        return {}
    values = sample[columns["outcome"]]
    found: dict[str, str] = {}
    plain = {text: answer for text in values.texts if text and (answer := plain_answer(text))}
    if plain:
        click.echo("Outcomes: " + ", ".join(f"{text!r} is {answer}" for text, answer in plain.items()) + ".")
    open_texts = [text for text in values.texts if text and text not in plain and grade_in(text) is None]
    if "option" in columns and open_texts:
        click.echo("Other outcomes are taken as the option that came true.")
        return {}
    for text in open_texts:
        kinds = click.Choice(ANSWERS)
        asks, said = f"What does the outcome {_short(text, 40)!r} mean?", told.get(text.casefold())
        found[text.casefold()] = click.prompt(asks, type=kinds, default=said)
    return found


def _echo_first(mapping: ColumnMapping, file: DataFile, options: ImportOptions) -> None:
    """The first rows as they would be recorded."""
    from desk.terminal.describing import facts
    from desk.terminal.tables import echo_facts
    from forecasts.exchange.format import Deferred, Namesakes, Open, Quoted, RefusedRow, Withdrawn
    from forecasts.exchange.mapping.mapped import Mapped
    from forecasts.ledger.records import noun_name

    rows = Mapped(mapping).read(file, options.conventions(clock.today()), ())
    for row in islice(rows, _FIRST):
        click.echo(f"Line {row.line}:")
        if isinstance(row, RefusedRow):
            click.echo(click.wrap_text(row.reason, 80, "  refused: ", "    "))
            continue
        for part in row.nouns:
            nouns = (part.statement, part.forecast) if isinstance(part, Quoted) else (part,)
            for noun in nouns:
                if not isinstance(noun, Open | Namesakes | Withdrawn | Deferred):
                    click.echo(f"  {noun_name(noun)}")
                    echo_facts(facts(noun), indent=4)


def _asked(question: str, read: Callable[[str], T], *, default: str | None = None) -> T:
    while True:
        try:
            return read(click.prompt(question, default=default).strip())
        except (TrackerError, ValueError) as refusal:
            click.echo(f"    {refusal}")


def _name(text: str) -> str | None:
    from forecasts.texts import checked_slug

    return None if text == _NONE else checked_slug(text, "the mapping")


def _needed(text: str) -> str:
    from forecasts.texts import checked_line

    return checked_line(text, "the forecaster's name", longest=300)


def _zone(text: str) -> str:
    from forecasts.model import Question

    return Question(slug="zone", statement="Whose clock?", zone=text).zone


def _sign(text: str) -> bool:
    return not text or text.endswith("%")


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
