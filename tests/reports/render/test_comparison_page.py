"""How a comparison reads."""

from __future__ import annotations

from reports import render
from reports.charts.picture import Picture
from reports.facets.comparison.ranking import ranking_of
from reports.render import laid_out
from reports.render.comparison_page import set_of_best
from reports.render.comparison_tables import rank_table
from reports.render.layout import Table, Words
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
    assert "Prospective, Brier score: Not separable on 40 shared events: Ann and Bob." in told
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
        return [block.text for block in set_of_best(ranking, sure=sure) if isinstance(block, Words)]

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
