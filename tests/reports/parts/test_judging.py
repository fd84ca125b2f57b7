"""What a report knows of each forecast beside its score."""

from __future__ import annotations

from datetime import date

import pandas as pd

from reports.parts.judging import judged
from tests.tracker import frames

ON = date(2021, 12, 31)
SOURCES = pd.DataFrame({"slug": ["mk", "tv"], "title": ["What comes", "News"], "publisher": ["MK", None]})


def test_each_forecast_has_its_source_and_who_recorded_and_resolved_it() -> None:
    """None where there is none, whatever pandas makes of missing text."""
    found = judged(
        frames.forecasts(
            frames.forecast(entry=1, source="mk", recorded_by="ann"),
            frames.forecast(entry=2, source="tv", question="rain"),
            frames.forecast(entry=3, question="rain"),
        ),
        frames.questions(frames.question(), frames.question(slug="rain")),
        frames.outcomes(frames.happened(date(2021, 8, 15), evidence="all agencies", recorded_by="bob")),
        sources=SOURCES,
        on=ON,
    )
    columns = ["source_title", "publisher", "evidence", "recorded_by", "resolved_by"]
    assert [list(row) for row in found[columns].itertuples(index=False)] == [
        ["What comes", "MK", "all agencies", "ann", "bob"],
        ["News", None, None, "ann", None],
        [None, None, None, "ann", None],
    ]


def test_without_sources_no_title_is_known() -> None:
    """The columns are there."""
    found = judged(
        frames.forecasts(frames.forecast(source="mk")),
        frames.questions(frames.question()),
        frames.outcomes(),
        on=ON,
    )
    assert list(found[["source_title", "publisher", "evidence"]].iloc[0]) == [None, None, None]
