"""Every deed of the command line is in the API, or named with its reason; digests are the same."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile

import click
import pytest

from desk.api.change_bodies import AmendBody
from desk.cli import PLACES, main
from desk.people.roles import Deed
from forecasts.recording.corrections import PARTS
from tests.desk.api.test_writes import API, sent
from tests.desk.site.sites import Site, site_on
from tests.desk.site.teams import Team
from tests.shell import Shell

ROW = "Kunduz falls,70,2021-06-25,2021-09-25\n"
SHUT = {"words": "Kunduz falls within three months, 70%", "by": "Ann Lee", "said": "2021-06-25"}
IN_API: dict[str, tuple[str, ...]] = {
    "log": ("/forecasts", "/questions", "/seals"),
    "reveal": ("/seals/{handle}/reveal",),
    "amend": ("/records/{handle}/amendments",),
    "withdraw": ("/records/{handle}/withdrawals",),
    "undo": ("/entries/{sequence}/undo",),
    "rename": ("/renamings",),
    "merge": ("/mergers",),
    "resolve": ("/outcomes",),
    "import": ("/imports",),
    "review open": ("/reviews/{slug}/looks",),
    "review question": ("/reviews/{slug}/questions",),
    "review answer": ("/reviews/answers",),
    "review sign": ("/reviews/{slug}/signatures",),
    "review reject": ("/reviews/{slug}/rejections",),
    "scorecard": ("/reports/{kind}",),
    "calibration": ("/reports/{kind}",),
    "compare": ("/reports/{kind}",),
    "report": ("/reports/{kind}",),
}
_KEEPER = "whoever keeps the ledger does it where it is kept"
_FETCHES = "it has the server fetch an address or read a file of its own"
NOT_IN_API: dict[str, str] = {
    "init": _KEEPER,
    "settings": _KEEPER,
    "upgrade": _KEEPER,
    "clock": _KEEPER,
    "erase": f"what is erased is gone for good: {_KEEPER}",
    "source erase": f"what is erased is gone for good: {_KEEPER}",
    "source add": _FETCHES,
    "edit": "it opens an editor on a terminal; over HTTP the same deed is an amendment",
    "checkpoint": "it signs with a key that lies where the ledger is kept",
    "stamp": "it asks an authority over the network and writes beside a file of the machine",
    "key": "keys lie where the ledger is kept",
    "witness": "it signs with a key of the machine",
    "visibility": "it lies beside the chain and says what a site written to files shows",
    "webhook add": "it lies beside the chain, and its secret is shown on the machine alone",
    "webhook remove": "it lies beside the chain",
    "webhook send": "the server sends by itself",
    "due": "it asks, and records by the functions of resolve",
    "demo": "it shows a ledger of its own",
    "serve": "it is the server",
    "review changes": "it reads: what moved stands in the feed of changes",
    "user": "accounts lie beside the chain; no token changes one, admins do on the site",
}


def commands() -> dict[str, click.Command]:
    """All commands by their names, those of a group under both."""
    found: dict[str, click.Command] = {}
    with click.Context(main) as context:
        for name in PLACES:
            command = main.get_command(context, name)
            assert command is not None
            parts = command.commands if isinstance(command, click.Group) else {}
            found |= {f"{name} {part}": one for part, one in parts.items()} or {name: command}
    return found


def copied(case: Shell, path: Path) -> Path:
    """A copy of the ledger of a case."""
    copyfile(case.path, path)
    return path


def acts(command: click.Command) -> bool:
    """Whether a command acts in a name, and so may record."""
    return any(option.name in ("analyst", "freeze") for option in command.params)


def test_every_deed_is_in_the_api_or_named_with_a_reason(site: Site) -> None:
    """Both lists are whole: no command that acts is missing, and no address that records stands unnamed."""
    found = commands()
    acting = {name for name, command in found.items() if acts(command)}
    named = IN_API.keys() | NOT_IN_API.keys()
    assert {name for name in acting if not {name, name.partition(" ")[0]} & named} == set()
    assert not IN_API.keys() & NOT_IN_API.keys()
    assert named <= found.keys() | PLACES.keys()
    schema = site.get(f"{API}/openapi.json").json()["paths"]
    posted = {path for path, methods in schema.items() if "post" in methods}
    assert posted == {path for paths in IN_API.values() for path in paths}


def test_every_part_that_can_be_amended_can_be_over_http() -> None:
    """By the name that the command knows it by."""
    parts = {part.removesuffix("_on") if part != "on" else part for one in PARTS.values() for part in one}
    assert parts == AmendBody.model_fields.keys() - {"because", "mistake"}


STEPS: tuple[tuple[tuple[str, ...], str, dict[str, object]], ...] = (
    (
        ("log", "Kunduz falls", "--slug", "kunduz", "--criteria", "two agencies"),
        "/questions",
        {"statement": "Kunduz falls", "slug": "kunduz", "criteria": "two agencies"},
    ),
    (
        *(("log", "kunduz", "--by", "Cem", "--said", "2021-06-25", "-p", "60%", "--deadline", "2021-09-01"),),
        "/forecasts",
        {"about": "kunduz", "by": "Cem", "said": "2021-06-25", "chance": "60%", "deadline": "2021-09-01"},
    ),
    (
        ("amend", "6.2", "-p", "65%", "--because", "misheard"),
        "/records/6.2/amendments",
        {"chance": "65%", "because": "misheard"},
    ),
    (
        ("amend", "4.1", "--on", "2021-08-16", "--known", "2021-08-17", "--because", "the source"),
        "/records/4.1/amendments",
        {"on": "2021-08-16", "known": "2021-08-17", "because": "the source"},
    ),
    (
        ("amend", "5.1", "--tag", "north", "--tag", "city", "--topic", "war", "--because", "to group"),
        "/records/5.1/amendments",
        {"tags": ["north", "city"], "topic": "war", "because": "to group"},
    ),
    (
        ("withdraw", "7.1", "--on", "2021-07-10", "--because", "retracted on air"),
        "/records/7.1/withdrawals",
        {"on": "2021-07-10", "because": "retracted on air"},
    ),
    (
        ("rename", "kunduz", "kunduz-2021", "--because", "another year"),
        "/renamings",
        {"old": "kunduz", "new": "kunduz-2021", "because": "another year"},
    ),
    (
        ("merge", "cem", "alexander-mikhailovsky", "--because", "one person"),
        "/mergers",
        {"one": "cem", "into": "alexander-mikhailovsky", "because": "one person"},
    ),
    (("undo", "12", "--because", "two people"), "/entries/12/undo", {"because": "two people"}),
    (
        ("amend", "2.5", "--mistake", "--because", "logged twice"),
        "/records/2.5/amendments",
        {"mistake": True, "because": "logged twice"},
    ),
)


def test_changes_have_the_digests_of_the_commands(case: Shell, tmp_path: Path) -> None:
    """Whatever was amended, withdrawn, named otherwise, merged, taken back: the head is the same."""
    ours, theirs = (copied(case, tmp_path / name) for name in ("http.db", "shell.db"))
    with site_on(ours) as site:
        for typed, path, body in STEPS:
            case(*typed, "--as", "ben", "--ledger", str(theirs))
            tried = site.ask("POST", f"{API}{path}?dry_run=true", json=body)
            assert tried.status_code == 200, tried.text
            answer = sent(site, path, body)
            assert answer.status_code == 201, (path, answer.text)
            last = case.json("history", "--ledger", str(theirs))[-1]
            assert answer.json()["entry"]["digest"] == last["digest"], path


def test_a_file_has_the_digest_of_the_command(
    case: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for its salt, as text and as bytes; what is known is not recorded again, bad rows are told."""
    monkeypatch.setattr("forecasts.ledger.chain.secrets.token_hex", lambda count: "0" * 2 * count)
    ours, theirs = (copied(case, tmp_path / name) for name in ("http.db", "shell.db"))
    table = tmp_path / "bets.csv"
    table.write_text(f"Title,Chance,Date,Due\n{ROW}")
    columns = ["question=Title", "p=Chance", "made=Date", "deadline=Due"]
    options = [part for column in columns for part in ("--column", column)]
    case("import", str(table), *options, "--percent", "--me", "ann", "--as", "ben", "--ledger", str(theirs))
    body = {"name": "bets.csv", "columns": columns, "percent": True, "me": "ann"}
    with site_on(ours) as site:
        bad = {**body, "text": f"{table.read_text()}Herat falls,high,2021-06-25,2021-09-25\n"}
        dry = sent(site, "/imports?dry_run=true", bad)
        assert dry.status_code == 200, dry.text
        assert [record["noun"] for record in dry.json()["records"]].count("forecast") == 1
        assert any(note.startswith("Line 3 is refused: ") for note in dry.json()["notes"])
        refused = sent(site, "/imports", bad)
        assert refused.status_code == 422
        assert refused.json()["field"] == "text"
        assert str(site.spool) not in refused.text
        packed = {**body, "base64": b64encode(table.read_bytes()).decode()}
        made = sent(site, "/imports", packed)
        assert made.status_code == 201, made.text
        assert made.json()["entry"]["digest"] == case.json("history", "--ledger", str(theirs))[-1]["digest"]
        again = sent(site, "/imports", {**body, "text": table.read_text()})
        assert "is recorded already" in again.json()["detail"]
        for wrong in ({"name": "a.csv"}, {**packed, "text": "both"}, {"text": "a,b"}):
            assert sent(site, "/imports", wrong).status_code == 422


