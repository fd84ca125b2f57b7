"""An entry altered and sealed anew, with a digest that fits: what it follows and when is checked as well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from forecasts.ledger.auditing import audit
from forecasts.ledger.chain import EntryDigest, Header
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.tables import ENTRIES, RECORDS
from tests.forecasts.builders import NOW, forecast, forecaster, question
from tests.forecasts.ledger.conftest import record, unguarded


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A file with three entries, an hour apart."""
    path = str(tmp_path / "ledger.db")
    with Ledger.create(path, now=NOW, by="ann") as made:
        record(made, question(), forecaster())
        record(made, forecast(), now=NOW + timedelta(hours=1))
        record(made, forecaster(slug="bob", name="Bob"), now=NOW + timedelta(hours=2))
    return path


def resealed(connection: Connection, sequence: int, **changes: str) -> None:
    """Alter an entry, and give it the digest that then fits its header and its records."""
    where = ENTRIES.c.sequence == sequence
    connection.execute(update(ENTRIES).where(where).values(**changes))
    row = connection.execute(select(ENTRIES).where(where)).one()
    whole = EntryDigest(row.previous, Header.of(row))
    records = select(RECORDS.c.digest).where(RECORDS.c.entry == sequence).order_by(RECORDS.c.position)
    for digest in connection.execute(records).scalars():
        whole.add(digest)
    connection.execute(update(ENTRIES).where(where).values(digest=whole.hexdigest()))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"previous": "1" * 64}, "it is not chained to the entry before it"),
        ({"recorded_at": "2021-12-31T12:30:00.000000Z"}, "before the entry it follows"),
        ({"recorded_at": "yesterday"}, "is not one"),
    ],
)
def test_an_entry_with_a_digest_that_fits_is_found_by_what_it_follows(
    place: str, changes: dict[str, str], told: str
) -> None:
    """The digest says that nothing in the entry was altered since; its place in the chain says the rest."""
    with unguarded(place) as connection:
        resealed(connection, 3, **changes)
        found = [problem for problem in audit(connection, head=None).problems if problem.where == "entry 3"]
    assert len(found) == 1
    assert told in found[0].message


@pytest.mark.parametrize("sequence", [1, 2])
def test_an_entry_altered_and_sealed_anew_breaks_the_chain_after_it(place: str, sequence: int) -> None:
    """Another name, with a digest that fits, no longer fits what comes next; nor does a head noted before."""
    with unguarded(place) as connection:
        head = connection.execute(select(ENTRIES.c.digest).where(ENTRIES.c.sequence == sequence)).scalar_one()
        resealed(connection, sequence, recorded_by="eve", reason="another")
        found = [str(problem) for problem in audit(connection, head=head).problems]
    assert any(f"entry {sequence + 1}" in told and "not chained" in told for told in found)
    assert any("its end was cut off" in told for told in found)
