"""The accounts of the team, which an admin keeps: who they are, what they may do, whether they may come."""

from __future__ import annotations

from collections.abc import Callable

from desk.people.accounts import Account, Accounts
from desk.people.roles import IN_WORDS, MAY, Deed, Role
from desk.site.asking import Answer, Asked, Moved, Page
from desk.site.rooms.signing import NEVER_KEPT, door_of, secret_of
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField


def people(asked: Asked) -> Answer:
    """All accounts, with what an admin may change of each."""
    return _page(asked)


def add(asked: Asked) -> Answer:
    """A new account, with a first password that its person should change."""

    def act(accounts: Accounts) -> Account:
        return accounts.add(asked.text("name"), secret_of(asked, "password"), _roles(asked), now=clock.now())

    return _done(asked, act)


def roles(asked: Asked) -> Answer:
    """Other roles for an account, from its next request on."""
    return _done(asked, lambda accounts: accounts.give(_other(asked), _roles(asked)))


def password(asked: Asked) -> Answer:
    """A new password for somebody who forgot it; all of that person's sessions end."""
    return _done(
        asked, lambda accounts: accounts.set_password(asked.text("name"), secret_of(asked, "password"))
    )


def disable(asked: Asked) -> Answer:
    """Lets nobody use an account any more."""
    return _done(asked, lambda accounts: accounts.disable(_other(asked), now=clock.now()))


def enable(asked: Asked) -> Answer:
    """Lets a disabled account be used again."""
    return _done(asked, lambda accounts: accounts.enable(asked.text("name")))


def _done(asked: Asked, act: Callable[[Accounts], Account]) -> Answer:
    if asked.who.session is None and asked.desk.door is not None:
        raise UnfitField("token", "Accounts are kept by who signs in with a password.")
    try:
        changed = act(door_of(asked).accounts)
    except TrackerError as refusal:
        return _page(asked, refusal=str(refusal))
    return Moved(to=asked.to("people", changed=changed.name))


def _other(asked: Asked) -> str:
    """Another's name: an admin who shut himself out could not mend it here."""
    name = asked.text("name")
    if door_of(asked).accounts.find(name).name == asked.me:
        raise UnfitField("name", "This is your own account: let another admin change it.")
    return name


def _roles(asked: Asked) -> list[Role]:
    found = [role for role in Role if role in asked.texts("role")]
    if not found:
        raise UnfitField("role", "Choose at least one role.")
    return found


def _page(asked: Asked, *, refusal: str = "") -> Page:
    accounts = door_of(asked).accounts.all()
    return Page(
        template="people.html",
        title="People",
        facts={
            "accounts": accounts,
            "roles": [(role, [IN_WORDS[deed] for deed in Deed if deed in MAY[role]]) for role in Role],
            "changed": next((one.name for one in accounts if one.name == asked.text("changed")), ""),
            "refusal": refusal,
            "text": asked.text,
        },
        status=400 if refusal else 200,
        headers=NEVER_KEPT,
    )
