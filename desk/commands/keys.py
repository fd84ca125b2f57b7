"""`tracker key`: public keys of a ledger, its reviewers and witnesses; private ones stay in files."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, reads, recording, records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasts.ledger import Ledger
    from forecasts.ledger.key_rules import KnownKey
    from forecasts.ledger.view import View
    from forecasts.proofs.keys import SigningKey


@click.group()
def key() -> None:
    r"""Make, list and revoke the keys that sign.

    The ledger knows public keys. A private key lies in a file of its own,
    which only its owner may read.

    \b
    Example:
      tracker key new --out ledger.key
    """


@key.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="A new file for it."
)
@click.option("--name", metavar="NAME", help="The name it signs with, such as example.com/ledger.")
@click.option("--for", "holder", metavar="WHO", help="Whose key it is, such as a reviewer's [the ledger's].")
@records
def new(ledger: Ledger, analyst: str, out: Path, name: str | None, holder: str | None) -> None:
    r"""Make a key for the ledger, or with --for for a person.

    The private key is written to FILE. The public one is recorded, and
    printed as a verifier key: publish it where others find it. A second key
    of the ledger takes the place of the first, under the same name.

    \b
    Example:
      tracker key new --out ledger.key --name example.com/ledger
    """
    from forecasts.model import Key
    from forecasts.proofs.keys import SigningKey

    made = SigningKey.new(_name(ledger.view(), holder) if name is None else name)
    with _written(made, out), recording(ledger, "key", by=analyst) as entry:
        entry.add(Key(verifier=made.verifier.text, holder=holder))
    _echo_made(made, out)
    echo_head(ledger)


@key.command()
@click.argument("verifier", metavar="KEY|FILE")
@click.option("--name", metavar="NAME", help="The name that an OpenSSH key signs with.")
@click.option("--for", "holder", metavar="WHO", help="Whose key it is, such as a reviewer's [the ledger's].")
@records
def add(ledger: Ledger, analyst: str, verifier: str, name: str | None, holder: str | None) -> None:
    r"""Record a public key whose private half somebody has already.

    A verifier key, or OpenSSH's file of a public Ed25519 key: its private
    half signs from its own file, or from an agent.

    \b
    Example:
      tracker key add ~/.ssh/id_ed25519.pub --for "Ben Okri"
    """
    from forecasts.model import Key
    from forecasts.proofs.signers import read_verifier

    made = read_verifier(verifier, _name(ledger.view(), holder) if name is None else name)
    with recording(ledger, "key", by=analyst) as entry:
        entry.add(Key(verifier=made.text, holder=holder))
    click.echo("Its verifier key, to publish:")
    click.echo(made.text)
    echo_head(ledger)


@key.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="A new file for it."
)
@click.option("--name", required=True, metavar="NAME", help="The name it signs with: witness.example.com.")
def witness(out: Path, name: str) -> None:
    r"""Make a key with which you witness the ledgers of others.

    No ledger is needed.

    \b
    Example:
      tracker key witness --out witness.key --name witness.example.com
    """
    from forecasts.proofs.keys import SigningKey, Signs

    made = SigningKey.new(name, Signs.COSIGNATURES)
    made.write(out)
    _echo_made(made, out)


@key.command("list")
@reads
def list_(view: View, as_json: bool) -> None:
    r"""List the public keys that the ledger knows.

    \b
    Example:
      tracker key list
    """
    from desk.terminal.tables import echo_facts, echo_json
    from forecasts.ledger.key_rules import known_keys

    known = known_keys(view)
    if as_json:
        echo_json([_as_json(one) for one in known])
        return
    if not known:
        say("The ledger knows no key: make one with `tracker key new --out FILE`.")
    for one in known:
        click.echo(one.key.text)
        stands = "valid" if one.revoked is None else f"revoked in {one.revoked}, because {one.because}"
        echo_facts([("holder", one.holder or "the ledger"), ("recorded in", one.handle), ("state", stands)])


@key.command()
@click.argument("verifier", metavar="KEY")
@click.option("--because", required=True, metavar="TEXT", help="Why nobody should believe it any more.")
@records
def revoke(ledger: Ledger, analyst: str, verifier: str, because: str) -> None:
    r"""Say that a key is not to be believed from now on.

    KEY is its text, its id, or its name where one valid key has it. Tell
    those who verify too: a proof alone does not show it.

    \b
    Example:
      tracker key revoke example.com/ledger \
        --because "the laptop with the file was stolen"
    """
    from forecasts.model import Key

    known = _meant(ledger.view(), verifier)
    with recording(ledger, "revoke", by=analyst, reason=because) as entry:
        entry.add(Key(verifier=known.key.text, holder=known.holder, revoked=because))
    click.echo(f"Revoked: {known.key.text}")
    echo_head(ledger)


def _name(view: View, holder: str | None) -> str:
    """The name of the ledger's earlier key, a person's own, or a new one."""
    from secrets import token_hex

    from forecasts.ledger.key_rules import own_keys

    if holder is not None:
        return "-".join(holder.split()).replace("+", "-")
    for known in own_keys(view):
        return known.key.name
    return f"trackrecord/{token_hex(4)}"


def _meant(view: View, text: str) -> KnownKey:
    from forecasts.errors import UnfitNoun, Unknown
    from forecasts.ledger.key_rules import known_keys

    known = known_keys(view)
    for one in known:
        if text in (one.key.text, one.key.id.hex()):
            return one
    named = [one for one in known if one.key.name == text and one.revoked is None]
    if len(named) > 1:
        ids = " or ".join(one.key.id.hex() for one in named)
        raise UnfitNoun(f"{len(named)} valid keys are called {text!r}", f"say which by its id, {ids}")
    if not named:
        raise Unknown("valid key", text, tuple(one.key.name for one in known if one.revoked is None))
    return named[0]


@contextmanager
def _written(made: SigningKey, out: Path) -> Iterator[None]:
    """The key in its file; it is removed again where the public one could not be recorded."""
    made.write(out)
    try:
        yield
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _echo_made(made: SigningKey, out: Path) -> None:
    say(f"The private key is in {out}: keep it, and a copy, where nobody else can read it.")
    click.echo("Its verifier key, to publish:")
    click.echo(made.verifier.text)


def _as_json(one: KnownKey) -> dict[str, object]:
    return {
        "key": one.key.text,
        "name": one.key.name,
        "holder": one.holder,
        "recorded": one.handle,
        "revoked": one.revoked,
        "because": one.because,
    }