def test_what_is_sealed_is_revealed(site: Site, case: Shell) -> None:
    """The chain holds a digest until then; a dry run seals nothing."""
    before = case.json("history")
    assert sent(site, "/seals?dry_run=true", SHUT).status_code == 200
    assert case.json("history") == before
    made = sent(site, "/seals", SHUT)
    assert made.status_code == 201, made.text
    handle = case.json("list", "seals")[0]["handle"]
    assert "Kunduz" not in made.text
    opened = sent(site, f"/seals/{handle}/reveal", {})
    assert opened.status_code == 201, opened.text
    assert case.forecast("kunduz-falls")["attested_on"] == "2022-01-05"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/records/4.1/amendments", {"because": "x", "on": "soon"}, "on"),
        ("/records/4.1/amendments", {"on": "2021-08-16"}, "because"),
        ("/records/4.1/amendments", {"because": "x", "mistake": True, "on": "2021-08-16"}, "mistake"),
        ("/records/2.5/amendments", {"because": "x", "restates": "the last"}, "restates"),
        ("/records/2.5/withdrawals", {"because": "x"}, "on"),
        ("/renamings", {"old": "kabul"}, "new"),
        ("/mergers", {"one": "a", "into": "b"}, "because"),
        ("/questions", {"statement": "kunduz"}, "statement"),
        ("/seals", {"about": "kabul"}, "by"),
    ],
    ids=str,
)
def test_a_wrong_body_is_told_its_field(
    site: Site, case: Shell, path: str, body: Mapping[str, object], field: str
) -> None:
    """And nothing is recorded."""
    before = case.json("history")
    answer = sent(site, path, body)
    assert (answer.status_code, answer.json().get("field")) == (422, field), answer.text
    assert case.json("history") == before


