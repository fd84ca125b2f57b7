"""Files of other tools read from the fixtures, and brought into a ledger in memory as often as wanted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from forecasts.errors import UnfitNoun
from forecasts.exchange.bringing import bring
from forecasts.exchange.brought import Bad, Brought, Part
from forecasts.exchange.given import Given
from forecasts.exchange.recognising import format_named
from forecasts.exchange.settled import Settled
from forecasts.exchange.taking import Taken
from forecasts.ledger import Ledger
from forecasts.model import Forecast, Forecaster, Outcome, Question

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
FIXTURES = Path(__file__).parent / "fixtures"


def settled(**said: object) -> Settled:
    """What is settled on the day of the import."""
    return Settled(today=NOW.date(), **said)  # type: ignore[arg-type]  # each test names what Settled knows


def fixture(name: str) -> Given:
    """A file of the fixtures."""
    return Given.at(FIXTURES / name)


def read(form: str, given: Given, *beside: Given, by: Settled | None = None) -> list[Brought | Bad]:
    """What a format brings of a file."""
    return list(format_named(form).brought(given, by or settled(), beside))


def parts(items: list[Brought | Bad]) -> list[Part]:
    """All nouns, in order."""
    return [part for item in items if isinstance(item, Brought) for part in item.parts]


def questions(items: list[Brought | Bad]) -> dict[str, Question]:
    """The questions by their statements."""
    return {part.statement: part for part in parts(items) if isinstance(part, Question)}


def forecasters(items: list[Brought | Bad]) -> dict[str, Forecaster]:
    """The forecasters by their slugs."""
    return {part.slug: part for part in parts(items) if isinstance(part, Forecaster)}


def forecasts(items: list[Brought | Bad]) -> list[Forecast]:
    """The forecasts, in order."""
    return [part for part in parts(items) if isinstance(part, Forecast)]


def outcomes(items: list[Brought | Bad]) -> dict[str, Outcome]:
    """The outcomes by their questions' statements."""
    asked = {question.slug: statement for statement, question in questions(items).items()}
    return {asked[part.question]: part for part in parts(items) if isinstance(part, Outcome)}


def sentences(items: list[Brought | Bad]) -> list[str]:
    """Why rows are bad."""
    return [item.sentence for item in items if isinstance(item, Bad)]


def brought_in(
    ledger: Ledger, form: str, given: Given, *beside: Given, by: Settled | None = None
) -> Taken | None:
    """Bring a file into a ledger as an entry; None where nothing in it is new."""
    try:
        with ledger.entry("import", by="ann", now=NOW) as entry:
            return bring(given, entry, form=form, settled=by or settled(), beside=beside)
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
