"""Files that readers send: kept in a folder of the server's own, each under its digest, gone when it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from forecasts.errors import UnfitField
from forecasts.exchange.folders import SUFFIXES

LONGEST_NAME = 100
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
        For an empty file, and one whose name ends as no data file does.
    """
    name = safe_name(upload.name)
    if not upload.body:
        raise UnfitField("file", f"The file {name!r} is empty: choose another.")
    if not name.lower().endswith(SUFFIXES):
        raise UnfitField("file", f"{name!r} is no data file: send one that ends in {', '.join(SUFFIXES)}.")
    folder = spool / sha256(upload.body).hexdigest()
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.write_bytes(upload.body)
    return path


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
