"""A proof held against the keys that somebody trusts; no ledger is needed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forecasts.errors import brief
from forecasts.ledger.records import read_record_at
from forecasts.model import Review
from forecasts.proofs.checkpoints import Checkpoint, cosigned_at
from forecasts.proofs.keys import VerifierKey
from forecasts.proofs.notes import Note
from forecasts.proofs.paths import InclusionProof
from forecasts.proofs.policies import Policy
from forecasts.proofs.record_proofs import RecordProof
from forecasts.proofs.refusals import NotProven
from forecasts.proofs.report_signatures import signed_note


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A witness that saw a checkpoint, and when."""

    witness: VerifierKey
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """A record that stood in a log, by a checkpoint that its key signed."""

    record: RecordProof
    checkpoint: Checkpoint
    key: VerifierKey
    seen: tuple[Seen, ...]
    signers: tuple[VerifierKey, ...] = ()


def verified(
    record: RecordProof, inclusion: InclusionProof, policy: Policy, signers: Iterable[VerifierKey] = ()
) -> Proven:
    """What a record's proof proves to somebody who trusts the keys of a policy.

    Where the record is the signature of a report, `signers` are the keys that must have made it.

    Raises
    ------
    NotProven
        If the record was altered, is not in the tree, the checkpoint is not signed by a log of the policy,
        too few of its witnesses have seen it, or a signer has not signed it.
    """
    record.check()
    if inclusion.index != record.header.sequence - 1:
        raise NotProven(
            f"the path is that of entry {inclusion.index + 1:,}, and the record is of entry "
            f"{record.header.sequence:,}"
        )
    key, seen = trusted(inclusion.note, policy)
    head = inclusion.check(record.leaf)
    return Proven(record=record, checkpoint=head, key=key, seen=seen, signers=_signers(record, signers))


def _signers(record: RecordProof, wanted: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys that were wanted, once each is seen to have signed the report that the record is about."""
    found = tuple(wanted)
    if not found:
        return ()
    review = read_record_at(record.handle, record.bodies[record.position])
    note = signed_note(review) if isinstance(review, Review) else None
    for key in found:
        if note is None:
            raise NotProven(f"the record {record.handle} is no signature by a key")
        if note.by(key) is None:
            raise NotProven(f"the record {record.handle} is not signed by the key {brief(key.text)}")
        if not note.is_signed_by(key):
            raise NotProven(f"the signature of {brief(key.name)} in the record {record.handle} is false")
    return found


def trusted(note: Note, policy: Policy) -> tuple[VerifierKey, tuple[Seen, ...]]:
    """Which log's key signed a checkpoint, and which witnesses saw it, where that meets a policy.

    Raises
    ------
    NotProven
        If none did, a signature is false, or too few witnesses saw it.
    """
    head = Checkpoint.of(note)
    key = _signer(note, head, policy)
    seen = {name: found for name, witness in policy.witnesses.items() if (found := _seen(note, witness))}
    if not policy.is_met(tuple(seen)):
        raise NotProven(
            f"{head.shown} was seen by {len(seen)} of the witnesses that the policy names, and it asks for "
            f"{policy.wanted}"
        )
    return key, tuple(seen.values())


def _signer(note: Note, head: Checkpoint, policy: Policy) -> VerifierKey:
    for key in policy.logs:
        if note.by(key) is None:
            continue
        if not note.is_signed_by(key):
            raise NotProven(f"the signature of {brief(key.name)} on {head.shown} is false")
        if key.name != head.origin:
            raise NotProven(
                f"the key of {brief(key.name)!r} signed a checkpoint of {brief(head.origin)!r}, another log"
            )
        return key
    given = " or ".join(brief(key.text) for key in policy.logs) or "no key"
    raise NotProven(f"{head.shown} of {brief(head.origin)!r} is not signed by {given}")


def _seen(note: Note, witness: VerifierKey) -> Seen | None:
    if note.by(witness) is None:
        return None
    at = cosigned_at(note, witness)
    if at is None:
        raise NotProven(f"the cosignature of {brief(witness.name)} is false")
    return Seen(witness=witness, at=at)
