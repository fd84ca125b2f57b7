"""Makes the fixtures of the version before: run it with the version that is to be remembered.

`python -m tests.before.making FOLDER [LEDGER]...` runs the installed command `tracker`, whatever module it is
in, with the clock of what was typed, and writes ledgers, their exports and the answers of reading commands.
Those in `tests/fixtures/before/` come from commit 6683bc9. They are not made again when the program changes:
that they are older is their point.
"""

from __future__ import annotations

import lzma
import os
import shutil
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from shlex import join
from tempfile import TemporaryDirectory

from tests.before.asking import ASKED, READER, Answer, answers_as_text, ask, handles_named, settled
from tests.before.typed import FIXTURES, LEDGERS, SEEDS, Typed


def make(folder: Path, names: Sequence[str]) -> None:
    """Write the fixtures of some ledgers to a folder, and the answers that need none."""
    (main,) = (point.load() for point in entry_points(group="console_scripts", name="tracker"))
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with TemporaryDirectory() as scratch:
            work = Path(scratch)
            for given in (SEEDS, FIXTURES / "brought"):
                shutil.copytree(given, work, dirs_exist_ok=True)
            os.chdir(work)
            ledger = work / "ledger.db"
            os.environ |= {"TRACKER_LEDGER": str(ledger), "TRACKER_MAPPINGS": str(FIXTURES / "mappings")}
            for command in LEDGERS[name]:
                _type(main, command)
            _keep(main, ledger, folder / f"{name}.db.xz", folder / f"{name}.jsonl.xz")
            _answer(main, folder, name, work / "copy.db")
    os.chdir(FIXTURES / "brought")
    _answer(main, folder, "unrecorded", None)


def _answer(main: object, folder: Path, name: str, kept: Path | None) -> None:
    """What every reading command answers, each on the ledger as it was kept."""
    os.environ["TRACKER_ANALYST"] = READER
    found = {}
    for words in ASKED[name]:
        if kept is not None:
            os.environ["TRACKER_LEDGER"] = str(shutil.copy(kept, kept.with_name("asked.db")))
        found[join(words)] = ask(main, words)
    _pack(folder / f"{name}.answers.json.xz", answers_as_text(found).encode())


def _type(main: object, command: Typed) -> None:
    answer = _run(main, command.words, command)
    if answer.code:
        sys.exit(f"{command.words}: {answer.error}")


def _run(main: object, words: Sequence[str], command: Typed) -> Answer:
    os.environ["TRACKER_ANALYST"] = command.by
    words = handles_named(main, words)
    with settled(command.moment):
        return ask(main, words, raw=True)


def _keep(main: object, ledger: Path, kept: Path, export: Path) -> None:
    """A ledger as one file, without what its log still holds, and as entries."""
    for words in (("backup", "copy.db"), ("export", "--format", "jsonl", "--out", "copy.jsonl")):
        if (answer := ask(main, words, raw=True)).code:
            sys.exit(f"{words}: {answer.error}")
    _pack(kept, (ledger.parent / "copy.db").read_bytes())
    _pack(export, (ledger.parent / "copy.jsonl").read_bytes())


def _pack(path: Path, data: bytes) -> None:
    path.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve(), sys.argv[2:] or tuple(LEDGERS))
