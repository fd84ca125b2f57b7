"""Signatures by reviewers' own keys: whose key signs, and whether what it made stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.errors import brief
from forecasts.ledger.key_rules import known_keys
from forecasts.model import Review
from forecasts.proofs.keys import Signs
from forecasts.proofs.refusals import UnfitKey
from forecasts.proofs.report_signatures import fault_of, key_below, report_note, signed_note
from reports.review.people import same_person

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.proofs.keys import Signer
    from reports.review.states import Act, ReviewState


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A signature held against the keys; `fault` is the end of a sentence, None where it stands.

    One without a key is a name alone: `is_keyed` says which.
    """

    act: Act
    is_keyed: bool
    fault: str | None


def line_by(view: View, key: Signer, *, by: str, report: str, digest: str, own: bool) -> str:
    """The line that a signer's own key makes below a report's note.

    Raises
    ------
    UnfitKey
        If the ledger does not know the key, it is somebody else's, it was revoked, or it signs checkpoints.
    """
    _check_own(view, key, by=by)
    note = report_note(report, digest, own=own).signed(key)
    return note.signatures[-1].line


def _check_own(view: View, key: Signer, *, by: str) -> None:
    """Refuses a key that may not sign for a person."""
    what = f"The key {brief(key.name)!r}"
    known = next((one for one in known_keys(view) if one.key.text == key.verifier.text), None)
    if key.verifier.signs is not Signs.NOTES:
        raise UnfitKey(
            what,
            "signs the checkpoints of others",
            "make your own with `tracker key new --for WHO --out FILE`",
        )
    if known is None:
        raise UnfitKey(
            what,
            "is none that this ledger knows",
            f"record it with `tracker key add {key.verifier.text} --for WHO`",
        )
    if known.holder is None:
        raise UnfitKey(
            what,
            "is the ledger's own, and a report is signed by people",
            "make your own with `tracker key new --for WHO --out FILE`",
        )
    if not same_person(known.holder, by):
        raise UnfitKey(
            what,
            f"is recorded in {known.handle} as that of {brief(known.holder)!r}, and you are {brief(by)!r}",
            "sign with your own, or say who you are with --as",
        )
    if known.revoked is not None:
        raise UnfitKey(
            what, f"was revoked in {known.revoked}, because {known.because}", "sign with one that stands"
        )


def held(view: View, state: ReviewState) -> tuple[Held, ...]:
    """Every signature of a report since its last rejection, held against the keys that the ledger knows."""
    keys = known_keys(view)
    found = []
    for act in state.signatures:
        review = view.get(act.handle).noun
        assert isinstance(review, Review)
        note = signed_note(review)
        fault = None
        if note is not None:
            known = key_below(note, keys)
            fault = fault_of(note, known, entry=act.handle.entry)
            if fault is None and known is not None and not same_person(known.holder or "", act.by):
                fault = f"is by the key of {known.holder}, and {act.by} recorded it"
            if fault is None and review.digest != state.freeze.digest:
                fault = f"is over the digest {(review.digest or '')[:12]}, and the report's is another"
        found.append(Held(act=act, is_keyed=note is not None, fault=fault))
    return tuple(found)
