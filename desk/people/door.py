"""The door of a site with accounts: who a request is from, and how somebody comes in and goes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from desk.people.accounts import Account, Accounts
from desk.people.passkeys import Passkeys, are_there
from desk.people.refusals import NotYours, TokenTooNarrow
from desk.people.roles import IN_WORDS, Deed, deed_of_action, deed_of_correcting
from desk.people.sessions import Session, Sessions
from desk.people.tokens import Tokens
from desk.people.tries import Tries
from forecasts import clock
from forecasts.ledger import Ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """Whoever asks: in whose name deeds are recorded, what may be done, and by what that was proved."""

    name: str
    deeds: frozenset[Deed]
    signed_in: str | None = None
    account: Account | None = None
    session: Session | None = None

    def may(self, deed: str) -> bool:
        """Whether a deed will be taken from this person."""
        return deed in self.deeds

    def must(self, deed: Deed) -> None:
        """Raises NotYours where the deed will not be taken, TokenTooNarrow where only the token lacks it."""
        self._must(deed, IN_WORDS[deed])

    def may_take_back(self, action: str) -> bool:
        """Whether an entry of that action may be taken back by this person."""
        return self.may(deed_of_action(action))

    def must_take_back(self, action: str) -> None:
        """Raises what `must` does where an entry of that action may not be taken back."""
        deed = deed_of_action(action)
        self._must(deed, "take back an entry of this kind" if deed is Deed.MANAGE else IN_WORDS[deed])

    def must_correct(self, noun: str) -> None:
        """Raises what `must` does where a record of that kind may not be corrected by this person."""
        deed = deed_of_correcting(noun)
        self._must(deed, f"correct a record of kind {noun}" if deed is Deed.MANAGE else IN_WORDS[deed])

    def _must(self, deed: Deed, words: str) -> None:
        if deed not in self.deeds:
            if self.session is None and self.account is not None and deed in self.account.deeds:
                raise TokenTooNarrow(words, "" if deed is Deed.MANAGE else deed)
            roles = ", ".join(self.account.roles) if self.account else "none"
            raise NotYours(words, roles if self.session else f"{roles}, by a token")


NOBODY = Who(name="", deeds=frozenset())


def alone(name: str) -> Who:
    """Whoever uses this computer, on a site without accounts: all is done in one name."""
    return Who(name=name, deeds=frozenset(Deed))


class Door:
    """Asks everybody who comes to a ledger's site for a session or a token.

    The `origin` is the address of the site, as browsers say it. Over HTTPS the cookie has the prefix that no
    other host, and no page in the clear, can set.
    """

    def __init__(self, ledger: Ledger, *, origin: str) -> None:
        self.accounts = Accounts(ledger)
        self.sessions = Sessions(ledger)
        self.tokens = Tokens(ledger)
        self.tries = Tries()
        self.passkeys = Passkeys(ledger, origin=origin) if are_there() else None
        self.is_secure = origin.startswith("https://")
        self.cookie = "__Host-tracker" if self.is_secure else "tracker"

    def secret(self, headers: Mapping[str, str]) -> str:
        """What the cookie of a request holds; empty without one."""
        for part in headers.get("cookie", "").split(";"):
            name, _, value = part.strip().partition("=")
            if name == self.cookie:
                return value
        return ""

    def who(self, headers: Mapping[str, str]) -> Who:
        """Who sent a request with these headers; NOBODY where they prove nothing. A token goes first."""
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if shown:
            token = shown.strip() if scheme.lower() == "bearer" else _password(scheme, shown)
            return self._of_token(token)
        if secret := self.secret(headers):
            return self._of_session(secret)
        return NOBODY

    def _of_token(self, token: str) -> Who:
        found = self.tokens.shown(token, now=clock.now())
        if found is None:
            return NOBODY
        account = found.account
        return Who(name=account.name, deeds=found.deeds, signed_in=f"token {found.name}", account=account)

    def _of_session(self, secret: str) -> Who:
        session = self.sessions.found(secret, now=clock.now())
        if session is None:
            return NOBODY
        account = session.account
        return Who(
            name=account.name, deeds=account.deeds, signed_in=session.how, account=account, session=session
        )


def _password(scheme: str, shown: str) -> str:
    """The password of basic authentication, for calendars and readers of feeds that know no other way."""
    if scheme.lower() != "basic":
        return ""
    try:
        return b64decode(shown, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""
