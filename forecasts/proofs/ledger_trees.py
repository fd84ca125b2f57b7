"""The tree over a ledger's entries: its hashes are cached in a folder, and checked whenever they are used."""

from __future__ import annotations

from pathlib import Path

from forecasts.ledger.view import View
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.refusals import Rewritten
from forecasts.proofs.tree import Folder, Levels, Memory, Tree


def ledger_tree(view: View, signed: Checkpoint | None, cache: Path | None) -> Tree:
    """The tree up to the view's head, grown from what the cache holds under the last checkpoint.

    The cache is believed only as far as it folds to the root that was signed; the rest comes from the
    entries. Without a signature, or where the cache does not fit it, everything does.

    Raises
    ------
    Rewritten
        If the entries do not begin with what was signed.
    """
    levels = levels_of(view, cache)
    if signed is not None and signed.size <= view.head.sequence:
        tree = Tree(levels, signed.size)
        if tree.root(signed.size) == signed.root:
            tree.grow(view.entry_digests(after=signed.size))
            return tree
    return tree_from_entries(view, signed, levels)


def tree_from_entries(view: View, signed: Checkpoint | None, levels: Levels | None = None) -> Tree:
    """The tree made of nothing but the entries, held against a checkpoint where there is one.

    Raises
    ------
    Rewritten
        If the entries do not begin with what was signed.
    """
    tree = Tree(levels or Memory())
    tree.grow(view.entry_digests())
    if signed is not None:
        check_begins(tree, signed)
    return tree


def check_begins(tree: Tree, signed: Checkpoint) -> None:
    """Refuses a tree that does not begin with a checkpoint.

    Raises
    ------
    Rewritten
        If it has fewer entries, or another root over as many.
    """
    now = Checkpoint(origin=signed.origin, size=tree.size, root=tree.root(tree.size))
    if tree.size < signed.size:
        raise Rewritten(
            signed.origin,
            signed.shown,
            f"the ledger, which ends at entry {tree.size:,}",
            "for its end was cut off",
        )
    if tree.root(signed.size) != signed.root:
        raise Rewritten(
            signed.origin,
            signed.shown,
            now.shown.replace("checkpoint", "tree"),
            f"for the first {signed.size:,} entries have another root now",
        )


def levels_of(view: View, cache: Path | None) -> Levels:
    """The cache of this chain, named by its first entry; in memory where there can be none."""
    first = next(view.entry_digests(most=1), None)
    if cache is None or first is None:
        return Memory()
    folder = cache / first.hex()[:32]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Memory()
    return Folder(folder)
