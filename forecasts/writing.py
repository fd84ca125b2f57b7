"""Every file that we write: whole, safely on the disk and under its name at once, or not there at all.

What is written goes into a file of its own beside its place, under a name that nobody else uses, and is
brought to the disk before it takes the place in one step. A full disk, an interrupt or another program that
writes to the same name leaves what was there as it was.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from forecasts.errors import StorageFailed

PART = ".part"
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)


def write(place: Path, data: bytes | str) -> None:
    """Writes a file in place of the one that was there; text as UTF-8.

    A link is followed, the permissions of the old file are kept, and a pipe or a device is written to as it
    is. What cannot be written raises StorageFailed, and the old file stays.
    """
    whole = data.encode() if isinstance(data, str) else data
    if place.exists() and not (place.is_file() or place.is_dir()):
        with _named(place), place.open("wb") as file:
            file.write(whole)
        return
    final = Path(os.path.realpath(place)) if place.is_symlink() else place
    with part_of(final, folders=False) as part:
        part.write_bytes(whole)
        if final.is_file():
            part.chmod(stat.S_IMODE(final.stat().st_mode))
        on_disk(part)
        part.replace(final)


def write_together(files: Mapping[Path, bytes | str]) -> None:
    """Writes files that belong together: all are whole on the disk before the first takes its place."""
    with ExitStack() as parts:
        brought: list[tuple[Path, Path]] = []
        for place, data in files.items():
            part = parts.enter_context(part_of(place, folders=False))
            part.write_bytes(data.encode() if isinstance(data, str) else data)
            on_disk(part)
            brought.append((part, place))
        for part, place in brought:
            part.replace(place)


@contextmanager
def new_file(place: Path, *, folders: bool = True, remedy: str = "name a new file") -> Iterator[Path]:
    """A file to fill, which takes a place where there is none yet; if anything fails there is none after it.

    A place that is taken, before or meanwhile, raises StorageFailed and stays as it is. With `folders`, those
    above it are made.
    """
    _refuse_taken(place, remedy)
    with part_of(place, folders=folders) as part:
        yield part
        on_disk(part)
        _published(part, place, remedy)


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A folder to fill, whose files take their places together once all are whole.

    The place may be there already; then none of the files may be, and if one is, none is added.
    """
    if place.exists() and not place.is_dir():
        raise StorageFailed(str(place), "is no folder", "name a new folder", writing=False)
    final = place if place.name not in ("", "..") else place.resolve()
    with part_of(final, folders=True) as part:
        part.mkdir()
        yield part
        files = sorted(path.relative_to(part) for path in part.rglob("*") if path.is_file())
        for file in files:
            _refuse_taken(final / file, "name another folder")
            on_disk(part / file)
        if not final.exists():
            with suppress(OSError):
                part.rename(final)
                _folder_on_disk(final.parent)
                return
        _moved(part, files, final)


def _moved(part: Path, files: list[Path], final: Path) -> None:
    """Puts files into a folder that others may write to as well: all of them, or none."""
    placed: list[Path] = []
    try:
        for file in files:
            (final / file).parent.mkdir(parents=True, exist_ok=True)
            _published(part / file, final / file, "name another folder")
            placed.append(final / file)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise


@contextmanager
def part_of(place: Path, *, folders: bool) -> Iterator[Path]:
    """A path of our own beside a place; whatever lies there in the end is removed."""
    part = place.with_name(f".{place.name[:40]}.{secrets.token_hex(4)}{PART}")
    with _named(place, part):
        if folders:
            place.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
        finally:
            if part.is_dir():
                shutil.rmtree(part, ignore_errors=True)
            for beside in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + beside).unlink(missing_ok=True)


def _published(part: Path, final: Path, remedy: str) -> None:
    """Gives a whole file its name, which must be free: a link is made in one step, and replaces nothing."""
    try:
        os.link(part, final)
    except FileExistsError:
        raise StorageFailed(str(final), "exists already", remedy, writing=False) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _claimed(part, final, remedy)
    else:
        part.unlink()
    _folder_on_disk(final.parent)


def _claimed(part: Path, final: Path, remedy: str) -> None:
    """The same on a disk without links: an empty file of the name is made first, and then replaced."""
    try:
        final.touch(exist_ok=False)
    except FileExistsError:
        raise StorageFailed(str(final), "exists already", remedy, writing=False) from None
    try:
        part.replace(final)
    except BaseException:
        final.unlink(missing_ok=True)
        raise


def on_disk(path: Path) -> None:
    """Brings what was written into a file to the disk itself."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folder_on_disk(folder: Path) -> None:
    """Brings a name to the disk too, where the system has a way to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _named(place: Path, part: Path | None = None) -> Iterator[None]:
    """Turns what the system refuses into a sentence that names the place, and not the file beside it."""
    try:
        yield
    except OSError as error:
        of = error.filename
        own = of is None or part is None or Path(os.fsdecode(of)) in (part, place, *part.parents)
        if not own and part not in Path(os.fsdecode(of)).parents:
            raise
        if error.errno in _FULL:
            fault, remedy = "has no room on its disk", "free some space, or name a place on another disk"
        else:
            reason = error.strerror or str(error)
            fault, remedy = f"cannot be written ({reason})", "check the path and its permissions"
        raise StorageFailed(str(place), fault, remedy, writing=False) from error


def _refuse_taken(place: Path, remedy: str) -> None:
    if os.path.lexists(place):
        raise StorageFailed(str(place), "exists already", remedy, writing=False)
