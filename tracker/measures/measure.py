"""What there is to know of a measure, and of what its means are held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.vectors import Floats

ByLuck = Callable[["DataFrame", int], tuple[float, float] | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """What a mean score is held against: its words, and what it scores on the rows of a scores frame.

    Where a question names a reference class, its rate takes the place of 50%. `always` is what it scores
    whatever comes about where no question names one; None where that hangs on what does.
    """

    words: str
    of_classes: str
    scores: Callable[[DataFrame], Floats]
    always: float | None = None

    def in_words(self, classes: int, forecasts: int) -> str:
        """Which reference was taken, where so many of the forecasts are on questions with a reference class.

        >>> from tracker.measures import BRIER
        >>> BRIER.reference.in_words(0, 8), BRIER.reference.in_words(8, 8)
        ('always saying 50%', "always saying the rate of the question's reference class")
        >>> BRIER.reference.in_words(3, 8)
        "always saying the rate of the question's reference class (3 of 8 forecasts), else always saying 50%"
        """
        if not classes:
            return self.words
        if classes == forecasts:
            return self.of_classes
        return f"{self.of_classes} ({classes:,} of {forecasts:,} forecasts), else {self.words}"

    def words_for(self, scores: DataFrame) -> str:
        """Which reference was taken for the rows of a scores frame."""
        return self.in_words(int(scores["reference_rate"].notna().sum()), len(scores))


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One measure. The smaller a score the better, and 0 is best.

    Attributes
    ----------
    name
        As in the column `measure` of a scores frame.
    title
        Its name in a sentence.
    belief, ordered
        The beliefs that have it; `ordered` is whether the question's options are, None where it is all one.
    rule
        What it is, as a report's rules say it.
    definition
        What it is, as a list of terms says it.
    bound
        The worst score of one forecast; None where that hangs on the question.
    apart
        Why scores of different questions have no common mean; None where they have one.
    by_options
        Whether they have one only among questions with as many options, of which the worst score is one less.
    decided_by
        The columns in which forecasts of one claim agree, so that two forecasters may be compared on it;
        empty where none are.
    reference
        What a mean is held against; None where nothing is.
    by_luck
        Between which means a calibrated forecaster comes out, of rows and a seed; None where nobody knows.
    """

    name: str
    title: str
    belief: str
    ordered: bool | None = None
    rule: str
    definition: str
    bound: float | None = None
    apart: str | None = None
    by_options: bool = False
    decided_by: tuple[str, ...] = ()
    reference: Reference | None = None
    by_luck: ByLuck | None = None

    @property
    def capitalised(self) -> str:
        """The title at the beginning of a sentence."""
        return self.title[:1].upper() + self.title[1:]

    def worst(self, options: int) -> float | None:
        """The worst score of one forecast, of a question with so many options where that counts.

        >>> from tracker.measures import BRIER, RANKED_PROBABILITY_SCORE
        >>> BRIER.worst(0), RANKED_PROBABILITY_SCORE.worst(4)
        (1.0, 3.0)
        """
        return options - 1.0 if self.by_options else self.bound
