"""Where output goes: a stream closed before the start goes nowhere, and a path of any bytes is printed."""

from __future__ import annotations

import codecs
import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path

_PATHS = "trackrecord-paths"
_LONG_WORD = re.compile(r"\S{300,}")


def prepare_streams() -> None:
    """Puts what goes nowhere in place of closed streams, and lets the others print bytes of paths as escapes.

    A file that is opened while a standard descriptor is free would get its number, and what is said would be
    written into it.
    """
    descriptor = os.open(os.devnull, os.O_RDWR)
    while descriptor < 3:
        descriptor = os.open(os.devnull, os.O_RDWR)
    os.close(descriptor)
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays until the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as above
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors=_PATHS)


def shortened(sentence: str) -> str:
    """A sentence whose endless words, such as a name of 5,000 letters, are cut in their middle.

    >>> len(shortened(f"There is no zone {'x' * 5_000}: use UTC."))
    107
    """
    return _LONG_WORD.sub(lambda found: f"{found[0][:60]}…{found[0][-20:]}", sentence)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    r"""Bytes of a path that are no UTF-8 as `\\xe9`; other letters that cannot be written are refused."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    if not all("\udc80" <= letter <= "\udcff" for letter in letters):
        raise error
    return "".join(f"\\x{ord(letter) - 0xDC00:02x}" for letter in letters), error.end


codecs.register_error(_PATHS, _escaped)
