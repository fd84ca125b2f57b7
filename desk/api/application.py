"""The API as an application, to stand under `/api/v1` behind the guards of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

from desk.api import problems
from desk.api.asked import only_what_it_takes
from desk.api.changes import changes
from desk.api.feeds import feeds
from desk.api.frozen import frozen
from desk.api.imports import imported
from desk.api.judged import judged
from desk.api.logging import logging
from desk.api.naming import naming
from desk.api.reads import reads
from desk.api.reviews import reviews
from desk.api.writes import writes

if TYPE_CHECKING:
    from desk.site.asking import Desk


def api(desk: Desk) -> FastAPI:
    """The API on a desk; its schema is at `openapi.json`."""
    app = FastAPI(
        title="Trackrecord",
        version="1",
        summary="What was forecast, what came of it, and how good that is.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[
            Depends(HTTPBearer(auto_error=False, description="A token of an account.")),
            Depends(only_what_it_takes),
        ],
    )
    problems.install(app)
    app.include_router(logging(desk))
    app.include_router(writes(desk))
    app.include_router(changes(desk))
    app.include_router(naming(desk))
    app.include_router(imported(desk))
    app.include_router(frozen(desk))
    app.include_router(reviews(desk))
    app.include_router(judged(desk))
    app.include_router(feeds(desk))
    app.include_router(reads(desk))
    return app
