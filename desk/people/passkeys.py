"""Passkeys: a key that a person's device keeps, and that signs only for this site (WebAuthn)."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select, update

from desk.people.accounts import Account
from desk.people.refusals import NoPasskey, NotSignedIn, UnfitPasskey
from forecasts.ledger import Ledger
from forecasts.ledger.account_tables import ACCOUNTS, PASSKEYS
from forecasts.ledger.records import moment_text, read_moment
from forecasts.texts import checked_line

if TYPE_CHECKING:
    from sqlalchemy import Row

LONGEST_NAME = 60
_VALID = timedelta(minutes=5)
_MOST_ASKED = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Passkey:
    """A passkey as it is listed."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


def are_there() -> bool:
    """Whether the package that checks passkeys is installed."""
    return find_spec("webauthn") is not None


class Passkeys:
    """The passkeys of a ledger's accounts, for the site at one address, such as `https://example.org`.

    A challenge is good once, for a few minutes, and one to make a passkey for one account alone.
    """

    def __init__(self, ledger: Ledger, *, origin: str) -> None:
        self.ledger, self.origin = ledger, origin
        self.site = urlsplit(origin).hostname or ""
        self._asked: OrderedDict[bytes, tuple[datetime, int | None]] = OrderedDict()
        self._guard = Lock()

    def to_make(self, account: Account, *, now: datetime) -> str:
        """What a browser is asked to make a passkey, as JSON."""
        from webauthn import generate_registration_options, options_to_json
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        with self.ledger.reading() as connection:
            known = connection.execute(select(PASSKEYS.c.credential).where(PASSKEYS.c.account == account.id))
            others = [PublicKeyCredentialDescriptor(id=bytes.fromhex(one)) for one in known.scalars()]
        options = generate_registration_options(
            rp_id=self.site,
            rp_name="Trackrecord",
            user_name=account.name,
            user_id=f"account {account.id}".encode(),
            exclude_credentials=others,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        self._ask(options.challenge, account.id, now=now)
        return options_to_json(options)

    def made(self, account: Account, name: str, credential: str, *, now: datetime) -> None:
        """Keeps a passkey that a browser made for an account.

        Raises
        ------
        UnfitPasskey
            Where it was not asked for, was made for another site, or is none.
        """
        from webauthn import verify_registration_response
        from webauthn.helpers.exceptions import WebAuthnException

        name = checked_line(name.strip(), "the passkey's name", longest=LONGEST_NAME)
        challenge = self._answered(credential, account.id, now=now)
        if challenge is None:
            raise UnfitPasskey
        try:
            found = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise UnfitPasskey from error
        row = {
            "account": account.id,
            "name": name,
            "credential": found.credential_id.hex(),
            "public_key": found.credential_public_key.hex(),
            "signs": found.sign_count,
            "made_at": moment_text(now),
        }
        with self.ledger.writing() as connection:
            here = select(PASSKEYS.c.id).where(PASSKEYS.c.credential == row["credential"])
            if connection.execute(here).first():
                raise UnfitPasskey
            connection.execute(insert(PASSKEYS), row)

    def to_show(self, *, now: datetime) -> str:
        """What a browser is asked to show a passkey, whosever it is, as JSON."""
        from webauthn import generate_authentication_options, options_to_json
        from webauthn.helpers.structs import UserVerificationRequirement

        required = UserVerificationRequirement.REQUIRED
        options = generate_authentication_options(rp_id=self.site, user_verification=required)
        self._ask(options.challenge, None, now=now)
        return options_to_json(options)

    def proven(self, credential: str, *, now: datetime) -> Account:
        """The account whose passkey answered.

        Raises
        ------
        NotSignedIn
            Where nothing was asked, the passkey is unknown or copied, or its account is disabled.
        """
        from webauthn import verify_authentication_response
        from webauthn.helpers.exceptions import WebAuthnException

        challenge = self._answered(credential, None, now=now)
        row = self._row(credential)
        if challenge is None or row is None:
            raise NotSignedIn
        try:
            found = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.origin,
                credential_public_key=bytes.fromhex(row.public_key),
                credential_current_sign_count=row.signs,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise NotSignedIn from error
        with self.ledger.writing() as connection:
            used = update(PASSKEYS).where(PASSKEYS.c.credential == row.credential)
            connection.execute(used.values(signs=found.new_sign_count, used_at=moment_text(now)))
        return Account.of(row)

    def of(self, account: Account) -> tuple[Passkey, ...]:
        """The passkeys of an account, the oldest first."""
        query = select(PASSKEYS).where(PASSKEYS.c.account == account.id).order_by(PASSKEYS.c.id)
        with self.ledger.reading() as connection:
            return tuple(
                Passkey(
                    id=row.id,
                    name=row.name,
                    made_at=read_moment(row.made_at),
                    used_at=None if row.used_at is None else read_moment(row.used_at),
                )
                for row in connection.execute(query)
            )

    def forget(self, account: Account, number: str) -> None:
        """Lets a passkey open nothing any more; NoPasskey where the account has none of that number."""
        wanted = int(number) if number.isdecimal() and len(number) < 10 else 0
        here = (PASSKEYS.c.account == account.id, PASSKEYS.c.id == wanted)
        with self.ledger.writing() as connection:
            gone = connection.execute(delete(PASSKEYS).where(*here))
        if not gone.rowcount:
            raise NoPasskey

    def _row(self, credential: str) -> Row[Any] | None:
        query = (
            select(ACCOUNTS, PASSKEYS.c.credential, PASSKEYS.c.public_key, PASSKEYS.c.signs)
            .join(PASSKEYS, PASSKEYS.c.account == ACCOUNTS.c.id)
            .where(PASSKEYS.c.credential == _told(credential, "rawId"), ACCOUNTS.c.disabled_at.is_(None))
        )
        with self.ledger.reading() as connection:
            return connection.execute(query).first()

    def _ask(self, challenge: bytes, account: int | None, *, now: datetime) -> None:
        with self._guard:
            self._asked[challenge] = (now + _VALID, account)
            while len(self._asked) > _MOST_ASKED:
                self._asked.popitem(last=False)

    def _answered(self, credential: str, account: int | None, *, now: datetime) -> bytes | None:
        """The challenge that a browser answers, which is gone with that; None where it was not asked."""
        challenge = bytes.fromhex(_told(credential, "challenge"))
        with self._guard:
            until, who = self._asked.pop(challenge, (now, None))
        return challenge if until > now and who == account else None


def _told(credential: str, part: str) -> str:
    """What a browser's answer says is its key, or what it answers, in hexadecimal; empty for what is none."""
    from webauthn.helpers import base64url_to_bytes

    try:
        said = json.loads(credential)
        if part == "challenge":
            said = json.loads(base64url_to_bytes(said["response"]["clientDataJSON"]))
        return base64url_to_bytes(said[part]).hex()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
