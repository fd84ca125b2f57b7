"""The public part: what is not public is nowhere in it, not by name, not by number, not by its address."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile

import pytest

from tests.desk.site.published.test_written import Links, files
from tests.desk.site.sites import told
from tests.shell import Shell

HIDDEN = ("secretive-person", "Secretive Person", "hidden-question", "A hidden question")
LINKED = ("linked-question", "A linked question")
CARD = ("scorecard", "alexander-mikhailovsky", "--on", "2021-12-31", "--freeze")


@pytest.fixture
def book(corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The ledger with a person and a question more, of whom and of which nobody else should hear."""
    copyfile(corrected, tmp_path / "ledger.db")
    shell = Shell(tmp_path / "ledger.db", monkeypatch)
    shell.today(2022, 1, 8)
    said = ("--deadline", "2021-12-01", "--said", "2021-06-25", "--criteria", "seen")
    shell(
        "log",
        "A hidden question",
        "--by",
        "Secretive Person",
        "-p",
        "30%",
        *said,
        "--slug",
        "hidden-question",
    )
    shell("log", "hidden-question", "--by", "alexander-mikhailovsky", "-p", "40%", *said[:4])
    shell("log", "kabul", "--by", "Secretive Person", "-p", "90%", *said[:4])
    shell(
        "log",
        "A linked question",
        "--by",
        "alexander-mikhailovsky",
        "-p",
        "10%",
        *said,
        "--slug",
        "linked-question",
    )
    return shell


def published(shell: Shell) -> Path:
    """The public part, written."""
    place = shell.folder / "public"
    shell("site", str(place), "--public", "--base-url", "https://example.org")
    return place


def seen_by(shell: Shell, slug: str) -> set[str]:
    """Who sees a question, where not the team alone does."""
    return {one["visibility"] for one in shell.json("visibility") if one["slug"] == slug}


def test_everything_is_for_the_team_at_first(book: Shell) -> None:
    """A public site of nothing says nothing."""
    place = published(book)
    assert "Everything is for the team alone." in book("visibility")
    for path, body in files(place).items():
        text = body.decode("utf-8", "replace")
        assert "kabul" not in text.casefold() or path.endswith(("site.css", "report.js")), path


def test_what_is_not_public_is_nowhere(book: Shell) -> None:
    """In no page, list, feed, map, table, chart or file's name, and in no report."""
    book("visibility", "public", "--question", "kabul", "--question", "rain", "--forecaster", "alexander")
    book("visibility", "link", "--question", "linked-question")
    place = published(book)
    found = files(place)
    assert {"forecasters/alexander-mikhailovsky/index.html", "questions/kabul/index.html"} <= set(found)
    for path, body in found.items():
        text = body.decode("utf-8", "replace")
        assert not any(name in text or name in path for name in HIDDEN), path
        if not path.startswith("link/"):
            assert not any(name in text or name in path for name in LINKED), path
            assert "link/" not in text, path
    page = told((place / "questions/kabul/index.html").read_text())
    assert "1 forecast" in page


def test_a_public_scorecard_can_be_made_again(book: Shell) -> None:
    """Its command names what is public, and gives its digest."""
    book("visibility", "public", "--question", "kabul", "--forecaster", "alexander")
    place = published(book)
    (link,) = re.findall(
        r"reports/([0-9a-f]{64})/index", (place / "forecasters/alexander-mikhailovsky/index.html").read_text()
    )
    on = re.search(r'"on": "([\d-]+)"', (place / "reports" / link / "report.json").read_text())
    assert on is not None
    again = book.json("scorecard", "alexander", "--about", "kabul", "--on", on[1])
    assert again["digest"] == link


