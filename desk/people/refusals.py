"""What is refused about accounts, each with its sentence."""

from __future__ import annotations

from shlex import quote

from forecasts.errors import TrackerError


class NoAccount(TrackerError):
    """A name that no account has."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no account {name[:80]!r}: see `tracker user list`.")


class AccountExists(TrackerError):
    """A name that an account has already, as people see it."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(
            f"There is an account {other!r} already, and {name[:80]!r} would be taken for the same person: "
            "give the role to that one, or choose a name that tells them apart."
        )


class WeakPassword(TrackerError):
    """A password that is guessed too easily."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"The password {fault}: several words in a row are easy to keep and hard to guess.")


class NotSignedIn(TrackerError):
    """A name and a password that do not belong together; it never says which of them is wrong."""

    def __init__(self) -> None:
        super().__init__("This name and this password do not belong together.")


class TooOften(TrackerError):
    """So many tries that no more are taken for a while; `seconds` says how long."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(1, seconds)
        super().__init__(f"Too many tries: wait {self.seconds} seconds, then try again.")


class NotYours(TrackerError):
    """A deed that is of another role."""

    def __init__(self, deed: str, roles: str) -> None:
        super().__init__(f"Your account ({roles}) may not {deed}: an admin can give it another role.")


class TokenTooNarrow(NotYours):
    """A deed that whoever made the token may do, and the token may not; `scope` is empty where none may."""

    def __init__(self, deed: str, scope: str) -> None:
        narrow = f"This token may not {deed}: make one with the scope {scope}."
        none = f"No token may {deed}: sign in on the site."
        TrackerError.__init__(self, narrow if scope else none)


class UnfitPasskey(TrackerError):
    """What a browser gave as a new passkey, and is none, or was not asked for."""

    def __init__(self) -> None:
        super().__init__("This passkey was not made for this site just now: begin again.")


class NoPasskey(TrackerError):
    """A passkey that is not there, or a site that takes none."""

    def __init__(self) -> None:
        super().__init__("There is no such passkey: sign in with your password.")


class NoToken(TrackerError):
    """A token's name that an account does not have."""

    def __init__(self, name: str, account: str) -> None:
        super().__init__(
            f"{account} has no token {name[:80]!r} that works: see `tracker user tokens {quote(account)}`."
        )


class TokenExists(TrackerError):
    """A token's name that was given before; entries may name it, so it is never given again."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is, or was, a token {name[:80]!r}: choose another name.")


class UnfitScope(TrackerError):
    """A scope that whoever the token is for has no right to."""

    def __init__(self, scope: str, may: str) -> None:
        super().__init__(f"A token of this account cannot {scope}: choose from {may}.")
