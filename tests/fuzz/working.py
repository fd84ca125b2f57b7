"""A process that tries mutated files one by one, within bounds of memory and time, and tells of each."""

from __future__ import annotations

import faulthandler
import json
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from tests.fuzz.files import specimens
from tests.fuzz.trying import Ledgers, Trial, tried

MEMORY = 2**30
SECONDS = 20
"""Of the processor, so that other work on the machine fails no file."""
_PATIENCE = 15 * SECONDS


class TookTooLong(BaseException):
    """A file took longer than it may; no handler of errors may catch it."""


def work(numbers: Iterable[int], failures: Path) -> None:
    """Try the files of these numbers; a line of JSON on standard output tells what came of each.

    A file that breaks a promise is written to a folder in `failures`, with what happened.
    """
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _stop)
    ledgers = Ledgers()
    with TemporaryDirectory() as place:
        for number in numbers:
            trial = Trial.of(specimens(), number)
            _tell(number=number, form=trial.specimen.form)
            faulthandler.dump_traceback_later(_PATIENCE, exit=True)
            began = time.process_time()
            said, why = _bounded(trial, ledgers, Path(place) / "files")
            took = time.process_time() - began
            if said != "failed" and took > SECONDS:
                said, why = "failed", f"It took {took:.0f} seconds."
            if said == "failed":
                keep(number, trial, why, failures / f"{number}")
                ledgers = Ledgers()
            _tell(number=number, said=said, seconds=took, memory=_most_memory(), why=why.partition("\n")[0])
        faulthandler.cancel_dump_traceback_later()


def _bounded(trial: Trial, ledgers: Ledgers, folder: Path) -> tuple[str, str]:
    """What became of a file, and if it failed, how."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return tried(trial, ledgers, folder), ""
    except (Exception, TookTooLong) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        return "failed", f"{type(error).__name__}: {error}\n\n{traceback.format_exc(limit=-25)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def keep(number: int, trial: Trial, why: str, folder: Path) -> None:
    """Write a file that failed, with those that go with it, and how to try it again."""
    specimen = trial.specimen
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (*specimen.before, *specimen.beside, (specimen.name, trial.mutant.data)):
        (folder / name).write_bytes(data)
    again = f"python -m tests.fuzz --first {number} --count 1"
    changes = ", ".join(trial.mutant.changes)
    text = f"{specimen.form}: {specimen.name}, {changes}\n{trial.options}\nTry it again: {again}\n\n{why}"
    (folder / "why.txt").write_text(text, encoding="utf-8", errors="replace")


def _most_memory() -> int:
    """The most memory, in bytes, that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _stop(_: int, __: FrameType | None) -> None:
    raise TookTooLong


def _tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
