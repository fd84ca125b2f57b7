"""`tracker check` names what is wrong, and the signed reports that no longer hold."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell, kept

CARD = "scorecard-alexander-mikhailovsky-2021-12-31"


def _logged(shell: Shell) -> None:
    shell.today(2021, 6, 25)
    shell("init", "--scale", "icd203")
    shell(*KABUL)
    shell(*OFFENSIVE)
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("checked"), _logged)


@pytest.fixture
def logged(shell: Shell, _kept: Path) -> Shell:
    """A timeline whose event happened, and a chance whose deadline is over without an outcome."""
    copyfile(_kept, shell.path)
    shell.today(2022, 1, 5)
    return shell


def _signed(shell: Shell) -> None:
    _logged(shell)
    shell("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "all agencies")
    shell("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    shell("review", "open", CARD, "--as", "Ben")
    shell("review", "sign", CARD, "--as", "Ben")
    assert shell.json("check")["problems"] == []


@pytest.fixture(scope="module")
def _kept_signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("signed"), _signed)


@pytest.fixture
def signed(shell: Shell, _kept_signed: Path) -> Shell:
    """The same with every outcome, and a scorecard that Ben signed; no problem in it."""
    copyfile(_kept_signed, shell.path)
    shell.today(2022, 1, 5)
    return shell


def test_problems_exit_with_1(logged: Shell) -> None:
    """The deadline that passed is named with the command that mends it."""
    result = logged.run("check")
    assert result.exit_code == 1
    assert "tracker resolve offensive-north" in " ".join(result.stdout.split())
    assert "1 problem in the ledger as of entry 4." in result.stdout


def test_notes_alone_are_no_problem(logged: Shell) -> None:
    """They can be left out."""
    logged("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "all agencies")
    found = logged.json("check")
    assert found["problems"] == []
    assert {"where", "message"} == set(found["notes"][0])
    assert logged("check", "--no-notes") == "No problems in the ledger as of entry 5.\n"


def test_problems_fold_at_the_width_of_the_terminal(logged: Shell) -> None:
    """Lines after the first are set in, and no slug or option is broken."""
    lines = logged.run("check").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("  ")
    assert "`tracker resolve offensive-north`" in " ".join(line.strip() for line in lines)


def test_an_empty_ledger_has_no_problem(ledger: Shell) -> None:
    """Nor has one on a day on which nothing had been said."""
    assert ledger("check").startswith("No problems")


def test_nothing_is_wrong_before_anything_was_said(logged: Shell) -> None:
    """On the day before the forecasts were made there is nothing to mend."""
    assert logged.json("check", "--on", "2021-06-24")["problems"] == []


def test_a_correction_after_the_signature_is_a_problem(signed: Shell) -> None:
    """The report is named with its rows before and after, the reason, the signer and the remedy: exit 1."""
    signed("amend", "4.1", "--on", "2021-10-20", "--because", "the source was corrected")
    result = signed.run("check", "--no-notes")
    said = " ".join(result.stdout.split())
    assert result.exit_code == 1
    assert f"{CARD}: 1 row of the report that Ben signed moved since: 2.3 yes 0.0455 -> no 0." in said
    assert "(outcome 4.1 corrected to 9.1: the source was corrected)" in said
    again = "`tracker scorecard alexander-mikhailovsky --on 2021-12-31 --freeze`"
    assert f"Freeze it anew with {again} and have that one signed." in said
    assert "1 problem in the ledger as of entry 9." in said


def test_programs_get_what_moved_under_keys(signed: Shell) -> None:
    """The signed report, the rows and the means, as the period report has them."""
    signed("amend", "4.1", "--on", "2021-10-20", "--because", "the source was corrected")
    (effect,) = json.loads(signed.run("check", "--json").stdout)["affected"]
    assert (effect["slug"], effect["signed_by"]) == (CARD, ["Ben"])
    assert [move["handle"] for move in effect["moves"]] == ["2.3"]


def test_a_correction_of_what_nobody_signed_is_none(logged: Shell) -> None:
    """A draft is frozen, and nobody has vouched for it."""
    logged("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "all agencies")
    logged("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    logged("amend", "4.1", "--on", "2021-10-20", "--because", "the source was corrected")
    assert logged.json("check")["problems"] == []


def test_notes_of_one_kind_stand_under_one_line(ledger: Shell) -> None:
    """With their count and where they are; JSON has each."""
    for slug in ("first", "second", "third"):
        ledger("log", f"The {slug} thing happens", "--slug", slug)
    said = " ".join(ledger.run("check").stdout.split())
    assert said.count("Nobody has forecast") == 1
    assert "3 times (first, second, third), the first: Nobody has forecast 'first'." in said
    notes = ledger.json("check")["notes"]
    assert sum("Nobody" in note["message"] for note in notes) == 3
