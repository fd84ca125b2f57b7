"""How often an address and an account may ask, and try a password, before they must wait."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from math import ceil

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter

from desk.people.accounts import folded
from desk.people.refusals import TooOften
from desk.people.secrets_kept import digest_of
from forecasts import clock

PASSWORDS_OF_ADDRESS = "30 per 10 minutes"
PASSWORDS_OF_ACCOUNT = "10 per 10 minutes"
REQUESTS_OF_ADDRESS = "300 per minute"
REQUESTS_OF_ACCOUNT = "1200 per minute"


class Tries:
    """What was asked of late; it is forgotten when the server ends."""

    def __init__(self) -> None:
        storage = MemoryStorage()
        self._moving = MovingWindowRateLimiter(storage)
        self._fixed = FixedWindowRateLimiter(storage)

    def password(self, address: str, name: str) -> None:
        """Counts a password that is tried, right or wrong, before it is looked at.

        Raises
        ------
        TooOften
            Where this address, or anybody for this name, tried too often.
        """
        person = digest_of(folded(name))
        for item, key in (
            (parse(PASSWORDS_OF_ADDRESS), f"address {network(address)}"),
            (parse(PASSWORDS_OF_ACCOUNT), f"account {person}"),
        ):
            if not self._moving.hit(item, "password", key):
                raise TooOften(self._left(self._moving, item, "password", key))

    def request(self, address: str, account: int | None) -> None:
        """Counts a request, of an account where somebody is signed in, else of an address.

        Raises
        ------
        TooOften
            Where there were too many.
        """
        if account is None:
            item, key = parse(REQUESTS_OF_ADDRESS), network(address)
        else:
            item, key = parse(REQUESTS_OF_ACCOUNT), str(account)
        if not self._fixed.hit(item, "request", key):
            raise TooOften(self._left(self._fixed, item, "request", key))

    @staticmethod
    def _left(
        limiter: MovingWindowRateLimiter | FixedWindowRateLimiter, item: RateLimitItem, *key: str
    ) -> int:
        return ceil(limiter.get_window_stats(item, *key).reset_time - clock.seconds())


def network(address: str) -> str:
    """Whose address it is: of IPv6, the network that one customer has.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
