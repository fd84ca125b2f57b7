"""What the commands of keys and proofs take alike, and where the cache of the tree lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.options import Command

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.proofs.keys import Signer


def key_option(command: Command) -> Command:
    """Give a command --key, the file of a private key."""
    return click.option(
        "--key",
        type=click.Path(path_type=Path),
        envvar="TRACKER_KEY",
        metavar="FILE",
        help="The file of the private key [TRACKER_KEY].",
    )(command)


def witness_option(command: Command) -> Command:
    """Give a command --witness, the public keys of witnesses that are trusted."""
    return click.option(
        "--witness",
        "witnesses",
        multiple=True,
        metavar="KEY",
        help="The verifier key of a witness that you trust; may be given again.",
    )(command)


def signer_in(path: Path, view: View, *, of_the_ledger: bool) -> Signer:
    """The key that a file holds, or names in an agent, as a ledger knows it: as its own, or as somebody's."""
    from forecasts.ledger.key_rules import known_keys
    from forecasts.proofs.signers import read_signer

    known = [one for one in known_keys(view) if (one.holder is None) is of_the_ledger]
    known.sort(key=lambda one: one.revoked is not None)
    return read_signer(path, [one.key for one in known])


def tree_cache() -> Path:
    """The folder in which trees over ledgers are cached; it can be thrown away."""
    from platformdirs import user_cache_path

    return user_cache_path("trackrecord") / "trees"
