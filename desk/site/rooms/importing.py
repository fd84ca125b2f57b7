"""Import: a file sent or a table pasted, tried first with all that it would give, recorded once confirmed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desk.site.asking import Answer, Asked, Moved, Page
from desk.site.sentences import IMPORT, in_form
from desk.site.uploads import Upload, found, importable, kept, token_of, without_places
from desk.site.writing import recorded, recording_ledger
from desk.terminal.import_summary import sum_of
from desk.terminal.record_rows import record_line
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField
from forecasts.exchange.conventions import users
from forecasts.exchange.importing import record_file
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.summary import Imported
from forecasts.ledger.tables import RECORDS
from forecasts.model import Import
from forecasts.recording.trying import tried

_SHOWN = 15
_YES_NO = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """What a file would give: the counts and sentences of the import, its first records, its name here."""

    imported: Imported
    counts: dict[str, int]
    first: tuple[str, ...]
    token: str
    name: str


def form(asked: Asked) -> Answer:
    """The form to send a file or to paste a table."""
    return _page(asked, trial=None, refusal=None)


def bring(asked: Asked) -> Answer:
    """Tries the file, and shows what it would give; records it where that was seen and is confirmed."""
    try:
        path = importable(_path(asked))
        if asked.text("do") == "record":
            return _recorded(asked, path)
        return _page(asked, trial=_tried(asked, path), refusal=None)
    except TrackerError as refusal:
        sentence = without_places(str(refusal), asked.desk.spool)
        return _page(asked, trial=None, refusal=in_form(sentence, IMPORT))


def options(asked: Asked) -> ImportOptions:
    """What the form says of the file; what it leaves open, the file's own values decide."""
    return ImportOptions(
        percent=_YES_NO.get(asked.text("percent")),
        day_first=_YES_NO.get(asked.text("day_first")),
        zone=asked.text("zone") or None,
        me=asked.text("me") or None,
        scale=asked.text("scale") or None,
        who=users(_lines(asked, "who")),
        mapping=mapping_from_options(_lines(asked, "columns"), _lines(asked, "answers")),
        skip_bad=asked.text("skip_bad") == "yes",
    )


def _path(asked: Asked) -> Path:
    """The file that was sent, pasted, or tried before."""
    spool = asked.desk.spool
    if asked.text("upload"):
        return found(asked.text("upload"), spool)
    if table := asked.form.get("table", ("",))[0].strip("\r\n"):
        suffix = "tsv" if "\t" in table.partition("\n")[0] else "csv"
        body = table.replace("\r\n", "\n").encode() + b"\n"
        return kept(Upload(name=f"pasted.{suffix}", body=body), spool)
    if (sent := asked.files.get("file")) is not None and sent.name:
        return kept(sent, spool)
    raise UnfitField("file", "Choose a file, or paste a table with its header.")


def _tried(asked: Asked, path: Path) -> Tried:
    lenient = replace(options(asked), skip_bad=True)
    with (
        recording_ledger(asked.desk, asked.who) as ledger,
        tried(ledger, "import", by=asked.me, now=clock.now()) as entry,
    ):
        done = record_file(path, entry, by=asked.me, options=lenient, today=clock.today(), together=(path,))
        first = entry.view.stored(RECORDS.c.entry == entry.sequence, RECORDS.c.position <= _SHOWN)
        lines = tuple(record_line(stored) for stored in first if not isinstance(stored.noun, Import))
    return Tried(imported=done, counts=sum_of(done), first=lines, token=token_of(path), name=path.name)


def _recorded(asked: Asked, path: Path) -> Answer:
    sequence = None
    with suppress(_NothingNew), recorded(asked, "import", reason=path.name) as entry:
        done = record_file(
            path,
            entry,
            by=asked.me,
            options=options(asked),
            today=clock.today(),
            together=(path,),
        )
        if not done.is_news:
            raise _NothingNew
        sequence = entry.sequence
    if sequence is None:
        raise UnfitField("file", f"Everything in {path.name} is recorded already: there is nothing to add.")
    return Moved(to=asked.to("entries", str(sequence)))


class _NothingNew(Exception):
    """Leave the entry out: everything in the file is recorded already."""


def _lines(asked: Asked, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in asked.text(name).splitlines() if line.strip())


def _page(asked: Asked, *, trial: Tried | None, refusal: str | None) -> Page:
    return Page(
        template="import.html",
        title="Import",
        facts={"trial": trial, "refusal": refusal, "text": asked.text, "shown": _SHOWN},
        status=400 if refusal else 200,
    )
