"""What mutated files have found: each stays refused in a sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forecasts.errors import UnfitCell, UnfitFile, UnfitOption
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.files import DataFile
from tests.fuzz.archives import swollen, zipped
from tests.shell import Shell

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("cell", "zone"),
    [("9999-12-31T23:59:59Z", "Pacific/Auckland"), ("0001-01-01T00:00Z", "America/New_York")],
)
def test_a_day_beyond_the_calendar_of_its_zone_is_refused(cell: str, zone: str) -> None:
    """The moment exists in UTC, and no day of the zone is its day."""
    with pytest.raises(UnfitCell, match="within the calendar"):
        Conventions(today=TODAY, zone=zone).day(cell, "made")


def test_a_moment_of_ours_beyond_the_calendar_of_its_question_is_refused(ledger: Shell) -> None:
    """Our own file, and the zone of its question."""
    (ledger.folder / "f.csv").write_text(
        "question,statement,zone,forecaster,said,made_at,chance,deadline\n"
        "flood,It floods,America/New_York,Ann,,0001-01-01T00:00Z,0.5,2021-09-25\n"
    )
    assert "within the calendar" in ledger.refusal("import", str(ledger.folder / "f.csv"))


def test_a_refusal_of_a_file_stays_a_sentence() -> None:
    """However long the name of a column is."""
    assert len(str(UnfitFile("f.csv", "has the unknown column " + "x" * 10**6, "take it out"))) < 500


@pytest.mark.parametrize("zone", ["Mars/Olympus_Mons", "../x", "Europe", "\x00"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """Before any cell is read."""
    with pytest.raises(UnfitOption, match="name it as in Europe/London"):
        Conventions(today=TODAY, zone=zone)


def test_a_zip_whose_directory_points_outside_is_refused() -> None:
    """The place of a member lies before the beginning of the file."""
    data = bytearray(zipped([("a.csv", b"a,b\n")]))
    at = data.rfind(b"PK\x05\x06") + 16
    data[at : at + 4] = (2**31).to_bytes(4, "little")
    with pytest.raises(UnfitFile, match="cannot be unpacked"):
        DataFile.of("export.zip", bytes(data)).members()


@pytest.mark.parametrize(("megabytes", "level"), [(20, 6), (300, 1)])
def test_a_member_that_swells_is_refused(megabytes: int, level: int) -> None:
    """Both one that is very much larger than packed, and one that is merely too large."""
    data = swollen(zipped([("a.csv", b"a,b\n")]), "b.csv", b"a,b\n", megabytes, level=level)
    with pytest.raises(UnfitFile, match=r"swells beyond measure at 'b\.csv'"):
        DataFile.of("export.zip", data).members()


def test_a_member_that_is_well_packed_is_taken() -> None:
    """A table that repeats itself is no bomb."""
    data = swollen(zipped([("a.csv", b"a,b\n")]), "b.csv", b"a,b\n", 20, level=1)
    assert DataFile.of("export.zip", data).members()["b.csv"].size == 20 * 2**20


def test_files_that_failed_once_are_told_with_how_to_try_them_again(tmp_path: Path) -> None:
    """The folder of a failing file holds it, and the reason."""
    from tests.fuzz.files import specimens
    from tests.fuzz.trying import Trial
    from tests.fuzz.working import keep

    trial = Trial.of(specimens(), 3)
    keep(3, trial, "Broken: it was not refused", tmp_path / "3")
    assert (tmp_path / "3" / trial.specimen.name).read_bytes() == trial.mutant.data
    assert "python -m tests.fuzz --first 3 --count 1" in (tmp_path / "3" / "why.txt").read_text("utf-8")
