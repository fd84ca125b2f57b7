"""Many at once, and none cut short: no entry is lost, and the chain holds, whatever happens to a process."""

from __future__ import annotations

import multiprocessing
import os
import random
import select
import signal
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from forecasts.errors import Contradiction, NothingNew, StorageFailed, TrackerError
from forecasts.ledger.ledger import Ledger
from tests.forecasts.builders import NOW, forecast, forecaster, not_through, outcome, question
from tests.forecasts.ledger.conftest import record

WRITERS, EACH = 8, 100
KILLS = 100


def write(where: str, name: str, count: int) -> None:
    """One writer's work: entries one after the other."""
    with Ledger.open(where, writing=True) as ledger:
        for turn in range(count):
            record(ledger, forecast(reading=f"{name} {turn}"), by=name, now=NOW + timedelta(seconds=turn))


def together(*works: Callable[[], None]) -> None:
    """Runs each in a process of its own, and waits until all have ended well."""
    forked = multiprocessing.get_context("fork")
    processes = [forked.Process(target=work) for work in works]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


@pytest.mark.slow
def test_eight_processes_lose_no_entry_and_break_no_chain(ledger: Ledger, place: str) -> None:
    """8 concurrent processes record 100 entries each: all are there, and the audit finds nothing."""
    together(*[lambda name=f"writer {n}": write(place, name, EACH) for n in range(WRITERS)])
    audited = ledger.audit()
    assert audited.problems == ()
    assert audited.entries == 1 + WRITERS * EACH
    readings = {stored.noun.reading for stored in ledger.view().standing("forecast")}  # type: ignore[union-attr]
    assert readings == {f"writer {n} {turn}" for n in range(WRITERS) for turn in range(EACH)}


def test_the_second_of_two_analysts_is_told_what_the_first_said(ledger: Ledger, place: str) -> None:
    """Both resolve at once; one waits for the other, and then sees what stands and who entered it."""
    told: list[TrackerError] = []
    holding = threading.Event()

    def second() -> None:
        holding.wait()
        with Ledger.open(place) as other:
            try:
                record(other, outcome(on=date(2021, 8, 16)), by="bob")
            except TrackerError as error:
                told.append(error)

    waiting = threading.Thread(target=second)
    waiting.start()
    with ledger.entry("resolve", by="ann", now=NOW) as entry:
        entry.add(outcome(on=date(2021, 8, 15)))
        holding.set()
        time.sleep(0.2)
        assert not told
    waiting.join()
    (error,) = told
    assert isinstance(error, Contradiction)
    assert "happened on 2021-08-15 (2.1, entered by ann)" in str(error)
    with pytest.raises(NothingNew, match=r"\(2\.1, entered by ann\)"):
        record(ledger, outcome(on=date(2021, 8, 15)), by="bob")


def test_a_reader_is_not_kept_waiting_by_a_writer(ledger: Ledger, place: str) -> None:
    """While an entry is open, others read what stood before it."""
    with ledger.entry("log", by="ann", now=NOW) as entry, Ledger.open(place) as other:
        entry.add(forecast())
        assert list(other.view().standing("forecast")) == []
        assert other.audit().whole
    assert len(list(ledger.view().standing("forecast"))) == 1


def test_a_backup_taken_while_others_write_passes_its_audit(
    ledger: Ledger, place: str, tmp_path: Path
) -> None:
    """Backups made in the middle of writing are whole, and each holds all that was there when it began."""
    forked = multiprocessing.get_context("fork")
    writers = [forked.Process(target=write, args=(place, f"writer {n}", 15)) for n in range(2)]
    for process in writers:
        process.start()
    for turn in range(4):
        before = ledger.view().head
        ledger.backup(tmp_path / f"copy {turn}.db")
        with Ledger.open(tmp_path / f"copy {turn}.db") as copy:
            audited = copy.audit(head=before.digest)
            assert audited.problems == ()
            assert audited.entries >= before.sequence
    for process in writers:
        process.join()
    ledger.backup(tmp_path / "last.db")
    with Ledger.open(tmp_path / "last.db") as copy:
        assert copy.view().head == ledger.view().head
        assert copy.audit().entries == 31
        record(copy, not_through(date(2021, 7, 1)))
        assert copy.audit().whole


def backed_up(where: str, to: Path) -> None:
    """One backup of several to the same name: it succeeds, or says that the name is taken."""
    with Ledger.open(where) as ledger:
        try:
            ledger.backup(to)
        except StorageFailed as refused:
            assert f"{to} exists already: name a new file." == str(refused)  # noqa: PT017 - in a process of its own


def test_of_three_backups_to_one_name_one_is_there_and_whole(
    ledger: Ledger, place: str, tmp_path: Path
) -> None:
    """Each writes into a file of its own, and what takes the name is a ledger of the same head."""
    folder = tmp_path / "copies"
    folder.mkdir()
    for turn in range(5):
        to = folder / f"copy {turn}.db"
        together(*[lambda to=to: backed_up(place, to)] * 3)
        with Ledger.open(to) as copy:
            assert copy.audit(head=ledger.view().head.digest).whole
    assert sorted(path.name for path in folder.iterdir()) == [f"copy {turn}.db" for turn in range(5)]


def recorded_until_killed(where: str, acknowledged: int) -> None:
    """A process that records without end, and writes each new head down a pipe once it is acknowledged."""
    with Ledger.open(where, writing=True) as ledger:
        while True:
            record(ledger, forecast(), forecast(reading="strict"))
            os.write(acknowledged, f"{ledger.view().head.digest}\n".encode())


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    """100 processes are killed: the ledger opens each time, is whole, and holds every entry they had."""
    moments = random.Random(20210815)
    path = str(tmp_path / "ledger.db")
    with Ledger.create(path, now=NOW, by="ann") as ledger:
        record(ledger, question(), forecaster())
    acknowledged = 0
    for _ in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            recorded_until_killed(path, writing)
        os.close(writing)
        if moments.random() < 0.8:
            select.select([reading], [], [], 30)
        time.sleep(moments.uniform(0, 0.04))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            heads = [line.strip() for line in pipe if line.endswith("\n")]
        acknowledged += len(heads)
        with Ledger.open(path) as ledger:
            audited = ledger.audit(head=heads[-1] if heads else None)
            assert audited.problems == ()
            assert audited.entries >= 1 + acknowledged
    assert acknowledged >= KILLS // 2


def test_a_commit_waits_for_the_disk(file: Ledger) -> None:
    """synchronous=FULL: what is acknowledged has reached the disk, and not only its cache."""
    with file.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
