"""Trees: the vectors of the reference implementation, the definition, and proofs that were bent."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.proofs import merkle
from forecasts.proofs.tree import Folder, Memory, Tree
from tests.forecasts.proofs.cases import roots

LEAVES = tuple(
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
MOST = 40
DIGESTS = tuple(sha256(bytes([number])).digest() for number in range(MOST))


def tree_of(digests: tuple[bytes, ...]) -> Tree:
    """A tree in memory."""
    tree = Tree(Memory())
    tree.grow(digests)
    return tree


TREE = tree_of(DIGESTS)


def test_the_roots_are_those_of_the_reference_implementation() -> None:
    """Those of Certificate Transparency's own test of its first eight leaves."""
    tree = tree_of(LEAVES)
    assert tuple(tree.root(size).hex() for size in range(1, 9)) == ROOTS
    assert tree.root(0) == sha256(b"").digest()


@pytest.mark.parametrize("size", range(MOST + 1))
def test_every_root_is_that_of_the_definition(size: int) -> None:
    """Whatever the shape of the tree."""
    assert TREE.root(size) == roots(DIGESTS[:size])


@given(size=st.integers(1, MOST), data=st.data())
def test_every_leaf_is_proven_and_no_other(size: int, data: st.DataObject) -> None:
    """A path leads from its own leaf, at its own place, to the root, and from nothing else."""
    index = data.draw(st.integers(0, size - 1))
    leaf, path, root = merkle.leaf_hash(DIGESTS[index]), TREE.inclusion_proof(index, size), TREE.root(size)
    assert merkle.root_by_inclusion(leaf, index, size, path) == root
    other = data.draw(st.integers(0, MOST - 1).filter(lambda one: one != index))
    assert merkle.root_by_inclusion(merkle.leaf_hash(DIGESTS[other]), index, size, path) != root
    assert merkle.root_by_inclusion(leaf, other, size, path) != root
    for bent in _bent(path, data):
        assert merkle.root_by_inclusion(leaf, index, size, bent) != root


@given(size=st.integers(1, MOST), data=st.data())
def test_growth_is_proven_and_nothing_else(size: int, data: st.DataObject) -> None:
    """From every earlier size; another old root, another new one or a bent proof shows nothing."""
    old = data.draw(st.integers(0, size))
    proof, before, after = TREE.consistency_proof(old, size), TREE.root(old), TREE.root(size)
    assert merkle.is_consistent(old, before, size, after, proof)
    assert not merkle.is_consistent(old, bytes(32), size, after, proof)
    if old:
        assert not merkle.is_consistent(old, before, size, bytes(32), proof)
    for bent in _bent(proof, data):
        assert not merkle.is_consistent(old, before, size, after, bent)


def _bent(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The proof too long, too short, and with one hash changed."""
    if not proof:
        return [[bytes(32)]]
    place = data.draw(st.integers(0, len(proof) - 1))
    changed = [*proof]
    changed[place] = bytes([changed[place][0] ^ 1]) + changed[place][1:]
    return [[*proof, bytes(32)], proof[:-1], changed]


def test_what_no_tree_has_is_refused() -> None:
    """A leaf beyond the tree, and a tree larger than the new one."""
    with pytest.raises(IndexError, match="has no leaf 5"):
        TREE.inclusion_proof(5, 5)
    with pytest.raises(IndexError, match="never one of 6"):
        TREE.consistency_proof(6, 5)


@given(sizes=st.lists(st.integers(0, 9), max_size=6))
def test_a_cache_grown_in_steps_is_the_tree_grown_at_once(
    sizes: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each step by a program that believes the first leaves only and writes over the rest."""
    folder = Folder(tmp_path_factory.mktemp("tree"))
    size = 0
    for more in sizes:
        tree = Tree(folder, size)
        tree.grow([bytes(32)] * 3)
        tree = Tree(folder, size)
        tree.grow(DIGESTS[size : size + more])
        size = min(size + more, MOST)
    grown = Tree(folder, size)
    assert [grown.root(below) for below in range(size + 1)] == [TREE.root(below) for below in range(size + 1)]


def test_a_cache_that_was_thrown_away_is_empty(tmp_path: Path) -> None:
    """Nothing is read from files that are not there: the root comes out another."""
    assert Tree(Folder(tmp_path), 2).root(2) != TREE.root(2)