WRONG: tuple[object, ...] = ({}, [], "text", 7, {"colour": "blue"})


def test_an_empty_body_is_told_its_field_everywhere(site: Site, case: Shell) -> None:
    """But where nothing needs to be said: to sign, to look at a report, to reveal."""
    before = case.json("history")
    schema = site.get(f"{API}/openapi.json").json()["paths"]
    for path, methods in schema.items():
        if "post" not in methods or path.endswith(("/looks", "/signatures", "/reveal")):
            continue
        here = path.format(handle="2.5", sequence=2, slug="kabul", kind="scorecard")
        for body in WRONG:
            answer = sent(site, here, body)
            assert answer.status_code == 422, (here, body, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json().get("field") or body in ([], "text", 7), (here, body, answer.text)
    assert case.json("history") == before


def test_an_outcome_is_corrected_by_who_may_enter_one(team: Team, case: Shell) -> None:
    """And a forecast by who may log one, whatever the address is called."""
    ann, otto = (team.token(name, deed) for name, deed in (("Ann Lee", Deed.LOG), ("Otto", Deed.RESOLVE)))
    of_outcome, of_forecast = f"{API}/records/4.1/amendments", f"{API}/records/2.5/amendments"
    moved, heard = {"on": "2021-08-16", "because": "x"}, {"locator": None, "reading": "b", "because": "x"}
    asked = team.stranger()
    for headers, path, body, status in (
        (ann, of_outcome, moved, 403),
        (otto, of_forecast, heard, 403),
        (otto, of_outcome, moved, 201),
        (ann, of_forecast, heard, 201),
    ):
        answer = asked.ask("POST", path, json=body, headers=headers)
        assert answer.status_code == status, answer.text
    assert case.json("history")[-1]["recorded_by"] == "Ann Lee"
