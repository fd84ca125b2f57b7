"""The members of a zip, within bounds: what swells beyond measure is refused, whatever it says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from forecasts.errors import UnfitFile

MOST_BYTES = 256 * 2**20
"""A JSON document or a member of a zip may have so many; a table on disk is read line by line."""
MOST_MEMBERS = 1_000
MOST_TIMES_SMALLER = 250
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
"""What the standard library raises for a zip that it cannot read; NotImplementedError is a RuntimeError."""
_CHUNK = 2**20


def unpacked(file: IO[bytes], name: str) -> dict[str, bytes]:
    """The bytes of the files in a zip by their paths, folders left out."""
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [info for info in archive.infolist() if not info.is_dir()]
            if len(inside) > MOST_MEMBERS:
                raise UnfitFile(name, f"holds {len(inside):,} files", "give just the export")
            left = MOST_BYTES
            for info in inside:
                found[info.filename] = _unpacked(archive, info, name, left)
                left -= len(found[info.filename])
    except ZIP_FAULTS as error:
        raise UnfitFile(
            name, f"cannot be unpacked ({str(error) or 'it breaks off'})", "export it again"
        ) from error
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """A member's bytes; `left` is how many may come, whatever the zip says of itself."""
    most = min(left, max(_CHUNK, MOST_TIMES_SMALLER * info.compress_size))
    unpacked = io.BytesIO()
    with archive.open(info) as member:
        while piece := member.read(_CHUNK):
            if unpacked.tell() + len(piece) > most:
                fault = f"swells beyond measure at {info.filename!r}"
                raise UnfitFile(name, fault, "unpack it and give the files")
            unpacked.write(piece)
    return unpacked.getvalue()
