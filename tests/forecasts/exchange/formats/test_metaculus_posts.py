"""Metaculus's posts become questions with one's own forecasts, conditional ones included."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from forecasts.errors import UnfitFile
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Withdrawn
from forecasts.exchange.registry import recognised
from forecasts.model import Chance, OutcomeKind, Quantiles, Shares, Timeline
from tests.forecasts.exchange.formats.imported import (
    brought_in,
    conventions,
    empty,
    fixture,
    forecasts,
    outcomes,
    parts,
    questions,
    read,
    scores,
    sentences,
)

ME = {"me": "ann"}


def all_posts() -> list[dict[str, Any]]:
    """The posts of the fixture, to be changed at will."""
    found: list[dict[str, Any]] = fixture("metaculus/posts.json").document
    return found


def given(document: object) -> DataFile:
    """A document as a file."""
    return DataFile.of("posts.json", json.dumps(document).encode())


@pytest.mark.parametrize("shape", ["one", "list", "page"])
def test_a_post_a_list_and_a_page_of_results_are_known(shape: str) -> None:
    """However many posts there are."""
    posts = all_posts()
    file = given({"one": posts[0], "list": posts, "page": {"count": 6, "results": posts}}[shape])
    assert recognised(file) == "metaculus-posts"
    assert questions(read("metaculus-posts", file, by=conventions(**ME)))


@pytest.mark.parametrize("document", [[], {}, None, {"question": "Will it?"}, [{"question": None}], [[1]]])
def test_other_json_is_not_taken_for_posts(document: object) -> None:
    """A question that is only a text is another tool's."""
    assert recognised(given(document)) != "metaculus-posts"


def test_whose_forecasts_they_are_must_be_said() -> None:
    """The file does not say it, and nothing is guessed."""
    with pytest.raises(UnfitFile, match="say --me NAME"):
        read("metaculus-posts", fixture("metaculus/posts.json"))


def test_posts_without_forecasts_need_no_name() -> None:
    """Then there is nobody to name."""
    post = all_posts()[0]
    post["question"]["my_forecasts"] = {"history": [], "latest": None}
    assert len(questions(read("metaculus-posts", given(post)))) == 1


