"""Pooling forecasts into a tally."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.errors import FractionalWeights, GradedOutcomes
from tests.tracker.drawn import Rows, clustered_rows, probabilities, rows
from tracker.means import mean_brier, mean_log_score
from tracker.tallies import Tallies, tallies_by
from tracker.tally import Tally


def cells(tally: Tally) -> list[tuple[Any, ...]]:
    """All that a tally holds, as rows."""
    places = [None] * len(tally.said) if tally.labels is None else tally.labels[tally.cluster].tolist()
    parts = (tally.said, tally.count, tally.happened, tally.squares)
    return list(zip(places, *(part.tolist() for part in parts), strict=True))


def test_float_noise_does_not_split_a_probability() -> None:
    """0.1 + 0.2 and 0.3 are one probability, whichever comes first."""
    assert Tally.of([0.3, 0.1 + 0.2], [0, 1]).said.tolist() == [0.3]
    assert Tally.of([0.1 + 0.2, 1 / 3, 0.3], [0, 1, 1]).said.tolist() == [0.3, 1 / 3]


def test_single_precision_is_read_as_what_was_meant() -> None:
    """A probability stored in half the width is the same multiple of 1/10000."""
    assert Tally.of(np.array([0.1, 0.7], dtype=np.float32), [0, 1]).said.tolist() == [0.1, 0.7]


@given(rows)
@settings(deadline=None, max_examples=30)
def test_many_rows_are_counted_as_few_are(drawn: Rows) -> None:
    """Whether rows are sorted or counted in bins, a table written 1,100 times has 1,100 times the counts."""
    p, y = zip(*drawn, strict=True)
    once, often = Tally.of(p, y), Tally.of(p * 1_100, y * 1_100)
    assert often.said.tolist() == once.said.tolist()
    for name in ("count", "happened", "squares"):
        assert getattr(often, name).tolist() == (getattr(once, name) * 1_100).tolist()


def test_unrounded_probabilities_stay_exact() -> None:
    """Two different floats off the grid are never pooled."""
    close = np.nextafter(1 / 3, 1)
    assert Tally.of([close, 1 / 3], [1, 0]).said.tolist() == [1 / 3, close]


def test_a_hair_from_certain_is_not_certain() -> None:
    """Only exactly 0 and 1 rule anything out, on the fast way and on the others."""
    nearly = [1e-14, 0.0, 1.0, 1 - 1e-15, 0.5]
    for tally in (
        Tally.of(nearly, [0] * 5),
        Tally.of(nearly * 300, [0] * 1500),
        Tally.of(nearly, [0] * 5, weight=[1] * 5),
    ):
        assert tally.said.tolist() == [0.0, 1e-14, 0.5, 1 - 1e-15, 1.0]


def test_a_negative_zero_is_zero() -> None:
    """-0.0 is no probability of its own, with or without company off the grid."""
    assert Tally.of([-0.0, 0.0, 1 / 3], [0, 1, 1]).count.tolist() == [2.0, 1.0]


@given(rows, st.randoms())
@settings(deadline=None)
def test_row_order_never_matters(drawn: Rows, random: Any) -> None:
    """Shuffled rows give the same tally, to the last bit."""
    shuffled = drawn.copy()
    random.shuffle(shuffled)
    assert cells(Tally.of(*zip(*drawn, strict=True))) == cells(Tally.of(*zip(*shuffled, strict=True)))


@given(
    st.lists(
        st.tuples(probabilities, st.floats(0, 1), st.just(0.0) | st.floats(1e-15, 9), st.integers(0, 3)),
        min_size=1,
    ),
    st.randoms(),
)
def test_row_order_never_matters_with_weights_and_grades(drawn: list[Any], random: Any) -> None:
    """Sums of weights and grades do not depend on the order either, to the last bit."""
    shuffled = drawn.copy()
    random.shuffle(shuffled)
    assert cells(Tally.of(*zip(*drawn, strict=True))) == cells(Tally.of(*zip(*shuffled, strict=True)))


@given(clustered_rows, st.integers(0, 40))
@settings(deadline=None)
def test_tallies_add(drawn: list[tuple[float, int, int]], cut: int) -> None:
    """The tallies of two parts add up to the tally of the whole, clusters and all."""
    p, y, event = (np.array(part) for part in zip(*drawn, strict=True))
    parts = Tally.of(p[:cut], y[:cut], cluster=event[:cut]) + Tally.of(p[cut:], y[cut:], cluster=event[cut:])
    assert cells(parts) == cells(Tally.of(p, y, cluster=event))
    assert cells(sum([Tally.of(p[:cut], y[:cut]), Tally.of(p[cut:], y[cut:])])) == cells(Tally.of(p, y))  # type: ignore[arg-type]


@given(clustered_rows)
@settings(deadline=None)
def test_dropping_clusters_gives_the_plain_tally(drawn: list[tuple[float, int, int]]) -> None:
    """A clustered tally holds the same forecasts as one without clusters."""
    p, y, event = zip(*drawn, strict=True)
    clustered = Tally.of(p, y, cluster=event)
    assert cells(clustered.unclustered()) == cells(Tally.of(p, y))
    assert clustered.events == len(set(event))


@given(clustered_rows)
@settings(deadline=None)
def test_groups_are_tallied_as_they_would_be_alone(drawn: list[tuple[float, int, int]]) -> None:
    """Each group's tally is that of its own rows."""
    p, y, group = (np.array(part) for part in zip(*drawn, strict=True))
    tallies = tallies_by(group, p, y)
    assert list(tallies) == sorted(set(group.tolist()))
    for label, tally in tallies.items():
        assert cells(tally) == cells(Tally.of(p[group == label], y[group == label]))


