"""An address as somebody types it, before anything is sent to it or written with it."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def web_parts(address: str) -> SplitResult | None:
    r"""The parts of an address of the web; None for what is none, is not of one piece, or leads into a page.

    >>> web_parts("https://example.org/a").path
    '/a'
    >>> [web_parts(f"https://example.org/{end}") for end in ("a b", "\u202e", "#b")]
    [None, None, None]
    >>> [web_parts(typed) for typed in ("ftp://example.org", "https://[", "https://example.org:99999/")]
    [None, None, None]
    """
    if not address.isprintable() or set(address) & set(' \\<>"'):
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # refuses an impossible one
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.netloc and not parts.fragment else None
