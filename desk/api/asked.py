"""What a request asks beside its address: a name that the address does not take is refused, never ignored.

Somebody who writes `as-of` for `as_of`, or `dry_run` where nothing can be tried, would else be answered
as if nothing had been asked, or have recorded what was only to be tried.
"""

from __future__ import annotations

from difflib import get_close_matches

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from forecasts.errors import UnfitField, brief


def only_what_it_takes(request: Request) -> None:
    """Refuses a query with a name that the address does not take.

    Raises
    ------
    UnfitField
        With the names that it takes, the nearest alone where one is near.
    """
    route = request.scope["route"]
    if not isinstance(route, APIRoute):
        return
    taken = _taken(route.dependant)
    for name in request.query_params:
        if name not in taken:
            near = get_close_matches(name.replace("-", "_").lower(), taken, n=1)
            meant = f"did you mean {near[0]}?" if near else f"it takes {', '.join(taken) or 'none'}."
            raise UnfitField(name, f"This address takes no {brief(name)!r} in its query: {meant}")


def _taken(asks: Dependant) -> list[str]:
    """The names that an address takes in its query, its own before those of what it depends on."""
    own = [field.alias for field in asks.query_params]
    return own + [name for other in asks.dependencies for name in _taken(other)]
