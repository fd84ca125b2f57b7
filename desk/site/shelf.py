"""What was read of a ledger, and made of it, kept until the ledger moves on.

Everything is a function of the head, so nothing kept is ever wrong: it is only no longer asked for. Charts
are drawn one at a time, because their library keeps its settings in one place for all threads.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime
from threading import Lock, RLock
from typing import TYPE_CHECKING, TypeVar, cast

from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.ledger import Ledger

Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)

_RECORDS_KEPT = 3
_PAGES_KEPT = 48


class Shelf:
    """The records of one ledger as of the last heads asked for, and what was made of them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._records: OrderedDict[str, Records] = OrderedDict()
        self._made: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._guard = Lock()
        self._press = RLock()

    def records(self, as_of: datetime | None = None) -> Records:
        """The records as of a moment, by default as of now."""
        view = self.ledger.view(as_of=as_of)
        with self._guard:
            return _kept(self._records, view.head.digest, Records(view), _RECORDS_KEPT)

    def set_aside(self, as_of: datetime | None = None) -> bool:
        """From now on leave out the records that no command would have written; whether there are any."""
        from forecasts.ledger.unsound import sound

        clean = sound(self.ledger.view(as_of=as_of))
        with self._guard:
            self._records[clean.head.digest] = Records(clean)
        return bool(clean.unsound)

    def made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave for this key when it was asked first; the key names the head."""
        with self._guard:
            if key in self._made:
                self._made.move_to_end(key)
                return cast("Made", self._made[key])
            making = self._making.setdefault(key, Lock())
        with making:
            if key not in self._made:
                found = make()
                with self._guard:
                    _kept(self._made, key, cast("object", found), _PAGES_KEPT)
                    self._making.pop(key, None)
                return found
        return self.made(key, make)

    def drawn(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The same for what holds charts."""

        def pressed() -> Made:
            with self._press:
                return make()

        return self.made(key, pressed)


def _kept(shelf: OrderedDict[Key, Made], key: Key, found: Made, most: int) -> Made:
    kept = shelf.setdefault(key, found)
    shelf.move_to_end(key)
    while len(shelf) > most:
        shelf.popitem(last=False)
    return kept