@given(rows)
@settings(deadline=None)
def test_whole_weights_are_counts(drawn: Rows) -> None:
    """A row of weight 3 is three rows; a row of weight 0 is none."""
    p, y = zip(*drawn, strict=True)
    assert cells(Tally.of(p, y, weight=[3] * len(p))) == cells(Tally.of(p * 3, y * 3))
    assert cells(Tally.of((*p, 0.123), (*y, 1), weight=[1] * len(p) + [0])) == cells(Tally.of(p, y))


def test_a_table_of_counts_is_a_tally() -> None:
    """Counts give what the rows they stand for would have given."""
    rows = Tally.of([0.1] * 3 + [0.8] * 2, [0, 0, 1, 1, 1])
    assert cells(Tally.from_counts([0.1, 0.8], [3, 2], [1, 2])) == cells(rows)


@pytest.mark.parametrize("k", [[4, 2], [-1, 2], [0.5, 2]])
def test_impossible_counts_are_refused(k: list[float]) -> None:
    """More happenings than forecasts, fewer than none, or half ones."""
    with pytest.raises(ValueError, match="whole numbers"):
        Tally.from_counts([0.1, 0.8], [3, 2], k)


@pytest.mark.parametrize(
    ("p", "y", "told"),
    [
        ([0.2, float("nan")], [0, 1], r"p\[1\] is nan"),
        ([0.2, 1.5], [0, 1], r"p\[1\] is 1.5; a probability lies between 0 and 1"),
        ([-0.1, 0.5], [0, 1], r"p\[0\] is -0.1"),
        ([70, 30], [0, 1], r"p\[0\] is 70"),
        ([0.2, 0.5], [0, float("nan")], r"y\[1\] is nan"),
        ([0.2, 0.5], [0, 2], r"y\[1\] is 2"),
        ([0.2, 0.5], [0], "y has 1 rows and p has 2"),
        (["0.2"], [0], "p must be numbers, not "),
        (np.array([0.2, "0.3"], dtype=object), [0, 1], "p must be numbers, not '0.3'"),
        ([0.2, None], [0, 1], r"p\[1\] is nan"),
        ([[0.2]], [[0]], "2 dimensions"),
    ],
)
def test_what_is_no_probability_or_outcome_is_refused(p: Any, y: Any, told: str) -> None:
    """The first bad value is named with its place."""
    with pytest.raises(ValueError, match=told):
        Tally.of(p, y)


