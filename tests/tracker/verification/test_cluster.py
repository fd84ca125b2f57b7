"""Dask: the same bytes from any number of workers, and a sentence where something breaks."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

from forecasts.errors import ClusterGone, RefusedByWorker, WorkersLost
from tests.tracker.verification.tables import csv
from tests.tracker.verification.test_engines import in_parquet, report
from tests.tracker.verification.test_sources import graded_frame, spread
from tracker.verification import verify
from tracker.verification.column_names import Columns, found_in
from tracker.verification.engines.by_dask import ByDask
from tracker.verification.engines.choosing import Using
from tracker.verification.engines.in_memory import InMemory
from tracker.verification.engines.spec import Spec
from tracker.verification.sources import Part, Source, source_of
from tracker.verification.tables import Table

distributed = pytest.importorskip("distributed", reason="Dask, an engine, is not installed")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:.*"),  # of other packages, while workers start and end
]
LOCAL = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1, "silence_logs": 50}


@contextmanager
def cluster(workers: int, *, processes: bool = False) -> Iterator[str]:
    """The address of a scheduler with so many workers, in threads of this process where possible."""
    with distributed.LocalCluster(
        n_workers=workers, processes=processes, protocol="tcp://", **LOCAL
    ) as found:
        yield found.scheduler_address


def test_one_two_and_four_workers_give_the_same_bytes(tmp_path: Path) -> None:
    """Whichever of them sums which parts, and in which order these come."""
    frame = graded_frame(500)
    files = spread(frame, tmp_path / "csv", 16, list(range(15, -1, -1)))
    expected = report(verify(frame, seed=1, by=("topic",)))
    told: list[str] = []
    for workers in (1, 2, 4):
        with cluster(workers) as scheduler:
            using = Using(scheduler=scheduler, told=told.append)
            assert report(verify(files, seed=1, by=("topic",), using=using)) == expected
    assert told[0].startswith("Engine: dask, for 16 parts")


def test_a_truncated_part_is_named_by_its_worker(tmp_path: Path) -> None:
    """And left out where that was asked for."""
    folder = in_parquet(graded_frame(200), tmp_path / "parts", 3)
    whole = (folder / "1.parquet").read_bytes()
    (folder / "1.parquet").write_bytes(whole[: len(whole) // 2])
    with cluster(2) as scheduler:
        using = Using(engine="dask", scheduler=scheduler)
        with pytest.raises(RefusedByWorker, match=r"worker tcp://127.*1\.parquet is damaged"):
            verify(folder, seed=1, using=using)
        assert verify(folder, seed=1, using=using, skip_bad=True).rows == 133


def test_too_many_groups_are_refused_as_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one task meets them, and where only their sum does."""
    many = pd.DataFrame({"probability": 0.5, "outcome": 1, "topic": [f"t{n}" for n in range(2_001)]})
    files = spread(many, tmp_path / "csv", 2)
    with cluster(1) as scheduler:
        for bytes_a_task in (1 << 26, 1):
            monkeypatch.setattr("tracker.verification.engines.by_dask._BYTES_A_TASK", bytes_a_task)
            with pytest.raises(RefusedByWorker, match=r"^--by topic makes more than 2,000 groups"):
                verify(files, seed=1, by=("topic",), using=Using(scheduler=scheduler))


@pytest.mark.parametrize(
    "address", ["no such address", "tcp://127.0.0.1:1", "tcp://no-such-host.invalid:8786"]
)
def test_a_scheduler_that_does_not_answer_is_named(
    tmp_path: Path, address: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence, and nothing else is printed."""
    monkeypatch.setattr("tracker.verification.engines.by_dask._SECONDS_TO_CONNECT", 1)
    with pytest.raises(ClusterGone, match=f"The scheduler at {address} cannot be reached"):
        verify(csv(tmp_path), seed=1, using=Using(scheduler=address))
    gc.collect()
    assert capfd.readouterr().err == ""


def test_a_full_disk_of_a_worker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the worker and the remedy."""
    import duckdb

    def full(*_: object, **__: object) -> None:
        raise duckdb.IOException("Could not write file: No space left on device")

    monkeypatch.setattr("tracker.verification.engines.duckdb_pass.Pass.gathered", full)
    files = spread(graded_frame(40), tmp_path / "csv", 2)
    with (
        cluster(1) as scheduler,
        pytest.raises(RefusedByWorker, match=r"worker tcp://.*no room left.*TMPDIR"),
    ):
        verify(files, seed=1, using=Using(engine="dask", scheduler=scheduler))


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the address that was asked."""
    monkeypatch.setattr("tracker.verification.engines.by_dask._SECONDS_TO_CONNECT", 1)
    files = spread(graded_frame(40), tmp_path / "csv", 2)
    with pytest.raises(ClusterGone, match=r"tcp://127\.0\.0\.1:9 cannot be reached"):
        verify(files, seed=1, using=Using(engine="dask", scheduler="tcp://127.0.0.1:9"))


@contextmanager
def scheduler_of_its_own(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler without workers in a process of its own, and that process."""
    told = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", *options]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if told.exists() and told.read_text().rstrip().endswith("}"):
                break
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"], process
    finally:
        process.kill()
        process.wait()


def test_a_scheduler_that_is_lost_on_the_way_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With its address, and no traceback of another package beside the sentence."""
    files = spread(graded_frame(40), tmp_path / "csv", 2)
    with scheduler_of_its_own(tmp_path) as (address, process):
        killing = threading.Timer(3, process.kill)
        killing.start()
        with pytest.raises(ClusterGone, match=f"The scheduler at {address} cannot be reached"):
            verify(files, seed=1, using=Using(scheduler=address))
        killing.join()
    gc.collect()
    assert "Traceback" not in capfd.readouterr().err


class Deadly(Part):
    """A part that kills the process which opens it, so many times."""

    deaths = 1

    def open(self) -> Table:
        """Die, or open as others do."""
        assert self.path is not None
        for number in range(self.deaths):
            mark = self.path.with_suffix(f".{number}")
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return super().open()


class AlwaysDeadly(Deadly):
    """A part of which every worker dies."""

    deaths = 100


@pytest.mark.parametrize("kind", [Deadly, AlwaysDeadly])
def test_a_killed_workers_part_is_computed_again(tmp_path: Path, kind: type[Deadly]) -> None:
    """By another worker, to the same digits; a part that kills them all ends the work in a sentence."""
    files = spread(graded_frame(200), tmp_path / "csv", 3)
    source = source_of(files)
    first = source.parts[0]
    header = first.open().header
    spec = Spec(roles=found_in(header, Columns(), table="the table"))
    deadly = Source(name=source.name, parts=(kind(at=first.at), *source.parts[1:]))
    with cluster(2, processes=True) as scheduler:
        engine = ByDask(scheduler=scheduler)
        if kind is AlwaysDeadly:
            with pytest.raises(WorkersLost, match="No worker of the cluster finished"):
                engine.aggregate(deadly, spec, None)
            return
        found = engine.aggregate(deadly, spec, None)
    expected = InMemory().aggregate(source, spec, None)
    assert found.seen.rows == expected.seen.rows
    assert found.whole.reduced().tally.count.tolist() == expected.whole.reduced().tally.count.tolist()
    assert (tmp_path / "csv" / "part-0.0").exists(), "a worker did die"
