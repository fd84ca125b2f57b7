"""A snapshot holds what the ledger holds, judged alike, whatever the parts and whatever was taken before."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas import DataFrame

from forecasts.belief import Chance
from forecasts.errors import UnfitSnapshot
from forecasts.ledger import Ledger
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Forecast,
    Forecaster,
    Outcome,
    OutcomeKind,
    Question,
)
from forecasts.snapshots.manifest import NAME, read_manifest
from forecasts.snapshots.opening import opened
from forecasts.snapshots.parts import is_whole
from reports.demonstration import FOUNDING_CASE, PANEL, filled_ledger
from tracker.judged import Judged, Records
from tracker.selections import Selection
from tracker.snapshots.taking import prune, take
from tracker.snapshots.verifying import tables_of

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ON = date(2025, 12, 31)
LATER = timedelta(hours=1)


@pytest.fixture(scope="module", params=[FOUNDING_CASE, PANEL], ids=["founding", "panel"])
def seed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of one of the seeds."""
    where = tmp_path_factory.mktemp("seed") / "ledger.db"
    with filled_ledger(where, request.param, by="ann", now=NOW) as ledger:
        yield ledger


def alike(first: DataFrame, second: DataFrame) -> list[str]:
    """The columns in which two frames differ, be it in a type."""
    assert set(first) == set(second)
    return [
        str(name)
        for name in first
        if first[name].dtype != second[name].dtype
        or not all(
            same(one, other) for one, other in zip(first[name].tolist(), second[name].tolist(), strict=True)
        )
    ]


def same(one: Any, other: Any) -> bool:
    """Whether two cells are of one type and equal, or both undefined."""
    undefined = one != one and other != other  # NaN and NaT are what is unequal to itself
    return type(one) is type(other) and (undefined or one == other)


@pytest.mark.parametrize("rows", [200, 100_000])
def test_what_is_read_back_is_what_the_ledger_gives(seed: Ledger, tmp_path: Path, rows: int) -> None:
    """Every frame, and the judged rows, in one part or in several, to the type of each cell."""
    view = seed.view()
    take(view, tmp_path, on=ON, rows=rows)
    whole = Records(view)
    with opened(tmp_path) as snapshot:
        read = Records(snapshot)
        for name in ("forecasts", "questions", "outcomes", "sources", "forecasters"):
            assert alike(getattr(whole, name), getattr(read, name)) == []
        assert alike(whole.scores(ON), read.scores(ON)) == []


@pytest.mark.parametrize("on", [date(2021, 8, 1), date(2025, 6, 30)])
def test_another_day_is_judged_anew(seed: Ledger, tmp_path: Path, on: date) -> None:
    """A snapshot of one day answers for every other, by the records in it."""
    view = seed.view()
    take(view, tmp_path, on=ON, rows=300)
    with opened(tmp_path) as snapshot:
        assert alike(Records(view).scores(on), Records(snapshot).scores(on)) == []


def test_a_head_and_a_day_give_the_same_bytes(seed: Ledger, tmp_path: Path) -> None:
    """Two folders, one of which held an earlier day's snapshot, hold the same files."""
    first, second = tmp_path / "first", tmp_path / "second"
    take(seed.view(), first, on=ON, rows=300)
    take(seed.view(), second, on=date(2025, 3, 31), rows=300)
    prune(second, take(seed.view(), second, on=ON, rows=300))
    files = [
        {path.relative_to(of).as_posix(): path.read_bytes() for path in of.rglob("*") if path.is_file()}
        for of in (first, second)
    ]
    assert files[0] == files[1]


def test_the_parts_of_a_table_follow_one_another(seed: Ledger, tmp_path: Path) -> None:
    """Each begins after the one before, and only the last holds fewer rows than there may be."""
    parts = take(seed.view(), tmp_path, on=ON, rows=300).manifest.of("forecasts")
    assert all(one.last < other.first for one, other in pairwise(parts))
    assert {part.rows for part in parts[:-1]} <= {300}
    assert sum(part.rows for part in parts) == len(seed.view().forecasts())


def recorded(ledger: Ledger, *nouns: Any, later: int = 0) -> list[Any]:
    """The handles of nouns that are recorded in one entry, so many hours later."""
    with ledger.entry("log", by="ann", now=NOW + later * LATER) as entry:
        return [entry.add(noun) for noun in nouns]


def said(question: str, p: float, *, made_on: date = date(2025, 1, 1), by: str = "ann") -> Forecast:
    """A chance of a question by the end of February."""
    return Forecast(
        question=question,
        forecaster=by,
        claim=Claim(deadline=date(2025, 2, 28)),
        belief=Chance(p=p, low=p, high=p, rule="stated"),
        made_on=made_on,
    )


