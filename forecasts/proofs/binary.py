"""Bytes as text: base64 as RFC 4648 writes it and in no other way, so that a proof has one spelling."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error


def encoded(data: bytes) -> str:
    """Bytes in base64.

    >>> encoded(b"signed")
    'c2lnbmVk'
    """
    return b64encode(data).decode()


def decoded(text: str) -> bytes | None:
    """The bytes that a text in base64 holds; None where it is none, or not spelt as `encoded` spells it.

    >>> decoded("c2lnbmVk"), decoded("c2lnbmVkIQ="), decoded("AB==")
    (b'signed', None, None)
    """
    try:
        data = b64decode(text, validate=True)
    except (Error, ValueError):
        return None
    return data if encoded(data) == text else None