def test_bad_weights_and_missing_clusters_are_refused() -> None:
    """A weight that is negative, no number, too large or too small, and a row without its cluster."""
    for weight in (-1.0, float("nan"), float("inf"), 1e16, 1e308, 9e-16, 5e-324):
        with pytest.raises(ValueError, match=r"weight\[1\]"):
            Tally.of([0.1, 0.2], [0, 1], weight=[1.0, weight])
    with pytest.raises(ValueError, match=r"cluster\[1\] is missing"):
        Tally.of([0.1, 0.2], [0, 1], cluster=["flood", None])


def test_clusters_may_be_words_or_numbers() -> None:
    """Labels come back sorted, and far-apart numbers are labels as well."""
    words = Tally.of([0.1, 0.2, 0.3], [0, 1, 1], cluster=["b", "a", "b"])
    assert words.labels is not None
    assert words.labels.tolist() == ["a", "b"]
    ids = Tally.of([0.1, 0.2, 0.3], [0, 1, 1], cluster=[10**15, -7, 10**15])
    assert ids.labels is not None
    assert ids.labels.tolist() == [-7, 10**15]
    assert ids.table["cluster"].tolist() == [-7, 10**15, 10**15]


def test_clusters_may_be_tuples() -> None:
    """A tuple is one label, in lists, in Series, in a table of counts and where tallies are added."""
    events = [("flood", 2020), ("flood", 2019), ("flood", 2020)]
    tally = Tally.of([0.1, 0.2, 0.3], [0, 1, 1], cluster=events)
    assert tally.labels is not None
    assert tally.labels.tolist() == [("flood", 2019), ("flood", 2020)]
    assert cells(Tally.of([0.1, 0.2, 0.3], [0, 1, 1], cluster=pd.Series(events))) == cells(tally)
    assert cells(Tally.from_counts([0.1, 0.2, 0.3], [1] * 3, [0, 1, 1], cluster=events)) == cells(tally)
    assert (tally + tally).events == 2
    assert tallies_by(events, [0.1, 0.2, 0.3], [0, 1, 1])[("flood", 2019)].rate == 1.0
    with pytest.raises(ValueError, match="cluster has 2 dimensions"):
        Tally.of([0.1], [0], cluster=np.array([["flood", "2020"]]))


def test_series_with_different_indexes_are_refused() -> None:
    """Paired by position they would be other forecasts; with one index they are taken."""
    p, y = pd.Series([0.1, 0.9], index=["a", "b"]), pd.Series([1, 0], index=["b", "a"])
    with pytest.raises(ValueError, match="different indexes; align them first"):
        Tally.of(p, y)
    with pytest.raises(ValueError, match="different indexes"):
        Tally.of(p, [0, 1], cluster=pd.Series(["x", "y"]))
    with pytest.raises(ValueError, match="different indexes"):
        Tally.from_counts(p, pd.Series([1, 1]), [0, 1])
    assert cells(Tally.of(p, y.loc[p.index])) == cells(Tally.of([0.1, 0.9], [0, 1]))


def test_a_tally_of_nothing_is_empty() -> None:
    """No rows make no cells, in every form, and no base rate."""
    for empty in (Tally.of([], []), Tally.of([], [], weight=[]), Tally.of([], [], cluster=[])):
        assert (len(empty.said), empty.total, empty.rate, empty.events) == (0, 0.0, None, 0)
    assert Tally.of([0.5], [1], weight=[0]).rate is None


def test_grades_and_fractions_are_known_and_refused_by_name() -> None:
    """A measure that cannot take them says so in its own name."""
    tie = Tally.of([0.5, 0.4], [0.5, 1])
    assert tie.graded
    assert tie.rate == 0.75
    with pytest.raises(GradedOutcomes, match=r"^The test takes .* leave those out"):
        tie.counts("The test")
    half = Tally.of([0.5, 0.4], [0, 1], weight=[0.5, 1])
    assert not half.graded
    assert not half.whole
    with pytest.raises(FractionalWeights, match="The test counts forecasts"):
        half.counts("The test")