def asked(*slugs: str) -> list[Any]:
    """A forecaster and questions."""
    return [Forecaster(slug="ann", name="Ann"), *(Question(slug=slug, statement=slug) for slug in slugs)]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A ledger of twelve questions, each with a forecast."""
    slugs = [f"q{number}" for number in range(12)]
    with Ledger.create(":memory:", now=NOW, by="ann") as made:
        recorded(made, *asked(*slugs))
        recorded(made, *(said(slug, 0.3) for slug in slugs), later=1)
        yield made


def test_a_later_snapshot_adds_only_what_changed(ledger: Ledger, tmp_path: Path) -> None:
    """An outcome rewrites the one judged part whose forecast it answers; the old part stays until pruned."""
    before = take(ledger.view(), tmp_path, on=ON, rows=4)
    happened = Outcome(question="q5", kind=OutcomeKind.HAPPENED, on=date(2025, 2, 1))
    recorded(ledger, happened, later=2)
    after = take(ledger.view(), tmp_path, on=ON, rows=4)
    tables = [part.table for part in after.added]
    assert tables.count("judged") == 1
    assert tables.count("forecasts") == 0
    old = set(before.manifest.of("judged")) - set(after.manifest.of("judged"))
    assert [part.name for part in old if part.name in after.unused] == [part.name for part in old]
    assert all((tmp_path / name).exists() for name in after.unused)
    prune(tmp_path, after)
    assert not any((tmp_path / name).exists() for name in after.unused)
    with opened(tmp_path) as snapshot:
        assert alike(Records(ledger.view()).scores(ON), Records(snapshot).scores(ON)) == []


def test_corrections_mistakes_and_updates_are_read_as_they_stand(ledger: Ledger, tmp_path: Path) -> None:
    """Also as of an entry before them."""
    handles = [row.handle for row in ledger.view().standing("forecast")]
    (better,) = recorded(ledger, said("q1", 0.8), later=2)
    amendments = (
        Amendment(target=handles[2], kind=AmendmentKind.MISTAKE, because="not hers"),
        Amendment(
            target=handles[3], kind=AmendmentKind.WITHDRAWAL, because="said so", withdrawn_on=date(2025, 1, 9)
        ),
    )
    recorded(ledger, *amendments, later=3)
    assert better is not None
    take(ledger.view(), tmp_path, on=ON, rows=5)
    with opened(tmp_path) as snapshot:
        for entry in (2, 3, 4):
            view = ledger.view()
            want, got = (Records(of).scores(ON, entry=entry) for of in (view, snapshot))
            assert alike(want, got) == []


@given(rows=st.integers(1, 30), crowd=st.sampled_from([None, "median", "log-odds"]))
@settings(max_examples=4)
def test_reports_choose_alike_whatever_the_parts(rows: int, crowd: Any) -> None:
    """Marks and a derived crowd are made of the snapshot's rows as of the ledger's."""
    from tempfile import TemporaryDirectory

    with Ledger.create(":memory:", now=NOW, by="ann") as made, TemporaryDirectory() as folder:
        bob = Forecaster(slug="bob", name="Bob")
        recorded(made, *asked("rain", "snow"), bob)
        pairs = [("rain", 0.2, "ann"), ("rain", 0.7, "bob"), ("snow", 0.4, "bob"), ("rain", 0.3, "ann")]
        for hour, (slug, p, by) in enumerate(pairs, 1):
            recorded(made, said(slug, p, by=by, made_on=date(2025, 1, hour)), later=hour)
        recorded(made, Outcome(question="rain", kind=OutcomeKind.HAPPENED, on=date(2025, 2, 3)), later=9)
        take(made.view(), Path(folder), on=ON, rows=rows)
        chosen = Selection(crowd=crowd)
        with opened(Path(folder)) as snapshot:
            want, got = (Judged.of(of, chosen, ON).rows for of in (made.view(), snapshot))
        assert alike(want, got) == []
        assert not math.isnan(want["value"].iloc[0])


def test_an_empty_ledger_has_a_snapshot(tmp_path: Path) -> None:
    """It has no parts, and is read as an empty ledger."""
    with Ledger.create(":memory:", now=NOW, by="ann") as empty:
        assert take(empty.view(), tmp_path, on=ON).manifest.parts == ()
    with opened(tmp_path) as snapshot:
        assert len(Records(snapshot).scores(ON)) == 0


def test_another_ledger_is_refused(seed: Ledger, ledger: Ledger, tmp_path: Path) -> None:
    """Its folder keeps the snapshot that it had."""
    take(seed.view(), tmp_path, on=ON)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(UnfitSnapshot, match="another ledger"):
        take(ledger.view(), tmp_path, on=ON)
    assert (tmp_path / NAME).read_bytes() == before


def test_a_damaged_snapshot_is_mended_by_taking_it_again(ledger: Ledger, tmp_path: Path) -> None:
    """As its sentence says: also where a part that is full was cut, and where the manifest was."""
    whole = take(ledger.view(), tmp_path, on=ON, rows=2).manifest
    for part in whole.parts:
        (tmp_path / part.name).write_bytes(b"")
    assert take(ledger.view(), tmp_path, on=ON, rows=2).manifest == whole
    assert all(is_whole(tmp_path, part) for part in whole.parts)
    (tmp_path / NAME).write_text("{", encoding="utf-8")
    for reading in (lambda: take(ledger.view(), tmp_path, on=ON, rows=2), lambda: tables_of(str(tmp_path))):
        with pytest.raises(UnfitSnapshot, match=r"remove its manifest\.json and take it again"):
            reading()
    (tmp_path / NAME).unlink()
    assert take(ledger.view(), tmp_path, on=ON, rows=2).manifest == whole


def test_an_earlier_state_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    """A folder never goes back to what the ledger was."""
    take(ledger.view(), tmp_path, on=ON)
    with pytest.raises(UnfitSnapshot, match="a later state"):
        take(ledger.view().earlier(1), tmp_path, on=ON)


def test_what_interrupts_leaves_the_earlier_snapshot(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest comes last."""
    take(ledger.view(), tmp_path, on=ON)
    before = read_manifest(tmp_path)
    recorded(ledger, Outcome(question="q5", kind=OutcomeKind.HAPPENED, on=date(2025, 2, 1)), later=2)

    def broken(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tracker.judged.marked", broken)
        with pytest.raises(KeyboardInterrupt):
            take(ledger.view(), tmp_path, on=ON)
    assert read_manifest(tmp_path) == before
    with opened(tmp_path) as snapshot:
        assert len(Records(snapshot).scores(ON)) == 12
