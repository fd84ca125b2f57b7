"""Passwords: kept as Argon2id, and checked in the same time whether or not there is such an account.

One is checked at a time, and few wait for it, so that many tries at once take neither the memory nor the
threads of the server.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from desk.people.refusals import TooOften, WeakPassword
from forecasts.errors import LacksPackage

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 500
_MEMORY = 46 * 1024  # KiB: the first of OWASP's equal choices for Argon2id, one pass on one lane
_AT_ONCE = 8
_A_WHILE = 5  # seconds
_checking = Lock()
_waiting = BoundedSemaphore(_AT_ONCE)


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
    """Whether a password is the one that is kept; without one it takes as long, and is not.

    Raises
    ------
    TooOften
        Where so many are checked already that this one would wait for long.
    """
    from argon2.exceptions import VerificationError

    plain = _plain(password[: LONGEST + 1])
    if not _waiting.acquire(blocking=False):
        raise TooOften(_A_WHILE)
    try:
        with _checking:
            hasher().verify(kept_text or _nobodys(), plain)
    except VerificationError:
        return False
    finally:
        _waiting.release()
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
