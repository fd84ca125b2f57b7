"""Proofs under one signed root: what the cache gives is checked, and if it fails made from the entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from forecasts.ledger.view import View
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.ledger_trees import levels_of, tree_from_entries
from forecasts.proofs.merkle import is_consistent, root_by_inclusion
from forecasts.proofs.tree import Tree


class SignedTree:
    """The tree over the entries that a checkpoint covers; no hash of it is believed unread."""

    def __init__(self, view: View, signed: Checkpoint, cache: Path | None) -> None:
        self._view = view
        self._signed = signed
        self._levels = levels_of(view, cache)

    def inclusion_proof(self, index: int, leaf: bytes) -> list[bytes]:
        """The path from a leaf to the signed root; of a leaf that is not in the tree it leads elsewhere.

        Raises
        ------
        Rewritten
            If the entries do not begin with what was signed.
        """
        size, root = self._signed.size, self._signed.root
        return self._checked(
            lambda tree: tree.inclusion_proof(index, size),
            lambda _, path: root_by_inclusion(leaf, index, size, path) == root,
        )

    def consistency_proof(self, old: int) -> list[bytes]:
        """That the signed tree begins with that of so many leaves.

        Raises
        ------
        Rewritten
            If the entries do not begin with what was signed.
        """
        size, root = self._signed.size, self._signed.root
        return self._checked(
            lambda tree: tree.consistency_proof(old, size),
            lambda tree, proof: is_consistent(old, tree.root(old), size, root, proof),
        )

    def _checked(
        self, ask: Callable[[Tree], list[bytes]], holds: Callable[[Tree, list[bytes]], bool]
    ) -> list[bytes]:
        cached = Tree(self._levels, self._signed.size)
        found = ask(cached)
        if holds(cached, found):
            return found
        return ask(tree_from_entries(self._view, self._signed, self._levels))
