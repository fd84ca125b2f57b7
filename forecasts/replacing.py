"""A folder of files that we wrote, written anew: all of it or none, and nothing in it that is not ours.

A list in the folder names each file that we wrote with its digest; one whose name is a secret it names by the
digest of the name, since whoever reads the folder's files may read the list too. Only what is on it, and is
still what was written, is replaced or removed. The new files are whole on the disk before the first takes its
place; if one cannot, those before it are put back.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath

from forecasts.errors import StorageFailed
from forecasts.writing import new_folder, on_disk, part_of, write

_FORMAT = 1
_BROUGHT = "brought"
_FORMER = "former"
_FILES, _COMING = "files", "coming"
_SEALED = "sha256:"
Digests = Mapping[str, str]
Known = Mapping[str, frozenset[str]]


@contextmanager
def folder_of_ours(place: Path, *, listed: str, secret: str = "") -> Iterator[Path]:
    """A folder to fill, whose files take the place of all that we wrote into `place` before.

    Parameters
    ----------
    place
        The folder; it may be new, or empty, or hold what was written so before, and files of others beside.
    listed
        The name of the list of what is ours. It is written by this function.
    secret
        A folder inside it, with a slash last, of whose files the list tells no names.

    Raises
    ------
    StorageFailed
        If the folder holds other things and no list, if a file would take the place of one that is not ours,
        or was altered since it was written; or if anything cannot be written. Then all is as it was.
    """
    if not place.is_dir() or not any(place.iterdir()):
        with new_folder(place) as part:
            yield part
            _write_list(part, listed, _list(_digests(part), secret))
        return
    former = _former(place, listed)
    with part_of(place, folders=False) as part:
        brought = part / _BROUGHT
        brought.mkdir(parents=True)
        yield brought
        ours = _digests(brought)
        _write_list(brought, listed, _list(ours, secret))
        for name in (*ours, listed):
            on_disk(brought / name)
        _check(place, former, ours, listed)
        told = json.loads((place / listed).read_bytes())
        # Whoever is stopped from here on knows later what is ours.
        _write_list(place, listed, {**told, _COMING: _sealed(ours, secret)})
        try:
            _replace(place, part, former, [*ours, listed])
        except BaseException:
            _write_list(place, listed, told)
            raise


def _former(place: Path, listed: str) -> Known:
    """What we wrote into a folder, by its list; where that was cut short, also what was on its way."""
    path = place / listed
    if path.is_symlink() or not path.is_file():
        raise _not_ours(place, "holds something else")
    try:
        told = json.loads(path.read_bytes())
        parts = [
            {_inner(name): str(digest) for name, digest in told[key].items()}
            for key in (_FILES, _COMING)
            if key in told
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _not_ours(path, "does not say which files were written") from None
    names = {name for part in parts for name in part}
    known = {name: frozenset(part[name] for part in parts if name in part) for name in names}
    plain = {name: digests for name, digests in known.items() if not name.startswith(_SEALED)}
    if len(plain) < len(known):
        there = (path.relative_to(place).as_posix() for path in place.rglob("*") if not path.is_dir())
        plain |= {name: known[_seal(name)] for name in there if _seal(name) in known}
    return plain


def _inner(name: str) -> str:
    """The name of a file inside the folder; ValueError for one that leads out of it."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name:
        raise ValueError(f"{name!r} leads out of the folder")
    return name


def _check(place: Path, former: Known, ours: Digests, listed: str) -> None:
    """Refuses to touch what is not ours, before anything is touched."""
    for name in sorted({*former, *ours} - {listed}):
        path = place / name
        if any(above.is_symlink() for above in _above(place, path)):
            raise _not_ours(path, "lies behind a link")
        if not os.path.lexists(path):
            continue
        if name not in former:
            raise _not_ours(path, "is in the way")
        if path.is_symlink() or not path.is_file() or _digest(path) not in former[name]:
            raise _not_ours(path, "is not as it was written")


def _above(place: Path, path: Path) -> list[Path]:
    return [above for above in path.parents if above != place and place in above.parents]


def _replace(place: Path, part: Path, former: Known, names: list[str]) -> None:
    """Puts the new files in their places and takes away those that are no more; or puts all back."""
    brought, kept = part / _BROUGHT, part / _FORMER
    done: list[tuple[Path, Path | None]] = []
    try:
        for name in names:
            final = place / name
            final.parent.mkdir(parents=True, exist_ok=True)
            before = _set_aside(final, kept / name, copied=True)
            done.append((final, before))
            (brought / name).replace(final)
        for name in set(former) - set(names):
            if os.path.lexists(place / name):
                done += [(place / name, _set_aside(place / name, kept / name, copied=False))]
    except BaseException:
        for final, before in reversed(done):
            if before is not None:
                before.replace(final)
            else:
                final.unlink(missing_ok=True)
        raise
    finally:
        _without_empty(place, former)


def _set_aside(final: Path, kept: Path, *, copied: bool) -> Path | None:
    """Keeps what is in a place, which a reader goes on finding there where it is `copied`."""
    if not os.path.lexists(final):
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    if copied:
        shutil.copy2(final, kept)
    else:
        final.replace(kept)
    return kept


def _without_empty(place: Path, former: Known) -> None:
    """Removes the folders that held files of ours and hold nothing any more."""
    folders = {above for name in former for above in _above(place, place / name)}
    for folder in sorted(folders, key=lambda path: -len(path.parts)):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _list(files: Digests, secret: str) -> dict[str, object]:
    return {"format": _FORMAT, _FILES: dict(sorted(_sealed(files, secret).items()))}


def _sealed(files: Digests, secret: str) -> Digests:
    """The list of files, those of the secret folder under the digests of their names."""
    if not secret:
        return files
    return {_seal(name) if name.startswith(secret) else name: digest for name, digest in files.items()}


def _seal(name: str) -> str:
    return _SEALED + sha256(name.encode(errors="surrogateescape")).hexdigest()


def _write_list(folder: Path, listed: str, told: Mapping[str, object]) -> None:
    write(folder / listed, json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _not_ours(path: Path, fault: str) -> StorageFailed:
    return StorageFailed(str(path), fault, "name an empty folder, or move it away", writing=False)
