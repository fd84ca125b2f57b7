"""Keys (c2sp.org/signed-note): a public one as `name+id+base64`, a private one in a file of its own.

A key's id is the first four bytes of the SHA-256 over its name, a line feed, the type of its signatures and
its 32 public bytes.

>>> VerifierKey.read("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k").name
'example.com/foo'
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from forecasts.errors import brief
from forecasts.proofs import ed25519
from forecasts.proofs.binary import decoded, encoded
from forecasts.proofs.refusals import UnfitKey

_PRIVATE = "PRIVATE+KEY+"
_LONGEST = 10_000


class Signs(IntEnum):
    """What a key signs: notes as they are, or checkpoints that it has seen, with the time."""

    NOTES = 0x01
    COSIGNATURES = 0x04


@dataclass(frozen=True, kw_only=True, slots=True)
class VerifierKey:
    """A public key with the name of whoever holds the private one."""

    name: str
    public: bytes
    signs: Signs = Signs.NOTES

    @classmethod
    def read(cls, text: str) -> VerifierKey:
        """The key that a text of the form `name+id+base64` holds, checked against its own id.

        Raises
        ------
        UnfitKey
            If it is none, or of another kind than Ed25519.
        """
        name, written, material = _parts(text.strip())
        if not name or " " in name or not material:
            raise UnfitKey(
                repr(brief(text.strip())),
                "is no verifier key of an Ed25519 key",
                "it looks like example.com/ledger+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            )
        key = cls(name=name, public=material[1:], signs=Signs(material[0]))
        if key.id.hex() != written.casefold():
            raise UnfitKey(
                repr(brief(text.strip())), "does not fit its own id: a letter was lost", "copy the key again"
            )
        return key

    @property
    def id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return key_id(self.name, self.signs, self.public)

    @property
    def text(self) -> str:
        """The key as it is published."""
        material = encoded(bytes([self.signs]) + self.public)
        return f"{self.name}+{self.id.hex()}+{material}"

    def verifies(self, signature: bytes, signed: bytes) -> bool:
        """Whether a signature of 64 bytes is this key's, over these bytes."""
        return ed25519.verifies(self.public, signature, signed)


class Signer(Protocol):
    """Whatever signs by a private key: one in a file, or one that an agent holds and never gives away."""

    @property
    def name(self) -> str:
        """The name that stands before its signatures."""

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""

    def sign(self, signed: bytes) -> bytes:
        """The signature of 64 bytes over these bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SigningKey:
    """A private key, which never enters a ledger."""

    name: str
    seed: bytes
    signs: Signs = Signs.NOTES

    @classmethod
    def new(cls, name: str, signs: Signs = Signs.NOTES) -> SigningKey:
        """A fresh key of a name, which may hold no spaces and no plus sign."""
        return cls(name=checked_name(name), seed=os.urandom(32), signs=signs)

    @classmethod
    def read(cls, path: Path) -> SigningKey:
        """The key in a file that `write` made.

        Raises
        ------
        UnfitKey
            If the file is none, or others than its owner may read it.
        """
        text = read_private(path)
        name, written, material = _parts(text.removeprefix(_PRIVATE))
        if not text.startswith(_PRIVATE) or not material:
            raise UnfitKey(
                f"The file {path}",
                "is no signing key",
                "name the one that `tracker key new --out FILE` made",
            )
        key = cls(name=name, seed=material[1:], signs=Signs(material[0]))
        if key.verifier.id.hex() != written:
            raise UnfitKey(f"The key {path}", "does not fit its own id: it was altered", "use a copy of it")
        return key

    def write(self, path: Path) -> None:
        """Writes the key to a new file that nobody else may read."""
        try:
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise UnfitKey(f"The file {path}", "exists already", "name a new one for the key") from error
        with os.fdopen(file, "w", encoding="utf-8") as out:
            out.write(self.text + "\n")
            out.flush()
            os.fsync(file)

    @property
    def text(self) -> str:
        """The key as its file holds it."""
        material = encoded(bytes([self.signs]) + self.seed)
        return f"{_PRIVATE}{self.name}+{self.verifier.id.hex()}+{material}"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(name=self.name, public=ed25519.public_of(self.seed), signs=self.signs)

    def sign(self, signed: bytes) -> bytes:
        """The signature over these bytes."""
        return ed25519.sign(self.seed, signed)


def checked_name(name: str) -> str:
    """A name as it is, if it may stand before a signature; another one is refused."""
    if not name or len(name) > 200 or not name.isprintable() or re.search(r"[\s+]", name):
        raise UnfitKey(
            f"The key's name {brief(name)!r}",
            "cannot stand in a signature",
            "give one without spaces and plus signs, such as example.com/ledger",
        )
    return name


def read_key_file(path: Path) -> str:
    """The text of a file that holds a key, cut off where no key is as long; what is no file is refused."""
    if not path.is_file():
        raise UnfitKey(f"The key {path}", "is no file", "make one with `tracker key new --out FILE`")
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_LONGEST).strip()


def read_private(path: Path) -> str:
    """The same of a private key; one that others may read is refused."""
    text = read_key_file(path)
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnfitKey(f"The key {path}", "can be read by others", f"close it with `chmod 600 {path}`")
    return text


def key_id(name: str, signs: Signs, public: bytes) -> bytes:
    """The id of a key."""
    return sha256(name.encode() + b"\n" + bytes([signs]) + public).digest()[:4]


def _parts(text: str) -> tuple[str, str, bytes]:
    """The name, the id as it is written, and the type and 32 bytes of a key; no bytes where they are none."""
    name, _, rest = text.partition("+")
    written, _, coded = rest.partition("+")
    material = decoded(coded) or b""
    return name, written, material if len(material) == 33 and material[0] in tuple(Signs) else b""
