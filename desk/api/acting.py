"""Who acts over the API: whoever the gate found, held against what an address asks of them."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request

from desk.people.door import Who
from desk.people.roles import Deed


def acting(deed: Deed | None) -> Any:
    """What a handler asks for to act: a dependency that refuses whoever may not do the deed.

    Without one the handler holds who it is against the deed itself.
    """

    def who(request: Request) -> Who:
        found: Who = request.state.who
        if deed is not None:
            found.must(deed)
        return found

    return Depends(who)
