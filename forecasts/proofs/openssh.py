"""Ed25519 keys as OpenSSH writes them: a public one on a line, a private one without a passphrase."""

from __future__ import annotations

from pathlib import Path

from forecasts.proofs.binary import decoded
from forecasts.proofs.refusals import LacksCryptography, UnfitKey

KIND = b"ssh-ed25519"
PRIVATE = "-----BEGIN OPENSSH PRIVATE KEY-----"
_PREFIXES = ("ssh-", "ecdsa-", "sk-")


def is_public(text: str) -> bool:
    """Whether a text is a public key of OpenSSH, of any kind.

    >>> is_public("ssh-rsa AAAAB3 ann@desk"), is_public("example.com/ledger+530d903a+AekyeR")
    (True, False)
    """
    return text.startswith(_PREFIXES)


def public_in(text: str, where: Path) -> bytes:
    """The 32 public bytes of the one key that a file of OpenSSH holds.

    Raises
    ------
    UnfitKey
        If it holds several, or one of another kind than Ed25519.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        raise UnfitKey(f"The file {where}", f"holds {len(lines)} keys", "name a file of one key")
    kind, _, rest = lines[0].partition(" ")
    blob = decoded(rest.split(" ")[0]) or b""
    if kind.encode() != KIND:
        raise UnfitKey(
            f"The key {where}", f"is of the kind {kind[:40]}", "make one with `ssh-keygen -t ed25519`"
        )
    found = public_in_blob(blob)
    if found is None:
        raise UnfitKey(f"The key {where}", "cannot be read", "copy it again")
    return found


def public_in_blob(blob: bytes) -> bytes | None:
    """The 32 public bytes of a key as it travels (RFC 8709); None of another kind."""
    head = string_of(KIND) + (32).to_bytes(4, "big")
    return blob[len(head) :] if blob.startswith(head) and len(blob) == len(head) + 32 else None


def blob_of(public: bytes) -> bytes:
    """A public key as it travels.

    >>> public_in_blob(blob_of(bytes(32))) == bytes(32)
    True
    """
    return string_of(KIND) + string_of(public)


def string_of(data: bytes) -> bytes:
    """Bytes after their length, as all of SSH writes them (RFC 4251)."""
    return len(data).to_bytes(4, "big") + data


def seed_in(text: str, where: Path) -> bytes:
    """The 32 private bytes of a file that `ssh-keygen -t ed25519` made without a passphrase.

    Raises
    ------
    UnfitKey
        If it is locked, damaged or of another kind.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key
    except ModuleNotFoundError as error:
        raise LacksCryptography from error
    try:
        key = load_ssh_private_key(text.encode() + b"\n", password=None)
    except TypeError as error:
        raise UnfitKey(
            f"The key {where}",
            "is locked by a passphrase",
            f"give it to an agent with `ssh-add {where}`, and name its public half, --key {where}.pub",
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnfitKey(f"The key {where}", "cannot be read", "use a copy of it") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UnfitKey(f"The key {where}", "is no Ed25519 key", "make one with `ssh-keygen -t ed25519`")
    return bytes(key.private_bytes_raw())
