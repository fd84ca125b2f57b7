"""A frozen report's proofs: of every record on which it rests, with a page that checks them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.handles import Handle
from forecasts.model import Forecast
from forecasts.proofs.notes import Note
from forecasts.writing import write
from reports.review.scope import forecasts_of
from reports.review.states import review_state_of
from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.ledger.view import View


def records_behind(view: View, slug: str, *, upto: int) -> list[Handle]:
    """The freeze of a report, and of every row the forecast, its words, its question and its outcome.

    Of a derived crowd they are those of its members. With them are the report's signatures that were recorded
    up to an entry, such as the last one of a checkpoint. They are in the order of recording.

    Raises
    ------
    Unknown, NotUnique
        If no frozen report is called so, or several begin so.
    """
    state = review_state_of(view, slug)
    then = view.earlier(state.freeze.as_of)
    rows = forecasts_of(state.freeze, Records(view)).rows
    made_of = rows["members"].mask(~rows["derived"], rows["handle"].map(lambda handle: (handle,)))
    forecasts = {Handle.read(handle) for members in made_of for handle in members}
    outcomes = {Handle.read(handle) for handle in set(rows["outcome"].dropna())}
    statements = {then.latest(said) for handle in forecasts if (said := _statement(then, handle)) is not None}
    questions = {one.handle for one in then.standing_among("question", "slug", set(rows["question"]))}
    signatures = {act.handle for act in state.signatures if act.handle.entry <= upto}
    return sorted({state.handle} | forecasts | outcomes | statements | questions | signatures)


def _statement(view: View, handle: Handle) -> Handle | None:
    forecast = view.get(handle).noun
    return forecast.statement if isinstance(forecast, Forecast) else None


def write_proofs(
    view: View, handles: list[Handle], note: Note, folder: Path, *, cache: Path | None, texts: bool = False
) -> None:
    """Writes the proofs of records under a checkpoint into a folder, and the page that checks them.

    The records of one entry share its two files, such as `17.json` and `17.json.tlog-proof`.

    Raises
    ------
    NoCheckpoint
        If a record is younger than the checkpoint.
    """
    from forecasts.proofs.proving import proof_files

    made: dict[str, str] = {"verify.html": verify_page(), "checkpoint": note.whole}
    for entry, record, path in proof_files(view, handles, note, cache=cache, texts=texts):
        made[f"{entry}.json"] = record
        made[f"{entry}.json.tlog-proof"] = path
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write(folder / name, text)


def verify_page() -> str:
    """The page that checks a proof in a browser, without a network."""
    return files("forecasts.proofs").joinpath("verify.html").read_text(encoding="utf-8")


def filled_verify_page(*, handle: str, record: str, path: str, key: str) -> str:
    """The same page with one proof in it, its two files as texts, and the ledger's key to be compared."""
    given = {"handle": handle, "record": record, "path": path, "key": key}
    data = json.dumps(given, ensure_ascii=False).replace("<", "\\u003c")
    return verify_page().replace(
        "<script>", f'<script type="application/json" id="given">{data}</script>\n<script>', 1
    )
