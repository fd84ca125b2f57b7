"""A file with something wrong in it: one to three changes of the kinds that befall its sort of file."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz import archives, tables, trees

Change = Callable[[bytes, Random], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """The bytes after the changes, and what was changed."""

    data: bytes
    changes: tuple[str, ...]


def mutated(data: bytes, rng: Random) -> Mutant:
    """The bytes of a file after some changes; the same for the same state of `rng`."""
    names = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        change = rng.choice(ANY if rng.random() < 0.3 else _of_its_sort(data))
        names.append(change.__name__)
        data = change(data, rng)
    return Mutant(data=data, changes=tuple(names))


def flipped(data: bytes, rng: Random) -> bytes:
    """Some bits of some bytes turned over."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 3, 30)) if found else 0):
        found[rng.randrange(len(found))] ^= rng.randrange(1, 256)
    return bytes(found)


def truncated(data: bytes, rng: Random) -> bytes:
    """The beginning alone."""
    return data[: rng.randrange(len(data) + 1)]


def beheaded(data: bytes, rng: Random) -> bytes:
    """The end alone."""
    return data[rng.randrange(len(data) + 1) :]


def holed(data: bytes, rng: Random) -> bytes:
    """A piece taken out."""
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.randrange(1, 200) :]


def spliced(data: bytes, rng: Random) -> bytes:
    """Bytes put in that belong nowhere."""
    start = rng.randrange(len(data) + 1)
    return (
        data[:start] + rng.choice((b"\x00" * 20, b'"', b"\xff\xfe", b"\r", rng.randbytes(40))) + data[start:]
    )


def doubled(data: bytes, rng: Random) -> bytes:
    """Some lines twice, or the whole of it."""
    if rng.random() < 0.3:
        return data + data
    lines = data.splitlines(keepends=True)
    twice = rng.randrange(len(lines)) if lines else 0
    return b"".join(lines[: twice + 1] + lines[twice:])


def shuffled(data: bytes, rng: Random) -> bytes:
    """The lines in another order."""
    lines = data.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def recoded(data: bytes, rng: Random) -> bytes:
    """In another encoding, with a byte-order mark or without."""
    text = data.decode("utf-8", "replace")
    kinds = ("latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "cp037")
    return rng.choice((b"", b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE)) + text.encode(
        rng.choice(kinds), "replace"
    )


def broken_lines(data: bytes, rng: Random) -> bytes:
    """With the line ends of another system, or with none."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\r", b"\n\n", b"")))


def emptied(_: bytes, rng: Random) -> bytes:
    """Nothing, or nearly."""
    return rng.choice(
        (
            b"",
            b"\n",
            b" ",
            codecs.BOM_UTF8,
            codecs.BOM_UTF16_LE,
            b"\x00",
            b"{}",
            b"[]",
            b"PK\x03\x04",
            b"PAR1",
            b"null",
            b"0",
        )
    )


ANY: tuple[Change, ...] = (
    *(flipped, flipped, truncated, truncated, beheaded, holed, spliced, doubled, shuffled, recoded),
    *(broken_lines, emptied),
)


def _of_its_sort(data: bytes) -> tuple[Change, ...]:
    opening = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if data.startswith(b"PK"):
        return archives.CHANGES
    if data.startswith(b"PAR1"):
        return (flipped, holed, truncated, spliced)
    return trees.CHANGES if opening in (b"{", b"[") else tables.CHANGES
