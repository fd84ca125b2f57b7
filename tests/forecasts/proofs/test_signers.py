"""Keys of OpenSSH sign too, from their own files or from an agent that never gives them away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from forecasts.proofs import openssh
from forecasts.proofs.keys import SigningKey, VerifierKey
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import UnfitKey
from forecasts.proofs.signers import read_signer, read_verifier
from tests.forecasts.proofs.cases import LOG

needs_keygen = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
needs_agent = pytest.mark.skipif(
    shutil.which("ssh-agent") is None or shutil.which("ssh-add") is None,
    reason="needs ssh-agent and ssh-add",
)


def made(folder: Path, kind: str = "ed25519", phrase: str = "") -> Path:
    """A key that ssh-keygen made."""
    path = folder / f"id_{kind}"
    typed = ["ssh-keygen", "-q", "-t", kind, "-N", phrase, "-C", "ann@desk", "-f", str(path)]
    subprocess.run(typed, check=True, timeout=60)
    return path


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An agent of its own, as the session's."""
    with TemporaryDirectory() as folder:  # a socket's path is short
        place = f"{folder}/agent"
        running = subprocess.Popen(["ssh-agent", "-D", "-a", place], stdout=subprocess.DEVNULL)
        try:
            while not Path(place).exists():
                assert running.poll() is None
            monkeypatch.setenv("SSH_AUTH_SOCK", place)
            yield
        finally:
            running.terminate()
            running.wait(timeout=30)


@needs_keygen
def test_an_openssh_key_signs_under_the_name_by_which_the_ledger_knows_it(tmp_path: Path) -> None:
    """Its public file is recorded, its private one signs."""
    path = made(tmp_path)
    known = read_verifier(f"{path}.pub", "ann.example")
    signer = read_signer(path, [LOG.verifier, known])
    assert Note(text="text\n").signed(signer).is_signed_by(known)
    with pytest.raises(
        UnfitKey, match=r"is none that the ledger knows for this: record it with `tracker key"
    ):
        read_signer(path, [LOG.verifier])


@needs_keygen
@needs_agent
def test_an_agent_signs_and_keeps_the_key(tmp_path: Path, agent: None) -> None:
    """By the public file, once the key was added; before that it refuses."""
    path = made(tmp_path, phrase="long and secret")
    known = read_verifier(f"{path}.pub", "ann.example")
    with pytest.raises(UnfitKey, match=r"is locked by a passphrase: give it to an agent with `ssh-add "):
        read_signer(path, [known])
    signer = read_signer(path.with_suffix(".pub"), [known])
    with pytest.raises(UnfitKey, match="is not in the agent, or its owner refused"):
        signer.sign(b"text")
    ask = tmp_path / "ask"
    ask.write_text("#!/bin/sh\necho long and secret\n")
    ask.chmod(0o700)
    asking = {**os.environ, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"}
    subprocess.run(["ssh-add", "-q", str(path)], check=True, timeout=60, env=asking)
    assert Note(text="text\n").signed(signer).is_signed_by(known)


@needs_keygen
@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_other_kinds_of_keys_are_refused(kind: str, tmp_path: Path) -> None:
    """The private half and the public one."""
    path = made(tmp_path, kind)
    for file in (path, Path(f"{path}.pub")):
        with pytest.raises(UnfitKey, match="make one with `ssh-keygen -t ed25519`"):
            read_signer(file, [])


@needs_keygen
def test_a_private_key_that_others_may_read_or_that_is_damaged_is_refused(tmp_path: Path) -> None:
    """As ours are."""
    path = made(tmp_path)
    path.chmod(0o644)
    with pytest.raises(UnfitKey, match="can be read by others: close it with `chmod 600"):
        read_signer(path, [])
    path.chmod(0o600)
    path.write_text(path.read_text()[:200])
    with pytest.raises(UnfitKey, match="cannot be read: use a copy of it"):
        read_signer(path, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("ssh-ed25519 AAAA ann", "cannot be read"),
        ("ssh-ed25519", "cannot be read"),
        ("ssh-ed25519 AAAA\nssh-ed25519 AAAA\n", "holds 2 keys"),
        ("sk-ssh-ed25519@openssh.com AAAA", "is of the kind sk-ssh-ed25519@openssh.com"),
    ],
)
def test_a_public_file_that_holds_no_single_key_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    """In a sentence with a remedy."""
    path = tmp_path / "a.pub"
    path.write_text(text)
    with pytest.raises(UnfitKey, match=fault):
        read_verifier(str(path), "ann")


def test_without_an_agent_a_public_file_signs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says where one is looked for; one that is gone is named."""
    path = tmp_path / "a.pub"
    path.write_text(f"ssh-ed25519 {_blob(LOG.verifier)}\n")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(UnfitKey, match=r"no agent is there .* \(SSH_AUTH_SOCK\)"):
        read_signer(path, [LOG.verifier])
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "gone"))
    with pytest.raises(UnfitKey, match=r"cannot be asked \(No such file or directory\)"):
        read_signer(path, [LOG.verifier]).sign(b"text")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"", "is not in the agent"),
        (b"\x00\x00\x00\x01\x05", "is not in the agent"),
        (b"\xff\xff\xff\xff\x0e", "is not in the agent"),
        (b"\x00\x00\x00\x05\x0e\x00\x00\x00\x00", "is no signature"),
        (
            openssh.string_of(b"\x0e" + openssh.string_of(openssh.string_of(b"ssh-ed25519") + bytes(68))),
            "is no signature",
        ),
        (
            openssh.string_of(
                b"\x0e" + openssh.string_of(openssh.string_of(b"ssh-ed25519") + openssh.string_of(bytes(64)))
            ),
            "is no signature",
        ),
    ],
)
def test_what_a_broken_agent_answers_is_not_believed(
    answer: bytes, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing, a refusal, half an answer, or a signature of something else."""
    path = tmp_path / "a.pub"
    path.write_text(f"ssh-ed25519 {_blob(LOG.verifier)}\n")
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"{folder}/agent")
        listening.listen()
        monkeypatch.setenv("SSH_AUTH_SOCK", f"{folder}/agent")

        def reply() -> None:
            asked, _ = listening.accept()
            with asked:
                asked.recv(10_000)
                asked.sendall(answer)

        answering = Thread(target=reply)
        answering.start()
        try:
            with pytest.raises(UnfitKey, match=fault):
                read_signer(path, [LOG.verifier]).sign(b"text")
        finally:
            answering.join(timeout=30)


def test_our_own_keys_are_read_as_before(tmp_path: Path) -> None:
    """A file of `tracker key new`, and a verifier key as text or in a file."""
    path = tmp_path / "a.key"
    LOG.write(path)
    assert read_signer(path, []) == LOG
    assert read_verifier(LOG.verifier.text, "unused") == LOG.verifier
    (tmp_path / "a.txt").write_text(LOG.verifier.text + "\n")
    assert read_verifier(str(tmp_path / "a.txt"), "unused") == LOG.verifier
    assert isinstance(read_signer(path, []), SigningKey)


def _blob(key: VerifierKey) -> str:
    from base64 import b64encode

    return b64encode(openssh.blob_of(key.public)).decode()
