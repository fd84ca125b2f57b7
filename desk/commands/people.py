"""`tracker user`: who may sign in to the ledger's site, what they may do there, and their tokens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from desk.people.roles import Deed, Role
from desk.terminal.folding import say
from desk.terminal.opening_ledger import keeps
from desk.terminal.options import json_option
from forecasts import clock

if TYPE_CHECKING:
    from desk.people.accounts import Account
    from forecasts.ledger import Ledger

_LONGEST_TOKEN = 3_650  # days
_ROLE = click.Choice([role.value for role in Role])
_SCOPE = click.Choice([deed.value for deed in Deed if deed is not Deed.MANAGE])
_roles_option = click.option(
    "--role", "roles", type=_ROLE, multiple=True, required=True, help="What they are; several times for more."
)


@click.group()
def user() -> None:
    r"""Keep the accounts of the ledger's site.

    With one, `tracker serve` asks everybody to sign in. Accounts lie beside
    the chain; what somebody does with one is in it, under their name.

    \b
    Example:
      tracker user add "Ann Lee" --role admin
    """


@user.command()
@click.argument("name")
@_roles_option
@keeps
def add(ledger: Ledger, name: str, roles: tuple[str, ...]) -> None:
    r"""Make an account; its deeds are recorded in NAME.

    The password is asked for, or read from standard input, one line.

    \b
    Example:
      tracker user add "Ann Lee" --role analyst --role resolver
    """
    from desk.people.accounts import Accounts

    accounts = Accounts(ledger)
    made = accounts.add(name, _password(), map(Role, roles), now=clock.now())
    say(f"{made.name} may sign in as {_listed(made)}.")
    if len(accounts.all()) == 1:
        say("It is the first account: start `tracker serve` anew, and it asks everybody to sign in.")


@user.command("list")
@keeps
@json_option
def list_(ledger: Ledger, as_json: bool) -> None:
    r"""Show the accounts, and what each may do.

    \b
    Example:
      tracker user list
    """
    from desk.people.accounts import Accounts
    from desk.people.sessions import Sessions
    from desk.people.tokens import Tokens
    from desk.terminal.tables import echo_json, echo_rows

    now, sessions, tokens = clock.now(), Sessions(ledger), Tokens(ledger)
    rows: list[dict[str, Any]] = [
        {
            "name": account.name,
            "roles": list(account.roles),
            "made_at": account.made_at,
            "disabled_at": account.disabled_at,
            "sessions": sessions.count(account, now=now),
            "tokens": sum(token.works(now) for token in tokens.of(account)),
        }
        for account in Accounts(ledger).all()
    ]
    if as_json:
        echo_json(rows)
        return
    columns = ("name", "roles", "sessions", "tokens", "state")
    cells = [
        (
            row["name"],
            ", ".join(row["roles"]),
            row["sessions"],
            row["tokens"],
            "disabled" if row["disabled_at"] else "",
        )
        for row in rows
    ]
    echo_rows(columns, cells, none="There are no accounts: `tracker serve` serves this computer alone.")


@user.command()
@click.argument("name")
@_roles_option
@keeps
def role(ledger: Ledger, name: str, roles: tuple[str, ...]) -> None:
    r"""Give an account other roles, from its next request on.

    \b
    Example:
      tracker user role "Ann Lee" --role reviewer
    """
    from desk.people.accounts import Accounts

    account = Accounts(ledger).give(name, map(Role, roles))
    say(f"{account.name} is {_listed(account)} now.")


@user.command()
@click.argument("name")
@keeps
def password(ledger: Ledger, name: str) -> None:
    r"""Give an account a new password, and sign it out everywhere.

    The password is asked for, or read from standard input, one line. Tokens
    and passkeys go on working: `tracker user tokens NAME` lists the first.

    \b
    Example:
      tracker user password "Ann Lee"
    """
    from desk.people.accounts import Accounts

    accounts = Accounts(ledger)
    account = accounts.set_password(accounts.find(name).name, _password())
    say(f"{account.name} has a new password, and is signed in nowhere.")


@user.command()
@click.argument("name")
@keeps
def disable(ledger: Ledger, name: str) -> None:
    r"""Let nobody use an account any more, nor its tokens.

    What was recorded with it stays. `tracker user enable` lets it in again.

    \b
    Example:
      tracker user disable "Ann Lee"
    """
    from desk.people.accounts import Accounts

    account = Accounts(ledger).disable(name, now=clock.now())
    say(f"{account.name} may not sign in any more, and is signed out everywhere.")


@user.command()
@click.argument("name")
@keeps
def enable(ledger: Ledger, name: str) -> None:
    r"""Let a disabled account be used again.

    \b
    Example:
      tracker user enable "Ann Lee"
    """
    from desk.people.accounts import Accounts

    account = Accounts(ledger).enable(name)
    say(f"{account.name} may sign in again as {_listed(account)}.")


@user.command()
@click.argument("name")
@click.option("--name", "token", required=True, metavar="TEXT", help="What it is for, such as nightly.")
@click.option(
    "--scope", "scopes", type=_SCOPE, multiple=True, required=True, help="What it may do; several for more."
)
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST_TOKEN),
    metavar="N",
    help="It ends after so many days [never].",
)
@keeps
def token(ledger: Ledger, name: str, token: str, scopes: tuple[str, ...], days: int | None) -> None:
    r"""Make a token by which a program acts in NAME over the API.

    It is printed once, and cannot be shown again.

    \b
    Example:
      tracker user token "Ann Lee" --name nightly --scope read --days 90
    """
    from desk.people.accounts import Accounts
    from desk.people.tokens import Tokens

    account = Accounts(ledger).find(name)
    made = Tokens(ledger).made(account, token, map(Deed, scopes), days=days, now=clock.now())
    click.echo(made)


@user.command()
@click.argument("name")
@keeps
@json_option
def tokens(ledger: Ledger, name: str, as_json: bool) -> None:
    r"""Show the tokens of an account; never what opens.

    \b
    Example:
      tracker user tokens "Ann Lee"
    """
    from desk.people.accounts import Accounts
    from desk.people.tokens import Tokens
    from desk.terminal.tables import echo_json, echo_rows

    now = clock.now()
    found = Tokens(ledger).of(Accounts(ledger).find(name))
    if as_json:
        echo_json(
            [
                {
                    "name": one.name,
                    "scopes": list(one.scopes),
                    "made_at": one.made_at,
                    "ends_at": one.ends_at,
                    "used_at": one.used_at,
                    "revoked_at": one.revoked_at,
                    "works": one.works(now),
                }
                for one in found
            ]
        )
        return
    cells = [
        (
            one.name,
            ", ".join(one.scopes),
            None if one.ends_at is None else one.ends_at.date(),
            None if one.used_at is None else one.used_at.date(),
            "" if one.works(now) else "revoked" if one.revoked_at else "over",
        )
        for one in found
    ]
    echo_rows(("name", "scopes", "ends", "last used", "state"), cells, none="It has none.")


@user.command()
@click.argument("name")
@click.argument("token")
@keeps
def revoke(ledger: Ledger, name: str, token: str) -> None:
    r"""Let a token of an account open nothing any more.

    \b
    Example:
      tracker user revoke "Ann Lee" nightly
    """
    from desk.people.accounts import Accounts
    from desk.people.tokens import Tokens

    account = Accounts(ledger).find(name)
    Tokens(ledger).revoke(account, token, now=clock.now())
    say(f"The token {token!r} of {account.name} opens nothing any more.")


def _password() -> str:
    """A password asked for twice and not shown; where nobody sits there, the first line of standard input."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def _listed(account: Account) -> str:
    return f"{' and '.join(account.roles)} ({', '.join(sorted(account.deeds))})"
