"""What befalls JSON, or lines of it: keys lost, values of another type, nesting without end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.fuzz import absurd

Place = tuple[Any, Any]
_HERE = "\ue000here"


def values_absurd(data: bytes, rng: Random) -> bytes:
    """Some values are absurd."""
    return _changed(data, rng, lambda box, key: box.__setitem__(key, absurd.value(rng)))


def values_formulas(data: bytes, rng: Random) -> bytes:
    """Some values are formulas."""
    return _changed(
        data, rng, lambda box, key: box.__setitem__(key, rng.choice(absurd.FORMULAS)), often=(8, 30)
    )


def value_everywhere(data: bytes, rng: Random) -> bytes:
    """A key holds the same absurd value wherever it stands."""
    value = absurd.value(rng)

    def everywhere(tree: Any) -> None:
        places = list(_places(tree))
        if places:
            wanted = rng.choice(places)[1]
            for box, key in places:
                if key == wanted:
                    box[key] = value

    return _with_tree(data, rng, everywhere)


def value_retyped(data: bytes, rng: Random) -> bytes:
    """Some values are of another type, and mean the same."""

    def retype(box: Any, key: Any) -> None:
        old = box[key]
        box[key] = rng.choice((str(old), [old], {"value": old}, None, not old, [old, old]))

    return _changed(data, rng, retype)


def keys_dropped(data: bytes, rng: Random) -> bytes:
    """Some keys or items less."""
    return _changed(data, rng, lambda box, key: box.__delitem__(key))


def keys_renamed(data: bytes, rng: Random) -> bytes:
    """Some keys are others."""

    def rename(box: Any, key: Any) -> None:
        if isinstance(box, dict):
            box[rng.choice((absurd.text(rng), *box))] = box.pop(key)

    return _changed(data, rng, rename)


def values_swapped(data: bytes, rng: Random) -> bytes:
    """Two values in each other's places."""

    def swap(tree: Any) -> None:
        places = list(_places(tree))
        if places:
            (one, a), (other, b) = rng.choice(places), rng.choice(places)
            first, second = one[a], other[b]
            one[a], other[b] = json.loads(json.dumps([second, first]))

    return _with_tree(data, rng, swap)


def items_many(data: bytes, rng: Random) -> bytes:
    """A list holds its items over and over."""

    def multiply(box: Any, key: Any) -> None:
        if isinstance(box[key], list):
            box[key] = box[key] * rng.choice((2, 50))

    return _changed(data, rng, multiply, often=(20,))


def bombed(data: bytes, rng: Random) -> bytes:
    """Somewhere it is nested thousands of times, closed again or not."""
    deep = rng.choice((300, 900, 5_000, 200_000))
    opened, closed = rng.choice((("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")))
    bomb = opened * deep + rng.choice(("1", "", "null")) + rng.choice((closed * deep, ""))
    marked = _changed(data, rng, lambda box, key: box.__setitem__(key, _HERE), often=(1,))
    return marked.replace(json.dumps(_HERE).encode(), bomb.encode()) if rng.random() < 0.9 else bomb.encode()


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(values_absurd, values_absurd, values_absurd, value_everywhere, value_everywhere, value_retyped),
    *(values_formulas, keys_dropped, keys_renamed, values_swapped, items_many, bombed),
)


def _changed(
    data: bytes, rng: Random, change: Callable[[Any, Any], None], often: tuple[int, ...] = (1, 1, 3, 10)
) -> bytes:
    """Change values at random places."""

    def work(tree: Any) -> None:
        for _ in range(rng.choice(often)):
            places = list(_places(tree))
            if places:
                change(*rng.choice(places))

    return _with_tree(data, rng, work)


def _with_tree(data: bytes, rng: Random, work: Callable[[Any], None]) -> bytes:
    """The document, or one of its lines, after work was done on it; what is no JSON stays as it is."""
    lines = data.splitlines(keepends=True)
    try:
        tree = [json.loads(data)]
        lines, at = [data], 0
    except (ValueError, RecursionError):
        at = rng.randrange(len(lines) or 1)
        try:
            tree = [json.loads(lines[at])]
        except (ValueError, RecursionError, IndexError):
            return data
    work(tree)
    written = json.dumps(tree[0]) if tree else ""
    return b"".join((*lines[:at], written.encode(), b"\n" if len(lines) > 1 else b"", *lines[at + 1 :]))


def _places(tree: Any) -> Iterator[Place]:
    """Each container in the tree with each of its keys, as far down as a change makes sense."""
    waiting = [(tree, 0)]
    while waiting:
        box, depth = waiting.pop()
        for key in list(box) if isinstance(box, dict) else range(len(box)):
            yield box, key
            if isinstance(box[key], dict | list) and depth < 12:
                waiting.append((box[key], depth + 1))
