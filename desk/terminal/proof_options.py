"""What the commands of keys and proofs take alike, and where the cache of the tree lies."""

from __future__ import annotations

from pathlib import Path

import click

from desk.terminal.options import Command


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


def tree_cache() -> Path:
    """The folder in which trees over ledgers are cached; it can be thrown away."""
    from platformdirs import user_cache_path

    return user_cache_path("trackrecord") / "trees"
