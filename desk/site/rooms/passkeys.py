"""Passkeys on the site: made on one's account's page, shown to sign in, and forgotten."""

from __future__ import annotations

from desk.people.passkeys import Passkeys
from desk.people.refusals import NoPasskey
from desk.site.asking import Answer, Asked, File, Moved
from desk.site.rooms.account import account_page, own_account
from desk.site.rooms.signing import after, door_of, secret_of, sign_in_page, status_of
from forecasts import clock
from forecasts.errors import TrackerError

PASSKEY = "passkey"
_TEXT = "text/plain; charset=utf-8"


def begin_making(asked: Asked) -> Answer:
    """What the browser is asked to make, for who knows the password: a session alone makes no new key."""
    door = door_of(asked)
    try:
        mine = own_account(asked).name
        door.tries.password(asked.address, mine)
        account = door.accounts.proven(mine, secret_of(asked, "password"))
        return _json(_passkeys(asked).to_make(account, now=clock.now()))
    except TrackerError as refusal:
        return _refused(refusal)


def made(asked: Asked) -> Answer:
    """Keeps the passkey that the browser made."""
    try:
        _passkeys(asked).made(
            own_account(asked), asked.text("name"), asked.text("credential"), now=clock.now()
        )
    except TrackerError as refusal:
        return account_page(asked, refusal=str(refusal))
    return Moved(to="/account?done=passkey")


def forget(asked: Asked) -> Answer:
    """Lets one of one's passkeys open nothing any more."""
    try:
        _passkeys(asked).forget(own_account(asked), asked.text("id"))
    except TrackerError as refusal:
        return account_page(asked, refusal=str(refusal))
    return Moved(to="/account?done=forgotten")


def begin_showing(asked: Asked) -> Answer:
    """What the browser is asked to show."""
    try:
        return _json(_passkeys(asked).to_show(now=clock.now()))
    except TrackerError as refusal:
        return _refused(refusal)


def sign_in(asked: Asked) -> Answer:
    """Begins a session for whoever showed a passkey."""
    door = door_of(asked)
    try:
        door.tries.password(asked.address, f"passkey from {asked.address}")
        account = _passkeys(asked).proven(asked.text("credential"), now=clock.now())
    except TrackerError as refusal:
        sentence = f"The passkey was not taken. {refusal}"
        return sign_in_page(asked, refusal=sentence, status=status_of(refusal))
    session = door.sessions.opened(account, how=PASSKEY, before=asked.secret, now=clock.now())
    return Moved(to=after(asked), session=session)


def _passkeys(asked: Asked) -> Passkeys:
    found = door_of(asked).passkeys
    if found is None:
        raise NoPasskey
    return found


def _json(text: str) -> File:
    return File(body=text.encode(), media="application/json")


def _refused(refusal: TrackerError) -> File:
    return File(body=str(refusal).encode(), media=_TEXT, status=status_of(refusal))
