"""Which entries were sealed meanwhile: after an interrupt only the ledger knows whether they are in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from forecasts.ledger.chain import Head


class Chain(Protocol):
    """A ledger that can be asked whether an entry came into it."""

    def holds(self, head: Head) -> bool:
        """Whether the entry of that number and digest is in the ledger."""


@dataclass(frozen=True, slots=True)
class Watch:
    """The entries that were sealed, in order, each with its ledger: about to be committed, or committed."""

    _sealed: list[tuple[Chain, Head]] = field(default_factory=list)

    def note(self, ledger: Chain, head: Head) -> None:
        """Remembers that an entry was sealed."""
        self._sealed.append((ledger, head))

    @property
    def sealed_nothing(self) -> bool:
        """Whether no entry came even near to a ledger."""
        return not self._sealed

    def sentence(self) -> str:
        """What of it was recorded, as the ledgers themselves say.

        >>> Watch().sentence()
        'Nothing was recorded.'
        """
        try:
            there = [head.sequence for ledger, head in self._sealed if ledger.holds(head)]
        except Exception:  # whatever is wrong with the ledger, the sentence stays true
            return f"Whether entry {self._sealed[-1][1].sequence} was recorded is told by `tracker history`."
        if not there:
            return "Nothing was recorded."
        if len(there) == 1:
            return f"Entry {there[0]} was recorded."
        return f"{len(there):,} entries were recorded, {there[0]} to {there[-1]}."


_WATCHING: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched() -> Iterator[Watch]:
    """Watches which entries are sealed from now on."""
    watch = Watch()
    before = _WATCHING.set(watch)
    try:
        yield watch
    finally:
        _WATCHING.reset(before)


def note(ledger: Chain, head: Head) -> None:
    """Tells whoever watches that an entry was sealed."""
    watching = _WATCHING.get()
    if watching is not None:
        watching.note(ledger, head)
