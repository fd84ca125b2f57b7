"""Time stamps by an authority of our own: taken for their checkpoint under their root, and no other."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from forecasts.ledger import Ledger
from forecasts.ledger.kept import Kept
from forecasts.proofs.refusals import NotProven
from forecasts.proofs.stamping import stamp_query, stamped, stamped_at
from tests.forecasts.proofs.cases import keyed, said, seen, signed
from tests.shell import Shell

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="needs openssl, which plays the authority")
CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[req]
distinguished_name = name
[name]
"""


class Authority:
    """An authority that stamps whatever it is asked."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        (folder / "openssl.cnf").write_text(CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self._run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem")
        self._run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", ca=False)
        signing = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "2")
        extended = ("-extfile", "openssl.cnf", "-extensions", "ext")
        self._run("x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", *signing, *extended)
        self.root = (folder / "root.pem").read_text()

    def answer(self, query: bytes) -> bytes:
        """What it says to a query."""
        (self._folder / "query").write_bytes(query)
        self._run("ts", "-reply", "-config", "openssl.cnf", "-queryfile", "query", "-out", "reply")
        return (self._folder / "reply").read_bytes()

    def _run(self, *typed: str, ca: bool = True) -> None:
        more: tuple[str, ...] = ()
        if typed[0] == "req":
            more = ("-config", "openssl.cnf", "-subj", "/CN=" + ("Root" if ca else "Stamps"))
            more += ("-extensions", "ca", "-days", "2") if ca else ()
        subprocess.run([str(OPENSSL), *typed, *more], cwd=self._folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for all tests."""
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


def kept(ledger: Ledger) -> Kept:
    """The last checkpoint."""
    return ledger.checkpoints()[-1]


@needs_openssl
def test_a_stamp_says_when_a_checkpoint_was_there(ledger: Ledger, authority: Authority) -> None:
    """It stays good when a witness adds a line, and an audit takes it."""
    keyed(ledger)
    note = signed(ledger)
    made, moment = stamped(
        kept(ledger), authority.answer(stamp_query(kept(ledger))), authority="ours", root=authority.root
    )
    assert abs(moment - datetime.now(UTC)) < timedelta(minutes=5)
    ledger.keep_checkpoint(made)
    again = kept(ledger)
    assert again == made
    later = Kept(size=again.size, note=seen(note).whole, stamps=again.stamps)
    assert stamped_at(later, later.stamps[0]) == moment
    assert ledger.audit().whole


@needs_openssl
def test_a_stamp_of_another_head_or_root_and_a_bent_one_are_refused(
    file: Ledger, authority: Authority, tmp_path: Path
) -> None:
    """And an audit names the first two where they are kept."""
    keyed(file)
    signed(file)
    first = kept(file)
    answer = authority.answer(stamp_query(first))
    said(file)
    signed(file)
    second = kept(file)
    with pytest.raises(
        NotProven, match="the time stamp of ours is for another head than the checkpoint over 3"
    ):
        stamped(second, answer, authority="ours", root=authority.root)
    other = Authority(tmp_path / "other")
    with pytest.raises(NotProven, match="the time stamp of ours on the checkpoint over 2 entries"):
        stamped(first, answer, authority="ours", root=other.root)
    for bent in (b"", b"nothing", answer[:-40], answer[:-5] + bytes([answer[-5] ^ 1]) + answer[-4:]):
        with pytest.raises(NotProven, match="is false"):
            stamped(first, bent, authority="ours", root=authority.root)
    with pytest.raises(NotProven, match="is false"):
        stamped(first, answer, authority="ours", root="no certificate")
    good, _ = stamped(first, answer, authority="ours", root=authority.root)
    file.keep_checkpoint(Kept(size=second.size, note=second.note, stamps=good.stamps))
    (problem,) = file.audit().problems
    assert (problem.where, "is for another head" in problem.message) == ("checkpoint 3", True)


@pytest.fixture
def served(authority: Authority) -> Iterator[str]:
    """The address of the authority on loopback; elsewhere it redirects, fails, or says too much."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            code = {"/tsr": 200, "/much": 200, "/moved": 302}.get(self.path, 500)
            body = authority.answer(asked) if self.path == "/tsr" else bytes(2**20 + 1)
            self.send_response(code)
            if code == 302:
                self.send_header("Location", "/tsr")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    running = threading.Thread(target=server.serve_forever)
    running.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    running.join()
    server.server_close()


@needs_openssl
def test_the_command_asks_keeps_and_refuses(shell: Shell, served: str, authority: Authority) -> None:
    """By address, by hand, and in words where there is no answer."""
    key, root, query = (str(shell.folder / name) for name in ("a.key", "root.pem", "query"))
    Path(root).write_text(authority.root)
    shell("init", "--scale", "icd203")
    shell("key", "new", "--out", key)
    shell("checkpoint", "--key", key)
    asked = ("--tsa", f"{served}/tsr", "--root", root)
    assert "lies in the own network: give --own-network" in shell.refusal("stamp", *asked)
    assert "over 2 entries was there at 20" in shell("stamp", *asked, "--own-network")
    shell("stamp", "--query", query)
    answer = shell.folder / "answer"
    answer.write_bytes(authority.answer(Path(query).read_bytes()))
    shell("stamp", "--answer", str(answer), "--root", root)
    shell("audit")
    for place, fault in (
        (f"{served}/moved", "answers with 302"),
        (f"{served}/none", "answers with 500"),
        (f"{served}/much", "answers with more than 1 MB"),
        ("http://127.0.0.1:1/", "cannot be asked"),
        ("file:///etc/passwd", "is no address of a service"),
        ("nowhere", "is no address of a service"),
    ):
        assert fault in shell.refusal("stamp", "--tsa", place, "--root", root, "--own-network")
    assert "Give --root" in shell.refusal("stamp", "--tsa", f"{served}/tsr", code=2)
