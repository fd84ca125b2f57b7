"""Mean scores with their references and their log scores."""

from __future__ import annotations

from datetime import date
from math import inf, log

import pandas as pd
import pytest

from reports.facets.period.table_of_forecasters import scorings_of
from reports.facets.record.means import mean_of
from reports.render.standing_tables import means_table
from tests.reports import cases
from tests.reports.standing_cases import chances
from tests.tracker import frames
from tracker.marking import marked


def test_the_mean_counts_each_event_once() -> None:
    """Two forecasts on one event are averaged first."""
    frame = chances([0.5, 0.9, 0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0, 0, 0], events=list("aabcde"))
    mean = mean_of("brier", frame)
    assert (mean.forecasts, mean.events) == (6, 5)
    assert mean.mean == pytest.approx(((0.25 + 0.01) / 2 + 4 * 0.25) / 5)


def test_the_log_score_stands_beside_the_brier_score() -> None:
    """Always 50% has ln 2."""
    mean = mean_of("brier", chances([0.5] * 6, [0, 1] * 3))
    assert mean.log is not None
    assert mean.log.mean == pytest.approx(log(2))
    assert (mean.log.forecasts, mean.log.events, mean.log.ruled_out) == (6, 6, 0)


def test_one_certain_miss_makes_the_log_score_infinite_and_is_counted() -> None:
    """The clipped form stands apart, with its floor."""
    found = mean_of("brier", chances([0.0, 0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0, 0])).log
    assert found is not None
    assert (found.mean, found.ruled_out, found.floor) == (inf, 1, 0.01)
    assert found.clipped == pytest.approx((-log(0.01) + 4 * log(2)) / 5)


def test_graded_outcomes_have_no_log_score() -> None:
    """Brier takes them, and five plain ones are needed beside."""
    mean = mean_of("brier", chances([0.5] * 6, [0, 1, 0, 1, 0.5, 0.5]))
    assert mean.mean is not None
    assert mean.log is None


def test_windows_have_a_mean_and_no_log_score() -> None:
    """Nobody said of one day how likely it was."""
    (mean,) = cases.founding_card().standings[1].means[1:]
    assert (mean.measure, mean.log) == ("timeline_brier", None)


def _windows(horizon: date | None, *, who: str = "ann", latest: date = date(2021, 9, 25)) -> pd.DataFrame:
    """Six windows that a forecaster named, all of them right, on questions with this horizon."""
    slugs = [f"event-{place}" for place in range(6)]
    frame = cases.judged_rows(
        [
            frames.window(question=slug, forecaster=who, position=place, latest=latest)
            for place, slug in enumerate(slugs, start=1)
        ],
        [frames.question(slug=slug, horizon=horizon) for slug in slugs],
        [frames.happened(date(2021, 8, 15), question=slug, handle=f"20.{slug[-1]}") for slug in slugs],
        on=date(2026, 1, 1),
    )
    return marked(frame, on=date(2026, 1, 1))


def test_windows_have_no_skill_where_they_chose_their_own_end() -> None:
    """A far end makes the reference easy to beat; the mean stands, with the range of its ends."""
    own, set_for_all = (mean_of("timeline_brier", _windows(end)) for end in (None, date(2021, 12, 25)))
    assert own.mean == set_for_all.mean
    assert (own.reference, own.against, own.skill) == (None, None, None)
    assert own.no_skill == "the forecaster's own window chose the end"
    assert set_for_all.skill == pytest.approx(0.855, abs=0.001)
    assert set_for_all.no_skill is None
    assert own.ends == set_for_all.ends == (183, 183)
    cell = means_table((own,)).lines[0].cells
    assert cell[0].under == "ends 183 days after the forecast"
    assert own.no_skill in {one.under for one in cell}


def test_the_table_of_forecasters_scores_windows_to_one_end() -> None:
    """Bob's end is two years away; beside Ann's both run to six months, in the table and not on a card."""
    both = pd.concat(
        [_windows(None), _windows(None, who="bob", latest=date(2022, 10, 20))], ignore_index=True
    )
    ann, bob = scorings_of(both, both["counts"].to_numpy(bool), {})
    assert ann.ends == bob.ends == (183, 183)
    assert bob.to_date.mean is not None
    alone = mean_of("timeline_brier", both[both["forecaster"] == "bob"])
    assert alone.ends == (730, 730)
    assert alone.mean is not None
    assert bob.to_date.mean > alone.mean
    assert (bob.skill, bob.no_skill) == (None, "the forecaster's own window chose the end")
