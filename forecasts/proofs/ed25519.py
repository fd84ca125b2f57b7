"""Ed25519 by the `cryptography` package: three functions over bytes, loaded when first used."""

from __future__ import annotations

from types import ModuleType

from forecasts.proofs.refusals import LacksCryptography


def public_of(seed: bytes) -> bytes:
    """The 32 public bytes that belong to the 32 private ones (RFC 8032).

    >>> public_of(bytes(32)).hex()[:12]
    '3b6a27bcceb6'
    """
    return bytes(_ed25519().Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())


def sign(seed: bytes, signed: bytes) -> bytes:
    """The 64 bytes of a signature."""
    return bytes(_ed25519().Ed25519PrivateKey.from_private_bytes(seed).sign(signed))


def verifies(public: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether a signature is that of a public key over these bytes."""
    keys = _ed25519()
    from cryptography.exceptions import InvalidSignature

    try:
        keys.Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _ed25519() -> ModuleType:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ModuleNotFoundError as error:
        raise LacksCryptography from error
    return ed25519
