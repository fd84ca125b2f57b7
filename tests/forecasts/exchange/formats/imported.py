"""Files of other tools read from the fixtures, and brought into a ledger in memory as often as wanted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from forecasts.errors import UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import ReadRow, RefusedRow, RowNoun
from forecasts.exchange.importing import record_rows
from forecasts.exchange.recorded import Recorded
from forecasts.exchange.registry import format_named
from forecasts.ledger import Ledger
from forecasts.model import Forecast, Forecaster, Outcome, Question

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"


def conventions(**said: object) -> Conventions:
    """What is settled on the day of the import."""
    return Conventions(today=NOW.date(), **said)  # type: ignore[arg-type]  # each test names what Conventions knows


def fixture(name: str) -> DataFile:
    """A file of the fixtures."""
    return DataFile.at(FIXTURES / name)


def read(
    form: str, file: DataFile, *beside: DataFile, by: Conventions | None = None
) -> list[ReadRow | RefusedRow]:
    """What a format brings of a file."""
    return list(format_named(form).read(file, by or conventions(), beside))


def parts(items: list[ReadRow | RefusedRow]) -> list[RowNoun]:
    """All nouns, in order."""
    return [part for item in items if isinstance(item, ReadRow) for part in item.nouns]


def questions(items: list[ReadRow | RefusedRow]) -> dict[str, Question]:
    """The questions by their statements."""
    return {part.statement: part for part in parts(items) if isinstance(part, Question)}


def forecasters(items: list[ReadRow | RefusedRow]) -> dict[str, Forecaster]:
    """The forecasters by their slugs."""
    return {part.slug: part for part in parts(items) if isinstance(part, Forecaster)}


def forecasts(items: list[ReadRow | RefusedRow]) -> list[Forecast]:
    """The forecasts, in order."""
    return [part for part in parts(items) if isinstance(part, Forecast)]


def outcomes(items: list[ReadRow | RefusedRow]) -> dict[str, Outcome]:
    """The outcomes by their questions' statements."""
    asked = {question.slug: statement for statement, question in questions(items).items()}
    return {asked[part.question]: part for part in parts(items) if isinstance(part, Outcome)}


def sentences(items: list[ReadRow | RefusedRow]) -> list[str]:
    """Why rows are bad."""
    return [item.reason for item in items if isinstance(item, RefusedRow)]


def brought_in(
    ledger: Ledger, form: str, file: DataFile, *beside: DataFile, by: Conventions | None = None
) -> Recorded | None:
    """Bring a file into a ledger as an entry; None where nothing in it is new."""
    try:
        with ledger.entry("import", by="ann", now=NOW) as entry:
            return record_rows(file, entry, form=form, conventions=by or conventions(), beside=beside)
    except UnfitNoun as refusal:
        assert "nothing to import" in str(refusal)  # noqa: PT017 - any other refusal fails the test
        return None


def empty() -> Ledger:
    """A ledger in memory."""
    return Ledger.create(":memory:", now=NOW, by="ann")


def scores(ledger: Ledger) -> list[tuple[str, str, float]]:
    """Verdict, forecaster and score of every forecast, in the order of recording; NaN as -1."""
    from tests.tracker.judging import whole

    frame = whole(ledger.view(), NOW.date())
    rows = zip(frame["verdict"], frame["forecaster"], frame["value"].fillna(-1), strict=True)
    return [(str(verdict), str(who), round(float(value), 6)) for verdict, who, value in rows]
