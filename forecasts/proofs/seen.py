"""What a witness remembers: of each log the last checkpoint that it signed, a file each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import UnfitKey
from forecasts.writing import write


class SeenHeads:
    """A folder of checkpoints, by the origin of their logs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps other witnesses off this folder until what was signed is remembered."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = self._folder / "lock"
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError as error:
            raise UnfitKey(
                f"The folder {self._folder}",
                "is in use by another witness",
                f"wait for it, or remove {lock} if none runs",
            ) from error
        try:
            yield
        finally:
            lock.unlink()

    def last(self, origin: str) -> Note | None:
        """The last checkpoint that was seen of a log."""
        file = self._file(origin)
        return Note.read(file.read_text(encoding="utf-8", errors="replace")) if file.exists() else None

    def remember(self, note: Note) -> None:
        """Keeps a checkpoint as the last one, on disk before anything is answered."""
        write(self._file(Checkpoint.of(note).origin), note.whole)

    def _file(self, origin: str) -> Path:
        return self._folder / f"{sha256(origin.encode()).hexdigest()[:32]}.checkpoint"
