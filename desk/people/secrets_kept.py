"""A secret that is shown once and known again by its digest alone."""

from __future__ import annotations

import secrets
from hashlib import sha256

_BYTES = 32


def new_secret() -> str:
    """32 random bytes, as text that an address, a cookie and a header can hold."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a secret; so long a random text needs no slow hash."""
    return sha256(secret.encode(errors="replace")).hexdigest()
