"""Python looks for garbage less often while much is made of which nearly nothing is any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_PATIENCE = 200_000
_lock = Lock()
_inside: list[tuple[int, int, int]] = []


@contextmanager
def patient_collector() -> Iterator[None]:
    """Lets Python make many more objects before it looks for those that refer to each other in circles.

    A bulk of forecasts keeps a few objects a row and drops all others as it goes, so that each look, over
    everything that is kept, finds nothing; a command ends before there is much to find. What the thresholds
    were is set again after the last of those who are inside has left.

    >>> usual = gc.get_threshold()
    >>> with patient_collector(), patient_collector():
    ...     gc.get_threshold() == usual
    False
    >>> gc.get_threshold() == usual
    True
    """
    with _lock:
        usual = _inside[0] if _inside else gc.get_threshold()
        _inside.append(usual)
        if usual[0]:
            gc.set_threshold(max(usual[0], _PATIENCE), *usual[1:])
    try:
        yield
    finally:
        with _lock:
            _inside.pop()
            if not _inside:
                gc.set_threshold(*usual)
