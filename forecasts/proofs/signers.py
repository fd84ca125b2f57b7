"""Which key signs: one in a file that `tracker key new` made, one of OpenSSH, or one that an agent holds.

OpenSSH's keys have no name for a note. It is the one under which the ledger knows their public half.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from forecasts.proofs import ed25519, openssh
from forecasts.proofs.agents import agent_key
from forecasts.proofs.keys import (
    Signer,
    SigningKey,
    Signs,
    VerifierKey,
    checked_name,
    read_key_file,
    read_private,
)
from forecasts.proofs.refusals import UnfitKey


def read_signer(path: Path, known: Iterable[VerifierKey]) -> Signer:
    """The key that a file holds, or names.

    Parameters
    ----------
    path
        A private key's file, ours or OpenSSH's; or OpenSSH's file of a public key, whose private half is in
        the agent of this session.
    known
        The public keys that the ledger knows for this; of two halves alike the first is meant.

    Raises
    ------
    UnfitKey
        If it is none, others may read it, no agent is there, or the ledger does not know an OpenSSH key.
    """
    text = read_key_file(path)
    if openssh.is_public(text):
        return agent_key(_named(openssh.public_in(text, path), path, known))
    if text.startswith(openssh.PRIVATE):
        seed = openssh.seed_in(read_private(path), path)
        return SigningKey(name=_named(ed25519.public_of(seed), path, known).name, seed=seed)
    return SigningKey.read(path)


def read_verifier(text: str, name: str) -> VerifierKey:
    """The public key that somebody wants known: a verifier key, or OpenSSH's file of one, which gets a name.

    Raises
    ------
    UnfitKey
        If it is neither.
    """
    path = Path(text)
    if not path.is_file():
        return VerifierKey.read(text)
    held = read_key_file(path)
    if openssh.is_public(held):
        return VerifierKey(name=checked_name(name), public=openssh.public_in(held, path))
    return VerifierKey.read(held)


def _named(public: bytes, path: Path, known: Iterable[VerifierKey]) -> VerifierKey:
    for key in known:
        if key.public == public and key.signs is Signs.NOTES:
            return key
    half = path if path.suffix == ".pub" else f"{path}.pub"
    raise UnfitKey(
        f"The key {path}",
        "is none that the ledger knows for this",
        f"record it with `tracker key add {half}`, or that of a person with --for WHO",
    )
