"""Which forecasts a report is about, how that is typed, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import click
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.selection_options import selecting
from forecasts.errors import ImpossibleSelection, NotUnique, Unknown
from forecasts.ledger import Ledger
from reports.demonstration import filled_ledger
from tests.reports import cases
from tests.tracker import frames
from tracker.crowd_rules import CROWDS
from tracker.marking import marked
from tracker.selections import KINDS, STATUSES, Selection, listed
from tracker.ties import Ties

ON = date(2021, 12, 31)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that holds the founding case."""
    place = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with filled_ledger(place, by="eve", now=datetime(2026, 1, 1, tzinfo=UTC)) as book:
        yield book


def frame() -> pd.DataFrame:
    """Four forecasts that differ in all that a selection asks for."""
    rows = [
        frames.forecast(entry=1, forecaster="ann", source="times", made_on=date(2021, 1, 1)),
        frames.forecast(entry=2, forecaster="bob", source="post", made_on=date(2021, 6, 25)),
        frames.window(entry=3, forecaster="ann", question="rain", reading="A"),
        frames.forecast(
            entry=4, forecaster="cat", question="rain", deadline=None, unscoreable=("no deadline",)
        ),
    ]
    asked = [frames.question(topic="war"), frames.question(slug="rain", topic="weather")]
    found = cases.judged_rows(rows, asked, [])
    publishers = pd.Series(["The Times", "The Post", None, None], index=found.index, dtype=object)
    return found.assign(publisher=publishers)


def chosen(**conditions: Any) -> list[str]:
    """The handles of what is chosen."""
    return list(Selection(**conditions).of(frame())["handle"])


def test_no_condition_chooses_everything() -> None:
    """The whole ledger, in its order."""
    assert chosen() == ["1.1", "2.1", "3.1", "4.1"]


@pytest.mark.parametrize(
    ("conditions", "handles"),
    [
        ({"forecasters": ("ann",)}, ["1.1", "3.1"]),
        ({"forecasters": ("ann", "cat")}, ["1.1", "3.1", "4.1"]),
        ({"sources": ("post",)}, ["2.1"]),
        ({"publishers": ("The Times",)}, ["1.1"]),
        ({"topics": ("weather",)}, ["3.1", "4.1"]),
        ({"questions": ("rain",)}, ["3.1", "4.1"]),
        ({"questions": ("rain",), "forecasters": ("cat",)}, ["4.1"]),
        ({"kinds": ("timeline",)}, ["3.1"]),
        ({"forecasters": ("ann",), "topics": ("weather",)}, ["3.1"]),
        ({"made_from": date(2021, 6, 25)}, ["2.1", "3.1", "4.1"]),
        ({"made_to": date(2021, 1, 1)}, ["1.1"]),
        ({"due_from": date(2021, 9, 25), "due_to": date(2021, 9, 25)}, ["1.1", "2.1", "3.1"]),
        ({"due_from": date(2021, 9, 26)}, []),
        ({"shortest": 92, "longest": 92}, ["2.1", "3.1"]),
        ({"shortest": 93}, ["1.1"]),
        ({"longest": 0}, []),
    ],
)
def test_every_condition_must_be_met(conditions: dict[str, Any], handles: list[str]) -> None:
    """Ends of ranges count; a forecast without a deadline is in no range of deadlines or lengths."""
    assert chosen(**conditions) == handles


def test_a_crowd_is_chosen_beside_the_forecasters_that_are_named() -> None:
    """It is asked for by itself, so that a name does not leave it out; without it the name chooses alone."""
    rows = frame().assign(forecaster=["ann", "bob", "crowd-median", "cat"])
    assert list(Selection(forecasters=("ann",), crowd="median").of(rows)["handle"]) == ["1.1", "3.1"]
    assert list(Selection(forecasters=("ann",)).of(rows)["handle"]) == ["1.1"]


