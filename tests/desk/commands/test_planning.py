"""`tracker plan` tells how many more events it takes."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.shell import Shell, kept

EVENTS = 8


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("plans"), lambda shell: _logged(shell, entered=6))


@pytest.fixture
def logged(shell: Shell, _kept: Path) -> Shell:
    """Eight events that both spoke of, and a ninth that nobody knows about yet."""
    copyfile(_kept, shell.path)
    shell.today(2021, 12, 1)
    return shell


def _logged(ledger: Shell, *, entered: int) -> Shell:
    ledger.today(2021, entered, 25)
    ledger("init")
    for place in range(EVENTS + 1):
        for who, p in (("Ann Ash", f"{50 + 5 * place}%"), ("Bob Birch", f"{30 + 5 * place}%")):
            text = f"Event number {place} happens"
            first = () if who == "Bob Birch" else ("--slug", f"event-{place}")
            name = f"event-{place}" if who == "Bob Birch" else text
            ledger(
                *("log", name, *first, "--by", who, "-p", p),
                *("--deadline", "2021-09-25", "--said", "2021-06-25"),
            )
    ledger.today(2021, 12, 1)
    for place in range(EVENTS):
        came = ("--on", f"2021-08-{place + 10}") if place % 3 else ("--not-through", "2021-09-25")
        ledger("resolve", f"event-{place}", *came, "--evidence", "seen")
    return ledger


def test_no_ledger_is_needed_for_a_plan_of_nobody(shell: Shell, tmp_path: Path) -> None:
    """And none is made."""
    where = tmp_path / "none.db"
    said = " ".join(shell("plan", "--difference", "0.05", "--ledger", str(where)).split())
    assert "differ by 0.05 are told apart with a chance of 80% on 199 shared events." in said
    assert "25 points apart on events as likely as not" in said
    assert not where.exists()


def test_two_are_told_what_they_share_and_what_is_missing(logged: Shell) -> None:
    """What each said on the shared events shows how much is luck."""
    found = logged.json("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-12-31")
    assert found["forecasters"] == ["ann-ash", "bob-birch"]
    assert (found["so_far"], found["more"]) == (EVENTS, found["needed"] - EVENTS)
    assert "what the two said on the 8 events they share" in " ".join(found["assumed"])
    said = " ".join(logged("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-12-31").split())
    assert f"there are 8 events, so {found['more']:,} more." in said


def test_what_was_logged_afterwards_is_planned_from_where_there_is_nothing_else(shell: Shell) -> None:
    """And is called so."""
    said = _logged(shell, entered=11)("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-12-31")
    assert f"there are {EVENTS} events (retrospective), so" in " ".join(said.split())


def test_what_came_of_the_events_moves_no_plan(logged: Shell) -> None:
    """The same forecasts with other outcomes: the same answer."""
    before = logged.json("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-12-31")
    handles = [one["handle"] for one in logged.json("list", "outcomes")]
    for handle in handles:
        logged("amend", handle, "--mistake", "--because", "the other way round")
    for place in range(EVENTS):
        came = ("--not-through", "2021-09-25") if place % 3 else ("--on", f"2021-08-{place + 10}")
        logged("resolve", f"event-{place}", *came, "--evidence", "seen")
    assert logged.json("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-12-31") == before


def test_a_stated_spread_is_taken_before_what_they_said(logged: Shell) -> None:
    """And fewer than five shared events say too little: the assumed one is taken."""
    stated = logged.json("plan", "ann", "bob", "--difference", "0.03", "--spread", "0.1")
    assert "varies by 0.1 (standard deviation), as stated" in " ".join(stated["assumed"])
    early = logged.json("plan", "ann", "bob", "--difference", "0.03", "--on", "2021-09-20")
    assert early["so_far"] == 0
    assert "25 points apart" in " ".join(early["assumed"])


def test_a_fault_of_one_is_planned_from_what_was_said(logged: Shell) -> None:
    """A bias by the chances said, a slope likewise."""
    bias = logged.json("plan", "ann", "--fault", "10%", "--on", "2021-12-31")
    assert (bias["sought"], bias["so_far"]) == ("fault", EVENTS)
    assert "those said on the 8 events" in " ".join(bias["assumed"])
    slope = logged.json("plan", "ann", "--slope", "0.4", "--on", "2021-12-31", "--tests", "2")
    assert (slope["sought"], slope["tests"]) == ("slope", 2)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ((), "Give one of --difference, --fault and --slope"),
        (("--difference", "0.1", "--fault", "10%"), "Give one of"),
        (("ann", "--difference", "0.1"), "--difference takes two names, or none, and not 1"),
        (("ann", "bob", "--fault", "10%"), "take one name, or none, and not 2"),
        (("--fault", "10%", "--spread", "0.1"), "--spread goes with --difference"),
        (("--difference", "0.1", "--chance", "50%"), "--chance goes with --fault"),
    ],
)
def test_options_that_do_not_go_together_are_usage_errors(
    ledger: Shell, typed: tuple[str, ...], sentence: str
) -> None:
    """Each says what goes."""
    assert sentence in " ".join(ledger.refusal("plan", *typed, code=2).split())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--difference", "0.3"), "state a smaller difference, or a larger spread"),
        (("--difference", "0.1", "--spread", "2"), "Brier scores differ by 0 to 1"),
        (("--fault", "60%"), "state one above 0 and below 0.5"),
        (("--fault", "10%", "--power", "100%"), "A power of 100% cannot be planned for"),
        (("ann", "ann-ash", "--difference", "0.1"), "a difference takes two"),
        (("ann", "zoe", "--difference", "0.1"), "no forecaster 'zoe'"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_remedy(
    logged: Shell, typed: tuple[str, ...], sentence: str
) -> None:
    """In one sentence."""
    assert sentence in " ".join(logged.refusal("plan", *typed).split())


def test_a_power_that_was_drawn_says_how_near_it_is(shell: Shell) -> None:
    """At 80% and 800 sets luck leaves three points; a power that is counted out exactly leaves none."""
    drawn = " ".join(shell("plan", "--slope", "0.6").split())
    assert "(800 of them, which leaves 3 points either way)" in drawn
    assert "either way" not in shell("plan", "--fault", "10%")
