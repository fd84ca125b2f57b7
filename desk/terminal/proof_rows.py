"""What a proof proves, for a person who never heard of trees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desk.terminal.folding import say
from desk.terminal.tables import echo_facts

if TYPE_CHECKING:
    from forecasts.proofs.record_proofs import Plain
    from forecasts.proofs.verifying import Proven

_HIDDEN = ("noun", "version", "statement", "archived")


def echo_proven(found: Proven) -> None:
    """Print what is proven: the words first, then by what."""
    from forecasts.proofs.record_proofs import handles_in_words

    record, head = found.record, found.checkpoint
    say(
        f"Proven: the record {record.handle} stood in the ledger {head.origin} when its first "
        f"{head.size:,} entries were signed, word for word as it is here."
    )
    echo_facts(
        [
            *_words(found),
            (
                "recorded",
                f"{record.header.recorded_at} by {record.header.recorded_by} ({record.header.action})",
            ),
            ("checkpoint by" if found.signers else "signed by", found.key.text),
            *(("signature by", key.text) for key in found.signers),
            *(("seen by", f"{seen.witness.name} at {seen.at:%Y-%m-%d %H:%M:%S} UTC") for seen in found.seen),
        ]
    )
    if record.further:
        others = handles_in_words(record.handles[1:])
        say(f"It proves {others} too: show one with --row {record.handles[1]}.")
    if record.record().get("signature") and not found.signers:
        say("Its signature was not checked: give the reviewer's key with --signer.")
    if not found.seen:
        say("No witness is named: whoever keeps the ledger could show others another history.")


def as_plain(found: Proven) -> dict[str, Any]:
    """The same for a program."""
    record, head = found.record, found.checkpoint
    return {
        "handle": record.handle,
        "handles": record.handles,
        "record": record.record(),
        "shown": {f"{record.header.sequence}.{at}": record.record(at) for at in sorted(record.bodies)},
        "recorded_at": record.header.recorded_at,
        "recorded_by": record.header.recorded_by,
        "action": record.header.action,
        "reason": record.header.reason,
        **({} if record.header.signed_in is None else {"signed_in": record.header.signed_in}),
        "entry_digest": record.entry_digest,
        "checkpoint": {"origin": head.origin, "size": head.size, "root": head.root.hex()},
        "key": found.key.text,
        "signers": [key.text for key in found.signers],
        "witnesses": [{"name": seen.witness.name, "at": seen.at} for seen in found.seen],
    }


def _words(found: Proven) -> Iterator[tuple[str, object]]:
    """The quote that the record stands on and the question that it is about, as far as shown; its parts."""
    record = found.record.record()
    for at in sorted(found.record.bodies):
        other = found.record.record(at)
        if at != found.record.position and "quote" in other:
            yield "quote", other["quote"]
        if other["noun"] == "question" and other["slug"] == record.get("question"):
            yield "statement", other["statement"]
    yield "record", record["noun"]
    yield from _parts(record, "")


def _parts(record: Plain, before: str) -> Iterator[tuple[str, object]]:
    for name, part in record.items():
        if name in _HIDDEN and not before:
            continue
        label = f"{before}{name}".replace("_", " ")
        if isinstance(part, dict):
            yield from _parts(part, f"{label} ")
        else:
            yield label, ", ".join(map(str, part)) if isinstance(part, list) else part