def test_selecting_an_update_does_not_make_it_a_first_forecast() -> None:
    """Series are counted over the whole ledger."""
    rows = [frames.forecast(entry=1), frames.forecast(entry=2, made_on=date(2021, 7, 1), p=0.9)]
    came = frames.happened(date(2021, 8, 15), known_on=date(2021, 8, 15))
    judged = cases.judged_rows(rows, [frames.question()], [came])
    found = marked(Selection(made_from=date(2021, 7, 1)).of(judged), on=ON)
    assert list(found["order"]) == [1]
    assert not found["counts"].any()


def test_all_readings_count_where_they_are_asked_for() -> None:
    """They are in the frame in any case."""
    judged = cases.founding()
    primary, every = (marked(judged, on=ON, readings=readings) for readings in ("primary", "all"))
    assert len(primary) == len(every)
    assert set(every[every["counts"]]["reading"]) == {"primary", "A"}
    assert set(primary[primary["counts"]]["reading"]) == {"primary"}


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    """With the range that was meant."""
    with pytest.raises(ImpossibleSelection, match=r"write --due 2021-01-01\.\.2021-02-01"):
        Selection(due_from=date(2021, 2, 1), due_to=date(2021, 1, 1))
    with pytest.raises(ImpossibleSelection, match=r"--horizon 30\.\.90"):
        Selection(shortest=90, longest=30)


def test_what_does_not_exist_is_refused() -> None:
    """A kind, or a choice of readings."""
    with pytest.raises(ImpossibleSelection, match="choose chance, timeline"):
        Selection(kinds=("bet",))
    with pytest.raises(ImpossibleSelection, match="choose primary or all"):
        Selection(readings="none")
    with pytest.raises(ImpossibleSelection, match="choose open or answered"):
        Selection(status="shut")


def test_a_selection_is_told_in_words() -> None:
    """Each condition in turn, the whole ledger in none."""
    assert Selection().described() == ""
    told = Selection(
        forecasters=("ann", "bob"),
        publishers=("The Times",),
        kinds=("chance", "timeline"),
        made_from=date(2021, 1, 1),
        due_from=date(2021, 1, 1),
        due_to=date(2021, 1, 31),
        longest=90,
        readings="all",
    )
    assert told.described() == (
        "forecasters ann and bob; publisher The Times; chances and timelines; made from 2021-01-01 on; "
        "due 2021-01-01 to 2021-01-31; at most 90 days ahead; every reading counts"
    )
    day = date(2021, 1, 1)
    assert Selection(made_from=day, made_to=day, due_to=day).described() == (
        "made on 2021-01-01; due by 2021-01-01"
    )
    asked = Selection(tags=("war", "city"), status="open", texts=("soon", "late"))
    assert asked.described() == "tags war and city; open questions only; what says “soon” or “late”"
    assert Selection(shortest=30, longest=30).described() == "30 days ahead"
    assert Selection(shortest=30, longest=60).described() == "30 to 60 days ahead"


def test_long_lists_are_cut_short() -> None:
    """A period report may be about a thousand forecasters."""
    assert listed([str(number) for number in range(1000)]) == "0, 1, 2, 3, 4 and 995 more"
    assert (listed([]), listed(["a"])) == ("", "a")


def test_names_and_beginnings_become_what_the_ledger_calls_them(ledger: Ledger) -> None:
    """Each once, in alphabetical order; and what is settled stays as it is."""
    view = ledger.view()
    typed = Selection(
        forecasters=("mk", "Alexander Mikhailovsky", "alexander"),
        sources=("mk",),
        publishers=("mk",),
        topics=("afgh",),
        questions=("kab",),
        kinds=("timeline", "chance"),
    )
    settled = typed.with_slugs(view)
    assert settled.forecasters == ("alexander-mikhailovsky", "mk")
    assert settled.publishers == ("MK",)
    assert settled.topics == ("Afghanistan",)
    assert settled.questions == ("kabul",)
    assert settled.kinds == ("chance", "timeline")
    assert view.find("source", "mk").handle == view.find("source", *settled.sources).handle
    assert settled.with_slugs(view) == settled


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("forecasters", "alexander-mikhailovsky"),
        ("publishers", "MK"),
        ("topics", "Afghanistan"),
    ],
)
def test_what_the_ledger_does_not_hold_is_refused_with_the_nearest(
    ledger: Ledger, name: str, near: str
) -> None:
    """Publishers and topics like forecasters."""
    wrong = {"forecasters": "alexandr-mikhailovsky", "publishers": "KM", "topics": "Afganistan"}[name]
    with pytest.raises(Unknown, match=f"did you mean.*{near}"):
        Selection(**{name: (wrong,)}).with_slugs(ledger.view())  # type: ignore[arg-type]  # only names are here


