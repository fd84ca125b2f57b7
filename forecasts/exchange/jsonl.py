"""The whole ledger as JSON lines: every entry and record as it is, so that a replay ends on the same digest.

The first line names the format, the last one counts the lines between and names the head: a file that
was cut off, even between two entries, is refused, and so is one in which a byte was changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from forecasts.chain import ROOT, archive_digest
from forecasts.errors import TrackerError, UnfitFile
from forecasts.records import noun_name, read_record

FORMAT = "trackrecord-entries-1"
_KEYS = {
    "entry": {"sequence", "recorded_at", "recorded_by", "action", "reason", "records", "previous", "digest"},
    "record": {"noun", "body"},
    "archive": {"digest", "kind", "salt", "text"},
}


def written(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of a file, without their line breaks, one at a time.

    >>> list(written([]))[0]
    '{"format": "trackrecord-entries-1"}'
    """
    yield json.dumps({"format": FORMAT})
    head, count = ROOT, 0
    for count, line in enumerate(entries, 1):  # noqa: B007 - the last count is what the end tells
        if "entry" in line:
            head = line["entry"]["digest"]
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":"))
    yield json.dumps({"end": {"lines": count, "head": head}})


def is_ours(path: Path) -> bool:
    """Whether a file opens as an export of entries does."""
    try:
        with path.open(encoding="utf-8-sig") as text:
            opening = json.loads(text.readline(1000))
    except (OSError, ValueError):
        return False
    return isinstance(opening, dict) and "format" in opening


def entries(path: Path, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """The lines between the first and the last, each checked; `counts` gathers the nouns on the way.

    What is no line of ours raises UnfitFile, as does an end that is missing or tells of another head.
    """
    with path.open(encoding="utf-8-sig") as text:
        lines = _parsed(path, text)
        number, opening = next(lines, (1, {}))
        if opening != {"format": FORMAT}:
            raise UnfitFile(
                str(path), f"is of the format {opening.get('format')!r}", f"this program reads {FORMAT!r}"
            )
        head = ROOT
        for number, line in lines:
            if "end" in line:
                if line["end"] != {"lines": number - 2, "head": head} or next(lines, None) is not None:
                    raise _broken(path, number, "the end does not fit what stands before it")
                return
            if "entry" in _checked(path, number, line):
                head = line["entry"]["digest"]
            if "record" in line:
                counts[line["record"]["noun"]] += 1
            yield line
        raise _broken(path, number, "it breaks off")


def _parsed(path: Path, text: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    try:
        for number, line in enumerate(text, 1):
            found = json.loads(line)
            if not isinstance(found, dict):
                raise _broken(path, number, "the line is no object")
            yield number, found
    except ValueError as error:
        raise _broken(path, number + isinstance(error, UnicodeDecodeError), "the line is no JSON") from error


def _checked(path: Path, number: int, line: dict[str, Any]) -> dict[str, Any]:
    (kind, *others) = line or ("",)
    part = line.get(kind)
    if others or not isinstance(part, dict) or part.keys() != _KEYS.get(kind):
        raise _broken(path, number, "the line is no entry, record or archive")
    if kind == "record":
        try:
            fits = noun_name(read_record(part["body"])) == part["noun"]
        except (ValueError, KeyError, TypeError, TrackerError) as error:
            raise _broken(path, number, f"the record cannot be read ({error})") from error
        if not fits:
            raise _broken(path, number, f"the record is no {part['noun']}")
    kept = kind == "archive" and part["text"] is not None
    if kept and archive_digest(str(part["salt"]), part["text"]) != part["digest"]:
        raise _broken(path, number, "the archived text does not fit its digest")
    return line


def _broken(path: Path, number: int, fault: str) -> UnfitFile:
    return UnfitFile(str(path), f"was cut off or altered, line {number}: {fault}", "export it again")
