"""Signing in and out: a name and a password become a session, and a session ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.people.refusals import NotSignedIn, TooOften
from desk.site.asking import Answer, Asked, Moved, Page
from forecasts import clock
from forecasts.errors import TrackerError, Unknown

if TYPE_CHECKING:
    from desk.people.door import Door

PASSWORD = "password"  # noqa: S105  # how somebody signed in, and no password
NEVER_KEPT = {"cache-control": "no-store"}


def form(asked: Asked) -> Answer:
    """Where somebody signs in; who has done so goes on."""
    if asked.who.name:
        return Moved(to=after(asked))
    return sign_in_page(asked, refusal=None)


def sign_in(asked: Asked) -> Answer:
    """Begins a session for a name and its password; every mistake is answered alike."""
    door = door_of(asked)
    try:
        door.tries.password(asked.address, asked.text("name"))
        account = door.accounts.proven(asked.text("name"), secret_of(asked, "password"))
    except TooOften as refusal:
        more = {"retry-after": str(refusal.seconds)}
        return sign_in_page(asked, refusal=str(refusal), status=429, headers=more)
    except NotSignedIn as refusal:
        return sign_in_page(asked, refusal=str(refusal), status=400)
    session = door.sessions.opened(account, how=PASSWORD, before=asked.secret, now=clock.now())
    return Moved(to=after(asked), session=session)


def sign_out(asked: Asked) -> Answer:
    """Ends the session of this browser."""
    if asked.who.session is not None:
        door_of(asked).sessions.end(asked.who.session)
    return Moved(to="/sign-in", session="")


def sign_out_everywhere(asked: Asked) -> Answer:
    """Ends every session of this person."""
    if asked.who.account is not None:
        door_of(asked).sessions.end_all(asked.who.account)
    return Moved(to="/sign-in", session="")


def door_of(asked: Asked) -> Door:
    """The door of a site with accounts; without them there is nothing to sign in to."""
    if asked.desk.door is None:
        raise Unknown("account", asked.me, remedy="whoever uses this computer acts without one.")
    return asked.desk.door


def secret_of(asked: Asked, name: str) -> str:
    """A password as it was typed, with the spaces around it."""
    return (asked.form.get(name) or ("",))[0]


def status_of(refusal: TrackerError) -> int:
    """How a refusal about an account is answered: too many tries are told apart."""
    return 429 if isinstance(refusal, TooOften) else 400


def sign_in_page(
    asked: Asked, *, refusal: str | None, status: int = 200, headers: dict[str, str] | None = None
) -> Page:
    """The page to sign in on, with what was refused."""
    return Page(
        template="sign_in.html",
        title="Sign in",
        facts={
            "refusal": refusal,
            "onward": after(asked),
            "name": asked.text("name"),
            "has_passkeys": door_of(asked).passkeys is not None,
        },
        status=status,
        headers={**NEVER_KEPT, **(headers or {})},
    )


def after(asked: Asked) -> str:
    """Where somebody wanted to go before."""
    return onward(asked.text("to"))


def onward(text: str) -> str:
    """An address of this site, and its first page for any other.

    >>> [onward(text) for text in ("/questions?q=a", "//evil.example", "https://evil.example")]
    ['/questions?q=a', '/', '/']
    """
    is_own = text.startswith("/") and not text.startswith(("//", "/sign-"))
    return text if is_own and "\\" not in text and text.isprintable() else "/"
