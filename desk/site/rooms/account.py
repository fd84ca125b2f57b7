"""One's own account: the password, the browsers that are signed in, and the tokens of one's programs."""

from __future__ import annotations

from desk.people.accounts import Account
from desk.people.refusals import NotSignedIn
from desk.people.roles import IN_WORDS, Deed
from desk.site.asking import Answer, Asked, Moved, Page
from desk.site.rooms.signing import NEVER_KEPT, PASSWORD, door_of, secret_of, status_of
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField

_DONE = {
    "password": "Your password is changed, and you are signed in nowhere else.",
    "revoked": "Revoked.",
    "passkey": "The passkey is kept: sign in with it from now on.",
    "forgotten": "The passkey opens nothing any more.",
}
_MOST_DAYS = 3_650


def account(asked: Asked) -> Answer:
    """The account of whoever asks."""
    return account_page(asked)


def password(asked: Asked) -> Answer:
    """Another password for who knows the one before; every other session ends."""
    door, mine = door_of(asked), own_account(asked)
    try:
        door.tries.password(asked.address, mine.name)
        found = door.accounts.proven(mine.name, secret_of(asked, "before"))
        if secret_of(asked, "after") != secret_of(asked, "again"):
            raise UnfitField("again", "The new password is typed in two ways.")
        found = door.accounts.set_password(found.name, secret_of(asked, "after"))
    except NotSignedIn:
        return account_page(asked, refusal="That is not your password.")
    except TrackerError as refusal:
        return account_page(asked, refusal=str(refusal), status=status_of(refusal))
    session = door.sessions.opened(found, how=PASSWORD, before=asked.secret, now=clock.now())
    return Moved(to="/account?done=password", session=session)


def token(asked: Asked) -> Answer:
    """A new token, shown on this page and never again."""
    door = door_of(asked)
    try:
        scopes = [Deed(text) for text in asked.texts("scope") if text in IN_WORDS]
        made = door.tokens.made(
            own_account(asked), asked.text("name"), scopes, days=asked.value("days", _days), now=clock.now()
        )
    except TrackerError as refusal:
        return account_page(asked, refusal=str(refusal))
    return account_page(asked, made=made)


def revoke(asked: Asked) -> Answer:
    """Lets one of one's tokens open nothing any more."""
    door = door_of(asked)
    try:
        door.tokens.revoke(own_account(asked), asked.text("name"), now=clock.now())
    except TrackerError as refusal:
        return account_page(asked, refusal=str(refusal))
    return Moved(to="/account?done=revoked")


def own_account(asked: Asked) -> Account:
    """The account of whoever asks; a token changes none, whatever it may do else."""
    if asked.who.session is None:
        raise UnfitField("token", "An account is changed by who signs in with its password.")
    return asked.who.session.account


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:9]) <= _MOST_DAYS:
        raise UnfitField("days", f"{text[:20]!r} is no number of days from 1 to {_MOST_DAYS:,}.")
    return int(text)


def account_page(asked: Asked, *, refusal: str = "", made: str = "", status: int = 400) -> Page:
    """One's account, with a token that was made just now, or what was refused."""
    door, now = door_of(asked), clock.now()
    mine = own_account(asked)
    return Page(
        template="account.html",
        title="Your account",
        facts={
            "mine": mine,
            "deeds": [IN_WORDS[deed] for deed in Deed if deed in mine.deeds],
            "scopes": [(deed, IN_WORDS[deed]) for deed in Deed if deed in mine.deeds - {Deed.MANAGE}],
            "sessions": door.sessions.count(mine, now=now),
            "tokens": [(one, one.works(now)) for one in reversed(door.tokens.of(mine))],
            "made": made,
            "passkeys": None if door.passkeys is None else door.passkeys.of(mine),
            "done": _DONE.get(asked.text("done"), ""),
            "refusal": refusal,
        },
        status=status if refusal else 200,
        headers=NEVER_KEPT,
    )
