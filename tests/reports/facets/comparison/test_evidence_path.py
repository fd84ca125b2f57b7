"""How the evidence grew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.facets.comparison.evidence_path import evidence_path_of
from tests.reports import cases, sides
from tests.tracker import frames
from tracker.comparison.lagged_evidence import lagged_evidence


def test_events_come_in_the_order_in_which_they_were_resolved() -> None:
    """Not in that of their names: the last named was due first."""
    rows, asked, came, gaps = [], [], [], []
    for place in range(6):
        slug, due = f"q{place}", cases.NEAR - timedelta(weeks=place)
        asked.append(frames.question(slug=slug))
        came.append(frames.happened(due, question=slug, handle=f"20.{place + 1}"))
        chances = (0.9 - 0.1 * place, 0.5)
        for seat, (who, p) in enumerate(zip(("ann", "bob"), chances, strict=True), start=1):
            rows.append(
                frames.forecast(
                    question=slug, forecaster=who, entry=10 + place, position=seat, p=p, deadline=due
                )
            )
        gaps.append((1 - chances[0]) ** 2 - (1 - chances[1]) ** 2)
    path = evidence_path_of(sides.ground(cases.judged_rows(rows, asked, came)), 0, 1)
    assert list(path.resolved) == sorted(path.resolved)
    assert path.resolved[-1] == cases.NEAR
    plain = lagged_evidence(gaps[::-1], [0] * len(gaps), range(1, len(gaps) + 1), bound=1.0)
    assert path.first_better == pytest.approx(plain.first_better.tolist())
    assert path.second_better == pytest.approx(plain.second_better.tolist())


def test_overlapping_deadlines_are_in_chains_of_their_own() -> None:
    """All were forecast on one day: each but the first before the one ahead was resolved."""
    said, came = sides.drawn(10, {"ann": 0.1, "bob": 0.2})
    path = evidence_path_of(sides.ground(sides.judged(said, came)), 0, 1)
    assert (path.events, path.overlapping, path.overlaps) == (10, 9, True)
    assert max(path.first_better) < 2


def test_forecasts_made_one_after_the_other_are_in_one_chain() -> None:
    """Each after the outcome of the one before."""
    rows, asked, came = [], [], []
    for place in range(3):
        slug, made = f"q{place}", cases.MADE + timedelta(days=20 * place)
        due = made + timedelta(days=10)
        asked.append(frames.question(slug=slug))
        came.append(frames.happened(due, question=slug, handle=f"20.{place + 1}"))
        rows += [
            frames.forecast(
                question=slug, forecaster=who, entry=10 + place, position=seat, made_on=made, deadline=due
            )
            for seat, who in enumerate(("ann", "bob"), start=1)
        ]
    path = evidence_path_of(sides.ground(cases.judged_rows(rows, asked, came)), 0, 1)
    assert (path.overlapping, path.overlaps) == (0, False)
