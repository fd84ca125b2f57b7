"""Questions, forecasters and sources: searched, filtered, sorted and leafed through by the address."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from desk.site.asking import address
from forecasts.ledger import Ledger
from forecasts.ledger.finding import slug_of
from forecasts.ledger.searching import Wanted, search
from tests.desk.site.sites import Site, told


def slugs(page: str) -> list[str]:
    """The questions, forecasters or sources that a list shows."""
    return re.findall(r'<th scope="row"><a href="/\w+/([^"?]+)', page)


def test_all_that_stands_is_listed(demo: Site) -> None:
    """A hundred a leaf, and how many there are."""
    page = demo.page("/questions")
    assert len(slugs(page)) == 100
    assert "283 questions; 1 to 100 are shown" in told(page)
    assert len(slugs(demo.page("/questions?page=3"))) == 83
    assert len(slugs(demo.page("/questions?size=1000"))) == 283


@pytest.mark.parametrize("words", ["attack TAJIKI", "KUNDUZ f", "two agencies", "synthetic 14", "nowhere"])
def test_words_are_sought_as_the_command_seeks_them(demo: Site, demo_ledger: Path, words: str) -> None:
    """Each begins a word of the statement, the criteria or a quote, in any case."""
    with Ledger.open(demo_ledger) as ledger:
        found = search(ledger.view(), "question", Wanted(on=date(2026, 11, 30), texts=(words,)))
        wanted = [slug_of(stored) for stored in found]
    page = demo.page(address("questions", q=words, size=1000))
    assert slugs(page) == wanted
    assert wanted or "There is no such question." in told(page)


def test_a_filter_leaves_what_fits(demo: Site) -> None:
    """By state and by topic; the address holds both."""
    answered = demo.page("/questions?state=answered&topic=Afghanistan")
    assert len(slugs(answered)) == 3
    assert "happened on 2021-08-15" in told(answered)
    assert "<option selected>Afghanistan</option>" in answered


@pytest.mark.parametrize(("sort", "first"), [("-forecasts", 8), ("forecasts", 0)])
def test_a_column_sorts_either_way(demo: Site, sort: str, first: int) -> None:
    """And its head says so."""
    page = demo.page(f"/questions?sort={sort}")
    counts = [int(text) for text in re.findall(r'data-title="Forecasts" class="numeric">(\d+)', page)]
    assert counts == sorted(counts, reverse=sort.startswith("-"))
    assert (counts[0] >= 1) == (first > 0)
    assert 'aria-sort="descending"' in page or 'aria-sort="ascending"' in page


def test_a_leaf_past_the_end_is_the_last(demo: Site) -> None:
    """A list that has become shorter still shows its end."""
    assert len(slugs(demo.page("/questions?page=999999"))) == 83


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/questions?sort=nothing", "This list has no column 'nothing': sort by statement, topic, state"),
        ("/questions?state=done", "'done' is no state: choose open, overdue, answered."),
        ("/questions?status=open", "This list takes no 'status' in its address: did you mean state?"),
        ("/questions?colour=blue", "it takes state, topic, tag, q, sort, page, size, on, as_of."),
        ("/questions?size=abc", "'abc' is no size: write a whole number, from 1."),
        ("/questions?page=0", "'0' is no page"),
        ("/forecasters?kind=oracle", "'oracle' is no kind: choose person, organisation"),
        ("/sources?sort=-url", "This list has no column 'url'"),
        ("/history?before=x", "'x' is no before"),
        ("/reports/show?kind=scorecard&status=done", "'done' is no state of a question"),
    ],
)
def test_what_an_address_asks_for_and_is_not_there_is_said(demo: Site, path: str, said: str) -> None:
    """Nothing is passed over in silence, as if it had not been asked."""
    answer = demo.get(path)
    assert answer.status_code == 400
    assert said in told(answer.text)


def test_what_is_open_on_a_day_depends_on_the_day(demo: Site) -> None:
    """The evaluation date is a part of the address, and leads on with every link."""
    page = demo.page("/questions?topic=Afghanistan&on=2021-08-01")
    assert "happened on" not in told(page)
    assert "on=2021-08-01" in re.findall(r'<th scope="row"><a href="([^"]+)', page)[0]


def test_forecasters_and_sources_have_their_lists(demo: Site) -> None:
    """With counts of what they said."""
    assert "alexander-mikhailovsky" in slugs(demo.page("/forecasters"))
    assert slugs(demo.page("/forecasters?kind=organisation")) == ["mk"]
    assert "scorecard" in told(demo.page("/sources"))
