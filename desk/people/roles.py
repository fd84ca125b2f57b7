"""What each role may do: the one table, for the pages, the API and the scopes of tokens alike."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Deed(StrEnum):
    """A kind of thing to do on the site; a token's scopes are such deeds too."""

    READ = "read"
    LOG = "log"
    RESOLVE = "resolve"
    FREEZE = "freeze"
    ANSWER = "answer"
    REVIEW = "review"
    MANAGE = "manage"


class Role(StrEnum):
    """What somebody is to a ledger's team; a person may be several."""

    READER = "reader"
    ANALYST = "analyst"
    RESOLVER = "resolver"
    REVIEWER = "reviewer"
    ADMIN = "admin"


MAY: dict[Role, frozenset[Deed]] = {
    Role.READER: frozenset((Deed.READ,)),
    Role.ANALYST: frozenset((Deed.READ, Deed.LOG, Deed.FREEZE, Deed.ANSWER)),
    Role.RESOLVER: frozenset((Deed.READ, Deed.RESOLVE, Deed.ANSWER)),
    Role.REVIEWER: frozenset((Deed.READ, Deed.REVIEW)),
    Role.ADMIN: frozenset(Deed),
}
IN_WORDS = {
    Deed.READ: "read it all",
    Deed.LOG: "log forecasts",
    Deed.RESOLVE: "enter outcomes",
    Deed.FREEZE: "freeze reports",
    Deed.ANSWER: "answer reviewers",
    Deed.REVIEW: "review and sign",
    Deed.MANAGE: "keep accounts",
}
_RECORDED_BY = {
    "log": Deed.LOG,
    "seal": Deed.LOG,
    "reveal": Deed.LOG,
    "import": Deed.LOG,
    "withdraw": Deed.LOG,
    "rename": Deed.LOG,
    "merge": Deed.LOG,
    "resolve": Deed.RESOLVE,
    "freeze": Deed.FREEZE,
    "review": Deed.REVIEW,
}

_CORRECTED_BY = {
    "outcome": Deed.RESOLVE,
    "question": Deed.LOG,
    "forecaster": Deed.LOG,
    "source": Deed.LOG,
    "statement": Deed.LOG,
    "forecast": Deed.LOG,
}


def deeds_of(roles: Iterable[Role]) -> frozenset[Deed]:
    """All that somebody of these roles may do.

    >>> sorted(deeds_of((Role.RESOLVER, Role.REVIEWER)))
    [<Deed.ANSWER: 'answer'>, <Deed.READ: 'read'>, <Deed.RESOLVE: 'resolve'>, <Deed.REVIEW: 'review'>]
    """
    return frozenset[Deed]().union(*(MAY[role] for role in roles))


def deed_of_action(action: str) -> Deed:
    """By which deed an entry of that action is made, and so may be taken back; all others are an admin's.

    >>> deed_of_action("import"), deed_of_action("erase")
    (<Deed.LOG: 'log'>, <Deed.MANAGE: 'manage'>)
    """
    return _RECORDED_BY.get(action, Deed.MANAGE)


def deed_of_correcting(noun: str) -> Deed:
    """By which deed a record of that kind is corrected or taken back: that by which it is recorded.

    >>> deed_of_correcting("outcome"), deed_of_correcting("settings")
    (<Deed.RESOLVE: 'resolve'>, <Deed.MANAGE: 'manage'>)
    """
    return _CORRECTED_BY.get(noun, Deed.MANAGE)
