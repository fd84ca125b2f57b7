"""How a comparison reads."""

from __future__ import annotations

import pytest

from reports import render
from reports.charts.picture import Picture
from reports.facets.comparison.ranking import ranking_of
from reports.render import laid_out
from reports.render.comparison_opening import set_of_best
from reports.render.comparison_tables import rank_table
from reports.render.layout import Listing, Table, Words
from tests.reports import cases, panels, sides
from tests.reports.cases import comparison_of


def _page(events: int) -> str:
    said, came = sides.clear(events)
    return render.terminal(sides.report(sides.judged(said, came)), width=80, colour=False)


def test_it_fits_80_columns_and_says_what_can_be_said_first() -> None:
    """Then the pairs, the evidence, the ranks and the rules."""
    said = _page(40)
    assert max(map(len, said.splitlines())) <= 80
    told = " ".join(said.split())
    assert "3 forecasters, 3 pairs tested; scores are lower when better." in told
    assert told.index("Two of three pairs can be told apart") < told.index(
        "Not separable on 40 shared events"
    )
    assert "A false claim reaches 20 with a chance of at most 1 in 20, however often one looks." in told
    assert "Of 3 pairs, one picked out afterwards takes an e-value of 120." in told
    assert "Ranks on the events that all of these share, with 95% intervals" in told


def test_few_shared_events_are_listed_in_place_of_a_mean() -> None:
    """Each with both scores."""
    said = _page(3)
    assert "event-000: " in said
    assert "Ranks on" not in said
    assert "e-value" not in said.split("Rules")[0]


def test_every_picture_and_table_has_a_name_of_its_own() -> None:
    """Also where there are several contests."""
    said, came = sides.drawn(20, {"ann": 0.0, "bob": 0.1, "cat": 0.3, "dan": 0.3})
    frame = sides.judged(said, came)
    report = sides.report(frame.assign(prospective=frame["question"] < "event-010"))
    page = laid_out(report)
    for kind in (Picture, Table):
        names = [block.name for block in page.blocks if isinstance(block, kind) and block.name]
        assert len(names) == len(set(names)) > 3
    assert render.html(report).count("<svg") == sum(isinstance(block, Picture) for block in page.blocks)


def test_nothing_to_compare_is_said() -> None:
    """An empty ledger has a page too."""
    said, came = sides.drawn(3, {"ann": 0.0})
    frame = sides.judged(said, came)
    report = sides.report(frame[frame["forecaster"] == "nobody"])
    assert "No forecast has a score that can be compared yet." in render.terminal(
        report, width=80, colour=False
    )


def test_a_pair_apart_by_its_interval_alone_is_explained() -> None:
    """Many pairs, and Holm's p-value for all of them."""
    report = comparison_of(panels.committed(), heading=cases.heading(on=panels.ON), names={})
    said = render.markdown(report)
    assert "leaves out 0, and yet nobody is called better there" in said
    assert "no interval below 6 events" in said


def test_evidence_of_few_events_is_told_and_not_drawn() -> None:
    """From ten shared events on there is a chart."""
    for events, drawn in ((8, False), (12, True)):
        said, came = sides.clear(events)
        blocks = list(laid_out(sides.report(sides.judged(said, came))).blocks)
        names = [block.name for block in blocks if isinstance(block, Picture)]
        assert any(name.startswith("evidence") for name in names) == drawn
        assert any(isinstance(block, Words) and "the e-value is" in block.text for block in blocks)


def test_who_may_be_the_best_is_said_as_surely_as_asked() -> None:
    """All of three, or the one whom no p-value rules out; nothing where there is no set."""
    said, came = sides.drawn(60, {"ann": 0.6, "bob": 0.0, "cat": 0.05})
    ranking = ranking_of(sides.ground(sides.judged(said, came)), [0, 1, 2])
    assert ranking is not None

    def told(sure: float) -> list[str]:
        return set_of_best(ranking, sure=sure)

    assert told(0.9) == ["With 90% confidence the best of these is among Cat and Bob (model confidence set)."]
    assert told(0.5) == ["With 50% confidence the best of these is Cat (model confidence set)."]
    (nobody_out,) = told(0.9995)
    assert nobody_out.startswith("None of these 3 can be ruled out as the best")
    table = rank_table(ranking, "prospective-brier")
    assert table.columns[-1].title == "best, p"
    assert table.caption.endswith("a low p rules one out as the best")
    two = ranking_of(sides.ground(sides.judged({who: said[who] for who in ("bob", "cat")}, came)), [0, 1])
    assert two is not None
    assert set_of_best(two, sure=0.9) == []


def test_the_page_opens_with_the_picture_before_any_list_of_sentences() -> None:
    """The first section's first block is a chart, and key figures stand above it."""
    said, came = sides.clear(40)
    page = laid_out(sides.report(sides.judged(said, came)))
    assert isinstance(page.sections[0].blocks[0], Picture)
    assert [(key.name, key.figure) for key in page.figures] == [
        ("forecasters", "3"),
        ("told apart", "2 of 3"),
        ("shared events", "40"),
    ]


def test_of_one_pair_the_two_means_and_their_difference_stand_out() -> None:
    """With the interval, and how many events a stated difference takes."""
    said, came = sides.clear(40)
    page = laid_out(sides.report(sides.judged({who: said[who] for who in ("ann", "cat")}, came)))
    ann, cat, difference, shared = page.figures
    assert (ann.name, cat.name, shared.figure) == ("Ann", "Cat", "40")
    assert float(ann.figure) - float(cat.figure) == pytest.approx(float(difference.figure), abs=0.002)
    assert difference.note.startswith("95% interval -")
    assert shared.note.endswith("would show a difference of 0.05")


def test_each_dot_of_a_pair_leads_to_its_line_of_the_table() -> None:
    """In the picture of the opening and in the ranks alike."""
    said, came = sides.clear(40)
    page = render.html(sides.report(sides.judged(said, came)))
    for place in ("pair-prospective-brier-ann-bob", "rank-prospective-brier-ann"):
        assert f'<a class="mark" href="#{place}">' in page
        assert page.count(f'id="{place}"') == 1


def test_measures_without_a_test_are_named_by_what_keeps_them_from_one() -> None:
    """Those that have one stand in a table, where there are two or more."""
    said, came = sides.drawn(20, {"ann": 0.0, "bob": 0.1, "cat": 0.3})
    frame = sides.judged(said, came)
    both = frame.assign(prospective=frame["question"] < "event-010")
    page = laid_out(sides.report(both))
    (table,) = [one for one in page.blocks if isinstance(one, Table) and one.name == "by-measure"]
    assert [line.cells[0].under for line in table.lines] == ["prospective", "retrospective"]
    few = frame.assign(prospective=frame["question"] < "event-018")
    page = laid_out(sides.report(few))
    assert not any(isinstance(one, Table) and one.name == "by-measure" for one in page.blocks)
    (section,) = [one for one in page.sections if one.title == "By each measure"]
    (listing,) = section.blocks
    assert isinstance(listing, Listing)
    assert listing.items[0].startswith("Brier score, retrospective: no two of them share five events")
