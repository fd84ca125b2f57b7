"""A file imported over HTTP as one entry, or tried: its text, and what somebody says of its columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Base64Bytes, Field

from desk.api.acting import acting
from desk.api.bodies import Body, Text
from desk.api.recording import DONE, Dry, RepeatKey, done
from desk.people.door import Who
from desk.people.roles import Deed
from desk.site.uploads import Upload, importable, kept, without_places
from forecasts import clock
from forecasts.errors import KeyUsedOtherwise, TrackerError, UnfitField
from forecasts.exchange.choices import Choices
from forecasts.exchange.conventions import users
from forecasts.exchange.importing import record_file
from forecasts.exchange.mapping.mappings import constants_in, mapping_from_options
from forecasts.exchange.options import ImportOptions
from forecasts.ledger.tables import RECORDS

if TYPE_CHECKING:
    from desk.site.asking import Desk
    from forecasts.exchange.summary import Imported
    from forecasts.ledger.entry import Entry

_LOGS = acting(Deed.LOG)
_SHOWN = 100


class ImportBody(Body):
    """A file by its name, as `text` or `base64`, and what the options of the command say of it."""

    name: Annotated[str, Field(min_length=1, max_length=200, examples=["bets.csv"])]
    text: str | None = None
    base64: Base64Bytes | None = None
    form: Text | None = Field(default=None, description="The tool that wrote it [told by the header].")
    scale: Text | None = None
    percent: bool | None = Field(default=None, description="Probabilities run to 100, or to 1.")
    day_first: bool | None = None
    zone: Text | None = None
    me: Text | None = None
    who: list[Text] = Field(default=[], examples=[["ann=ann-lee"]])
    columns: list[Text] = Field(default=[], examples=[["question=Title", "p=Chance"]])
    answers: list[Text] = Field(default=[], description="What texts of the outcome mean.")
    wide: list[Text] = Field(default=[], description="Columns that are each a forecaster.")
    constants: list[Text] = Field(default=[], description="What holds for every row, as PART=TEXT.")
    sheet: Text | None = None
    header_row: Annotated[int, Field(ge=1, le=2**31)] | None = None
    excel_dates: bool = False
    skip_bad: bool = False
    follow: bool = Field(default=False, description="Take back what the file says no more.")
    keep_apart: bool = False
    as_written: bool = False
    undated: Literal["deadline", "open", "refuse"] = "deadline"
    need_chance: bool = False
    resolved_is_end: bool = False
    same_places: bool = False

    def upload(self) -> Upload:
        """The file as it was sent."""
        if (self.text is None) == (self.base64 is None):
            raise UnfitField("text", "Send the file either as text or as base64.")
        return Upload(name=self.name, body=self.base64 or (self.text or "").encode())

    def options(self) -> ImportOptions:
        """What is said of the file."""
        choices = {name: getattr(self, name) for name in Choices.__dataclass_fields__}
        plain = ("form", "scale", "percent", "day_first", "zone", "me", "sheet", "header_row", "excel_dates")
        told = {name: getattr(self, name) for name in (*plain, "skip_bad", "follow")}
        return ImportOptions(
            who=users(tuple(self.who)),
            mapping=mapping_from_options(
                tuple(self.columns),
                tuple(self.answers),
                wide=tuple(self.wide),
                constants=tuple(self.constants),
            ),
            constants=constants_in(tuple(self.constants)),
            choices=Choices(**choices),
            **told,
        )


def imported(desk: Desk) -> APIRouter:
    """The address that imports, on a desk."""
    router = APIRouter(responses=DONE, default_response_class=Response)

    @router.post("/imports", status_code=201, summary="Import a file in one entry, or try it")
    def bring(
        body: ImportBody, who: Who = _LOGS, dry_run: Dry = False, idempotency_key: RepeatKey = None
    ) -> Response:
        said = body.options()
        path = importable(kept(body.upload(), desk.spool))
        options = replace(said, skip_bad=True) if dry_run else said

        def act(entry: Entry) -> tuple[list[str], list[Any]]:
            found = record_file(
                path, entry, by=who.name, options=options, today=clock.today(), together=(path,)
            )
            if not found.is_news and not dry_run:
                raise UnfitField("text", f"Everything in {path.name} is recorded already: there is no more.")
            first = entry.view.stored(RECORDS.c.entry == entry.sequence, RECORDS.c.position <= _SHOWN)
            return _sentences(found), [stored.handle for stored in first] if dry_run else []

        try:
            return done(
                desk,
                who,
                "import",
                act,
                asked=repr(body),
                key=idempotency_key,
                dry=dry_run,
                reason=path.name,
            )
        except (KeyUsedOtherwise, UnfitField):
            raise
        except TrackerError as refusal:
            raise UnfitField("text", without_places(str(refusal), desk.spool)) from refusal

    return router


def _sentences(found: Imported) -> list[str]:
    """What was decided and assumed of a file, and which of its rows were refused."""
    told = [notice.text for notice in found.notices] + [*found.assumptions, *found.remarks]
    return told + [f"Line {bad.line} is refused: {bad.reason}" for bad in found.refused]
