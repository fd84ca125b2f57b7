"""What was known when: a look back sees what was recorded by then, and nothing that came later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import pytest

from forecasts.errors import NotYet, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.model import Claim, Forecast, Settings
from tests.forecasts.builders import NOW, forecast, forecaster, mistake, outcome, question, withdrawal
from tests.forecasts.ledger.conftest import record

HOUR = timedelta(hours=1)


def test_a_look_back_ignores_everything_recorded_later(ledger: Ledger) -> None:
    """Records, corrections, mistakes, withdrawals and settings of later entries are as if they were not."""
    record(ledger, forecast(), now=NOW + HOUR)
    with ledger.entry("amend", by="ann", now=NOW + 2 * HOUR) as entry:
        entry.correct(Handle(1, 1), question(statement="Kabul falls"), because="shorter")
        entry.add(withdrawal(Handle(2, 1)))
        entry.add(Settings(scale="icd203"))
        entry.add(outcome())
    record(ledger, mistake(Handle(3, 5)), forecaster(slug="bob", name="Bob"), now=NOW + 3 * HOUR)

    first = ledger.view(as_of=NOW + HOUR / 2)
    assert (first.head.sequence, list(first.standing("forecast"))) == (1, [])
    second = ledger.view(as_of=NOW + HOUR)
    assert second.head.sequence == 2
    assert second.amendments == {}
    assert second.settings == Settings()
    assert second.find("question", "kabul").handle == Handle(1, 1)
    assert second.forecasts()["withdrawn_on"].isna().all()
    assert len(second.outcomes()) == 0
    third = ledger.view(as_of=NOW + 2 * HOUR)
    assert third.settings == Settings(scale="icd203")
    assert third.find("question", "kabul").handle == Handle(3, 1)
    assert third.slugs("forecaster") == ["ann-lee"]
    assert len(third.outcomes()) == 1
    assert len(third.history()) == 3
    assert len(ledger.view().outcomes()) == 0


def test_a_clock_that_steps_back_does_not_change_the_past(ledger: Ledger) -> None:
    """An entry's moment is never before the last one's, so no later entry slips into an earlier view."""
    record(ledger, forecast(), now=NOW + HOUR)
    before = ledger.view(as_of=NOW + HOUR / 2).head
    record(ledger, outcome(), now=NOW - timedelta(hours=20))
    assert ledger.view(as_of=NOW + HOUR / 2).head == before
    assert ledger.view().head.recorded_at == NOW + HOUR
    assert ledger.view(as_of=NOW + HOUR).head.sequence == 3
    assert ledger.audit().whole


def test_a_moment_in_another_zone_is_the_same_moment(ledger: Ledger) -> None:
    """Noon in London is noon in London, however it is written."""
    record(ledger, forecast(), now=NOW + HOUR)
    kabul = timezone(timedelta(hours=4, minutes=30))
    assert ledger.view(as_of=(NOW + HOUR).astimezone(kabul)).head.sequence == 2
    assert ledger.view(as_of=(NOW + HOUR / 2).astimezone(kabul)).head.sequence == 1


def test_a_moment_without_a_zone_is_a_programmers_mistake(file: Ledger) -> None:
    """Nobody can say which moment it is."""
    with pytest.raises(ValueError, match="aware"):
        file.view(as_of=datetime(2021, 6, 25))  # noqa: DTZ001 - the mistake itself
    with pytest.raises(ValueError, match="aware"), file.entry("log", by="ann", now=datetime(2022, 1, 1)):  # noqa: DTZ001 - the mistake itself
        pass


def test_a_moment_before_the_first_entry_is_refused(ledger: Ledger) -> None:
    """There was nothing yet, and the first entry's moment is told."""
    with pytest.raises(NotYet, match="2021-12-31T12:00:00"):
        ledger.view(as_of=NOW - HOUR)


def test_a_view_stays_as_it_is_while_others_record(ledger: Ledger) -> None:
    """A view taken before keeps to its head."""
    view = ledger.view()
    record(ledger, forecast(), outcome())
    assert list(view.standing("forecast")) == []
    assert len(view.forecasts()) == 0


def test_today_is_the_questions_own_day(ledger: Ledger) -> None:
    """At noon in London it is already tomorrow on the Line Islands, and still yesterday nowhere."""
    record(ledger, question(slug="far", statement="Far away", zone="Pacific/Kiritimati"))
    tomorrow = date(2022, 1, 1)
    record(ledger, forecast(question="far", made_on=tomorrow, claim=Claim(deadline=tomorrow)))
    with pytest.raises(Exception, match="is dated 2022-01-01, but today is 2021-12-31"):
        record(ledger, forecast(made_on=tomorrow, claim=Claim(deadline=tomorrow)))


def test_an_exception_leaves_nothing(ledger: Ledger) -> None:
    """What is raised in the middle of many nouns leaves neither records, rows nor an entry."""
    head = ledger.view().head

    def nouns() -> Iterator[Forecast]:
        for turn in range(5_000):
            yield forecast(reading=f"reading {turn}")
        raise RuntimeError("the file breaks off")

    def record_all() -> None:
        with ledger.entry("import", by="ann", now=NOW) as entry:
            entry.archive("a text")
            entry.add_all(nouns())

    with pytest.raises(RuntimeError, match="breaks off"):
        record_all()
    assert ledger.view().head == head
    assert len(ledger.view().forecasts()) == 0
    with ledger.reading() as connection:
        for name in ("records", "forecasts", "archives"):
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            assert found == (2 if name == "records" else 0)
    assert ledger.audit().whole


def test_an_error_of_the_callers_own_passes_unchanged(file: Ledger) -> None:
    """A file that cannot be read while recording is not blamed on the ledger."""
    with pytest.raises(FileNotFoundError), file.entry("import", by="ann", now=NOW):
        raise FileNotFoundError("no such import")


def test_an_entry_without_records_is_refused(ledger: Ledger) -> None:
    """Nothing to say is no entry."""
    with pytest.raises(UnfitNoun, match="nothing to log"), ledger.entry("log", by="ann", now=NOW):
        pass
    assert ledger.view().head.sequence == 1
