"""The site as files: whole, the same for the same head, every link leads somewhere, texts stay texts."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.desk.site.published.conftest import BASE, SCRIPT
from tests.desk.site.sites import told
from tests.shell import Shell

ATOM = "{http://www.w3.org/2005/Atom}"
SLUG = "scorecard-alexander-mikhailovsky-2021-12-31"


class Links(HTMLParser):
    """What a page leads to, and the places that it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.places: set[str] = set()
        self.scripts: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes the addresses and the name of an element."""
        found = dict(attrs)
        self.to += [value for name in ("href", "src") if (value := found.get(name))]
        self.places |= {value for name in ("id", "name") if (value := found.get(name))}
        if tag == "script":
            self.scripts.append(found)


def files(place: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()
    }


def frozen_folder(shell: Shell, place: Path) -> Path:
    """Where the signed report stands."""
    (state,) = shell.json("review", "list")
    return place / "reports" / str(state["freeze"]["digest"])


def test_every_link_of_every_page_leads_to_a_file(written: Path) -> None:
    """And every place on a page that is named is there; nothing but evidence leads out."""
    pages = {path: Links(path.read_text()) for path in written.rglob("*.html")}
    count = 0
    for path, page in pages.items():
        for link in page.to:
            parts = urlsplit(link)
            if parts.scheme:
                assert link.startswith((BASE, "https://mk.example/", "data:image/")), f"{path}: {link}"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), f"{path} leads to {link}"
            assert written.resolve() in target.resolve().parents
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].places, f"{path} leads to {link}"
            count += 1
    assert count > 100


def test_every_page_is_led_to(written: Path) -> None:
    """From the first page, by links alone."""
    seen: set[Path] = set()
    waiting = [written / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for link in Links(path.read_text()).to:
            parts = urlsplit(link)
            if not parts.scheme and parts.path.endswith(".html"):
                waiting.append((path.parent / unquote(parts.path)).resolve())
    every = {path.resolve() for path in written.rglob("*.html")}
    assert every == {path.resolve() for path in seen}


def test_the_same_head_gives_the_same_bytes(corrected: Path, written: Path, tmp_path: Path) -> None:
    """Whenever it is written."""
    with pytest.MonkeyPatch.context() as patch:
        shell = Shell(corrected, patch)
        shell.today(2023, 5, 6)
        shell("site", str(tmp_path / "again"), "--base-url", f"{BASE}/")
    assert files(tmp_path / "again") == files(written)


def test_a_report_is_the_reports_own_html(corrected: Path, written: Path, tmp_path: Path) -> None:
    """Byte for byte what `tracker review show` writes, with its tables, charts and card."""
    with pytest.MonkeyPatch.context() as patch:
        shell = Shell(corrected, patch)
        folder = frozen_folder(shell, written)
        shell("review", "show", SLUG, "--out", str(tmp_path / "own"))
    own, ours = files(tmp_path / "own"), files(folder)
    shared = {name for name in own if not name.endswith((".pdf", ".png")) and not name.startswith("proofs")}
    assert shared <= set(ours)
    assert {name: own[name] for name in shared} == {name: ours[name] for name in shared}
    assert ours["card.png"] == own["card.png"]


def test_a_corrected_figure_leaves_a_note_that_names_the_report(corrected: Path, written: Path) -> None:
    """On the report's page, the question's, the forecaster's, among the corrections, and in the feed."""
    with pytest.MonkeyPatch.context() as patch:
        folder = frozen_folder(Shell(corrected, patch), written)
    for path in (
        folder / "index.html",
        written / "questions/kabul/index.html",
        written / "forecasters/alexander-mikhailovsky/index.html",
        written / "corrections/index.html",
    ):
        page = told(path.read_text())
        assert "Corrected since Ben Okri signed" in page, path
        assert "wrong month" in page
    assert "Corrected since it was signed: Scorecard, Alexander" in (written / "feed.xml").read_text()
    assert "Corrected since" not in (folder / "report.html").read_text()
    assert "Corrected since" not in (written / "questions/rain/index.html").read_text()


