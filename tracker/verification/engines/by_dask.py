"""Dask on a cluster: workers reduce their parts by DuckDB, and results are added in a tree on the workers.

Only the sum of all comes back. What a lost worker had is computed again by another.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasts.errors import (
    ClusterGone,
    LacksPackage,
    RefusedByWorker,
    TooManyGroups,
    TrackerError,
    WorkersLost,
)
from tracker.verification.engines.by_duckdb import ByDuckDB, batches
from tracker.verification.gathered import Gathered

if TYPE_CHECKING:
    from tracker.verification.engines.spec import Spec
    from tracker.verification.sources import Part, Source
    from tracker.verification.tables import Progress

_BYTES_A_TASK = 1 << 26
_ADDED_AT_ONCE = 8
_SECONDS_TO_CONNECT = 10
_SECONDS_WITHOUT_WORKERS = 60
_INSTEAD = "take --engine duckdb"


@dataclass(frozen=True, kw_only=True, slots=True)
class ByDask:
    """Reduces the rows of files on the workers of a scheduler, or of this machine where there is none."""

    scheduler: str | None = None
    workers: int | None = None

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of all parts.

        Raises
        ------
        ClusterGone, WorkersLost
            If the scheduler cannot be reached any more, or no worker is left.
        RefusedByWorker
            With the sentence of the worker, such as that a part cannot be read.
        """
        parts = [self._for_workers(part) for part in source.parts]
        with _client(self.scheduler, self.workers) as client:
            tasks = [
                client.submit(_aggregated, few, spec, len(parts) > 1, pure=False, retries=0)
                for few in batches(parts, _BYTES_A_TASK)
            ]
            root, waiting = _tree(client, tasks), list(tasks)
            del tasks
            try:
                found = _awaited(client, root, waiting, self.scheduler, progress)
            finally:
                for future in (root, *waiting):
                    future.release()
        if isinstance(found, _Refusal):
            raise RefusedByWorker(found.sentence)
        return found

    def _for_workers(self, part: Part) -> Part:
        """A part as workers open it themselves; elsewhere their folder is not this one."""
        if self.scheduler is None or part.path is None or not part.path.exists():
            return replace(part, table=None)
        return replace(part, at=Path(part.path).absolute(), table=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Refusal:
    """What a worker says instead of a result."""

    sentence: str


def _aggregated(parts: list[Part], spec: Spec, named: bool) -> Gathered | _Refusal:
    """On a worker: the aggregates of some parts, or why there are none."""
    from distributed import get_worker

    worker = get_worker()
    try:
        return ByDuckDB(threads=worker.state.nthreads).aggregate_parts(parts, spec, named=named)
    except TooManyGroups as error:
        return _Refusal(sentence=str(error))
    except TrackerError as error:
        return _Refusal(sentence=f"On the worker {worker.address}: {error}")


def _added(several: list[Gathered | _Refusal]) -> Gathered | _Refusal:
    """On a worker: all together, in their order."""
    found = Gathered()
    for one in several:
        if isinstance(one, _Refusal):
            return one
        try:
            found += one
        except TooManyGroups as error:
            return _Refusal(sentence=str(error))
    return found


def _tree(client: Any, tasks: list[Any]) -> Any:
    """The future of the sum of all, a few added at a time."""
    level = list(tasks)
    while len(level) > 1:
        few = [level[place : place + _ADDED_AT_ONCE] for place in range(0, len(level), _ADDED_AT_ONCE)]
        level = [client.submit(_added, part, pure=False) for part in few]
    return level[0]


def _awaited(
    client: Any, root: Any, waiting: list[Any], scheduler: str | None, progress: Progress | None
) -> Gathered | _Refusal:
    """The result, once it is there; what is done is let go of, so that workers need not keep it."""
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError

    tasks, alone = len(waiting), 0
    gone = ClusterGone(scheduler or "this machine")
    while True:
        try:
            found: Gathered | _Refusal = root.result(timeout=1)
        except TimeoutError as error:
            alone = 0 if _has_workers(client) else alone + 1
            if alone > _SECONDS_WITHOUT_WORKERS:
                raise WorkersLost from error
            if client.status != "running":
                raise gone from error
        except KilledWorker as error:
            raise WorkersLost from error
        except (FutureCancelledError, OSError) as error:
            raise gone from error
        else:
            return found
        waiting[:] = [task for task in waiting if not task.done()]
        if progress is not None:
            progress(1 - len(waiting) / tasks)


def _has_workers(client: Any) -> bool:
    return client.status == "running" and bool(client.scheduler_info(n_workers=-1)["workers"])


def _silence() -> None:
    """Keep Dask from printing tracebacks beside our sentences; its loggers each have a level of their own."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


async def _answer_of(scheduler: str) -> None:
    """Wait for a scheduler to answer, since a client of one that does not keeps trying when it should end."""
    from distributed.comm import connect

    found = await connect(scheduler, timeout=_SECONDS_TO_CONNECT)
    await found.close()


@contextmanager
def _client(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the scheduler, or of workers of our own, which end with it."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise LacksPackage("The engine dask", "cluster", _INSTEAD) from error
    _silence()
    if scheduler is not None:
        try:
            asyncio.run(_answer_of(scheduler))
            client = Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterGone(scheduler) from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client
