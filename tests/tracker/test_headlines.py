"""Which scores count, what they average to, and how they are written down."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import numpy as np
import pytest

from tests.tracker import frames
from tests.tracker.judging import (
    IN_TIME,
    founding_case,
    scored,
)
from tracker.scores import as_records, headline, mean_by_event


def test_the_headline_leaves_out_the_alternative_reading() -> None:
    """Kabul is the alternative reading; the three primary ones count, as retrospective."""
    counted = headline(founding_case())
    assert list(counted["question"]) == ["move-north", "offensive-north", "csto-meeting"]
    assert not counted["prospective"].any()


def test_updates_do_not_count_twice() -> None:
    """Only the first forecast of a series is in the headline."""
    both = scored(frames.forecast(), frames.forecast(entry=11, p=0.9), outcomes=(frames.happened(IN_TIME),))
    assert both["value"].notna().all()
    assert list(headline(both)["handle"]) == ["10.1"]


def test_an_event_counts_once() -> None:
    """Two questions of one cluster are averaged before they meet the third."""
    slugs = {"kabul": "fall", "airlift": "fall", "rain": None}
    rows = [
        frames.forecast(entry=10 + place, question=slug, p=p)
        for place, (slug, p) in enumerate(zip(slugs, (0.9, 0.7, 0.5), strict=True))
    ]
    table = mean_by_event(
        scored(
            *rows,
            questions=tuple(frames.question(slug=slug, cluster=cluster) for slug, cluster in slugs.items()),
            outcomes=tuple(frames.happened(IN_TIME, question=slug) for slug in slugs),
        )
    )
    assert len(table) == 1
    assert table["mean"].iloc[0] == pytest.approx(((0.01 + 0.09) / 2 + 0.25) / 2)
    assert (table["forecasts"].iloc[0], table["events"].iloc[0]) == (3, 2)


def test_prospective_and_retrospective_have_their_own_means() -> None:
    """They are never pooled."""
    late = frames.forecast(entry=11, forecaster="ann", recorded_at=datetime(2021, 12, 1, tzinfo=UTC), p=0.1)
    table = mean_by_event(scored(frames.forecast(), late, outcomes=(frames.happened(IN_TIME),)))
    assert list(table["prospective"]) == [False, True]
    assert list(table["mean"].round(4)) == [0.81, 0.09]


def test_different_units_have_no_common_mean() -> None:
    """Men and metres are not averaged."""
    slugs = ("men", "metres")
    table = mean_by_event(
        scored(
            *(frames.quantiles((50,), (0.5,), question=slug, entry=10 + i) for i, slug in enumerate(slugs)),
            questions=tuple(frames.question(slug=slug, kind="quantity") for slug in slugs),
            outcomes=tuple(
                frames.outcome("value", value=60, known_on=IN_TIME, question=slug) for slug in slugs
            ),
        )
    )
    assert np.isnan(table["mean"].iloc[0])
    assert table["forecasts"].iloc[0] == 2


def test_ordered_choices_have_a_mean_for_each_number_of_options() -> None:
    """A score of four options may be three times as large as one of two; of five questions two and three."""
    offered = {f"q{place}": "abcd"[: 4 if place % 2 else 2] for place in range(5)}
    rows = [
        frames.shares(tuple(options), (1.0, *(0.0 for _ in options[1:])), question=slug, entry=10 + place)
        for place, (slug, options) in enumerate(offered.items())
    ]
    found = mean_by_event(
        scored(
            *rows,
            questions=tuple(
                frames.question(slug=slug, kind="ordered", options=tuple(options))
                for slug, options in offered.items()
            ),
            outcomes=tuple(
                frames.outcome("option", option=options[-1], known_on=IN_TIME, question=slug)
                for slug, options in offered.items()
            ),
        )
    )
    assert found[["options", "mean", "events"]].values.tolist() == [[2, 1, 3], [4, 3, 2]]


def test_records_hold_plain_values() -> None:
    """Dates as text, None for what is undefined, and JSON takes them all."""
    records = as_records(founding_case(on=date(2021, 9, 1)))
    kabul, north = records[0], records[2]
    assert json.loads(json.dumps(records, allow_nan=False)) == records
    assert (kabul["deadline"], kabul["horizon"], kabul["event_on"]) == (
        "2021-09-25",
        "2021-12-25",
        "2021-08-15",
    )
    assert kabul["provisional"] is True
    assert (north["value"], north["observed"], north["horizon"]) == (None, None, None)
    assert north["reason"] == "pending until 2021-09-25"
    assert list(north) == [
        "handle",
        "question",
        "forecaster",
        "reading",
        "verdict",
        "measure",
        "value",
        "low",
        "high",
        "reason",
        "words",
        "made_on",
        "deadline",
        "horizon",
        "observed",
        "event_on",
        "prospective",
        "provisional",
    ]


def test_records_write_infinity_as_a_word() -> None:
    """JSON has no infinity."""
    assert as_records(founding_case().assign(value=np.inf))[0]["value"] == "inf"


def test_nothing_to_score() -> None:
    """An empty ledger gives empty tables and records."""
    empty = scored()
    assert as_records(empty) == []
    assert headline(empty).empty
    assert empty["value"].dtype == np.float64
    assert mean_by_event(empty).empty
