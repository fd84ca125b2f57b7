"""Time stamps (RFC 3161): an authority says when it saw a checkpoint, and that is checked without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from types import ModuleType

from forecasts.ledger.kept import Kept, Stamp
from forecasts.proofs.binary import decoded, encoded
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import LacksCryptography, NotProven

QUERY = "application/timestamp-query"


def stamp_query(kept: Kept) -> bytes:
    """What an authority is asked: to stamp the digest of a checkpoint's text, with its certificate."""
    client = _client()
    asked = client.TimestampRequestBuilder().data(_text(kept)).hash_algorithm(client.HashAlgorithm.SHA256)
    return bytes(asked.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes())


def stamped(kept: Kept, answer: bytes, *, authority: str, root: str) -> tuple[Kept, datetime]:
    """A checkpoint with an authority's answer, and the moment that it names.

    `root` is the certificate (PEM) of whom the authority was certified by, which you trust.

    Raises
    ------
    NotProven
        If the answer is none, is not signed under that root, or is for another checkpoint.
    """
    stamp = Stamp(authority=authority, token=encoded(answer), root=root)
    moment = stamped_at(kept, stamp)
    others = tuple(one for one in kept.stamps if one.authority != authority)
    return replace(kept, stamps=(*others, stamp)), moment


def stamped_at(kept: Kept, stamp: Stamp) -> datetime:
    """The moment at which an authority saw a checkpoint, checked against its root certificate.

    Raises
    ------
    NotProven
        If it does not hold.
    """
    client = _client()
    from cryptography.x509 import load_pem_x509_certificates

    head = Checkpoint.of(Note.read(kept.note))
    whose = f"the time stamp of {stamp.authority} on {head.shown}"
    try:
        answer = client.decode_timestamp_response(decoded(stamp.token) or b"")
    except ValueError as error:
        raise NotProven(f"{whose} is false (it is no answer in the form of RFC 3161)") from error
    try:
        roots = load_pem_x509_certificates(stamp.root.encode())
        verifier = client.VerifierBuilder()
        for certificate in roots:
            verifier = verifier.add_root_certificate(certificate)
        if answer.tst_info.message_imprint.message != sha256(_text(kept)).digest():
            raise NotProven(f"the time stamp of {stamp.authority} is for another head than {head.shown}")
        verifier.build().verify_message(answer, _text(kept))
    except (ValueError, client.VerificationError) as error:
        reason = str(error) or "it cannot be read"
        raise NotProven(f"{whose} is false ({reason})") from error
    moment: datetime = answer.tst_info.gen_time
    return moment.astimezone(UTC)


def _text(kept: Kept) -> bytes:
    """What is stamped: the checkpoint's text, which no later cosignature changes."""
    return Note.read(kept.note).text.encode()


def _client() -> ModuleType:
    try:
        import rfc3161_client
    except ModuleNotFoundError as error:
        raise LacksCryptography from error
    return rfc3161_client
