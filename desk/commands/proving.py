"""`tracker checkpoint` and `prove`: the chain's head signed, and a record proven by it."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from desk.terminal.folding import say
from desk.terminal.options import json_option, ledger_option
from desk.terminal.proof_options import key_option, signer_in, tree_cache, witness_option

if TYPE_CHECKING:
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger
    from forecasts.ledger.kept import Kept
    from forecasts.ledger.view import View
    from forecasts.proofs.notes import Note

_HANDLE = re.compile(r"\d+\.\d+")


@click.command()
@key_option
@click.option(
    "--since", type=click.IntRange(min=0), metavar="SIZE", help="Print what a witness asks who saw SIZE."
)
@click.option(
    "--cosigned",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="FILE",
    help="Add what a witness answered, in a file or - for standard input.",
)
@witness_option
@json_option
@ledger_option
def checkpoint(
    ledger: str,
    as_json: bool,
    key: Path | None,
    since: int | None,
    cosigned: TextIO | None,
    witnesses: tuple[str, ...],
) -> None:
    r"""Sign the head of the chain, and print it.

    Without --key it prints the last one. It is kept beside the chain, and
    `tracker audit` holds the entries against it ever after. The key may be
    one of OpenSSH (Ed25519) that `tracker key add` recorded; a file ending in
    .pub names one in your agent.

    \b
    Example:
      tracker checkpoint --key ledger.key
      tracker checkpoint --since 0 > request.txt
      tracker checkpoint --cosigned answer.txt --witness KEY
    """
    from desk.terminal.tables import echo_json
    from forecasts.ledger import Ledger
    from forecasts.proofs import notes
    from forecasts.proofs.keys import VerifierKey
    from forecasts.proofs.signing import add_cosignatures, last_checkpoint, sign_head

    if as_json and since is not None:
        raise click.UsageError("--since prints a request for a witness, which is no JSON: leave --json out.")
    if (cosigned is None) != (not witnesses):
        raise click.UsageError("--cosigned and --witness go together: whose answer is it?")
    with Ledger.open(ledger, writing=key is not None or cosigned is not None) as book:
        if key is not None:
            sign_head(book, signer_in(key, book.view(), of_the_ledger=True), cache=tree_cache())
        if cosigned is not None:
            add_cosignatures(
                book, cosigned.read(notes.LONGEST), [VerifierKey.read(text) for text in witnesses]
            )
        kept = last_checkpoint(book)
        if as_json:
            echo_json(
                {"size": kept.size, "note": kept.note, "stamps": [asdict(stamp) for stamp in kept.stamps]}
            )
            return
        click.echo(kept.note if since is None else _request(book, kept, since), nl=False)


@click.command()
@click.argument("what", metavar="HANDLE|REPORT")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE|DIR", help="Where to.")
@click.option(
    "--texts", is_flag=True, help="Show what lies outside the chain too, such as an archived source."
)
@ledger_option
def prove(ledger: str, what: str, out: Path, texts: bool) -> None:
    r"""Write the proof that a record stood in the ledger.

    Of a record it writes FILE and FILE.tlog-proof; of a frozen report a
    folder with two files for each entry that recorded a row, its words, its
    outcome or a signature. Whoever has them and the ledger's verifier key
    needs nothing else of ours.

    \b
    Example:
      tracker prove 2.3 --out kabul.json
      tracker prove 2021-q3 --out proofs
    """
    from forecasts.handles import Handle
    from forecasts.ledger import Ledger
    from forecasts.proofs.checkpoints import Checkpoint
    from forecasts.proofs.notes import Note
    from forecasts.proofs.proving import question_elsewhere
    from forecasts.proofs.signing import last_checkpoint

    with Ledger.open(ledger) as book:
        view, note = book.view(), Note.read(last_checkpoint(book).note)
        elsewhere = None
        if _HANDLE.fullmatch(what):
            handle = Handle.read(what)
            _write(view, note, handle, out, texts=texts)
            count, elsewhere = "The proof", question_elsewhere(view, handle)
        else:
            from reports.review.proofs import records_behind, write_proofs

            handles = records_behind(view, what, upto=Checkpoint.of(note).size)
            write_proofs(view, handles, note, out, cache=tree_cache(), texts=texts)
            count = f"The proofs of {len(handles):,} records"
    say(f"{count} of {what}: {out}. Check with `tracker verify-proof FILE --key KEY`.")
    if elsewhere is not None:
        say(
            f"Its question was recorded before, as {elsewhere}: "
            f"`tracker prove {elsewhere} --out FILE` proves its words."
        )


def _write(view: View, note: Note, handle: Handle, out: Path, *, texts: bool) -> None:
    from forecasts.proofs.proving import proof_files
    from forecasts.writing import write_together

    for _, record, path in proof_files(view, [handle], note, cache=tree_cache(), texts=texts):
        write_together({out: record, out.with_name(out.name + ".tlog-proof"): path})


def _request(book: Ledger, kept: Kept, since: int) -> str:
    from forecasts.proofs.checkpoints import Checkpoint
    from forecasts.proofs.notes import Note
    from forecasts.proofs.signed_trees import SignedTree
    from forecasts.proofs.witnessing import request_text

    note = Note.read(kept.note)
    if since > kept.size:
        raise click.UsageError(
            f"--since {since} lies beyond the last checkpoint, which is over {kept.size:,} entries."
        )
    tree = SignedTree(book.view(), Checkpoint.of(note), tree_cache())
    return request_text(since, tree.consistency_proof(since), note)
