"""What the columns of a spreadsheet mean: a value that can be written down and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from forecasts.errors import MissingColumn, UnfitNoun, UnfitOption
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.mapping.meanings import ANSWERS, PARTS
from forecasts.exchange.written_lists import LIST_COLUMNS

UNNAMED = "columns"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMapping:
    """The column of each part, and how its cells are written.

    Parameters
    ----------
    columns
        The name of a column by part, such as `{"question": "Title", "p": "Prob"}`; several between commas
        make one text together, as `date,home,away` does a game.
    wide
        Columns that each hold the chances of the forecaster whose name they bear.
    constants
        What holds for every row, by part.
    name
        Under which it is remembered; `columns` where nobody named it.
    header
        The columns of the file that it was made for, all of them; empty where it fits any that has its own.
    answers
        What a text of the outcome means: yes, no, void, ambiguous or unresolved. Keys are case-folded.
    forecaster
        Who said it all, where no column says who.
    percent, day_first, zone
        As in `Conventions`; None: not said.
    scale
        The scale by which probability words are read; None: only numbers are.

    Examples
    --------
    >>> mapping = ColumnMapping(columns={"question": "Title", "outcome": "Result"}, answers={"w": "yes"})
    >>> read_mapping(mapping.text) == mapping
    True
    """

    columns: Mapping[str, str]
    wide: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    name: str = UNNAMED
    header: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    forecaster: str | None = None
    percent: bool | None = None
    day_first: bool | None = None
    zone: str | None = None
    scale: str | None = None

    def __post_init__(self) -> None:
        for part, column in self.columns.items():
            if part not in PARTS:
                raise UnfitOption("--column", f"{part}={column}", f"choose among {', '.join(PARTS)}")
        for part, held in self.constants.items():
            if part not in PARTS or part in self.columns:
                raise UnfitOption("--set", f"{part}={held}", f"choose among {', '.join(PARTS)}, no column's")
        for text, answer in self.answers.items():
            if answer not in ANSWERS:
                raise UnfitOption("--answer", f"{answer}={text}", f"choose among {', '.join(ANSWERS)}")
        self._check_whole()

    @property
    def named(self) -> frozenset[str]:
        """The columns that a file must have."""
        found = (name for column in self.columns.values() for name in self.parts_of(column))
        return frozenset((*found, *self.wide))

    def parts_of(self, column: str) -> tuple[str, ...]:
        """The columns that a text names: one, or several between commas."""
        if column in self.header or "," not in column:
            return (column,)
        return tuple(name.strip() for name in column.split(","))

    def _check_whole(self) -> None:
        if "question" not in self.columns:
            raise UnfitNoun("No column is the question", "name it, as in --column question=Title")
        if not self.wide and not {"p", "outcome"} & set(self.columns):
            raise UnfitNoun(
                "No column is a probability or an outcome",
                "name it, as in --column p=Chance or --column outcome=Result",
            )
        if self.wide and {"p", "forecaster"} & set(self.columns):
            fault = "Columns of forecasters are named, and one of a chance or a name too"
            raise UnfitNoun(fault, "leave one of them out")
        if ("p" in self.columns or self.wide) and not {"made"} & {*self.columns, *self.constants}:
            raise UnfitNoun(
                "No column is the day on which a forecast was made",
                "name it, as in --column made=Date, or say it of all, as in --set made=2024-01-02",
            )
        if "source" in self.columns and "quote" not in self.columns:
            raise UnfitNoun(
                "A source is kept with the words that it is the source of, and no column holds them",
                "name it, as in --column quote=Words, or leave the source out",
            )

    @property
    def text(self) -> str:
        """The mapping as JSON, for a file."""
        said = {name: value for name, value in asdict(self).items() if value not in (None, (), {})}
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"

    @property
    def sentence(self) -> str:
        """The mapping in words, for the entry of an import; at most 2,000 characters."""
        said = [f"{part} is {column!r}" for part, column in self.columns.items()]
        said += [f"{column!r} is a forecaster" for column in self.wide]
        said += [f"{part} is always {held!r}" for part, held in self.constants.items()]
        said += [f"{text!r} means {answer}" for text, answer in self.answers.items()]
        if self.percent is not None:
            said.append("probabilities run to 100" if self.percent else "probabilities run to 1")
        if self.day_first is not None:
            said.append("the day stands first" if self.day_first else "the month stands first")
        whole = f"Of the columns, {', '.join(said)}."
        return whole if len(whole) <= 2_000 else whole[:1_999] + "…"

    def checked_against(self, file: str, columns: tuple[str, ...]) -> ColumnMapping:
        """The mapping, if the file has every column that it names; else MissingColumn names it."""
        whole = self if self.header else replace(self, header=columns)
        for part, column in self.columns.items():
            for name in whole.parts_of(column):
                if name not in columns:
                    raise MissingColumn(file, name, columns, f"--column {part}=NAME")
        for name in self.wide:
            if name not in columns:
                raise MissingColumn(file, name, columns, "--wide NAME,...")
        return whole

    def completing(self, conventions: Conventions) -> Conventions:
        """What the options say of the cells, and where they do not, what the mapping says."""
        return replace(
            conventions,
            percent=self.percent if conventions.percent is None else conventions.percent,
            day_first=self.day_first if conventions.day_first is None else conventions.day_first,
            zone=self.zone if conventions.zone is None else conventions.zone,
            me=self.forecaster if conventions.me is None else conventions.me,
        )


def mapping_from_options(
    columns: Iterable[str],
    answers: Iterable[str] = (),
    *,
    wide: Iterable[str] = (),
    constants: Iterable[str] = (),
    scale: str | None = None,
) -> ColumnMapping | None:
    """The mapping that options state, such as `question=Title` and `yes=won`; None where they state none.

    >>> mapping_from_options(["question=Title", "outcome=Result"], ["yes=Won"]).answers
    {'won': 'yes'}
    """
    by_part = dict(_pair(text, "--column", "question=Title") for text in columns)
    meant = [_pair(text, "--answer", "yes=won") for text in answers]
    if not by_part:
        if meant:
            raise UnfitNoun("--answer is given without --column", "name the columns too, or leave it out")
        return None
    return ColumnMapping(
        columns=by_part,
        wide=tuple(wide),
        constants=constants_in(constants),
        answers={text.casefold(): answer for answer, text in meant},
        scale=scale,
    )


def constants_in(texts: Iterable[str]) -> dict[str, str]:
    """What holds for every row, by part, from texts such as `made=2024-01-02`."""
    return dict(_pair(text, "--set", "made=2024-01-02") for text in texts)


def list_mapping(constants: Mapping[str, str]) -> ColumnMapping:
    """The mapping of a list of predictions; somebody says when they were made and by when they end."""
    if "made" not in constants:
        raise UnfitNoun(
            "A list of predictions does not say when they were made",
            "say --set made=2024-01-01 --set deadline=2024-12-31, and --me NAME",
        )
    parts = ("question", "p", "outcome", "topic")
    return ColumnMapping(columns=dict(zip(parts, LIST_COLUMNS, strict=True)), constants=constants)


def read_mapping(text: str) -> ColumnMapping:
    """The mapping that a text holds; anything else is a ValueError."""
    said = json.loads(text)
    if not isinstance(said, dict) or not _fits(said):
        raise ValueError("This is no mapping.")
    lists = {name: tuple(said.get(name, ())) for name in ("header", "wide")}
    return ColumnMapping(**{**said, **lists})


def _fits(said: dict[str, Any]) -> bool:
    """Whether every part is known, and holds what it may hold."""
    pairs = all(
        isinstance(found := said.get(name, {}), dict)
        and all(isinstance(value, str) for value in found.values())
        for name in ("columns", "constants", "answers")
    )
    header = said.get("header", [])
    return (
        {"columns"} <= set(said) <= {part.name for part in fields(ColumnMapping)}
        and pairs
        and all(isinstance(said.get(name), bool | None) for name in ("percent", "day_first"))
        and all(isinstance(said.get(name, ""), str) for name in ("name", "forecaster", "zone", "scale"))
        and isinstance(said.get("wide", []), list)
        and all(isinstance(column, str) for column in said.get("wide", []))
        and isinstance(header, list)
        and all(isinstance(column, str) for column in header)
    )


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise UnfitOption(option, text, f"write it as {form}")
    return left.strip(), right.strip()
