"""Who sees the pages of a forecaster or a question: the team, whoever has the address, or everybody.

It is kept beside the chain, since it says nothing of what was recorded; by the slug under which a thing was
first recorded, so that a new name changes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from forecasts.ledger.side_tables import VISIBILITIES

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from forecasts.ledger.view import View

_SECRET = 16  # bytes: 128 bits, which nobody guesses


class Visibility(StrEnum):
    """Who sees a page of a site that is written for others."""

    TEAM = "team"
    LINK = "link"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A forecaster or a question that not only the team sees; one seen by link has a secret address."""

    kind: str
    slug: str
    visibility: Visibility
    secret: str | None = None


def seen(view: View) -> tuple[Seen, ...]:
    """What not only the team sees, by its present name, in alphabetical order.

    Two things that turned out to be the same are seen as the one that stayed.
    """
    rows = view.rows(select(VISIBILITIES))
    found = []
    for row in rows:
        names = view.names.kind(row.kind)
        if names.recorded(row.slug) == row.slug:
            found.append(
                Seen(
                    kind=row.kind,
                    slug=names.now(row.slug),
                    visibility=Visibility(row.visibility),
                    secret=row.secret,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.kind, one.slug)))


def show(
    connection: Connection, view: View, things: Iterable[tuple[str, str]], visibility: Visibility
) -> None:
    """Sets who sees the pages of forecasters and questions, each by its kind and slug.

    An address that was unguessable is another one when it is set anew, so that the old one leads nowhere.
    """
    for kind, slug in things:
        recorded = view.names.kind(kind).recorded(slug)
        connection.execute(
            delete(VISIBILITIES).where(VISIBILITIES.c.kind == kind, VISIBILITIES.c.slug == recorded)
        )
        if visibility is Visibility.TEAM:
            continue
        secret = secrets.token_hex(_SECRET) if visibility is Visibility.LINK else None
        connection.execute(
            insert(VISIBILITIES),
            {"kind": kind, "slug": recorded, "visibility": visibility.value, "secret": secret},
        )
