"""The texts of sources: fetched within bounds, reduced to what is shown, kept, checked and erased."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from forecasts.archiving import fetching
from forecasts.archiving.fetching import Fetched, fetched
from forecasts.archiving.reducing import reduced
from forecasts.errors import UnfitFile
from tests.shell import Shell

PAGE = "<html lang=en><head><title>The &amp; Paper</title></head><body><p>One<p>two</body></html>"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@contextmanager
def served(answers: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[str]:
    """A server on this machine that gives an answer by path, as long as the test runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def text(data: bytes, *, kind: str = "text/html", charset: str | None = None) -> str:
    """What is kept of bytes."""
    return reduced(Fetched(url="x", data=data, kind=kind, charset=charset)).text


def test_a_page_is_what_it_shows() -> None:
    """Scripts, styles and titles are left out; a block is a line; references are resolved."""
    page = b"<title>t</title><style>s</style><h1>A</h1>b <b>c</b>\n d<script>e</script><br>f &lt; g"
    assert text(page) == "A\nb c d\nf < g"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        ("é".encode("latin-1"), "iso-8859-1"),
        (b"<meta charset=latin-1>" + "é".encode("latin-1"), None),
        ("é".encode(), None),
        ("\ufeffé".encode(), "latin-1"),
        ("é".encode("utf-16"), None),
        ("é".encode("cp1252"), None),
        ("é".encode(), "no-such-encoding"),
        ("é".encode(), "base64"),
    ],
)
def test_the_encoding_is_the_marks_the_headers_or_the_pages(data: bytes, charset: str | None) -> None:
    """In this order; and Windows-1252 where it is not UTF-8."""
    assert text(data, charset=charset) == "é"


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7", ""), (b"\x89PNG\0", "image/png"), (b" ", "text/plain")]
)
def test_what_holds_no_text_is_refused(data: bytes, kind: str) -> None:
    """A PDF, a picture, nothing."""
    with pytest.raises(UnfitFile):
        text(data, kind=kind)


@for_any(st.binary(max_size=200))
def test_any_bytes_are_reduced_or_refused(data: bytes) -> None:
    """Nothing but a refusal comes of them."""
    for kind in ("text/html", ""):
        with suppress(UnfitFile):
            assert text(data, kind=kind).strip()


def test_a_page_is_fetched_with_what_its_server_says_of_it() -> None:
    """Through a redirect, packed or not."""
    packed = {"Content-Type": "text/html; charset=latin-1", "Content-Encoding": "gzip"}
    answers = {
        "/a": (302, {"Location": "/b"}, b""),
        "/b": (200, packed, gzip.compress("é".encode("latin-1"))),
    }
    with served(answers) as at:
        assert reduced(fetched(f"{at}/a", own_network=True)).text == "é"


def test_what_cannot_be_fetched_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No such page, a circle of redirects, another scheme at its end, too much, nobody there."""
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    answers = {
        "/round": (302, {"Location": "/round"}, b""),
        "/file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/long": (200, {}, b"x" * 2000),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 100_000)),
    }
    with served(answers) as at:
        for path in ("/none", *answers):
            with pytest.raises(UnfitFile, match="nothing was recorded"):
                fetched(at + path, own_network=True)
    with pytest.raises(UnfitFile, match="cannot be fetched"):
        fetched(at, own_network=True)
    with pytest.raises(UnfitFile, match="of the kind ftp"):
        fetched("ftp://example.org/a")


@pytest.fixture
def page(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page in a working folder, and a ledger."""
    monkeypatch.chdir(shell.folder)
    shell("init")
    path = Path("page.html")
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_source_is_kept_once(shell: Shell, page: Path) -> None:
    """With the title and the language that it gives itself."""
    assert "the-paper: The & Paper" in shell("source", "add", "page.html", "--publisher", "P")
    assert "the same text is kept already" in shell("source", "add", "page.html")
    assert shell("source", "show", "the-paper") == "One\ntwo\n"
    assert shell.json("source", "list") == [{"slug": "the-paper", "text": "kept", "title": "The & Paper"}]
    assert shell.json("show", "the-paper")["language"] == "en"
    assert shell.json("audit")["entries"] == 1


def test_another_text_is_a_new_version(shell: Shell, page: Path) -> None:
    """Check says by how much it differs, and add corrects the source; the chain holds."""
    shell("source", "add", "page.html")
    assert "nothing is wrong" in shell("source", "check", "--online")
    page.write_text(PAGE.replace("two", "three"), encoding="utf-8")
    assert "nothing is wrong" in shell("source", "check")
    said = shell.run("source", "check", "--online", "--json")
    assert (said.exit_code, "1 of 2 words is gone, 1 is new" in said.stdout) == (1, True)
    assert "kept as a new version" in shell("source", "add", "page.html")
    assert shell("source", "show", "the-paper") == "One\nthree\n"
    page.unlink()
    assert "not there any more" in shell.run("source", "check", "--online").stdout
    assert shell.json("audit")["problems"] == []


def test_a_known_source_gets_its_text(shell: Shell, page: Path) -> None:
    """One that was logged with a forecast, by its slug."""
    shell(
        *("log", "Kabul falls", "--slug", "kabul", "--by", "Ann", "--when", "by 2021-09-25"),
        *("--said", "2021-06-25", "--quote", "soon", "--source", "MK"),
    )
    assert "mk: no text of it is kept" in shell.run("source", "check").stdout
    assert "tracker source add FILE --slug mk" in shell.refusal("source", "show", "mk")
    shell("source", "add", "page.html", "--slug", "mk")
    assert shell.json("source", "list") == [{"slug": "mk", "text": "kept", "title": "MK"}]


def test_every_version_is_erased_and_the_chain_is_whole(shell: Shell, page: Path) -> None:
    """The source stays, and check has nothing against what was erased lawfully."""
    shell("source", "add", "page.html")
    page.write_text(PAGE.replace("two", "three"), encoding="utf-8")
    shell("source", "add", "page.html")
    assert "2 texts were erased" in shell("source", "erase", "the-paper", "--because", "asked to")
    assert shell.json("source", "list")[0]["text"] == "erased"
    assert "was erased" in shell.refusal("source", "show", "the-paper")
    assert "nothing is wrong" in shell("source", "check")
    assert shell.json("audit")["problems"] == []
    assert b"three" not in shell.path.read_bytes()
    assert "No text of 'the-paper' is kept" in shell.refusal(
        "source", "erase", "the-paper", "--because", "again"
    )


def test_an_altered_text_is_found(shell: Shell, page: Path) -> None:
    """By its salted digest, whoever changed it in the database."""
    import sqlite3

    shell("source", "add", "page.html")
    with sqlite3.connect(shell.path) as raw:
        for (name,) in raw.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            raw.execute(f"drop trigger {name}")
        raw.execute("update archives set text = 'another'")
    raw.close()
    assert "it was altered" in shell.run("source", "check").stdout