def test_a_linked_page_has_an_address_that_nobody_guesses(book: Shell) -> None:
    """Nothing leads to it; it shows itself and what is public; set anew it has another address."""
    book("visibility", "public", "--forecaster", "alexander", "--question", "kabul")
    (first,) = book.json("visibility", "link", "--question", "linked-question")
    assert re.fullmatch(r"link/[0-9a-f]{32}/", first["page"])
    place = published(book)
    page = (place / first["page"] / "index.html").read_text()
    assert 'content="noindex, nofollow"' in page
    assert "A linked question" in told(page)
    assert "1 forecast" in told(page)
    assert not any(name in page for name in HIDDEN)
    for path in place.rglob("*.html"):
        if "link" not in path.relative_to(place).parts:
            assert not any("link/" in link for link in Links(path.read_text()).to)
    (again,) = book.json("visibility", "link", "--question", "linked-question")
    assert again["page"] != first["page"]
    listed = (place / "trackrecord-site.json").read_text()
    assert "link" not in listed
    assert first["page"].split("/")[1] not in listed
    assert "Nothing is listed here" in (place / "link/index.html").read_text()
    published(book)
    assert not (place / first["page"]).exists()
    assert (place / again["page"]).is_dir()


def test_a_linked_forecaster_has_the_scorecard_beside_it(book: Shell) -> None:
    """Of what is public; no report's address leads there."""
    book("visibility", "public", "--question", "kabul")
    (found,) = book.json("visibility", "link", "--forecaster", "secretive-person")
    place = published(book)
    page = (place / found["page"] / "scorecard" / "index.html").read_text()
    assert "Secretive Person" in told(page)
    assert not any(name in page for name in HIDDEN[2:])
    assert not (place / "reports").exists() or not any(
        "Secretive" in path.read_text() for path in (place / "reports").rglob("*.html")
    )


def test_only_signed_reports_on_public_things_are_shown(book: Shell) -> None:
    """A draft is not; nor is one of which a row is not public, and that is said."""
    slug = "scorecard-alexander-mikhailovsky-2021-12-31"
    (state,) = book.json("review", "list")
    path = f"reports/{state['freeze']['digest']}/index.html"
    book("visibility", "public", "--forecaster", "alexander", "--question", "kabul")
    said = book.run("site", str(book.folder / "public"), "--public").stderr
    assert f"{slug} is left out: it tells of what is not public." in said
    book("visibility", "public", "--question", "offensive-north")
    assert (published(book) / path).is_file()
    book("visibility", "team", "--question", "offensive-north")
    assert not (published(book) / path).exists()


def test_a_condition_that_is_not_public_hides_the_forecast(book: Shell) -> None:
    """It would name the other question."""
    given = ("--given", "hidden-question=happens", "--deadline", "2021-12-30", "--said", "2021-06-26")
    book("log", "kabul", "--by", "alexander", "-p", "55%", *given)
    book("visibility", "public", "--forecaster", "alexander", "--question", "kabul")
    for path, body in files(published(book)).items():
        assert b"hidden-question" not in body, path


def test_a_new_name_changes_nothing(book: Shell) -> None:
    """Public stays public under any name that a thing ever had."""
    book("visibility", "public", "--question", "kabul", "--forecaster", "alexander")
    book("rename", "kabul", "kabul-2021")
    assert (published(book) / "questions/kabul-2021/index.html").is_file()
    assert {one["slug"] for one in book.json("visibility")} == {"kabul-2021", "alexander-mikhailovsky"}


@pytest.mark.parametrize(
    "typed", [("public",), ("--question", "kabul"), ("public", "--question", "nothing"), ("loud", "--all")]
)
def test_what_is_asked_must_be_whole(book: Shell, typed: tuple[str, ...]) -> None:
    """Who sees it, and what."""
    result = book.run("visibility", *typed)
    assert result.exit_code in (1, 2)
    assert "Everything is for the team alone." in book("visibility")


def test_all_that_stands_is_set_at_once(book: Shell) -> None:
    """What is recorded later is for the team again; without --public everything is written anyway."""
    book("visibility", "public", "--all")
    book("log", "Later", "--slug", "later", "--criteria", "seen")
    assert seen_by(book, "hidden-question") == {"public"}
    assert seen_by(book, "later") == set()
    assert not (published(book) / "questions/later").exists()
    book("site", str(book.folder / "whole"))
    assert (book.folder / "whole/questions/later/index.html").is_file()
