"""One bad record, however it came into a ledger, stops no report: it is named, and left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from forecasts.errors import DamagedRecord
from forecasts.handles import Handle
from forecasts.ledger.chain import record_digest
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.schema import rebuild
from forecasts.ledger.tables import RECORDS
from forecasts.ledger.unsound import sound
from tests.forecasts.builders import forecast, outcome
from tests.forecasts.ledger.conftest import record, unguarded
from tests.shell import KABUL, Shell

Change = Callable[[dict[str, Any]], object]


def spoil(where: str, handle: Handle, change: Change | str) -> None:
    """Another body in the place of a record's, with a digest that fits and the tables made of it."""
    at = (RECORDS.c.entry == handle.entry) & (RECORDS.c.position == handle.position)
    with unguarded(where) as connection:
        body = connection.execute(select(RECORDS.c.body).where(at)).scalar_one()
        if not isinstance(change, str):
            parts = json.loads(body)
            change(parts)
            body = json.dumps(parts, sort_keys=True, separators=(",", ":"))
        else:
            body = change
        connection.execute(update(RECORDS).where(at).values(body=body, digest=record_digest(body)))
        if connection.dialect.name == "sqlite":
            rebuild(connection)


BAD: dict[str, Change | str] = {
    "a chance of seven": lambda body: body["belief"].update(p=7.0),
    "a chance of many": lambda body: body["belief"].update(p="many"),
    "no such day": lambda body: body["claim"].update(deadline="2021-99-99"),
    "no such question": lambda body: body.update(question="nowhere"),
    "no such forecaster": lambda body: body.update(forecaster="nobody"),
    "no such condition": lambda body: body["claim"].update(
        condition={"question": "nowhere", "answer": "happens"}
    ),
    "a belief of no kind": lambda body: body["belief"].update(kind="hunch"),
    "a timeline without days": lambda body: body.update(
        belief={"kind": "timeline", "days": [], "cdf": [], "horizon": "2022-01-01", "rule": "stated"}
    ),
    "days past the calendar": lambda body: body.update(
        claim={},
        belief={"kind": "timeline", "days": [3e6], "cdf": [0.5], "horizon": "2022-01-01", "rule": "stated"},
    ),
    "brackets": "[" * 100_000,
    "no JSON": "{",
    "no object": "5",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_record_is_named_and_left_out(ledger: Ledger, place: str, kind: str) -> None:
    """The others stand as they stood."""
    record(ledger, forecast(), outcome())
    record(ledger, forecast(reading="another"))
    spoil(place, Handle(2, 1), BAD[kind])
    clean = sound(ledger.view())
    assert list(clean.unsound) == [Handle(2, 1)]
    assert [stored.handle for stored in clean.standing("forecast")] == [Handle(3, 1)]
    assert list(clean.forecasts()["handle"]) == ["3.1"]
    assert len(clean.outcomes()) == 1


def test_a_sound_ledger_has_none(ledger: Ledger) -> None:
    """Nothing is set aside, and nothing is hidden."""
    record(ledger, forecast(), outcome())
    assert sound(ledger.view()).unsound == {}


@pytest.fixture
def typed(shell: Shell) -> Shell:
    """A new ledger behind the commands."""
    shell("init", "--scale", "icd203")
    return shell


@pytest.mark.parametrize("kind", ["a chance of many", "no such day", "no such question", "brackets"])
def test_no_command_stops_at_it(typed: Shell, kind: str) -> None:
    """They answer without the record, and end in 1 where they left it out; `check` names it in any case."""
    logged = ("log", "Rain falls", "--slug", "rain", "--by", "Bo", "-p", "0.4", "--said", "2021-06-25")
    typed(*logged, "--deadline", "2021-09-25")
    typed(*KABUL)
    handle = Handle.read(typed.forecast("rain")["handle"])
    spoil(str(typed.path), handle, BAD[kind])
    for name in ("scores", "list forecasts", "history", "due", "calibration"):
        result = typed.run(*name.split())
        assert result.exit_code == ("Left out" in result.stderr), result.output
        assert "Error:" not in result.stderr
    checked = typed.run("check")
    assert checked.exit_code == 1
    assert f"{handle}: It is left out" in checked.output


def test_what_cannot_be_read_is_a_sentence_to_whoever_asks(ledger: Ledger, place: str) -> None:
    """With the handle and the way on."""
    record(ledger, forecast())
    spoil(place, Handle(2, 1), "{")
    with pytest.raises(DamagedRecord, match=r"The record 2\.1 cannot be read .*`tracker audit`"):
        ledger.view().get(Handle(2, 1))


def test_an_upgrade_is_not_done_where_a_record_has_no_row(typed: Shell) -> None:
    """It does not say that all is up to date."""
    typed(*KABUL)
    handle = Handle.read(typed.forecast("kabul")["handle"])
    spoil(str(typed.path), handle, "[" * 100_000)
    assert f"The record {handle} cannot be read" in typed.refusal("upgrade")
    assert "is not JSON" in typed.run("audit").output


def test_what_was_altered_is_told_by_whatever_reads(typed: Shell) -> None:
    """Though the typed table still holds what was recorded, and the body can be read."""
    typed(*KABUL)
    handle = Handle.read(typed.forecast("kabul")["handle"])
    at = (RECORDS.c.entry == handle.entry) & (RECORDS.c.position == handle.position)
    with unguarded(str(typed.path)) as connection:
        body = func.replace(RECORDS.c.body, "a month or two", "a year or two")
        connection.execute(update(RECORDS).where(at).values(body=body))
    for name in ("scores", "list forecasts", "show kabul", "history", "due", "calibration", "compare"):
        result = typed.run(*name.split())
        assert result.exit_code == 1
        told = f"Left out as no command would have written it: {handle} (it does not fit its digest"
        assert told in " ".join(result.stderr.split())
