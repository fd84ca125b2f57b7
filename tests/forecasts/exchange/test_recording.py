"""What is brought is recorded once; a platform that changes its mind is corrected, and both stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forecasts.errors import UnfitRows
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from forecasts.exchange.importing import record_rows
from forecasts.exchange.notices import MOVED
from forecasts.exchange.recorded import Recorded
from forecasts.ledger import Ledger
from forecasts.ledger.view import View
from forecasts.model import Forecast, Import, Outcome, OutcomeKind

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HEADER = (
    "Question title,Multiple choice option,Forecast created by,Forecast (scale = 0-1),Forecast created at,"
    "Question created by,Question created at,Question resolve by,Resolution,Resolved at,Question tags\n"
)


def row(
    p: str = "0.65", *, made: str = "2025-01-15 03:50:45", resolution: str = "", resolved: str = ""
) -> str:
    """A row of an export, as told."""
    asked = "Ann,2025-01-15 03:50:45,2025-06-30 00:00:0"
    return f"Will it rain?,,Ann,{p},{made},{asked},{resolution},{resolved},rain\n"


@pytest.fixture
def ledger() -> Ledger:
    """A ledger in memory."""
    return Ledger.create(":memory:", now=NOW, by="ann")


def brought(ledger: Ledger, *rows: str, skip_bad: bool = False) -> Recorded:
    """What came of an export of these rows."""
    file = DataFile.of("export.csv", (HEADER + "".join(rows)).encode())
    with ledger.entry("import", by="ann", now=NOW) as entry:
        return record_rows(
            file,
            entry,
            form="fatebook",
            conventions=Conventions(today=NOW.date()),
            skip_bad=skip_bad,
            again="again",
        )


def outcomes(view: View) -> list[Outcome]:
    """The outcomes that stand."""
    return [stored.noun for stored in view.standing("outcome") if isinstance(stored.noun, Outcome)]


def test_a_grown_file_adds_only_what_is_new(ledger: Ledger) -> None:
    """The second import records the second forecast, and an import of its own."""
    brought(ledger, row())
    again = brought(ledger, row(), row("0.8", made="2025-02-01 00:00:00"))
    assert again.new == {"forecast": 1}
    assert again.known == {"question": 1, "forecaster": 1, "forecast": 1}


def test_a_deadline_that_the_platform_moved_makes_no_new_forecasts(ledger: Ledger) -> None:
    """The forecast stands as it was made, and a notice says that the deadline is another now."""
    brought(ledger, row())
    later = row("0.8", made="2025-02-01 00:00:00")
    again = brought(ledger, *(one.replace("2025-06-30", "2025-08-31") for one in (row(), later)))
    assert again.known["forecast"] == 1
    assert again.new == {"forecast": 1}
    assert MOVED in again.notices.counts


def test_a_changed_resolution_is_a_correction_and_both_stay(ledger: Ledger) -> None:
    """YES becomes NO: the new outcome stands, the old one is in the history with the reason."""
    brought(ledger, row(resolution="YES", resolved="2025-05-02 11:04:7"))
    again = brought(ledger, row(resolution="NO", resolved="2025-07-01 10:00:00"))
    assert again.changed == {"outcome": 1}
    assert [outcome.kind for outcome in outcomes(ledger.view())] == [OutcomeKind.NOT_THROUGH]
    (amendment,) = [amendment for _, amendment in ledger.view().amendments.values()]
    assert amendment.because == "Fatebook has resolved it anew"
    assert ledger.audit().whole


def test_what_a_tool_annuls_after_a_no_has_no_answer(ledger: Ledger) -> None:
    """NO becomes AMBIGUOUS: the no is corrected, whatever the order of the files."""
    brought(ledger, row(resolution="NO", resolved="2025-07-01 10:00:00"))
    again = brought(ledger, row(resolution="AMBIGUOUS", resolved="2025-07-05 10:00:00"))
    assert again.changed == {"outcome": 1}
    (outcome,) = outcomes(ledger.view())
    assert (outcome.kind, outcome.evidence) == (OutcomeKind.AMBIGUOUS, "resolved so by Fatebook")


def test_a_user_whom_no_row_names_is_told(ledger: Ledger) -> None:
    """A misspelt name does not pass unseen."""
    file = DataFile.of("export.csv", (HEADER + row()).encode())
    conventions = Conventions(today=NOW.date(), who={"Anne": "ann"})
    with ledger.entry("import", by="ann", now=NOW) as entry:
        taken = record_rows(file, entry, form="fatebook", conventions=conventions)
    assert "No row names the user 'Anne' (--who)." in taken.remarks


def test_an_older_resolution_is_told(ledger: Ledger) -> None:
    """An older file after a newer one corrects, and asks whether it should."""
    brought(ledger, row(resolution="NO", resolved="2025-07-01 10:00:00"))
    again = brought(ledger, row(resolution="YES", resolved="2025-05-02 11:04:7"))
    assert any("is the file the older one?" in remark for remark in again.remarks)


def test_a_forecast_after_the_deadline_is_kept_and_not_scored(ledger: Ledger) -> None:
    """The question was over by then: it has no deadline of its own."""
    brought(ledger, row(made="2025-07-05 10:00:00"))
    (stored,) = ledger.view().standing("forecast")
    assert isinstance(stored.noun, Forecast)
    assert stored.noun.claim.deadline is None
    assert stored.noun.unscoreable_because


def test_a_bad_row_refuses_the_file_and_leaves_nothing(ledger: Ledger) -> None:
    """The refusal names the line; no entry is made."""
    with pytest.raises(UnfitRows, match="line 3: The column 'Forecast"):
        brought(ledger, row(), row("often"))
    assert ledger.view().head.sequence == 0


def test_bad_rows_can_be_skipped(ledger: Ledger) -> None:
    """The good ones are recorded, the bad ones handed back."""
    taken = brought(ledger, row(), row("1.7"), skip_bad=True)
    assert taken.new["forecast"] == 1
    assert [bad.line for bad in taken.refused] == [3]


def test_the_import_keeps_the_files_digest_its_assumptions_and_its_rows(ledger: Ledger) -> None:
    """The last record of the entry says what was imported, and the rows lie beside the chain."""
    brought(ledger, row())
    (stored,) = ledger.view().standing("import")
    assert isinstance(stored.noun, Import)
    assert stored.noun.file == "export.csv"
    assert stored.noun.form == "fatebook"
    assert len(stored.noun.sha256) == 64
    assert any("taken as UTC" in assumption for assumption in stored.noun.assumptions)
    (digest,) = stored.noun.archived
    assert "Will it rain?" in ledger.archived(digest)
    ledger.erase(digest, because="asked to", by="ann", now=NOW)
    assert ledger.audit().whole


def test_outcomes_come_with_the_day_they_were_known(ledger: Ledger) -> None:
    """YES on the day it was resolved."""
    brought(ledger, row(resolution="YES", resolved="2025-05-02 11:04:7"))
    (outcome,) = outcomes(ledger.view())
    assert (outcome.on, outcome.known_on) == (date(2025, 5, 2), date(2025, 5, 2))
