"""What a record's proof holds of its entry: enough to make the entry's digest again, and the record's words.

It is a JSON object: `format`; `position`, which record of the entry is proven, and `further`, which others,
where several are; `entry`, the header; `previous`, the digest of the entry before; `digests`, those of all
records of the entry, in order; `bodies`, by position the canonical text of the records and of what they name
in the same entry; `texts`, what was kept outside the chain and may be shown, each with the salt that its
digest covers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from forecasts.handles import Handle
from forecasts.ledger.chain import EntryDigest, Header, archive_digest, record_digest
from forecasts.proofs.merkle import leaf_hash
from forecasts.proofs.refusals import NotProven, UnfitNote

FORMAT = "trackrecord-proof/1"
LONGEST = 200_000_000
_HEADER = ("sequence", "recorded_at", "recorded_by", "action", "reason")
_DIGEST_LETTERS = 64
_NAMED = 5

Plain: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordProof:
    """A record, or several of one entry, the words they stand on, and what leads to the entry's digest."""

    position: int
    further: tuple[int, ...] = ()
    header: Header
    previous: str
    digests: tuple[str, ...]
    bodies: Mapping[int, str]
    texts: Mapping[str, tuple[str, str]]

    @classmethod
    def read(cls, text: str) -> RecordProof:
        """The proof that a file holds.

        Raises
        ------
        UnfitNote
            If it is none.
        """
        if len(text) > LONGEST:
            raise UnfitNote(
                "proof of a record", f"it has {len(text):,} characters, and {LONGEST:,} are the most"
            )
        try:
            plain = json.loads(text)
            return cls._of(plain)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnfitNote("proof of a record", "it is no JSON of the format " + FORMAT) from error

    @classmethod
    def _of(cls, plain: Any) -> RecordProof:
        entry = plain["entry"]
        texts = [(kept["digest"], kept["salt"], kept["text"]) for kept in plain["texts"]]
        written = [entry["recorded_at"], entry["recorded_by"], entry["action"], *plain["bodies"].values()]
        digests = [plain["previous"], *plain["digests"]]
        further = plain.get("further", [])
        fits = (
            plain["format"] == FORMAT,
            type(entry["sequence"]) is int and entry["sequence"] > 0,
            type(plain["position"]) is int and str(plain["position"]) in plain["bodies"],
            all(type(at) is int and str(at) in plain["bodies"] for at in further),
            entry["reason"] is None or isinstance(entry["reason"], str),
            "signed_in" not in entry or isinstance(entry["signed_in"], str),
            all(isinstance(part, str) for part in (*written, *digests, *sum(texts, ()))),
            isinstance(plain["texts"], list) and isinstance(further, list),
            all(len(digest) == _DIGEST_LETTERS for digest in digests),
            all(0 < int(at) < len(digests) and str(int(at)) == at for at in plain["bodies"]),
        )
        if not all(fits):
            raise ValueError("A part of the proof is missing or of another kind.")
        reason, signed_in = entry["reason"] or "", entry.get("signed_in", "")
        "".join(
            (*written, *digests, *sum(texts, ()), reason, signed_in)
        ).encode()  # half a letter has no bytes
        return cls(
            position=plain["position"],
            further=tuple(further),
            header=Header(**{name: entry[name] for name in _HEADER}, signed_in=entry.get("signed_in")),
            previous=plain["previous"],
            digests=tuple(plain["digests"]),
            bodies={int(at): body for at, body in plain["bodies"].items()},
            texts={digest: (salt, text) for digest, salt, text in texts},
        )

    @property
    def text(self) -> str:
        """The proof as its file holds it."""
        signed = {} if self.header.signed_in is None else {"signed_in": self.header.signed_in}
        plain = {
            "format": FORMAT,
            "position": self.position,
            **({"further": list(self.further)} if self.further else {}),
            "entry": {name: getattr(self.header, name) for name in _HEADER} | signed,
            "previous": self.previous,
            "digests": list(self.digests),
            "bodies": {str(at): body for at, body in sorted(self.bodies.items())},
            "texts": [
                {"digest": digest, "salt": salt, "text": text}
                for digest, (salt, text) in sorted(self.texts.items())
            ],
        }
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

    @property
    def handle(self) -> Handle:
        """The handle of the record that is proven, or of the first of them."""
        return Handle(self.header.sequence, self.position)

    @property
    def handles(self) -> tuple[Handle, ...]:
        """The handles of all records that are proven."""
        return tuple(Handle(self.header.sequence, at) for at in (self.position, *self.further))

    def about(self, handle: Handle) -> RecordProof:
        """The same proof with another of its records first.

        Raises
        ------
        NotProven
            If it does not prove that one.
        """
        if handle not in self.handles:
            raise NotProven(f"the file proves {handles_in_words(self.handles)}, and not {handle}")
        others = tuple(one.position for one in self.handles if one != handle)
        return replace(self, position=handle.position, further=others)

    @property
    def entry_digest(self) -> str:
        """The digest that the entry has, if all of this is true."""
        whole = EntryDigest(self.previous, self.header)
        whole.add(*self.digests)
        return whole.hexdigest()

    @property
    def leaf(self) -> bytes:
        """The hash of the entry's leaf."""
        return leaf_hash(bytes.fromhex(self.entry_digest))

    def record(self, position: int | None = None) -> Plain:
        """The proven record, or another of the same entry that the proof shows, as plain JSON."""
        found: Plain = json.loads(self.bodies[position or self.position])
        return found

    def check(self) -> None:
        """Holds the words against the digests.

        Raises
        ------
        NotProven
            If a record, or a text outside the chain, does not fit its digest.
        """
        for at, body in self.bodies.items():
            if record_digest(body) != self.digests[at - 1]:
                raise NotProven(
                    f"the words of record {self.header.sequence}.{at} do not fit its digest: one was altered"
                )
        named = "".join(self.bodies.values())
        for digest, (salt, text) in self.texts.items():
            if archive_digest(salt, text) != digest:
                raise NotProven(f"the archived text {digest[:12]}… does not fit its digest: it was altered")
            if digest not in named:
                raise NotProven(f"no record of the proof names the archived text {digest[:12]}…")


def handles_in_words(handles: Sequence[Handle]) -> str:
    """The handles of records, the first few by name.

    >>> handles_in_words([Handle(2, at) for at in range(1, 9)])
    '2.1, 2.2, 2.3, 2.4, 2.5 and 3 more'
    """
    named = ", ".join(map(str, handles[:_NAMED]))
    return named + (f" and {len(handles) - _NAMED:,} more" if len(handles) > _NAMED else "")
