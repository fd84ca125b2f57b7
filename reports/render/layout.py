"""What a laid-out report is made of, whatever it is drawn on: sections of words, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from reports.charts.pen import Sketch
from reports.charts.picture import Picture
from reports.figures import NOTHING

_OPENING = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its text, and a second, quieter line.

    `link` is a file beside the page that the text leads to, where the page has files beside it. `leads` are
    the texts that it consists of, each with the place of the page that it leads to.
    """

    text: str = NOTHING
    under: str = ""
    link: str = ""
    leads: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return self.text == NOTHING and not self.under


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A table's column; `label` goes before the cell where the table is shown as a list.

    `under` says what the cells' second line is, for a file in which it is a column of its own.
    """

    title: str
    label: str = ""
    under: str = ""
    numeric: bool = False
    wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A table's line, one cell a column; quiet if it does not count, following if it updates another.

    `place` is the name to which marks of charts lead.
    """

    cells: tuple[Cell, ...]
    place: str = ""
    quiet: bool = False
    follows: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A captioned table; the first column names the line. `listed` ones become lists where it is narrow.

    `in_short` is what a terminal says in place of a table that is too long for it. `name` is that of its
    CSV file, without the suffix; a table without one is named after its caption.
    """

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    listed: bool = False
    in_short: str = ""
    name: str = ""

    def cut(self, most: int) -> Table:
        """The table with no more than its first `most` lines."""
        return replace(self, lines=self.lines[:most])

    def rest(self, most: int, where: str) -> str:
        """That only the first `most` lines are shown, and where all of them are; empty if all are shown."""
        if len(self.lines) <= most:
            return ""
        return f"These are the first {most:,} of {len(self.lines):,} lines; {where}."


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A paragraph; `plainly` marks the sentence that tells what the figures can tell."""

    text: str
    plainly: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Sentences, one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Names and values; `typed` are the names of those values that a reader copies to type them."""

    pairs: tuple[tuple[str, str], ...]
    typed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """A row of boxes, one a statement or in proportion: `solid` of them can be checked, `hatched` cannot.

    `caption` says so in words, and is all that a look without boxes shows.
    """

    solid: int
    hatched: int
    caption: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One statement: the words as said, what they claim, its drawing, what came, and how it fared.

    `result` is what happened, `fare` the mark with its word of how the forecast fared, `is_miss` whether that
    is a miss; `score` names its measure. `notes` are other readings and updates, `place` is the name to
    which links lead.
    """

    place: str
    quote: str
    about: str
    drawing: Sketch | None
    result: str
    fare: str
    is_miss: bool
    score: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entries:
    """Statements, a row each, in order; `caption` is their title for whoever does not see them."""

    caption: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words that somebody said, what they are about, and why nobody can check them."""

    text: str
    about: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotes:
    """Words as they were said, one below the other."""

    quotes: tuple[Quote, ...]


Block = Table | Words | Listing | Facts | Picture | Sketch | Strip | Entries | Quotes


class Fold(Enum):
    """Whether a section is read at once, or opened by whoever wants it."""

    OPEN = "open"
    REPRINT = "Sentences to reprint"
    FIGURES = "Figures for statisticians"
    ANNEX = "Annexes"

    @property
    def is_annexed(self) -> bool:
        """Whether it goes to the annex on paper."""
        return self in (Fold.FIGURES, Fold.ANNEX)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading and what stands under it; a look may fold it away under the name of its `fold`."""

    title: str
    blocks: tuple[Block, ...]
    fold: Fold = Fold.OPEN

    @property
    def is_drawn_only(self) -> bool:
        """Whether it holds nothing but charts, and so nothing for a medium without them."""
        return all(isinstance(block, Picture) for block in self.blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigure:
    """A figure to be seen first: what it is of, the figure, and what it is to be held against."""

    name: str
    figure: str
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A claim for machines: the words, who said them where and when, and how the claim was found to fare.

    `rating` is None where there is no final score; it is one of a measure from 0, the best, to `worst`.
    """

    place: str
    words: str
    by: str
    on: str
    where: str = ""
    measure: str = ""
    rating: float | None = None
    worst: float | None = None
    fare: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A whole report: about whom, in short, its sections, how it was made, and its digest at the end.

    `short` begins with the verdict. `context` goes with the kind: the source, and to which day it was
    checked. `figures` stand out on paper and in a browser; the tables hold them too, so plain text leaves
    them out. `facts` say how it was made, and stand at the end; `claims` are for
    machines.
    """

    kind: str
    title: str
    context: str = ""
    short: tuple[Words, ...]
    facts: Facts
    sections: tuple[Section, ...]
    digest: str
    figures: tuple[KeyFigure, ...] = ()
    claims: tuple[Claimed, ...] = ()

    @property
    def opening(self) -> tuple[Words, ...]:
        """What is said in short before the key figures: the first sentence."""
        return self.short[:_OPENING]

    @property
    def blocks(self) -> Iterator[Block]:
        """The blocks of all sections, in order."""
        return (block for section in self.sections for block in section.blocks)

    @property
    def in_brief(self) -> Page:
        """The page without its figures for statisticians; how to have them is said among the annexes."""
        if not self.folded(Fold.FIGURES):
            return self
        told = Words(text=f"The figures for statisticians are in the {self.kind.lower()} itself.")
        again = Facts(
            pairs=tuple(pair for pair in self.facts.pairs if pair[0] in self.facts.typed),
            typed=self.facts.typed,
        )
        more = Section(title="Figures for statisticians", blocks=(told, again), fold=Fold.ANNEX)
        kept = tuple(section for section in self.sections if section.fold is not Fold.FIGURES)
        return replace(self, sections=(*kept, more))

    def folded(self, fold: Fold) -> tuple[Section, ...]:
        """The sections of one fold, in order."""
        return tuple(section for section in self.sections if section.fold is fold)
