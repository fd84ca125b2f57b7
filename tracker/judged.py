"""The only way from a view of a ledger to judged forecasts: those that are chosen, scored and marked.

What is read from the ledger once is judged as often as somebody looks back (`Records`), and what a report
is made of is one object, built in one place (`Judged`). Each column is described in `tracker.judged_columns`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracker.marking import marked
from tracker.scored import scored
from tracker.selections import Selection

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from forecasts.ledger.ledger import Ledger
    from forecasts.ledger.view import View
    from tracker.crowd_rules import Crowd

    Kept = OrderedDict[tuple[int, date, Crowd | None, tuple[str, ...]], DataFrame]

_KEPT = 4
_KEPT_ROWS = 150_000


class Records:
    """What stands in a view of a ledger: read once, and judged as of any entry up to it, on any date.

    Whoever makes several reports of one view passes its records from one to the next. Forecasts judged on a
    date are kept for the records of every entry together: the last four frames of them, fewer where these
    would hold more than 150,000 rows.
    """

    def __init__(
        self, view: View, *, later: Records | None = None, kept: Kept | None = None, by: tuple[str, ...] = ()
    ) -> None:
        self.view = view
        self._by = by
        self._later = later
        self._kept: Kept = OrderedDict() if kept is None else kept

    @classmethod
    def of(cls, ledger: Ledger | View | Records) -> Records:
        """The records of a ledger or a view of it; those that were read already as they are."""
        from forecasts.ledger.view import View

        if isinstance(ledger, Records):
            return ledger
        return cls(ledger if isinstance(ledger, View) else ledger.view())

    @cached_property
    def forecasts(self) -> DataFrame:
        """Standing forecasts as `View.forecasts` gives them."""
        return self._frame("forecasts")

    @cached_property
    def quotes(self) -> DataFrame:
        """The handle of each standing forecast and its quote, which are read without all the rest of it."""
        return self.view.forecasts(["handle", "quote"])

    @cached_property
    def questions(self) -> DataFrame:
        """Standing questions as `View.questions` gives them."""
        return self._frame("questions")

    @cached_property
    def outcomes(self) -> DataFrame:
        """Standing outcomes as `View.outcomes` gives them."""
        return self._frame("outcomes")

    @cached_property
    def sources(self) -> DataFrame:
        """Standing sources as `View.sources` gives them."""
        return self._frame("sources")

    @cached_property
    def forecasters(self) -> DataFrame:
        """Standing forecasters as `View.forecasters` gives them."""
        return self._frame("forecasters")

    @cached_property
    def sound_forecasts(self) -> DataFrame:
        """`forecasts`; raises UnsoundRecords if a record says what no command would have written."""
        from tracker.unsound_rows import check_sound

        check_sound(self.forecasts, self.questions, self.outcomes, people=self.view.slugs("forecaster"))
        return self.forecasts

    def verdicts(self, on: date, *, crowd: Crowd | None = None) -> DataFrame:
        """Every forecast with its verdict on an evaluation date; with a `crowd`, also those derived for it.

        The columns are those of `tracker.judged_columns` up to the verdict's. A crowd's rows come last.

        Raises
        ------
        CrowdRecorded
            If the ledger holds a forecaster of the crowd's name.
        UnsoundRecords
            If a record says what no command would have written.
        """
        from tracker.crowds import with_crowd
        from tracker.verdicts.judging import verdicts

        judged = verdicts(self.sound_forecasts, self.questions, self.outcomes, on=on)
        if crowd is None:
            return judged
        return with_crowd(judged, self.questions, self.outcomes, self.forecasters, how=crowd, on=on)

    def scores(
        self,
        on: date,
        *,
        entry: int | None = None,
        crowd: Crowd | None = None,
        by: tuple[str, ...] = (),
    ) -> DataFrame:
        """Every forecast with its verdict and score, as the ledger stood at an entry, by default the last.

        The columns are those of `tracker.judged_columns` up to the score's. Nobody may change the frame: it
        is kept for whoever asks next. Whoever needs the forecasts of some forecasters alone says so with
        `by`: of a ledger too large to be kept only theirs are then read, whose series have other numbers.
        """
        from tracker.snapshots.reading import kept_scores

        last = self.view.head.sequence
        large = bool(by) and crowd is None and self.view.columnar is None and self.view.recorded > _KEPT_ROWS
        alone = by if large else ()
        key = (last if entry is None else entry, on, crowd, alone)
        found = self._kept.get(key)
        if found is None and crowd is None and key[0] == last:
            found = kept_scores(self.view, on=on)
        if found is None:
            then = Records(self.at(key[0]).view, by=alone) if alone else self.at(key[0])
            self._make_room(len(then.forecasts))
            found = scored(then.verdicts(on, crowd=crowd), then.outcomes, then.sources, on=on)
        self._kept[key] = found
        with suppress(KeyError):  # another thread that asked for other dates meanwhile may have dropped it
            self._kept.move_to_end(key)
        return found

    def at(self, entry: int) -> Records:
        """The records as they stood at an entry."""
        if entry == self.view.head.sequence:
            return self
        return Records(self.view.earlier(entry), later=self, kept=self._kept)

    def _make_room(self, rows: int) -> None:
        """Drops the frames that were not asked for longest, until there is room for another."""
        while kept := list(self._kept.values()):
            if len(kept) < _KEPT and rows + sum(map(len, kept)) <= _KEPT_ROWS:
                return
            with suppress(KeyError):  # another thread may have dropped the last one
                self._kept.popitem(last=False)

    def _frame(self, name: str) -> DataFrame:
        """Standing records: the first part of what was read later, where nothing has changed them since.

        Of some forecasters alone, their forecasts, and the questions and outcomes that these rest on.
        """
        if self._by and name == "forecasts":
            return self.view.forecasts(by=self._by)
        if self._by and name in ("questions", "outcomes"):
            named = (self.forecasts[column].dropna() for column in ("question", "condition_question"))
            slugs = {slug for column in named for slug in column}
            return self.view.questions(slugs) if name == "questions" else self.view.outcomes(slugs)
        later = self._later
        if later is None or _changed(later.view) != _changed(self.view):
            found: DataFrame = getattr(self.view, name)()
            return found
        frame: DataFrame = getattr(later, name)
        return frame[frame["entry"] <= self.view.head.sequence].reset_index(drop=True)


def judged_in_parts(whole: View, parts: Iterable[View], on: date) -> Iterator[DataFrame]:
    """The marked forecasts of a view on a date, some at a time: `parts` are views that read no others.

    Questions and outcomes are read once. Which forecasts are updates of one another is told of all together,
    from the columns that tell it.
    """
    import pandas as pd

    from tracker.unsound_rows import check_sound
    from tracker.verdicts.judging import verdicts
    from tracker.verdicts.series import SERIES_COLUMNS, series

    records, people = Records(whole), whole.slugs("forecaster")
    told = whole.forecasts([*SERIES_COLUMNS, "made_on"])
    number, place = series(told[told["made_on"] <= pd.Timestamp(on)])
    start = 0
    for part in parts:
        some = part.forecasts()
        check_sound(some, records.questions, records.outcomes, people=people)
        found = verdicts(some, records.questions, records.outcomes, on=on)
        end = start + len(found)
        found = found.assign(series=number[start:end], order=place[start:end])
        start = end
        yield marked(scored(found, records.outcomes, records.sources, on=on), on=on)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Judged:
    """The forecasts of a ledger that a selection chooses, judged on an evaluation date: what a report takes.

    `rows` has one row for each, with the columns of `tracker.judged_columns`; series, order and a derived
    crowd are those of the whole ledger, whatever is chosen of it. `names` are the forecasters' by slug, a
    derived crowd's among them.
    """

    rows: DataFrame
    selection: Selection
    on: date
    names: Mapping[str, str]

    @classmethod
    def of(
        cls,
        ledger: Ledger | View | Records,
        selection: Selection,
        on: date,
        *,
        entry: int | None = None,
    ) -> Judged:
        """The forecasts chosen from a view, or from records that several reports share.

        Parameters
        ----------
        ledger
            A ledger, a view of it, or its records.
        selection
            Which forecasts, of whom, and whether a crowd is derived from all; `Selection.with_slugs` gives
            one for what was typed.
        on
            The evaluation date: outcomes known later and forecasts made later are left out.
        entry
            The ledger as it stood at an earlier entry.

        Raises
        ------
        CrowdRecorded
            If the ledger holds a forecaster of the name of the crowd that is to be derived.
        """
        records = Records.of(ledger)
        scores = records.scores(on, entry=entry, crowd=selection.crowd, by=selection.forecasters)
        if selection.tags or selection.status or selection.texts:
            from tracker.chosen_words import fitting

            then = records if entry is None else records.at(entry)
            scores = fitting(scores, selection, then.questions, then.outcomes, on)
        return cls.among(scores, selection, on, names=_names(records, selection))

    @classmethod
    def among(
        cls, scores: DataFrame, selection: Selection, on: date, *, names: Mapping[str, str] | None = None
    ) -> Judged:
        """The forecasts chosen from a frame that `scored` gave, as it may be made without a ledger."""
        rows = marked(selection.of(scores), on=on, readings=selection.readings, ties=selection.ties)
        # A frame that grew column by column is cut row by row several times faster once it is copied.
        return cls(rows=rows.copy(), selection=selection, on=on, names=names or {})

    def by(self, forecaster: str) -> Judged:
        """Those of them that one forecaster made, by slug."""
        return replace(
            self,
            rows=self.rows[self.rows["forecaster"] == forecaster],
            selection=replace(self.selection, forecasters=(forecaster,)),
        )


def _changed(view: View) -> tuple[object, ...]:
    """What sets records aside or calls them otherwise."""
    return view.amendments, view.namings


def row_names(rows: DataFrame) -> Series[Any]:
    """The name by which a reader asks about each row: a record's handle, or the key of a derived forecast."""
    return rows["handle"].mask(rows["derived"], rows["key"])


def _names(records: Records, selection: Selection) -> dict[str, str]:
    people = records.forecasters
    return dict(zip(people["slug"], people["name"], strict=True)) | crowd_names(selection)


def crowd_names(selection: Selection) -> dict[str, str]:
    """The name of the crowd that a selection derives, by its slug; empty where it derives none."""
    from tracker.crowd_rules import crowd_name

    return {slug: crowd_name(selection.crowd) for slug in selection.crowds if selection.crowd}
