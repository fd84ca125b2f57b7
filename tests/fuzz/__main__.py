"""Mutated files of every format, imported: `make fuzz`, or `python -m tests.fuzz --first 17 --count 1`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import click

from tests.fuzz.working import MEMORY, work

VERDICTS = ("recorded", "recorded in part", "refused", "failed")
_OFTEN = 500


@dataclass(kw_only=True)
class Counts:
    """What became of the files so far."""

    wanted: int
    began: float
    verdicts: Counter[tuple[str, str]] = field(default_factory=Counter)
    done: int = 0
    seconds: float = 0.0
    slowest: int = 0
    memory: int = 0
    lock: Lock = field(default_factory=Lock)

    def add(self, number: int, form: str, said: str, *, seconds: float = 0.0, memory: int = 0) -> None:
        """Count one file; now and then, show how far it is."""
        with self.lock:
            self.verdicts[form, said] += 1
            self.done += 1
            self.memory = max(self.memory, memory)
            if seconds > self.seconds:
                self.seconds, self.slowest = seconds, number
            if self.done % _OFTEN == 0:
                minutes = (time.monotonic() - self.began) / 60
                click.echo(f"{self.done:,} of {self.wanted:,} files in {minutes:.1f} minutes", err=True)

    @property
    def failed(self) -> int:
        """How many broke a promise."""
        return sum(count for (_, said), count in self.verdicts.items() if said == "failed")

    def table(self) -> str:
        """The counts by format, and the bounds."""
        forms = sorted({form for form, _ in self.verdicts})
        lines = [f"{'format':16}" + "".join(f"{said:>18}" for said in VERDICTS)]
        lines += [
            f"{form:16}" + "".join(f"{self.verdicts[form, said]:18,}" for said in VERDICTS) for form in forms
        ]
        total = [sum(self.verdicts[form, said] for form in forms) for said in VERDICTS]
        lines.append(f"{'all':16}" + "".join(f"{count:18,}" for count in total))
        lines.append(f"The slowest, file {self.slowest}, took {self.seconds:.1f} s.")
        lines.append(f"A process held {self.memory / 2**20:,.0f} MB at most.")
        return "\n".join(lines)


@click.command()
@click.option("--count", default=20_000, show_default=True, help="How many files.")
@click.option("--first", default=0, show_default=True, help="The number of the first.")
@click.option("--workers", default=2, show_default=True, help="How many processes.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("build/fuzz"), help="Where failing files go."
)
@click.option("--alone", nargs=3, type=int, hidden=True, help="Work in this process: first, end and step.")
def main(count: int, first: int, workers: int, out: Path, alone: tuple[int, int, int] | None) -> None:
    """Import mutated files, and tell which broke a promise."""
    if alone is not None:
        work(range(*alone), out)
        return
    counts = Counts(wanted=count, began=time.monotonic())
    threads = [
        Thread(target=_run, args=(first + worker, first + count, workers, out, counts))
        for worker in range(workers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    click.echo(counts.table())
    if counts.failed:
        click.echo(f"{counts.failed:,} files failed: see {out}.")
        sys.exit(1)


def _run(first: int, end: int, step: int, out: Path, counts: Counts) -> None:
    """Have a process work through numbers; where it dies, that file failed, and another goes on after it."""
    environment = os.environ | {"MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1"}
    while first < end:
        asked = [
            sys.executable,
            "-m",
            "tests.fuzz",
            "--out",
            str(out),
            "--alone",
            f"{first}",
            f"{end}",
            f"{step}",
        ]
        form, number, told = "", first - step, first - step
        with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            for line in process.stdout:
                facts = json.loads(line)
                number, form = facts["number"], facts.get("form", form)
                if "said" in facts:
                    told = number
                    counts.add(number, form, facts["said"], seconds=facts["seconds"], memory=facts["memory"])
                    if facts["said"] == "failed":
                        click.echo(f"File {number} ({form}) failed: {facts['why'][:300]}", err=True)
        if process.returncode == 0:
            return
        if number == told:
            click.echo(
                f"The process ended by itself after file {told}, within {MEMORY / 2**30:g} GiB.", err=True
            )
            number += step
        click.echo(f"File {number} ({form}) ended its process ({process.returncode}).", err=True)
        counts.add(number, form, "failed")
        first = number + step


if __name__ == "__main__":
    main()
