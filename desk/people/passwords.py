"""Passwords: kept as Argon2id, and checked in the same time whether or not there is such an account.

One is checked at a time, so that many tries at once do not take the memory of the server.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from desk.people.refusals import WeakPassword
from forecasts.errors import LacksPackage

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 500
_MEMORY = 46 * 1024  # KiB: the first of OWASP's equal choices for Argon2id, one pass on one lane
_checking = Lock()


def kept(password: str, *, name: str) -> str:
    """The Argon2id text of a new password.

    Raises
    ------
    WeakPassword
        For one that is too short, too long, one letter over and over, or the name.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise WeakPassword(f"has {len(plain)} letters, and needs {SHORTEST}")
    if len(plain) > LONGEST:
        raise WeakPassword(f"has {len(plain):,} letters, and {LONGEST} are the most")
    if len(set(plain)) < 4 or plain.casefold().strip() == name.casefold():
        raise WeakPassword("is one that is tried first")
    with _checking:
        return hasher().hash(plain)


def fits(kept_text: str | None, password: str) -> bool:
    """Whether a password is the one that is kept; without one it takes as long, and is not."""
    from argon2.exceptions import VerificationError

    plain = _plain(password[: LONGEST + 1])
    with _checking:
        try:
            hasher().verify(kept_text or _nobodys(), plain)
        except VerificationError:
            return False
    return kept_text is not None


@cache
def hasher() -> PasswordHasher:
    """What makes and checks the texts; the first time it asks for its package."""
    try:
        from argon2 import PasswordHasher
    except ModuleNotFoundError as error:
        raise LacksPackage("An account", "web", "stay with `--as NAME` on this computer") from error
    return PasswordHasher(time_cost=1, memory_cost=_MEMORY, parallelism=1)


@cache
def _nobodys() -> str:
    """The text of a password that nobody knows, made like all others."""
    return hasher().hash(secrets.token_urlsafe())


def _plain(password: str) -> str:
    return unicodedata.normalize("NFC", password)