def test_every_event_can_count_once() -> None:
    """An event with many forecasts has the same say as one with few."""
    tally = Tally.of([0.1, 0.1, 0.2, 0.9], [0, 0, 0, 1], cluster=["x", "x", "x", "y"])
    assert tally.per_event().rate == pytest.approx(0.5)
    with pytest.raises(ValueError, match="only a tally with clusters"):
        tally.unclustered().per_event()


def test_tallies_with_and_without_clusters_do_not_add() -> None:
    """Adding them would lose the clusters silently."""
    with pytest.raises(ValueError, match="do not add"):
        Tally.of([0.1], [0]) + Tally.of([0.1], [0], cluster=["a"])
    with pytest.raises(TypeError):
        Tally.of([0.1], [0]) + 1  # type: ignore[operator]
    with pytest.raises(ValueError, match="clusters"):
        Tallies(Tally.of([0.1], [0]))


def test_a_large_tally_equals_counting_by_hand() -> None:
    """Several chunks of rows are counted as one."""
    rng = np.random.default_rng(5)
    p, y = rng.integers(0, 101, 200_000) / 100, rng.integers(0, 2, 200_000)
    tally = Tally.of(p, y)
    values, counts = np.unique(p, return_counts=True)
    assert tally.said.tolist() == values.tolist()
    assert tally.count.tolist() == counts.tolist()
    assert tally.happened.tolist() == [y[p == value].sum() for value in values]


GRADED = st.tuples(
    st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 1.0]),
    st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    st.sampled_from([0.0, 0.5, 1.0, 3.0]),
    st.sampled_from(["war", "rain", "votes"]),
)


@given(st.lists(st.lists(GRADED, min_size=1, max_size=6), min_size=1, max_size=4), st.booleans())
def test_parts_add_up_to_the_whole_with_grades_weights_and_clusters(
    parts: list[list[tuple[float, float, float, str]]], clustered: bool
) -> None:
    """Every sum of every cell, whichever part a row was tallied in."""

    def tallied(rows: list[tuple[float, float, float, str]]) -> Tally:
        p, y, weight, cluster = zip(*rows, strict=True)
        return Tally.of(p, y, weight, cluster if clustered else None)

    added = sum(map(tallied, parts[1:]), tallied(parts[0]))
    whole = tallied([row for part in parts for row in part])
    for name in ("said", "count", "happened", "squares"):
        np.testing.assert_allclose(getattr(added, name), getattr(whole, name))
    assert mean_brier(added) == pytest.approx(mean_brier(whole))
    if added.labels is not None and whole.labels is not None and added.cluster is not None:
        held = {label for part in parts for _, _, weight, label in part if weight}
        assert {added.labels[place] for place in added.cluster} == held


@given(
    st.lists(
        st.tuples(st.floats(0.01, 0.99), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.integers(1, 3)),
        min_size=1,
    )
)
def test_means_are_those_of_the_rows_graded_or_not(drawn: list[tuple[float, float, int]]) -> None:
    """Brier and log score from the cells are what they are from one row after the other."""
    p, y, weight = (np.array(part, dtype=float) for part in zip(*drawn, strict=True))
    tally = Tally.of(p, y, weight)
    log = -(y * np.log(p) + (1 - y) * np.log1p(-p))
    assert mean_brier(tally) == pytest.approx(np.average((p - y) ** 2, weights=weight))
    assert mean_log_score(tally) == pytest.approx(np.average(log, weights=weight))


def test_without_clusters_each_cell_is_found_again() -> None:
    """Where it lies among the cells of all clusters."""
    tally = Tally.of([0.2, 0.4, 0.2, 0.4], [0, 0, 1, 1], cluster=["a", "a", "b", "b"])
    flat, place = tally.flat()
    assert flat.said[place].tolist() == tally.said.tolist()
    assert np.bincount(place, tally.happened).tolist() == flat.happened.tolist() == [1, 1]