def test_a_beginning_of_several_topics_is_not_unique() -> None:
    """They are named; a name in full is what it is, though another begins with it."""
    from tracker.spelling import name_meant as one_of

    with pytest.raises(NotUnique, match="War, Weather"):
        one_of("topic", "w", ["War", "Weather"])
    assert one_of("topic", "War", ["War", "Warsaw", "war"]) == "War"
    assert one_of("topic", "WARSAW", ["War", "Warsaw"]) == "Warsaw"


_DAYS = st.none() | st.dates()
_NAMES = st.lists(st.text(min_size=1).filter(lambda name: "\x00" not in name), max_size=3).map(tuple)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection that can be, names with odd letters and all."""

    def range_of(values: st.SearchStrategy[Any]) -> tuple[Any, Any]:
        first, last = draw(values), draw(values)
        return (last, first) if first is not None and last is not None and first > last else (first, last)

    made, due, ahead = range_of(_DAYS), range_of(_DAYS), range_of(st.none() | st.integers(0, 10_000))
    return Selection(
        forecasters=draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)).map(tuple)),
        sources=draw(_NAMES),
        publishers=draw(_NAMES),
        topics=draw(_NAMES),
        kinds=tuple(draw(st.lists(st.sampled_from(KINDS), unique=True))),
        made_from=made[0],
        made_to=made[1],
        due_from=due[0],
        due_to=due[1],
        shortest=ahead[0],
        longest=ahead[1],
        readings=draw(st.sampled_from(["primary", "all"])),
        crowd=draw(st.none() | st.sampled_from(CROWDS)),
        ties=draw(st.sampled_from(Ties)),
        questions=draw(_NAMES) or None,
        tags=draw(_NAMES) or None,
        status=draw(st.none() | st.sampled_from(STATUSES)),
        texts=draw(_NAMES) or None,
    )


@given(selections())
def test_what_is_typed_is_read_as_what_was_chosen(selection: Selection) -> None:
    """Options and back, whatever the names hold."""
    read: list[Selection] = []

    @click.command()
    @click.argument("names", nargs=-1)
    @selecting
    def command(selection: Selection, names: tuple[str, ...]) -> None:
        read.append(selection.naming(forecasters=names))

    command.main(list(selection.options()), standalone_mode=False)
    assert read == [selection]


@pytest.mark.parametrize(
    ("typed", "sign"),
    [
        (("--made", ".."), "no beginning and no end"),
        (("--made", "2021..2022"), "write it as 2021-06-25"),
        (("--due", "2021-02-30"), "no day of the calendar"),
        (("--horizon", "-3..9"), "no number of days"),
        (("--kind", "bet"), "'bet' is not one of"),
    ],
)
def test_what_cannot_be_read_is_a_usage_error(typed: tuple[str, str], sign: str) -> None:
    """With a form that works."""

    @click.command()
    @selecting
    def command(selection: Selection) -> None:
        raise AssertionError(selection)

    done = CliRunner().invoke(command, typed)
    assert done.exit_code == 2
    assert sign in " ".join(done.output.split())


def test_a_single_day_and_a_single_length_are_ranges_of_one() -> None:
    """Both ends count."""
    read: list[Selection] = []

    @click.command()
    @selecting
    def command(selection: Selection) -> None:
        read.append(selection)

    command.main(["--due", "2021-09-25", "--horizon", "30"], standalone_mode=False)
    day = date(2021, 9, 25)
    assert read == [Selection(due_from=day, due_to=day, shortest=30, longest=30)]
