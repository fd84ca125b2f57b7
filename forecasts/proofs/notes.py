r"""Signed notes (c2sp.org/signed-note): a text, an empty line, and a line for each key that signed it.

>>> key = VerifierKey.read("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
>>> signed = (
...     "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
... )
>>> note = Note.read(f"This is an example message.\n\n\u2014 example.com/foo {signed}\n")
>>> note.is_signed_by(key)
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from forecasts.errors import brief
from forecasts.proofs.binary import decoded, encoded
from forecasts.proofs.keys import Signer, Signs, VerifierKey
from forecasts.proofs.refusals import UnfitNote

LONGEST = 100_000
MOST_SIGNATURES = 64
_LINE = re.compile(r"— (\S+) ([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One line below a note: the name and id of a key, and what it made."""

    name: str
    id: bytes
    made: bytes

    @property
    def line(self) -> str:
        """The line, with its line feed."""
        return f"— {self.name} {encoded(self.id + self.made)}\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A text that ends in a line feed, and who signed it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def read(cls, note: str) -> Note:
        """The note that a text holds; signatures by anybody are taken, and none is verified yet.

        Raises
        ------
        UnfitNote
            If it is no signed note, or larger than any should be.
        """
        if len(note) > LONGEST:
            raise UnfitNote("signed note", f"it has {len(note):,} characters, and {LONGEST:,} are the most")
        if any((letter < " " and letter != "\n") or "\ud800" <= letter <= "\udfff" for letter in note):
            raise UnfitNote("signed note", "it holds a control character, or half of a letter")
        text, gap, lines = note.rpartition("\n\n")
        if not gap or not lines.endswith("\n"):
            raise UnfitNote("signed note", "no empty line and signatures follow its text")
        signatures = read_signatures(lines)
        if len(signatures) > MOST_SIGNATURES:
            raise UnfitNote(
                "signed note", f"it has {len(signatures)} signatures, and {MOST_SIGNATURES} are the most"
            )
        return cls(text=text + "\n", signatures=signatures)

    @property
    def whole(self) -> str:
        """The note as it is published."""
        return f"{self.text}\n{''.join(signature.line for signature in self.signatures)}"

    def by(self, key: VerifierKey) -> Signature | None:
        """The line that bears a key's name and id."""
        return next((made for made in self.signatures if (made.name, made.id) == (key.name, key.id)), None)

    def is_signed_by(self, key: VerifierKey) -> bool:
        """Whether a key that signs notes has signed this text."""
        made = self.by(key)
        return made is not None and key.signs is Signs.NOTES and key.verifies(made.made, self.text.encode())

    def signed(self, key: Signer) -> Note:
        """The note with one more signature."""
        return self.with_line(Signature(name=key.name, id=key.verifier.id, made=key.sign(self.text.encode())))

    def with_line(self, line: Signature) -> Note:
        """The note with one more line, in the place of an earlier one by the same key."""
        kept = (made for made in self.signatures if (made.name, made.id) != (line.name, line.id))
        return replace(self, signatures=(*kept, line))


def read_signatures(lines: str) -> tuple[Signature, ...]:
    """The signatures that lines hold, one a line."""
    found = []
    for line in lines.removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        made = decoded(match[2]) if match else None
        if match is None or made is None or len(made) < 5:
            raise UnfitNote("signed note", f"{brief(line)!r} is no signature")
        found.append(Signature(name=match[1], id=made[:4], made=made[4:]))
    return tuple(found)
