"""RFC 6962 trees: the root of many leaves, and short proofs that a leaf is in it or that it only grew.

Hashes are 32 bytes. A tree of `size` leaves is the left-filled binary tree of RFC 6962, section 2.1; `Hashes`
gives the hash of a complete subtree, and everything here is made of those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""

Hashes = Callable[[int, int], bytes]
"""The hash of a complete subtree, by its level and its place: 2^level leaves, from place x 2^level on."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf.

    >>> leaf_hash(b"").hex()[:12]
    '6e340b9cffb3'
    """
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def root(size: int, hashes: Hashes) -> bytes:
    """The root of the tree over the first `size` leaves."""
    return _subtree(0, size, hashes) if size else EMPTY


def inclusion_proof(index: int, size: int, hashes: Hashes) -> list[bytes]:
    """The hashes that lead from the leaf `index` to the root of the first `size`, from the leaf upwards.

    Raises
    ------
    IndexError
        If the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"A tree of {size} leaves has no leaf {index}.")
    return _path(index, 0, size, hashes)


def consistency_proof(old: int, size: int, hashes: Hashes) -> list[bytes]:
    """The hashes that show the tree of `old` leaves to be the beginning of that of `size`.

    It is empty where both are one tree, and where the old one has no leaves.

    Raises
    ------
    IndexError
        If the old tree is larger.
    """
    if not 0 <= old <= size:
        raise IndexError(f"A tree of {size} leaves was never one of {old}.")
    return _grown(old, 0, size, hashes, whole=True) if 0 < old < size else []


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root to which a proof leads from a leaf's hash (RFC 9162, 2.1.3.2); None if its length is wrong."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def is_consistent(old: int, old_root: bytes, size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the second tree begins with the first (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not proof and old_root == (EMPTY if old == 0 else new_root)
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def frontier(size: int) -> list[tuple[int, int]]:
    """The complete subtrees of which a tree of `size` leaves is made, from the left, each by level and place.

    >>> frontier(11)
    [(3, 0), (1, 4), (0, 10)]
    """
    found, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found


def _subtree(start: int, end: int, hashes: Hashes) -> bytes:
    """The hash over the leaves from `start` up to `end`, made of those of complete subtrees."""
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return hashes(level, start >> level)
    middle = start + _split(count)
    return node_hash(_subtree(start, middle, hashes), _subtree(middle, end, hashes))


def _path(index: int, start: int, end: int, hashes: Hashes) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(index, start, middle, hashes), _subtree(middle, end, hashes)]
    return [*_path(index, middle, end, hashes), _subtree(start, middle, hashes)]


def _grown(old: int, start: int, end: int, hashes: Hashes, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962: `whole` says that the verifier knows the old root of just these leaves."""
    if old == end:
        return [] if whole else [_subtree(start, end, hashes)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_grown(old, start, middle, hashes, whole=whole), _subtree(middle, end, hashes)]
    return [*_grown(old, middle, end, hashes, whole=False), _subtree(start, middle, hashes)]


def _split(count: int) -> int:
    """The largest power of two below a count of at least two."""
    return 1 << (count - 1).bit_length() - 1
