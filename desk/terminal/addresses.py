"""An address as somebody types it, before anything is sent to it or written with it."""

from __future__ import annotations


def is_whole(address: str) -> bool:
    r"""Whether an address is of one piece, as it goes into a request.

    >>> is_whole("https://example.org/a"), is_whole("https://example.org/a b"), is_whole("https://a/\u202e")
    (True, False, False)
    """
    return address.isprintable() and not set(address) & set(' \\<>"')
