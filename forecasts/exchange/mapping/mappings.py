"""What the columns of a spreadsheet mean: a value that can be written down and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from forecasts.errors import MissingColumn, UnfitNoun, UnfitOption
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.mapping.meanings import ANSWERS, PARTS

UNNAMED = "columns"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMapping:
    """The column of each part, and how its cells are written.

    Parameters
    ----------
    columns
        The name of a column by part, such as `{"question": "Title", "p": "Prob"}`.
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
        for text, answer in self.answers.items():
            if answer not in ANSWERS:
                raise UnfitOption("--answer", f"{answer}={text}", f"choose among {', '.join(ANSWERS)}")
        self._check_whole()

    def _check_whole(self) -> None:
        if "question" not in self.columns:
            raise UnfitNoun("No column is the question", "name it, as in --column question=Title")
        if not {"p", "outcome"} & set(self.columns):
            raise UnfitNoun(
                "No column is a probability or an outcome",
                "name it, as in --column p=Chance or --column outcome=Result",
            )
        if "p" in self.columns and "made" not in self.columns:
            raise UnfitNoun(
                "No column is the day on which a forecast was made", "name it, as in --column made=Date"
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
        said += [f"{text!r} means {answer}" for text, answer in self.answers.items()]
        if self.percent is not None:
            said.append("probabilities run to 100" if self.percent else "probabilities run to 1")
        if self.day_first is not None:
            said.append("the day stands first" if self.day_first else "the month stands first")
        whole = f"Of the columns, {', '.join(said)}."
        return whole if len(whole) <= 2_000 else whole[:1_999] + "…"

    def checked_against(self, file: str, columns: tuple[str, ...]) -> ColumnMapping:
        """The mapping, if the file has every column that it names; else MissingColumn names it."""
        for part, column in self.columns.items():
            if column not in columns:
                raise MissingColumn(file, column, columns, f"--column {part}=NAME")
        return self

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
    columns: Iterable[str], answers: Iterable[str] = (), *, scale: str | None = None
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
        columns=by_part, answers={text.casefold(): answer for answer, text in meant}, scale=scale
    )


def read_mapping(text: str) -> ColumnMapping:
    """The mapping that a text holds; anything else is a ValueError."""
    said = json.loads(text)
    if not isinstance(said, dict) or not _fits(said):
        raise ValueError("This is no mapping.")
    return ColumnMapping(**{**said, "header": tuple(said.get("header", ()))})


def _fits(said: dict[str, Any]) -> bool:
    """Whether every part is known, and holds what it may hold."""
    pairs = all(
        isinstance(found := said.get(name, {}), dict)
        and all(isinstance(value, str) for value in found.values())
        for name in ("columns", "answers")
    )
    header = said.get("header", [])
    return (
        {"columns"} <= set(said) <= {part.name for part in fields(ColumnMapping)}
        and pairs
        and all(isinstance(said.get(name), bool | None) for name in ("percent", "day_first"))
        and all(isinstance(said.get(name, ""), str) for name in ("name", "forecaster", "zone", "scale"))
        and isinstance(header, list)
        and all(isinstance(column, str) for column in header)
    )


def _pair(text: str, option: str, form: str) -> tuple[str, str]:
    left, equals, right = text.partition("=")
    if not equals or not left.strip() or not right.strip():
        raise UnfitOption(option, text, f"write it as {form}")
    return left.strip(), right.strip()