def test_numbers_are_read_by_the_kind_of_question() -> None:
    """[no, yes], a share for each option, and a curve."""
    found = forecasts(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    assert found[0].belief == Chance.stated(0.3)
    assert found[2].belief == Shares(options=("Red", "Blue", "Green's list"), shares=(0.3, 0.7, 0.0))


def test_a_logarithmic_scale_is_laid_out_by_its_zero_point() -> None:
    """From 1 to 1,024 in ten steps around 0, each place doubles the one before: the median is 32."""
    found = forecasts(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    belief = next(f.belief for f in found if f.question == "metaculus-120")
    assert isinstance(belief, Quantiles)
    assert dict(zip(belief.levels, belief.values, strict=True))[0.5] == 32
    assert dict(zip(belief.levels, belief.values, strict=True))[0.25] == 6


def test_a_date_is_a_timeline_in_days() -> None:
    """Bounds in seconds since 1970; the year from 1 February in four steps."""
    found = forecasts(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    belief = next(f.belief for f in found if f.question == "metaculus-121")
    assert isinstance(belief, Timeline)
    assert (belief.days, belief.cdf) == ((0, 91, 182, 273, 365), (0, 0.25, 0.5, 0.75, 1))
    assert belief.horizon == date(2026, 2, 1)


def test_a_group_lends_its_criteria() -> None:
    """To a question that has none itself."""
    found = questions(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    criteria = found["Will it freeze in Orla? (May 2025)"].criteria
    assert criteria == "As the station says.\n\nhttps://www.metaculus.com/questions/209/"


def test_a_pair_becomes_forecasts_under_a_condition() -> None:
    """On the same question, given the treaty is signed, or is not."""
    found = forecasts(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    pair = [f for f in found if f.claim.condition is not None]
    assert [f.question for f in pair] == ["metaculus-131"] * 2
    answers = [f.claim.condition.answer for f in pair if f.claim.condition]
    assert answers == ["happens", "does not happen"]
    assert {f.claim.condition.by for f in pair if f.claim.condition} == {date(2025, 6, 30)}


def test_an_end_before_the_close_is_a_withdrawal() -> None:
    """Ann's second forecast ended on 1 April, and the question closed in May."""
    items = read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME))
    (back,) = (part for part in parts(items) if isinstance(part, Withdrawn))
    assert back.on == date(2025, 4, 1)


@pytest.mark.parametrize(("seconds", "withdrawals"), [(-1, 1), (0, 0), (1, 0)])
def test_a_forecast_that_ended_with_its_question_was_not_withdrawn(seconds: int, withdrawals: int) -> None:
    """Metaculus ends all forecasts when a question closes."""
    post = all_posts()[0]
    close = datetime.fromisoformat(post["question"]["actual_close_time"])
    (*_, last) = post["question"]["my_forecasts"]["history"]
    post["question"]["my_forecasts"]["history"] = [last | {"end_time": close.timestamp() + seconds}]
    items = read("metaculus-posts", given(post), by=conventions(**ME))
    assert sum(isinstance(part, Withdrawn) for part in parts(items)) == withdrawals


def test_a_resolution_of_no_known_day_is_refused_while_its_question_is_open() -> None:
    """The day on which it was to close stands in for it once it is over."""
    post = all_posts()[0]
    for name in ("actual_resolve_time", "resolution_set_time", "actual_close_time"):
        post["question"].pop(name, None)
    (came,) = outcomes(read("metaculus-posts", given(post), by=conventions(**ME))).values()
    assert came.known_on == date.fromisoformat(post["question"]["scheduled_close_time"][:10])
    post["question"]["scheduled_close_time"] = "2030-01-01T00:00:00Z"
    (sentence, *_) = sentences(read("metaculus-posts", given(post), by=conventions(**ME)))
    assert "nobody says when" in sentence


def test_what_happened_before_the_lower_bound_is_void() -> None:
    """Nobody says on which day."""
    found = outcomes(read("metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME)))
    assert found["When will the Orla bridge open?"].kind is OutcomeKind.VOID


def test_a_post_that_is_none_and_a_question_without_a_number_are_bad() -> None:
    """The others come in."""
    post, other = all_posts()[:2]
    del other["question"]["id"]
    other["question"]["type"] = "binary"
    items = read("metaculus-posts", given([post, {"id": 3}, other]), by=conventions(**ME))
    assert sentences(items) == ["This is no post with a question: leave it out."] * 2
    other["question"]["id"] = None
    items = read("metaculus-posts", given([post, other]), by=conventions(**ME))
    assert sentences(items) == ["The key 'id' is missing or empty: fill it in."]


@pytest.mark.parametrize(
    "scaling",
    [
        {"range_min": 5, "range_max": 5},
        {"range_min": 0, "range_max": 1, "inbound_outcome_count": 10**9},
        {"range_min": -1, "range_max": 1, "zero_point": 0},
        {"range_min": -1e308, "range_max": 1e308},
    ],
)
def test_a_scale_that_is_none_is_refused(scaling: dict[str, float]) -> None:
    """No width, no end, or its zero point between the bounds."""
    post = all_posts()[2]
    post["question"]["scaling"] = scaling
    (sentence,) = sentences(read("metaculus-posts", given(post), by=conventions(**ME)))
    assert "The scale runs from" in sentence


def test_posts_come_into_a_ledger_once_and_are_scored() -> None:
    """DataFile the treaty was signed, 0.6 of a no is 0.36; given it was not, there is nothing to score."""
    ledger = empty()
    assert brought_in(ledger, "metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME))
    again = brought_in(ledger, "metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME))
    assert again is None or not again.is_news
    found = scores(ledger)
    assert found[0] == ("yes", "metaculus-ann", 0.49)
    assert found[-2:] == [("no", "metaculus-ann", 0.36), ("void", "metaculus-ann", -1)]


def test_forecasts_of_the_download_are_known_again_in_the_posts() -> None:
    """The same moment and the same numbers are one forecast."""
    ledger = empty()
    questions_table, table = fixture("metaculus/question_data.csv"), fixture("metaculus/forecast_data.csv")
    brought_in(ledger, "metaculus", table, questions_table)
    taken = brought_in(ledger, "metaculus-posts", fixture("metaculus/posts.json"), by=conventions(**ME))
    assert taken is not None
    assert taken.known["forecast"] == 4
