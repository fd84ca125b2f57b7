"""News as an Atom feed (RFC 4287), for people who read with a program of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

MEDIA = "application/atom+xml"
_SPACE = UUID("5b0c9f7e-3c1f-5a0e-9d62-6d7f5f9a3c11")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """Something that happened: when it was recorded, by whom, in a line and at length, and where it is shown.

    `place` names it for ever, such as the handle of a record; `path` leads to it on the site.
    """

    place: str
    at: datetime
    title: str
    text: str
    path: str
    by: str


def atom(news: Iterable[News], *, title: str, of: str, home: str, own: str, at: datetime) -> bytes:
    """A feed of news, which comes in its order.

    Parameters
    ----------
    news
        What happened, the last first.
    title, of
        What the feed is called, and what it is of: a text that never changes, from which its id is made.
    home, own
        The addresses of the site, to which paths are relative, and of the feed itself.
    at
        When the ledger last changed, for a feed without news.
    """
    found = list(news)
    last = max((one.at for one in found), default=at)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base={_attribute(home)}>',
        f"<title>{_text(title)}</title>",
        f"<id>{_id(of)}</id>",
        f"<updated>{_moment(last)}</updated>",
        f'<link rel="self" type="{MEDIA}" href={_attribute(own)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(home)}/>',
        "<generator>Trackrecord</generator>",
    ]
    for one in found:
        lines += [
            "<entry>",
            f"<title>{_text(one.title)}</title>",
            f"<id>{_id(f'{of} {one.place}')}</id>",
            f"<updated>{_moment(one.at)}</updated>",
            f"<author><name>{_text(one.by)}</name></author>",
            f'<link rel="alternate" type="text/html" href={_attribute(one.path)}/>',
            f'<content type="text">{_text(one.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _id(text: str) -> str:
    return f"urn:uuid:{uuid5(_SPACE, text)}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))