def test_a_script_in_any_text_stays_text(written: Path) -> None:
    """Names, statements, criteria, reasons and evidence are never markup, and lead nowhere."""
    for path in written.rglob("*.html"):
        page = path.read_text()
        assert SCRIPT not in page, path
        for link in Links(page).to:
            assert not link.lower().startswith("javascript:"), path
        outside = [script for script in Links(page).scripts if script.get("type") != "application/ld+json"]
        assert all(script.get("src") or path.name == "report.html" for script in outside), path
    assert any("alert(1)" in path.read_text() for path in written.rglob("*.html"))


def test_a_question_has_its_files_beside_it(written: Path) -> None:
    """Its data, its table, its chart, its card, an element to embed, and its feed."""
    folder = written / "questions" / "kabul"
    names = {
        "question.json",
        "forecasts.csv",
        "history.svg",
        "card.png",
        "embed.html",
        "feed.xml",
        "cite.bib",
    }
    assert names < {path.name for path in folder.iterdir()}
    found = json.loads((folder / "question.json").read_text())
    assert [row["forecaster"] for row in found["forecasts"]] == [
        "alexander-mikhailovsky",
        "ann-script-alert-1-script",
    ]
    assert not any("recorded_by" in row for row in found["forecasts"])
    assert (folder / "forecasts.csv").read_text().startswith("forecaster,said on,words")
    ET.fromstring((folder / "history.svg").read_text())


def test_feeds_are_atom(written: Path) -> None:
    """With an id for ever, a moment and an address each; the last first."""
    for path in (written / "feed.xml", *written.glob("*/*/feed.xml")):
        found = ET.fromstring(path.read_bytes())
        moments = [one.findtext(f"{ATOM}updated") or "" for one in found.findall(f"{ATOM}entry")]
        assert moments, path
        assert moments == sorted(moments, reverse=True)
        assert found.findtext(f"{ATOM}updated") == moments[0]
        ids = [one.findtext(f"{ATOM}id") for one in found.findall(f"{ATOM}entry")]
        assert len(set(ids)) == len(ids)
        for entry in found.findall(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}link")
            assert link is not None
            assert (written / unquote(link.get("href") or "")).is_file()


def test_the_map_names_every_page(written: Path) -> None:
    """By its whole address, without the name of its file."""
    found = re.findall("<loc>(.*?)</loc>", (written / "sitemap.xml").read_text())
    assert f"{BASE}/" in found
    assert f"{BASE}/questions/kabul/" in found
    for address in found:
        path = written / unquote(address.removeprefix(f"{BASE}/"))
        assert path.is_file() or (path / "index.html").is_file(), address


def test_a_forecaster_leads_to_the_scorecard(written: Path) -> None:
    """The verdict stands on the page itself."""
    page = (written / "forecasters/alexander-mikhailovsky/index.html").read_text()
    assert "The whole scorecard" in told(page)
    assert "can be checked" in told(page) or "miss" in told(page)


def test_a_folder_of_others_is_refused(
    corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence; nothing in it changes."""
    (tmp_path / "thesis.tex").write_text("mine")
    said = Shell(corrected, monkeypatch).refusal("site", str(tmp_path))
    assert "holds something else" in said
    assert files(tmp_path) == {"thesis.tex": b"mine"}


@pytest.mark.parametrize("url", ["javascript:x", "https://["])
def test_an_address_that_is_none_is_a_usage_error(
    url: str, corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written."""
    said = Shell(corrected, monkeypatch).refusal("site", str(tmp_path / "s"), "--base-url", url, code=2)
    assert "is no address of a site" in said
    assert not (tmp_path / "s").exists()


def test_an_earlier_moment_is_written_as_it_was(
    corrected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the correction nothing was corrected, and the day is that of the last entry then."""
    shell = Shell(corrected, monkeypatch)
    answer = shell.json("site", str(tmp_path / "then"), "--as-of", "2022-01-06")
    assert answer["on"] == "2022-01-06"
    assert "No figure of a signed report has moved." in told(
        (tmp_path / "then/corrections/index.html").read_text()
    )
    assert not (tmp_path / "then/sitemap.xml").exists()


def test_an_empty_ledger_has_nothing_to_show(shell: Shell) -> None:
    """It says so."""
    shell("init")
    assert "has no entry" in shell.refusal("site", str(shell.folder / "site"))
