"""A file becomes one entry, or nothing: which files there are, what format each is in, and what it gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange import jsonl
from forecasts.exchange.column_proof import ColumnProof
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Format
from forecasts.exchange.formats.hubverse import Hubverse
from forecasts.exchange.mapping.mapped import FORM, Mapped
from forecasts.exchange.mapping.mappings import UNNAMED, list_mapping
from forecasts.exchange.mapping.proposals import proposed_options, sampled
from forecasts.exchange.options import ImportOptions, Step, no_step
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.tables import OwnTables, is_nearly_own, is_own
from forecasts.exchange.recorded import Recorded
from forecasts.exchange.recording import Recorder
from forecasts.exchange.registry import format_named, recognised
from forecasts.exchange.summary import Imported
from forecasts.exchange.written_lists import LIST_COLUMNS
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.exchange.mapping.mappings import ColumnMapping
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

_AGAIN = "import it again, or say --skip-bad"


def is_known(file: DataFile, path: Path) -> bool:
    """Whether a file is in a format of ours or of a tool, so that nobody need say what its columns mean."""
    return jsonl.is_ours(path) or is_own(file) or recognised(file) is not None or is_list_of_predictions(file)


def is_list_of_predictions(file: DataFile) -> bool:
    """Whether a text of Markdown or org mode holds no table, so that its list is what is meant."""
    return file.is_list and file.columns == LIST_COLUMNS


def import_file(
    path: Path, ledger: Ledger, *, by: str, now: datetime, options: ImportOptions | None = None
) -> Imported:
    """Record a file as one entry (an export of entries: as all of its own), or raise and leave nothing."""
    if jsonl.is_ours(path):
        return replay_file(path, ledger)
    with ledger.entry("import", by=by, now=now, reason=path.name) as entry:
        return record_file(
            path, entry, by=by, options=options or ImportOptions(), today=now.date(), together=(path,)
        )


def replay_file(path: Path, ledger: Ledger) -> Imported:
    """Replay an export of entries into an empty ledger."""
    counts: Counter[str] = Counter()
    try:
        head = ledger.replay(jsonl.entries(path, counts))
    except UnfitNoun as refusal:
        if isinstance(refusal.__cause__, UnfitFile):
            raise refusal.__cause__ from None
        raise
    return Imported(file=str(path), title="entries", entry=head.sequence, new=counts)


def record_file(
    path: Path,
    entry: Entry,
    *,
    by: str,
    options: ImportOptions,
    today: date,
    together: Sequence[Path],
    again: str = _AGAIN,
) -> Imported:
    """Add what is new in a file to an open entry; a refused row refuses the file, unless they are skipped.

    `together` are all files that were given at once: those of the same tool may explain each other. `again`
    says what to do once refused rows are mended.
    """
    file = DataFile.at(path, sheet=options.sheet, header_row=options.header_row)
    if options.form is None and options.mapping is None and is_list_of_predictions(file):
        options = replace(options, mapping=list_mapping(options.constants))
    conventions = options.conventions(today, ColumnProof(file=file))
    is_said = options.form is not None or options.mapping is not None
    if not is_said and (is_own(file) or is_nearly_own(file)):
        scale = options.scale or entry.view.settings.scale
        recorder = Recorder(entry=entry, title=path.name, follow=options.follow)
        tables = OwnTables(
            Names(recorder=recorder, analyst=by, scale=scale, as_written=options.choices.as_written)
        )
        result = _recorded(
            tables, recorder, file, conventions, skip_bad=options.skip_bad, again=again, step=options.step
        )
        recorder.retractions.settle(result, form=tables.form, file=file.name, today=today)
        _note(file, result, entry, conventions, form=tables.form)
        title = tables.TITLE
    else:
        form = _form(file, options)
        mapping = None if options.mapping is None else _with_scale(options.mapping, options, entry)
        result = record_rows(
            file,
            entry,
            form=form,
            mapping=mapping,
            conventions=conventions,
            beside=() if mapping else _beside(file, together, form),
            skip_bad=options.skip_bad,
            follow=options.follow,
            again=again,
            step=options.step,
        )
        title = _format(form, mapping).TITLE
    return Imported(
        file=str(path),
        title=title,
        entry=entry.sequence,
        new=result.new,
        known=result.known,
        changed=result.changed,
        taken_back=result.taken_back,
        notices=(*conventions.notices, *result.notices),
        assumptions=conventions.assumptions,
        remarks=result.sentences,
        contested=bool(result.retracted or result.restored),
        refused=tuple(result.refused),
    )


def record_rows(
    file: DataFile,
    entry: Entry,
    *,
    form: str = FORM,
    mapping: ColumnMapping | None = None,
    conventions: Conventions,
    beside: tuple[DataFile, ...] = (),
    skip_bad: bool = False,
    follow: bool = False,
    again: str = _AGAIN,
    step: Step = no_step,
) -> Recorded:
    """Add what is new in a file that is not ours to an open entry, with the import itself as the last record.

    Parameters
    ----------
    file
        The file; `beside` are others that were given with it, such as the questions of its forecasts.
    form
        The name of its format, one of `registry.FORMATS`; with a `mapping` it is a spreadsheet.
    conventions
        What the options say of its cells; it gathers the assumptions.
    skip_bad
        Record the good rows though others are refused.
    follow
        Take back what the source says no more, and correct what it says otherwise.
    step
        Told, some rows at a time, how many characters have been read.

    Raises
    ------
    UnfitRows
        If rows are refused, unless they are to be skipped.
    UnfitFile
        If the file cannot be read, or none of its rows can be recorded.
    """
    found = _format(form, mapping)
    recorder = Recorder(entry=entry, title=found.TITLE, follow=follow)
    result = _recorded(found, recorder, file, conventions, beside, skip_bad=skip_bad, again=again, step=step)
    for user, slug in conventions.who.items():
        if entry.known("forecaster", slug) is None:
            result.remarks[f"No row names the user {user!r} (--who)."] += 1
    named = None if mapping is None or mapping.name == UNNAMED else mapping.name
    kept_as = form if mapping is None else FORM
    recorder.retractions.settle(result, form=kept_as, file=file.name, today=conventions.today)
    _note(file, result, entry, conventions, form=kept_as, mapping=named)
    return result


def _recorded(
    found: Format,
    recorder: Recorder,
    file: DataFile,
    conventions: Conventions,
    beside: tuple[DataFile, ...] = (),
    *,
    skip_bad: bool,
    again: str,
    step: Step,
) -> Recorded:
    """What came of the rows of a file; refused ones refuse it, unless they are to be skipped."""
    result = recorder.record(found.read(file, conventions, beside), step)
    result.raise_if_refused(file.name, skip=skip_bad, again=again)
    if not result.rows:
        if isinstance(found, OwnTables | Mapped):
            raise UnfitFile(file.name, "has no rows", "fill it in, or leave it out")
        raise UnfitFile(file.name, f"holds nothing that {found.TITLE} would write", "give the whole export")
    return result


def _note(
    file: DataFile,
    result: Recorded,
    entry: Entry,
    conventions: Conventions,
    *,
    form: str,
    mapping: str | None = None,
) -> None:
    """Record the import itself, if anything came of it."""
    if result.is_news:
        entry.add(
            Import(
                file=file.name.rpartition("/")[2],
                sha256=file.sha256,
                form=form,
                assumptions=tuple(conventions.assumptions),
                archived=tuple(result.archived),
                mapping=mapping,
                retracted=result.retracted,
                restored=result.restored,
            )
        )


def _format(form: str, mapping: ColumnMapping | None) -> Format:
    return format_named(form) if mapping is None else Mapped(mapping)


def _form(file: DataFile, options: ImportOptions) -> str:
    """The name of the format that a file is read by: as told, or as it tells itself."""
    if options.mapping is not None:
        if options.form is not None:
            raise UnfitNoun(
                f"The format {options.form!r} is given, and what the columns mean too",
                "leave one of them out",
            )
        return FORM
    if options.form is not None:
        found = format_named(options.form)
        if not found.recognises(file):
            other = recognised(file)
            hint = f"say --format {other}, or leave it out" if other else "see `docs/exchange.md`"
            raise UnfitFile(file.name, f"is nothing that {found.TITLE} would write", hint)
        return options.form
    form = recognised(file)
    if form is None:
        raise UnfitFile(
            file.name,
            f"has a header of no tool that is known{_named(file.columns)}",
            f"say what its columns mean, {_how_to_say(file)}, or --mapping NAME if that was told before",
        )
    return form


def _how_to_say(file: DataFile) -> str:
    """The options that would say what the columns of a table likely mean, or such as would."""
    likely = proposed_options(sampled(file))
    if likely is None:
        return "as in --column question=Title --column p=Chance --column made=Date"
    return f"perhaps {likely}"


def _named(columns: Sequence[str]) -> str:
    """The first names of a header, for whoever is to say what they mean; nothing where it has none."""
    shown = [repr(name if len(name) <= 30 else name[:30] + "…") for name in columns if name]
    more = ", …" if len(shown) > 8 else ""
    return f" ({', '.join(shown[:8])}{more})" if shown else ""


def _with_scale(mapping: ColumnMapping, options: ImportOptions, entry: Entry) -> ColumnMapping:
    """The mapping with the scale that the options name, or else its own, or else the ledger's."""
    return replace(mapping, scale=options.scale or mapping.scale or entry.view.settings.scale)


def _beside(file: DataFile, together: Sequence[Path], form: str) -> tuple[DataFile, ...]:
    """The other files of the format, where they can explain this one."""
    if Hubverse.is_whole(file):
        return ()
    others = (place for place in together if str(place) != file.name)
    return tuple(DataFile.at(other) for other in others if _form_at(other, other.stat().st_mtime_ns) == form)


@lru_cache(100_000)
def _form_at(path: Path, changed: int) -> str | None:
    """The format of a file as it was at a moment, by the name of the format."""
    return recognised(DataFile.at(path))
