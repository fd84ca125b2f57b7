"""A request that is repeated under one key is answered as it was at first, and records nothing again.

Keys are remembered as long as the server runs, the last ten thousand of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from forecasts.errors import KeyUsedOtherwise

_MOST = 10_000
Answer = dict[str, Any]


class Repeats:
    """The answers that were given under each key, with what they answered."""

    def __init__(self) -> None:
        self._given: OrderedDict[str, tuple[str, Answer]] = OrderedDict()
        self._doing: dict[str, Lock] = {}
        self._guard = Lock()

    def once(self, key: str | None, asked: str, act: Callable[[], Answer]) -> tuple[Answer, bool]:
        """What `act` gave when this key was used first, and whether that was now; without a key it acts.

        Raises
        ------
        KeyUsedOtherwise
            If the key was used with another request. What `act` refuses is not remembered.
        """
        if key is None:
            return act(), True
        with self._guard:
            doing = self._doing.setdefault(key, Lock())
        with doing:
            if key in self._given:
                first, answer = self._given[key]
                if first != asked:
                    raise KeyUsedOtherwise(key)
                return answer, False
            answer = act()
            with self._guard:
                self._given[key] = (asked, answer)
                while len(self._given) > _MOST:
                    forgotten, _ = self._given.popitem(last=False)
                    self._doing.pop(forgotten, None)
            return answer, True
