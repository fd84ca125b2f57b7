"""Many who write and read at once over HTTP, for as long as one says, on each engine: `make load`."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import httpx

from forecasts.ledger import Ledger
from tests.benchmarks.ledger import NOW
from tests.forecasts.ledger.conftest import schema

ROOT = Path(__file__).parents[1]
PATHS = ("/", "/questions", "/api/v1/forecasts?limit=20", "/history", "/forecasters", "/api/v1/head")


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What became of it: digests that were answered as recorded, other answers, and seconds of every read."""

    recorded: tuple[str, ...]
    refused: tuple[str, ...]
    reads: tuple[float, ...]

    def faults(self, ledger: Ledger) -> list[str]:
        """What should not have happened: an error, an entry that was lost, a chain that is broken."""
        found = list(self.refused)
        entries = ledger.view().history()
        if lost := set(self.recorded) - {entry.digest for entry in entries}:
            found.append(f"{len(lost)} entries were answered as recorded, and are not there")
        if [entry.sequence for entry in entries] != list(range(1, len(entries) + 1)):
            found.append("the chain has a gap")
        found += [f"{problem.where}: {problem.message}" for problem in ledger.audit().problems]
        return found


def loaded(
    address: str,
    *,
    writers: int,
    readers: int,
    goes_on: Callable[[], bool],
    hears: Callable[[str], object] = lambda _: None,
) -> Load:
    """Writers and readers at a server, each as fast as it is answered, for as long as it `goes_on`.

    `hears` is told the digest of each entry as soon as it was answered.
    """
    recorded: list[str] = []
    refused: list[str] = []
    reads: list[float] = []

    with httpx.Client(
        base_url=address, timeout=120, trust_env=False, limits=httpx.Limits(max_connections=None)
    ) as client:

        def ask(send: Callable[[], httpx.Response], wanted: int) -> httpx.Response | None:
            try:
                answer = send()
            except httpx.HTTPError as error:
                refused.append(f"no answer: {error!r}")
                return None
            if answer.status_code != wanted:
                refused.append(f"{answer.request.url}: {answer.status_code} {answer.text[:200]}")
                return None
            return answer

        def write(writer: int) -> None:
            deed = 0
            while goes_on():
                deed += 1
                words = f"Thing {writer} of {deed} {secrets.token_hex(4)} happens by 2031-12-31, 70%"
                body = {"words": words, "by": f"Writer {writer}", "said": "2021-06-25"}
                answer = ask(lambda body=body: client.post("/api/v1/forecasts", json=body), 201)  # type: ignore[misc]
                if answer is not None:
                    recorded.append(str(answer.json()["entry"]["digest"]))
                    hears(recorded[-1])

        def read(reader: int) -> None:
            look = reader
            while goes_on():
                look += 1
                path, began = PATHS[look % len(PATHS)], time.monotonic()
                ask(lambda path=path: client.get(path), 200)  # type: ignore[misc]
                reads.append(time.monotonic() - began)

        with ThreadPoolExecutor(writers + readers) as pool:
            done = [pool.submit(write, one) for one in range(writers)]
            done += [pool.submit(read, one) for one in range(readers)]
            for one in done:
                one.result()
    return Load(recorded=tuple(recorded), refused=tuple(refused), reads=tuple(reads))


@contextmanager
def server_on(where: str) -> Iterator[str]:
    """The address of `tracker serve` on a ledger, in a process of its own."""
    command = [sys.executable, "-um", "tracker", "serve", "--port", "0", "--no-open", "--ledger", where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split()[0]
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def engines() -> Iterator[dict[str, str]]:
    """Where a new ledger may be made, by engine: PostgreSQL where TRACKER_TEST_POSTGRES names a server."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": str(Path(folder) / "ledger.db")}
        if not os.environ.get("TRACKER_TEST_POSTGRES"):
            yield found
            return
        with schema() as url:
            yield found | {"PostgreSQL": url}


@click.command()
@click.option("--seconds", default=300.0, help="How long on each engine.")
@click.option("--writers", default=8)
@click.option("--readers", default=50)
def main(seconds: float, writers: int, readers: int) -> None:
    """Loads a server on each engine, and tells what became of it; exit 1 for any fault."""
    failed = False
    with engines() as places:
        for name, where in places.items():
            Ledger.create(where, now=NOW, by="ann").close()
            with server_on(where) as address:
                until = time.monotonic() + seconds
                found = loaded(
                    address,
                    writers=writers,
                    readers=readers,
                    goes_on=lambda until=until: time.monotonic() < until,  # type: ignore[misc]
                )
            with Ledger.open(where) as ledger:
                faults = found.faults(ledger)
            times = sorted(found.reads)
            click.echo(
                f"{name}: {len(found.recorded):,} entries by {writers} writers, {len(times):,} reads by "
                f"{readers} readers, half within {times[len(times) // 2]:.2f} s, 99% within "
                f"{times[len(times) * 99 // 100]:.2f} s, the longest {times[-1]:.2f} s; {len(faults)} faults"
            )
            for fault in faults[:10]:
                click.echo(f"  {fault}")
            failed |= bool(faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
