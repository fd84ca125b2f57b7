"""The whole ledger as JSON lines: every entry and record as it is, so that a replay ends on the same digest.

The first line names the format. The last one counts the lines between, names the head and gives their
SHA-256: a file that was cut off, even between two entries, or changed on its way is refused. That the
digests of the chain hold is proved by the replay itself.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forecasts.errors import UnfitFile
from forecasts.ledger.chain import ROOT

FORMAT = "trackrecord-entries-1"


class _Tally:
    """What the last line of a file must say of the lines before it."""

    def __init__(self) -> None:
        self.lines = 0
        self.head = ROOT
        self._whole = hashlib.sha256()

    def add(self, text: str, line: dict[str, Any]) -> None:
        self.lines += 1
        self._whole.update(text.encode() + b"\n")
        if isinstance(entry := line.get("entry"), dict):
            self.head = str(entry.get("digest"))

    @property
    def end(self) -> dict[str, Any]:
        return {"lines": self.lines, "head": self.head, "sha256": self._whole.hexdigest()}


def written(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of a file, without their line breaks, one at a time.

    >>> list(written([]))[0]
    '{"format": "trackrecord-entries-1"}'
    """
    yield json.dumps({"format": FORMAT})
    tally = _Tally()
    for line in entries:
        text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
        tally.add(text, line)
        yield text
    yield json.dumps({"end": tally.end})


def is_ours(path: Path) -> bool:
    """Whether a file opens as an export of entries does, whatever its version."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            opening = json.loads(file.readline(1000).decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(opening, dict) and "format" in opening


def entries(path: Path, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """The lines between the first and the last; `counts` gathers the nouns of the records on the way.

    A line that is no JSON object raises UnfitFile, as does an end that is missing or does not fit.
    """
    with path.open(encoding="utf-8-sig") as file:
        lines = _parsed(path, file)
        number, _, opening = next(lines, (1, "", {}))
        if opening != {"format": FORMAT}:
            raise UnfitFile(
                str(path), f"is of the format {opening.get('format')!r}", f"this program reads {FORMAT!r}"
            )
        tally = _Tally()
        for number, text, line in lines:
            if "end" in line:
                if line["end"] != tally.end or next(lines, None) is not None:
                    raise _broken(path, number, "the end does not fit what stands before it")
                return
            tally.add(text, line)
            if isinstance(record := line.get("record"), dict):
                counts[str(record.get("noun"))] += 1
            yield line
        raise _broken(path, number, "it breaks off")


def _parsed(path: Path, file: Iterable[str]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    number = 0
    try:
        for number, raw in enumerate(file, 1):
            text = raw.removesuffix("\n")
            line = json.loads(text)
            if not isinstance(line, dict):
                raise _broken(path, number, "the line is no object")
            yield number, text, line
    except (ValueError, RecursionError) as error:
        raise _broken(path, number, "the line is no JSON") from error


def _broken(path: Path, number: int, fault: str) -> UnfitFile:
    return UnfitFile(str(path), f"was cut off or altered, line {number}: {fault}", "export it again")
