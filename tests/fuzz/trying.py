"""One mutated file on its way into a ledger, all or nothing and then without its bad rows, and out again."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from random import Random

from desk.commands.exporting import FORMS
from forecasts.errors import TrackerError
from forecasts.exchange.files import DataFile
from forecasts.exchange.importing import import_file, is_known, record_file, replay_file
from forecasts.exchange.jsonl import is_ours as is_chain
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.out.summary import ExportSummary
from forecasts.exchange.registry import FORMATS
from forecasts.exchange.summary import Imported, write_refused
from forecasts.ledger import Ledger
from forecasts.ledger.chain import Head
from tests.fuzz.files import BY, NOW, Named, Specimen
from tests.fuzz.mutating import Mutant, mutated
from tests.fuzz.tables import any_length

ZONES = (*[None] * 20, *["UTC", "Pacific/Auckland", "America/New_York"] * 3, "Mars/Olympus_Mons", "../x")
_MOST_LEAVING = 200


class Broken(Exception):
    """A promise that a mutated file broke."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A file as somebody might give it: its bytes, and what is said of it."""

    specimen: Specimen
    mutant: Mutant
    options: ImportOptions

    @classmethod
    def of(cls, specimens: tuple[Specimen, ...], number: int) -> Trial:
        """The trial of a number: always the same."""
        rng = Random(number)
        specimen = specimens[number % len(specimens)]
        options = replace(
            specimen.options,
            percent=rng.choice((None, False, True)),
            day_first=rng.choice((None, False, True)),
            zone=rng.choice(ZONES),
            form=rng.choice(tuple(FORMATS)) if rng.random() < 0.03 and not specimen.options.mapping else None,
        )
        return cls(specimen=specimen, mutant=mutated(specimen.data, rng), options=options)


@dataclass(kw_only=True)
class Ledgers:
    """Ledgers in memory in which certain files stand; one in which more was recorded is not used again."""

    kept: dict[tuple[Named, ...], Ledger] = field(default_factory=dict)

    def having(self, before: tuple[Named, ...], specimen: Specimen, folder: Path) -> Ledger:
        """A ledger in which these files stand, and nothing else."""
        if before not in self.kept:
            ledger = Ledger.create(":memory:", now=NOW, by=BY)
            for name, data in before:
                path = folder / name
                path.write_bytes(data)
                import_file(path, ledger, by=BY, now=NOW, options=replace(specimen.options, skip_bad=True))
            self.kept[before] = ledger
        return self.kept[before]

    def used(self, before: tuple[Named, ...]) -> None:
        """Something was recorded in it."""
        self.kept.pop(before).close()


def tried(trial: Trial, ledgers: Ledgers, folder: Path) -> str:
    """What became of a file: "recorded", "recorded in part" (without its bad rows) or "refused".

    Raises `Broken` where a promise was, and lets through whatever else the import raised.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    specimen = trial.specimen
    ledger = ledgers.having(specimen.before, specimen, folder)
    for name, data in specimen.beside:
        (folder / name).write_bytes(data)
    path = folder / specimen.name
    together = (path, *(folder / name for name, _ in specimen.beside))
    path.write_bytes(trial.mutant.data)
    _look(path)
    for skip_bad, verdict in ((False, "recorded"), (True, "recorded in part")):
        before = ledger.view().head
        done = _imported(path, ledger, replace(trial.options, skip_bad=skip_bad), together)
        if done is not None:
            _check_recorded(done, ledger, before, trial)
            head = ledger.view().head
            again = _imported(path, ledger, replace(trial.options, skip_bad=skip_bad), together)
            if again is not None or ledger.view().head != head:
                raise Broken(f"The same file gave news when it was imported again: {again and again.new}")
            _check_leaving(done, ledger, folder, trial)
            ledgers.used(specimen.before)
            return verdict
        if ledger.view().head != before:
            raise Broken("The file was refused, and the head of the chain is another.")
    return "refused"


def _look(path: Path) -> None:
    """What the command line asks of a file before it opens a ledger."""
    try:
        is_known(DataFile.at(path), path)
    except TrackerError as error:
        _check_sentence(str(error))


def _imported(
    path: Path, ledger: Ledger, options: ImportOptions, together: tuple[Path, ...]
) -> Imported | None:
    """What an import gave; None where it was refused in a sentence."""
    try:
        if is_chain(path):
            done = replay_file(path, ledger)
        else:
            with ledger.entry("import", by=BY, now=NOW, reason=path.name) as entry:
                done = record_file(path, entry, by=BY, options=options, today=NOW.date(), together=together)
    except TrackerError as error:
        _check_sentence(str(error))
        return None
    for sentence in (*done.assumptions, *done.remarks, *(bad.reason for bad in done.refused)):
        _check_sentence(sentence)
    return done


def _check_sentence(sentence: str) -> None:
    """It can be written to a terminal, and does not go on without end."""
    sentence.encode()
    if len(sentence) > 40_000:
        raise Broken(f"A sentence has {len(sentence):,} characters: {sentence[:200]!r}")


def _check_recorded(done: Imported, ledger: Ledger, before: Head, trial: Trial) -> None:
    head = ledger.view().head
    if head.sequence == before.sequence:
        raise Broken("The file was taken, and no entry came of it.")
    if trial.specimen.form != "JSONL" and head.sequence != before.sequence + 1:
        raise Broken(f"The file was taken as {head.sequence - before.sequence} entries.")
    if not ledger.audit().whole:
        raise Broken("The chain is not whole after the file was taken.")
    if not done.is_news:
        raise Broken("An entry came of a file in which nothing was new.")


def _check_leaving(done: Imported, ledger: Ledger, folder: Path, trial: Trial) -> None:
    """Where formulas were put into the file: no form in which the ledger leaves has any."""
    write_refused(folder / "refused.bad.csv", done.refused)
    _check_csv(folder / "refused.bad.csv")
    if (
        not any("formulas" in change for change in trial.mutant.changes)
        or sum(done.new.values()) > _MOST_LEAVING
    ):
        return
    for form, module in FORMS.items():
        place = folder / f"out.{form}" / ("ledger.xlsx" if form == "excel" else "")
        try:
            import_module(module).write(ledger.view(), place, ExportSummary())
        except TrackerError as error:
            _check_sentence(str(error))
    for path in sorted(folder.glob("out.*/**/*.csv")):
        _check_csv(path)
    for path in sorted(folder.glob("out.*/*.xlsx")):
        _check_workbook(path)


def _check_csv(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file, any_length():
        for row in csv.reader(file):
            for cell in row:
                if cell.startswith("="):
                    raise Broken(f"A cell of {path.name} is a formula: {cell[:80]!r}")


def _check_workbook(path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        for cells in sheet.iter_rows():
            if formulas := [cell.value for cell in cells if cell.data_type == "f"]:
                raise Broken(f"A cell of the sheet {sheet.title} is a formula: {formulas[0]!r}")
    book.close()
