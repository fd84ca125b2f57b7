"""`tracker verify-proof` and `witness`: what others' ledgers show is checked, and no ledger is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from desk.terminal.options import json_option
from desk.terminal.proof_options import key_option, witness_option

if TYPE_CHECKING:
    from forecasts.proofs.policies import Policy


@click.command("verify-proof")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--key", "keys", multiple=True, metavar="KEY", help="The ledger's verifier key, as it was published."
)
@witness_option
@click.option(
    "--signer",
    "signers",
    multiple=True,
    metavar="KEY",
    help="The verifier key of a reviewer, who must have signed the record.",
)
@click.option("--row", metavar="HANDLE", help="Which record, where the file proves several [the first].")
@click.option("--needed", type=click.IntRange(min=0), metavar="N", help="So many of the witnesses [all].")
@click.option(
    "--policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keys and witnesses in a file of the form tlog-policy.",
)
@click.option(
    "--proof",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The proof of inclusion [FILE.tlog-proof].",
)
@json_option
def verify_proof(
    file: Path,
    keys: tuple[str, ...],
    witnesses: tuple[str, ...],
    signers: tuple[str, ...],
    row: str | None,
    needed: int | None,
    policy: Path | None,
    proof: Path | None,
    as_json: bool,
) -> None:
    r"""Check that a record stood in a ledger, without the ledger.

    FILE is what `tracker prove` wrote, with FILE.tlog-proof beside it. Exit
    1 if it does not hold.

    \b
    Example:
      tracker verify-proof kabul.json --key KEY
    """
    from desk.terminal.proof_rows import as_plain, echo_proven
    from desk.terminal.tables import echo_json
    from forecasts.handles import Handle
    from forecasts.proofs import notes, record_proofs
    from forecasts.proofs.keys import VerifierKey
    from forecasts.proofs.paths import InclusionProof
    from forecasts.proofs.record_proofs import RecordProof
    from forecasts.proofs.verifying import verified

    trust = _policy(keys, witnesses, needed, policy)
    beside = proof or file.with_name(file.name + ".tlog-proof")
    record = RecordProof.read(_held(file, record_proofs.LONGEST))
    if row is not None:
        record = record.about(Handle.read(row))
    inclusion = InclusionProof.read(_held(beside, 2 * notes.LONGEST))
    found = verified(record, inclusion, trust, [VerifierKey.read(text) for text in signers])
    if as_json:
        echo_json(as_plain(found))
    else:
        echo_proven(found)


@click.command()
@click.argument("request", type=click.File(encoding="utf-8", errors="replace"))
@key_option
@click.option(
    "--log", "logs", multiple=True, metavar="KEY", help="The verifier key of a ledger that you witness."
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where you keep what you saw [in your data folder].",
)
def witness(request: TextIO, key: Path | None, logs: tuple[str, ...], state: Path | None) -> None:
    r"""Sign another ledger's checkpoint, if its ledger only grew.

    REQUEST is what `tracker checkpoint --since SIZE` of that ledger prints,
    in a file or - for standard input. The answer is printed. A rewritten
    history is refused, with the two heads that contradict each other.

    \b
    Example:
      tracker witness request.txt --log KEY --key witness.key
    """
    from forecasts import clock
    from forecasts.proofs import notes
    from forecasts.proofs.keys import SigningKey, VerifierKey
    from forecasts.proofs.policies import Policy
    from forecasts.proofs.seen import SeenHeads
    from forecasts.proofs.witnessing import Request, witnessed

    if key is None or not logs:
        raise click.UsageError("Give --log, the key of the ledger, and --key, the file of your own.")
    asked = Request.read(request.read(2 * notes.LONGEST))
    policy = Policy.of([VerifierKey.read(text) for text in logs])
    heads = SeenHeads(state or _state())
    with heads.locked():
        answer = witnessed(asked, heads.last(asked.origin), policy, SigningKey.read(key), clock.now())
        heads.remember(asked.note)
    click.echo(answer.line, nl=False)


def _policy(
    keys: tuple[str, ...], witnesses: tuple[str, ...], needed: int | None, policy: Path | None
) -> Policy:
    from forecasts.proofs import notes
    from forecasts.proofs.keys import VerifierKey
    from forecasts.proofs.policies import Policy

    if policy is not None:
        if keys or witnesses or needed is not None:
            raise click.UsageError("--policy holds all keys: leave out --key, --witness and --needed.")
        return Policy.read(_held(policy, notes.LONGEST))
    if not keys:
        raise click.UsageError(
            "Whose proof is it? Give the ledger's verifier key with --key, or --policy FILE."
        )
    wanted = len(witnesses) if needed is None else needed
    return Policy.of(
        [VerifierKey.read(text) for text in keys], [VerifierKey.read(text) for text in witnesses], wanted
    )


def _held(file: Path, most: int) -> str:
    """What a file holds, every end of a line as it is there; of a longer one just enough to show that."""
    with file.open(encoding="utf-8", errors="replace", newline="") as held:
        return held.read(most + 1)


def _state() -> Path:
    from platformdirs import user_data_path

    return user_data_path("trackrecord") / "witness"
