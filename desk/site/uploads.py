"""Files that readers send: kept in a folder of the server's own, each under its digest, gone when it ends."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from forecasts.errors import UnfitField
from forecasts.exchange.folders import SUFFIXES
from forecasts.exchange.jsonl import is_ours

LONGEST_NAME = 100
MOST_UNPACKED = 256_000_000  # bytes
_GZIP = b"\x1f\x8b"
_PIECE = 2**20
_UNSAFE = re.compile(r"[^\w .()-]+")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file as it was sent: the name that the browser gave it, and its bytes."""

    name: str
    body: bytes


def kept(upload: Upload, spool: Path) -> Path:
    """The path of an upload in the spool, where it is kept under its digest by a name that is only a name.

    Raises
    ------
    UnfitField
        For an empty file, one whose name ends as no data file does, and one that swells beyond measure.
    """
    name = safe_name(upload.name)
    if not upload.body:
        raise UnfitField("file", f"The file {name!r} is empty: choose another.")
    if not name.lower().endswith(SUFFIXES):
        raise UnfitField("file", f"{name!r} is no data file: send one that ends in {', '.join(SUFFIXES)}.")
    if upload.body.startswith(_GZIP) and _swells(upload.body):
        raise UnfitField("file", f"{name!r} swells beyond measure: unpack it, and send it in parts.")
    folder = spool / sha256(upload.body).hexdigest()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.write_bytes(upload.body)
    return path


def importable(path: Path) -> Path:
    """The path of an upload that goes into a ledger that holds something.

    Raises
    ------
    UnfitField
        For an export of entries, which only makes a ledger anew.
    """
    if is_ours(path):
        raise UnfitField("file", "An export of entries goes into an empty ledger, by `tracker import`.")
    return path


def _swells(packed: bytes) -> bool:
    """Whether gzipped bytes unpack to more than a data file has; what is broken shows when it is read."""
    left = MOST_UNPACKED
    while packed.startswith(_GZIP):
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        while packed and not member.eof:
            try:
                left -= len(member.decompress(packed, _PIECE))
            except zlib.error:
                return False
            if left < 0:
                return True
            packed = member.unconsumed_tail
        packed = member.unused_data
    return False


def without_places(sentence: str, spool: Path) -> str:
    """A sentence on an upload, by its name alone: where the server keeps it is nobody's business."""
    return re.sub(re.escape(str(spool)) + r"/[0-9a-f]{64}/", "", sentence)


def found(token: str, spool: Path) -> Path:
    """The upload that a form names again, by its digest and its name.

    Raises
    ------
    UnfitField
        Where the server has no such file any more, or the form names another place.
    """
    digest, _, name = token.partition("/")
    path = spool / digest / name
    if not _DIGEST.fullmatch(digest) or safe_name(name) != name or not path.is_file():
        raise UnfitField("file", "The file is not here any more: send it again.")
    return path


def token_of(path: Path) -> str:
    """What names an upload in a form."""
    return f"{path.parent.name}/{path.name}"


def safe_name(name: str) -> str:
    r"""The last part of a name, without what means something to a file system.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\bets.csv"), safe_name("..")
    ('passwd', 'bets.csv', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")
    return plain[-LONGEST_NAME:].strip(" .") or "file"
