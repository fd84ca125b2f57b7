"""Importing on the site: tried first, recorded once confirmed, and no upload leaves its folder."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from shutil import copyfile

import pytest
from httpx import Response

from desk.site.uploads import safe_name
from tests.desk.site.sites import OWN, Site, field, told
from tests.shell import Shell

TABLE = "question\tforecaster\tsaid\tchance\tdeadline\nkabul\tann-lee\t2021-06-25\t0.6\t2021-12-31\n"
PEOPLE = "slug,name\nann-lee,Ann Lee\n"


def sent(site: Site, name: str, body: bytes, **fields: str) -> Response:
    """What the form answers to a file."""
    return site.ask(
        "POST", "/import", files={"file": (name, body)}, data={"do": "try", **fields}, headers=OWN
    )


def confirmed(site: Site, page: str, **fields: str) -> str:
    """Where the confirmation of a trial leads."""
    return site.done("/import", upload=field(page, "upload"), do="record", **fields)


def test_a_file_is_tried_before_it_is_recorded(site: Site, case: Shell) -> None:
    """What it would give is shown; then it is one entry."""
    before = case.json("history")
    page = sent(site, "people.csv", PEOPLE.encode()).text
    assert "1 record to be recorded" in told(page)
    assert "forecaster: ann-lee person Ann Lee" in told(page)
    assert case.json("history") == before
    assert confirmed(site, page) == f"/entries/{len(before) + 1}"
    assert "ann-lee" in [found["slug"] for found in case.json("list", "forecasters")]


def test_the_entry_is_the_one_that_the_command_makes(site: Site, case: Shell) -> None:
    """But for the salt of its archived rows: the file, its digest, and the records."""
    other = case.folder / "other.db"
    copyfile(case.path, other)
    mine = case.folder / "people.csv"
    mine.write_text("slug,name\nann-lee,Ann Lee\ncem,Cem\n")
    confirmed(site, sent(site, "people.csv", mine.read_bytes()).text)
    case("import", str(mine), "--as", "ben", "--ledger", str(other))
    theirs, ours = case.json("history", "--ledger", str(other))[-1], case.json("history")[-1]
    assert ours["file"] == theirs["file"]
    assert [one for one in ours["records"] if one["noun"] != "import"] == theirs["records"][:2]


def test_a_table_is_pasted(site: Site, case: Shell) -> None:
    """With tabs, as a spreadsheet gives it."""
    case("import", _file(case, "people.csv", PEOPLE))
    answer = site.post("/import", {"table": TABLE, "do": "try"})
    assert "pasted.tsv" in told(answer.text)
    confirmed(site, answer.text)
    assert len(case.json("list", "forecasts", "--forecaster", "ann-lee")) == 1
    again = site.post("/import", {"table": TABLE, "do": "try"})
    assert "Nothing new" in told(again.text)


def test_bad_rows_are_shown_and_left_out_only_where_that_is_said(site: Site, case: Shell) -> None:
    """Without that, nothing is recorded."""
    case("import", _file(case, "people.csv", PEOPLE))
    table = f"{TABLE}kabul\tann-lee\t2021-06-26\t17\t2021-12-31\n"
    page = site.post("/import", {"table": table, "do": "try"}).text
    assert "1 row cannot be read" in told(page)
    upload = field(page, "upload")
    assert site.post("/import", {"upload": upload, "do": "record"}).status_code == 400
    assert case.json("list", "forecasts", "--forecaster", "ann-lee") == []
    site.done("/import", upload=upload, do="record", skip_bad="yes")
    assert len(case.json("list", "forecasts", "--forecaster", "ann-lee")) == 1


@pytest.mark.parametrize(
    "name",
    [
        "../../../escaped.csv",
        "..\\..\\escaped.csv",
        "/tmp/escaped.csv",
        "a/../../escaped.csv",
        "\x00escaped.csv",
    ],
)
def test_an_upload_stays_in_its_folder(site: Site, case: Shell, name: str) -> None:
    """Whatever it is called: its name is only a name."""
    outside = set(case.folder.parent.rglob("*escaped*"))
    page = sent(site, name, PEOPLE.encode()).text
    assert "escaped.csv" in told(page)
    written = list(site.spool.rglob("*escaped*"))
    assert written
    assert all(path.resolve().is_relative_to(site.spool.resolve()) for path in written)
    assert set(case.folder.parent.rglob("*escaped*")) - set(written) == outside
    assert not Path("/tmp/escaped.csv").exists()


@pytest.mark.parametrize(
    "token", ["../ledger.db", "0" * 64 + "/../../ledger.db", "/etc/passwd", "0" * 64 + "/x.csv"]
)
def test_a_confirmation_reads_no_other_file(site: Site, token: str) -> None:
    """Only what was sent."""
    assert (
        site.refusal("/import", upload=token, do="record") == "The file is not here any more: send it again."
    )


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("program.exe", b"MZ", "is no data file"),
        ("noise.csv", bytes(range(256)), ""),
        ("noise.xlsx", b"PK\x03\x04 nothing", ""),
        ("noise.parquet", b"PAR1", ""),
    ],
)
def test_what_is_no_table_is_refused(site: Site, case: Shell, name: str, body: bytes, said: str) -> None:
    """In a sentence."""
    before = case.json("history")
    answer = sent(site, name, body)
    assert answer.status_code == 400
    assert said in told(answer.text)
    assert case.json("history") == before


def test_a_zip_that_unpacks_elsewhere_writes_nothing(site: Site, case: Shell) -> None:
    """Its files are read where they lie, and none is written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../escaped.csv", PEOPLE)
    sent(site, "bundle.zip", packed.getvalue())
    assert list(case.folder.parent.rglob("escaped.csv")) == []


@pytest.mark.parametrize("members", [1, 3])
def test_a_gzipped_table_that_swells_is_refused(
    site: Site, case: Shell, monkeypatch: pytest.MonkeyPatch, members: int
) -> None:
    """Millions of rows in a few kilobytes, in one piece or several, are read by nobody."""
    monkeypatch.setattr("desk.site.uploads.MOST_UNPACKED", 3_000_000)
    rows = gzip.compress(b"ann-lee,Ann Lee\n" * (240_000 // members))
    packed = gzip.compress(PEOPLE.encode()) + rows * members
    before = case.json("history")
    answer = sent(site, "people.csv.gz", packed)
    assert answer.status_code == 400
    assert "swells beyond measure" in told(answer.text)
    assert list(site.spool.iterdir()) == []
    assert case.json("history") == before
    assert sent(site, "people.csv.gz", gzip.compress(PEOPLE.encode())).status_code == 200


@pytest.mark.parametrize("name", ["a.csv.gz", "a.xlsx", "a.csv", "a.zip", "a.json", "a.parquet"])
def test_no_refusal_says_where_the_server_keeps_files(site: Site, name: str) -> None:
    """The name is enough."""
    for body in (b"x" * 10, gzip.compress(b"0" * 9_000_000), b'{"a": [', b"PK\x03\x04"):
        answer = sent(site, name, body)
        assert answer.status_code == 400
        assert str(site.spool) not in answer.text


def test_names_are_only_names() -> None:
    """Nothing in them leads anywhere."""
    for name in ("..", ".", "", "a\x00b.csv", "con:aux.csv", "x" * 500 + ".csv", "../a.csv", ".hidden.csv"):
        found = safe_name(name)
        assert found not in ("", ".", "..")
        assert not set(found) & set("/\\\x00:")
        assert len(found) <= 100


def _file(case: Shell, name: str, text: str) -> str:
    path = case.folder / name
    path.write_text(text)
    return str(path)
