"""Which public keys a ledger knows, and what a new record of one may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.errors import UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.model import Key
from forecasts.proofs.keys import VerifierKey

if TYPE_CHECKING:
    from forecasts.ledger.reader import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownKey:
    """A key, where it was recorded, whose it is (the ledger's own if nobody's), and where it was revoked."""

    key: VerifierKey
    handle: Handle
    holder: str | None
    revoked: Handle | None = None
    because: str | None = None


def known_keys(view: Reader) -> tuple[KnownKey, ...]:
    """Every key of a ledger in the order of recording."""
    found: dict[str, KnownKey] = {}
    for stored in view.standing("key"):
        noun = stored.noun
        assert isinstance(noun, Key)
        first = found.get(noun.verifier)
        found[noun.verifier] = KnownKey(
            key=VerifierKey.read(noun.verifier),
            handle=first.handle if first else stored.handle,
            holder=noun.holder,
            revoked=stored.handle if noun.revoked else None,
            because=noun.revoked,
        )
    return tuple(found.values())


def own_keys(view: Reader) -> tuple[KnownKey, ...]:
    """The keys that sign the ledger's checkpoints, revoked ones too."""
    return tuple(known for known in known_keys(view) if known.holder is None)


def check_key(view: Reader, key: Key) -> None:
    """Refuses a key that is there already, another log's name, and the revocation of an unknown key."""
    known = {one.key.text: one for one in known_keys(view)}
    if key.revoked is not None:
        before = known.get(key.verifier)
        if before is None:
            raise Unknown("key", key.verifier, tuple(known))
        if before.revoked is not None:
            raise UnfitNoun(f"The key {key.verifier!r} was revoked in {before.revoked}", "leave it so")
        if before.holder != key.holder:
            raise UnfitNoun(f"The key {key.verifier!r} has another holder", "name the holder it was given")
        return
    if key.verifier in known:
        raise UnfitNoun(f"The key {key.verifier!r} is recorded in {known[key.verifier].handle}", "use it")
    name = VerifierKey.read(key.verifier).name
    names = {one.key.name for one in known.values() if one.holder is None}
    if key.holder is None and names and name not in names:
        raise UnfitNoun(
            f"The ledger's checkpoints bear the name {min(names)!r}, and this key has the name {name!r}",
            "make a key of the same name, by which others know the ledger",
        )
