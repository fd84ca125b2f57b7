"""What proofs, keys and checkpoints are refused for, each with its sentence."""

from __future__ import annotations

from forecasts.errors import TrackerError, brief


class UnfitKey(TrackerError):
    """A text or a file that is no key, or not the one that is needed."""

    def __init__(self, what: str, fault: str, remedy: str) -> None:
        super().__init__(f"{what} {fault}: {remedy}.")


class UnfitNote(TrackerError):
    """A text that is no signed note, no checkpoint, no proof or no policy; `what` says which."""

    def __init__(self, what: str, fault: str) -> None:
        super().__init__(f"This is no {what}, for {fault}: take it again from where it was published.")


class NotProven(TrackerError):
    """A proof that does not hold; the sentence says whether a digest, a path or a signature does not fit."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"Not proven: {fault}.")


class Rewritten(TrackerError):
    """Two heads of one ledger of which the later does not continue the earlier."""

    def __init__(self, origin: str, earlier: str, later: str, found_by: str) -> None:
        super().__init__(
            f"{brief(origin)!r} was rewritten: {earlier} and {later} contradict each other, {found_by}. "
            "Keep both, for they are signed, and ask who keeps the ledger."
        )


class NoCheckpoint(TrackerError):
    """What needs a checkpoint, of a ledger that has none for it; `fault` is the clause."""

    def __init__(self, fault: str) -> None:
        super().__init__(f"{fault}: make one with `tracker checkpoint --key FILE`.")


class LacksCryptography(TrackerError):
    """A key, a signature or a proof where nothing is installed that signs and verifies."""

    def __init__(self) -> None:
        super().__init__(
            "Keys and proofs need a package that is not installed: install it with "
            '`pip install "trackrecord[proof]"`.'
        )
