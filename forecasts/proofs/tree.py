"""The tree over a chain, with a cache of its hashes: one file a level, 32 bytes a complete subtree.

Entry n is leaf n - 1, and its data the 32 bytes of the entry's digest. The cache is made of nothing but the
entries and can be thrown away. It is never trusted: what it says of the past must fold to a root that was
signed, and what it says of a leaf must fit the entry, or it is made again.

>>> tree = Tree(Memory())
>>> tree.grow([bytes(32), bytes([1] * 32)])
>>> tree.size, tree.root(2).hex()[:12]
(2, '28fb81e49689')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Protocol

from forecasts.proofs import merkle

HASH = 32
CHUNK = 1 << 16


class Levels(Protocol):
    """Where hashes are kept, in order, a list a level."""

    def read(self, level: int, start: int, count: int) -> bytes:
        """Hashes of a level, one after the other; fewer where there are not so many."""

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Puts hashes on a level from a place on."""


class Memory:
    """Levels that last as long as the program."""

    def __init__(self) -> None:
        self._levels: dict[int, bytearray] = {}

    def read(self, level: int, start: int, count: int) -> bytes:
        """Hashes of a level, one after the other."""
        return bytes(self._levels.get(level, bytearray())[start * HASH : (start + count) * HASH])

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Puts hashes on a level from a place on."""
        self._levels.setdefault(level, bytearray())[start * HASH : start * HASH + len(hashes)] = hashes


class Folder:
    """Levels as files of a folder; programs that write at once write the same bytes to the same places."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, level: int, start: int, count: int) -> bytes:
        """Hashes of a level, one after the other."""
        try:
            with self._file(level).open("rb") as file:
                file.seek(start * HASH)
                return file.read(count * HASH)
        except FileNotFoundError:
            return b""

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Puts hashes on a level from a place on."""
        self._path.mkdir(parents=True, exist_ok=True)
        self._file(level).touch()
        with self._file(level).open("r+b") as file:
            file.seek(start * HASH)
            file.write(hashes)

    def _file(self, level: int) -> Path:
        return self._path / f"level-{level:02d}"


class Tree:
    """The tree over a chain's entries as far as it was grown.

    Of `levels` the first `size` leaves are believed, and what is kept beyond them is written over.
    """

    def __init__(self, levels: Levels, size: int = 0) -> None:
        self._levels = levels
        self.size = size

    def grow(self, digests: Iterable[bytes]) -> None:
        """Adds the leaves of further entries, by the digests of these, in bounded memory."""
        left = iter(digests)
        while chunk := list(islice(left, CHUNK)):
            hashes = b"".join([sha256(b"\x00" + digest).digest() for digest in chunk])
            self._put(0, self.size, hashes)

    def root(self, size: int) -> bytes:
        """The root of the tree over the first `size` leaves."""
        return merkle.root(size, self._hash)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """That the leaf `index` is in the tree over the first `size`: see `merkle.inclusion_proof`."""
        return merkle.inclusion_proof(index, size, self._hash)

    def consistency_proof(self, old: int, size: int) -> list[bytes]:
        """That the tree over the first `old` leaves only grew: see `merkle.consistency_proof`."""
        return merkle.consistency_proof(old, size, self._hash)

    def _hash(self, level: int, place: int) -> bytes:
        return self._levels.read(level, place, 1)

    def _put(self, level: int, start: int, hashes: bytes) -> None:
        """Puts hashes on a level, and above it those of all pairs that they complete."""
        self._levels.write(level, start, hashes)
        end = start + len(hashes) // HASH
        if level == 0:
            self.size = end
        first, last = start // 2, end // 2
        if first < last:
            pairs = self._levels.read(level, 2 * first, 2 * (last - first))
            self._put(level + 1, first, b"".join(_parents(pairs)))


def _parents(hashes: bytes) -> Iterator[bytes]:
    for start in range(0, len(hashes), 2 * HASH):
        yield sha256(b"\x01" + hashes[start : start + 2 * HASH]).digest()
