"""A source's bytes, from an address or a file: within bounds, and never from anywhere else."""

from __future__ import annotations

import re
import time
import urllib.request
import zlib
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import unquote

from forecasts.archiving.reaching import opener, within
from forecasts.errors import UnfitFile

MOST_BYTES = 10 * 2**20
MOST_REDIRECTS = 5
SECONDS = 20
LONGEST_SECONDS = 60
_CHUNK = 65_536
_REMEDY = "check the address, or save the page and give the file"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What a place gave: its bytes, and what it says that they are."""

    url: str
    data: bytes
    kind: str
    charset: str | None = None


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS
    inf_msg = f"leads in a circle, or through more than {MOST_REDIRECTS} redirects"


def is_address(place: str) -> bool:
    """Whether a text is the address of a page, and not the name of a file.

    >>> is_address("https://example.org/a"), is_address("notes.txt"), is_address("file:///tmp/a")
    (True, False, False)
    """
    return _scheme(place) in ("http", "https")


def fetched(place: str, *, own_network: bool = False) -> Fetched:
    """The bytes of a page over HTTP, or of a file by its path or `file:` address; at most 10 MB.

    Only `http` and `https` are followed, through at most five redirects, and machines of the own
    network only where `own_network` says so. What cannot be had raises UnfitFile.
    """
    if is_address(place):
        return within(
            LONGEST_SECONDS, lambda: _page(place, own_network=own_network), url=place, remedy=_REMEDY
        )
    scheme = _scheme(place)
    if scheme == "file":
        return _file(Path(unquote(re.sub(r"^//[^/]*", "", place.partition(":")[2]))))
    if len(scheme) > 1 and "://" in place:
        raise UnfitFile(place, f"is an address of the kind {scheme}", "give one that begins with https://")
    return _file(Path(place))


def _scheme(place: str) -> str:
    """What stands before the first colon; only the name is looked at, so that no place is too strange."""
    name, colon, _ = place.partition(":")
    return name.strip().casefold() if colon else ""


def _file(path: Path) -> Fetched:
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UnfitFile(str(path), "is a pipe or a device", "save it as a file, and give that")
    try:
        with path.open("rb") as file:
            data = _read(file, str(path))
    except OSError as error:
        raise UnfitFile(str(path), f"cannot be opened ({error.strerror})", "check its name") from error
    markup = path.suffix.casefold() in (".html", ".htm", ".xhtml")
    return Fetched(url=path.resolve().as_uri(), data=data, kind="text/html" if markup else "")


def _page(url: str, *, own_network: bool) -> Fetched:
    try:
        with opener(_Redirects(), own_network=own_network).open(url, timeout=SECONDS) as answer:
            headers: Message = answer.headers
            whole = _read(answer, url)
            if len(whole) < int(headers.get("Content-Length") or 0):
                raise UnfitFile(url, "breaks off before its end", _REMEDY)
            data = _unpacked(whole, headers.get("Content-Encoding", ""), url)
    except HTTPError as error:
        with error:
            if str(error.reason).startswith(_Redirects.inf_msg):
                raise UnfitFile(url, _Redirects.inf_msg, _REMEDY) from error
            raise UnfitFile(url, f"cannot be fetched ({error.code} {error.reason})", _REMEDY) from error
    except URLError as error:
        raise UnfitFile(url, f"cannot be fetched ({error.reason})", _REMEDY) from error
    except (OSError, HTTPException, ValueError) as error:
        raise UnfitFile(url, f"cannot be fetched ({str(error) or 'it breaks off'})", _REMEDY) from error
    return Fetched(url=url, data=data, kind=headers.get_content_type(), charset=headers.get_content_charset())


def _read(file: IO[bytes], name: str) -> bytes:
    """The bytes, unless there are too many or they take too long."""
    until = time.monotonic() + LONGEST_SECONDS
    data = bytearray()
    while chunk := file.read(_CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise UnfitFile(name, "has more than 10 MB", "save its text alone and give that")
        if time.monotonic() > until:
            raise UnfitFile(name, f"takes longer than {LONGEST_SECONDS} seconds", _REMEDY)
    return bytes(data)


def _unpacked(data: bytes, encoding: str, name: str) -> bytes:
    if encoding.casefold() in ("", "identity"):
        return data
    if encoding.casefold() not in ("gzip", "x-gzip"):
        raise UnfitFile(name, f"comes packed as {encoding}", "save the page and give the file")
    try:
        unpacked = zlib.decompressobj(31).decompress(data, MOST_BYTES + 1)
    except zlib.error as error:
        raise UnfitFile(name, "cannot be unpacked", "save the page and give the file") from error
    if len(unpacked) > MOST_BYTES:
        raise UnfitFile(name, "has more than 10 MB", "save its text alone and give that")
    return unpacked
