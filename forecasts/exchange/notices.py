"""What an import decided of its own accord, told by kind: how often, and where first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MOVED = "The deadline was moved; a forecast keeps the one it was made with, unless --follow-source is said."
MOVED_ALONG = "The deadline was moved, and its forecasts with it (--follow-source)."
RETITLED = "A title has changed; the ledger keeps its own, unless --follow-source is said."
RETITLED_ALONG = "A title has changed, and the ledger's with it (--follow-source)."
TWINS = (
    "Several forecasts of one forecaster, question and time are a series, of which the first counts; "
    "--keep-apart makes each row a question of its own."
)
EQUAL = "Equal rows are one forecast."
BY_CASE = "Names that differ in capitals alone are one person; --as-written keeps them apart."


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One kind of decision: a sentence, how often it was taken, and the first example."""

    sentence: str
    count: int
    first: str

    @property
    def text(self) -> str:
        """The notice in words.

        >>> Notice(sentence="Equal rows are one forecast.", count=2, first="line 4").text
        'Equal rows are one forecast. (2 times, first: line 4)'
        """
        times = "" if self.count == 1 else f"{self.count:,} times, first: "
        return f"{self.sentence} ({times}{self.first})"


@dataclass(slots=True)
class Notices:
    """The notices of one file, counted while it is read; only the first example of each kind is kept."""

    _found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def tell(self, sentence: str, example: str, *, count: int = 1) -> None:
        """Note one more case of a kind, which its sentence names."""
        before, first = self._found.get(sentence, (0, example))
        self._found[sentence] = before + count, first

    def __iter__(self) -> Iterator[Notice]:
        for sentence, (count, first) in self._found.items():
            yield Notice(sentence=sentence, count=count, first=first)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each kind was met, by its sentence."""
        return {sentence: count for sentence, (count, _) in self._found.items()}
