"""`tracker review` goes through frozen reports; `--freeze` on the commands that make them."""

from __future__ import annotations

import json
import shlex

import numpy as np
import pytest

from tests.shell import KABUL, OFFENSIVE, Shell

CARD = "scorecard-alexander-mikhailovsky-2021-12-31"


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {}


@pytest.fixture
def frozen(shell: Shell, _kept: dict[str, bytes]) -> Shell:
    """The founding forecast and another one, both resolved, and a scorecard of them frozen in entry 6."""
    shell.today(2022, 1, 5)
    if _kept:
        shell.path.write_bytes(_kept["ledger"])
        return shell
    shell.today(2021, 6, 25)
    shell("init", "--scale", "icd203")
    shell(*KABUL)
    shell(*OFFENSIVE)
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    shell("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "all agencies")
    said = shell.run("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    assert f"Frozen as {CARD}: `tracker review open {CARD}` goes through it." in said.stderr
    copy = shell.folder / "copy.db"
    shell("backup", str(copy))
    _kept["ledger"] = copy.read_bytes()
    return shell


def test_a_frozen_report_is_listed_as_a_draft(frozen: Shell) -> None:
    """With its name, state and digest."""
    (found,) = frozen.json("review", "list")
    assert (found["freeze"]["slug"], found["state"], found["frozen_by"]) == (CARD, "draft", "ann")
    assert f"{CARD}  draft" in frozen("review", "list")


def test_nothing_frozen_says_how_to_freeze(ledger: Shell) -> None:
    """The list of an empty ledger helps on."""
    assert ledger("review", "list") == ("No report is frozen: give --freeze to the command that makes one.\n")


def test_opening_shows_the_rows_and_notes_who_looked(frozen: Shell) -> None:
    """What happened, and apart from it how it fared; from then on the report is in review."""
    said = frozen("review", "open", "scorecard", "--as", "Ben")
    row = "3.2 alexander-mikhailovsky offensive-north Did not happen ✓ leaned right Brier score 0.1056"
    assert row in " ".join(said.split())
    assert "recorded alone" not in said
    assert "Entry 7, head" in said
    assert "state      in review" in frozen("review", "open", CARD)
    own = "It was frozen by ann and has 2 of 2 forecasts and 2 of 2 outcomes that ann recorded alone"
    assert f"{own}: somebody other than ann should sign." in frozen("review", "open", CARD, "--as", "ann ")
    assert frozen.json("review", "open", CARD)["count"] == 2


def test_a_question_blocks_signing_until_it_is_answered(frozen: Shell) -> None:
    """By its number or its handle; the answer stands beside it."""
    frozen("review", "open", CARD, "--as", "Ben")
    said = frozen("review", "question", CARD, "3.2", "Which page?", "--as", "Ben")
    assert said.startswith("Question Q1 (8.1) on 3.2; it blocks signing")
    assert "has an open question (8.1 by Ben)" in frozen.refusal("review", "sign", CARD, "--as", "Ben")
    assert "in review, 1 open question" in frozen("review", "list")
    assert frozen("review", "answer", "Q1", "Page 3").startswith(f"Answered (9.1); {CARD} is in review.")
    assert "Ben on 3.2 (8.1): Which page? -- ann: Page 3" in frozen("review", "open", CARD)
    assert f"{CARD} is signed: 2022-01-05 12:00 UTC by Ben" in frozen("review", "sign", CARD, "--as", "Ben")


def test_own_work_is_signed_only_when_it_is_said(frozen: Shell) -> None:
    """The list, and the report's review, say so ever after."""
    frozen("review", "open", CARD)
    refused = frozen.refusal("review", "sign", CARD)
    assert "2 of 2 forecasts and 2 of 2 outcomes that ann recorded alone" in refused
    assert "sign with --allow-own" in refused
    own = "own work allowed: the signer froze it, or recorded some of it alone"
    assert own in frozen("review", "sign", CARD, "--allow-own")
    assert "ann (own work)" in frozen("review", "list")
    for shown in ("open", "reproduce", "show"):
        assert own in " ".join(frozen("review", shown, CARD).split())
    out = frozen.folder / "signed.html"
    frozen("review", "show", CARD, "--out", str(out))
    assert own in " ".join(out.read_text(encoding="utf-8").split())


def test_the_report_itself_is_shown_as_it_was_signed(frozen: Shell) -> None:
    """In any look, with its own digest, whatever was recorded since."""
    frozen("amend", "4.1", "--on", "2021-08-20", "--because", "wrong date")
    said = frozen.json("review", "show", CARD)
    (listed,) = frozen.json("review", "list")
    assert (said["digest"], said["report"]) == (listed["freeze"]["digest"], "scorecard")
    assert said["review"] == listed
    assert f"Frozen as {CARD}: draft." in " ".join(frozen("review", "show", CARD).split())


def test_a_report_that_comes_out_otherwise_is_shown_as_it_was_frozen(
    frozen: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version's figures stand nowhere in it."""
    before = frozen("review", "show", CARD)
    monkeypatch.setattr("tracker.scores.brier", lambda p, y: np.square(p - y) / 2)
    assert frozen.run("review", "reproduce", CARD).exit_code == 1
    assert frozen("review", "show", CARD) == before


def test_a_signed_report_that_comes_out_otherwise_is_a_problem(
    frozen: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check` and `review changes` name the figure with both values."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "sign", CARD, "--as", "Ben")
    monkeypatch.setattr("tracker.scores.brier", lambda p, y: np.square(p - y) / 2)
    result = frozen.run("check", "--no-notes")
    assert result.exit_code == 1
    said = " ".join(result.stdout.split())
    assert f"{CARD}: This program makes it otherwise than it was frozen" in said
    assert "rows[1].score 0.105625 then, 0.0528125 now" in said
    found = json.loads(frozen.run("check", "--json").stdout)["made_otherwise"]
    assert [report["slug"] for report in found] == [CARD]
    assert "rows[1].score 0.105625 then, 0.0528125 now" in frozen("review", "changes", CARD, "--as", "Ben")


def test_the_very_same_report_is_on_record_already(frozen: Shell) -> None:
    """As of the same entry: no new record, and the name is told; as of an older one it is superseded."""
    frozen.today(2022, 1, 6)
    frozen("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    _, *typed = shlex.split(frozen.json("review", "show", f"{CARD}-2")["heading"]["command"])
    again = frozen.run(*typed, "--freeze")
    assert f"On record already as {CARD}-2: `tracker review open {CARD}-2`" in again.stderr
    older = frozen.run(*typed, "--freeze", "--as-of", "2021-12-31")
    assert f"Frozen as {CARD}-3 (superseded by {CARD}-2): " in older.stderr
    states = [found["state"] for found in frozen.json("review", "list")]
    assert states == ["superseded", "draft", "superseded"]


def test_freezing_anew_takes_over_what_was_asked(frozen: Shell) -> None:
    """The question stands in the list and at its row, and blocks the signature until it is answered."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "question", CARD, "3.2", "Which page?", "--as", "Ben")
    said = frozen.run("scorecard", "mikhail", "--on", "2021-12-31", "--freeze")
    assert "It takes over 1 open question from an earlier freeze." in said.stderr
    assert "draft, 1 open question" in frozen("review", "list")
    opened = frozen("review", "open", f"{CARD}-2", "--as", "Ben")
    assert "0.1056 Q1?" in " ".join(opened.split())
    assert f"Benon3.2(8.1,askedof{CARD}):Whichpage?[open]" in "".join(opened.split())
    assert "has an open question" in frozen.refusal("review", "sign", f"{CARD}-2", "--as", "Ben")
    assert f"; {CARD}-2 is in review." in frozen("review", "answer", "Q1", "Page 3")
    frozen("review", "sign", f"{CARD}-2", "--as", "Ben")


def test_what_moved_is_told_on_opening_and_not_signed(frozen: Shell) -> None:
    """With the command that freezes the report anew."""
    frozen("amend", "4.1", "--on", "2021-08-20", "--because", "wrong date")
    again = "`tracker scorecard alexander-mikhailovsky --on 2021-12-31 --freeze`"
    said = frozen("review", "open", CARD, "--as", "Ben")
    assert "1 row moved since it was made: 2.3 yes 0.0455 -> yes 0.0402 (outcome 4.1 corrected" in said
    assert f"Freeze it anew with {again}." in said
    assert again in frozen.refusal("review", "sign", CARD, "--as", "Ben")


def test_a_rejected_report_is_a_draft_with_the_reason(frozen: Shell) -> None:
    """It cannot be signed without being opened again."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "reject", CARD, "--because", "no evidence", "--as", "Ben")
    assert "draft, rejected by Ben" in frozen("review", "list")
    assert "was rejected by Ben (no evidence)" in frozen.refusal("review", "sign", CARD, "--as", "Cy")
    frozen("review", "open", CARD, "--as", "Cy")
    frozen("review", "sign", CARD, "--as", "Cy")


def test_changes_are_those_since_the_last_look(frozen: Shell) -> None:
    """Corrections with their reasons, and what others asked; nothing before the look."""
    assert "Ben has not looked yet, so since it was made from entry 5; nothing moved." in frozen(
        "review", "changes", CARD, "--as", "Ben"
    )
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "question", CARD, "mikhail", "Is he one person?")
    frozen("amend", "4.1", "--on", "2021-08-20", "--because", "wrong date")
    said = frozen("review", "changes", CARD, "--as", "ben")
    assert "ben last looked at entry 7; 2 things moved." in said
    assert "2.3 yes 0.0455 -> yes 0.0402 (outcome 4.1 corrected to 9.1: wrong date): kabul" in said
    assert "ann questioned on alexander-mikhailovsky (8.1): Is he one person?" in said
    assert len(frozen.json("review", "changes", CARD, "--as", "Ben")["moves"]) == 1


def test_a_report_is_reproduced_after_the_ledger_moved_on(frozen: Shell) -> None:
    """The correction is later than the report, which is as it was."""
    frozen("amend", "4.1", "--on", "2021-08-20", "--because", "wrong date")
    assert f"{CARD} is identical: made again, its digest is " in frozen("review", "reproduce", CARD)
    assert frozen.json("review", "reproduce", CARD)["identical"]


def test_a_report_that_differs_exits_with_1(frozen: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the program is named, and every place where the report differs."""
    monkeypatch.setattr("reports.provenance.LIBRARIES", ("numpy",))
    monkeypatch.setattr("tracker.scores.brier", lambda p, y: np.square(p - y) / 2)
    result = frozen.run("review", "reproduce", CARD)
    assert result.exit_code == 1
    assert "rows[1].score 0.105625 then, 0.0528125 now" in result.stdout
    assert "made with scipy" in result.stdout


def test_other_versions_with_the_same_figures_differ_in_nothing(
    frozen: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told, and the exit is 0."""
    monkeypatch.setattr("reports.provenance.LIBRARIES", ("numpy",))
    said = frozen("review", "reproduce", CARD)
    assert f"{CARD} is identical: made again, its digest is " in said
    assert "made with scipy" in said


def test_reports_are_named_by_a_beginning(frozen: Shell) -> None:
    """One that fits several, or none, is refused with what there is."""
    frozen("scorecard", "mikhail", "--on", "2021-12-30", "--freeze")
    assert "fits more than one frozen report" in frozen.refusal("review", "open", "score")
    assert "see what there is with `tracker review list`" in frozen.refusal("review", "open", "2026-q3")


def test_other_reports_are_frozen_too(frozen: Shell) -> None:
    """A calibration, as of an earlier moment."""
    said = frozen.run("calibration", "--on", "2021-12-31", "--freeze", "--as-of", "2021-06-30", "--json")
    assert "Frozen as calibration-2021-12-31" in said.stderr
    assert "is identical" in frozen("review", "reproduce", "calibration")


def test_a_period_report_is_frozen_under_its_period(frozen: Shell) -> None:
    """It is signed and made again like any other."""
    assert "Frozen as 2021-q3" in frozen.run("report", "--period", "2021-Q3", "--freeze", "--json").stderr
    assert "2021-q3 is identical" in frozen("review", "reproduce", "2021-q3")


def test_the_history_has_a_line_for_each_act(frozen: Shell) -> None:
    """What was frozen, and who did what with it; recipe and rules are not spelt out."""
    frozen("review", "open", CARD)
    frozen("review", "question", CARD, "3.2", "Which page?", "--as", "Ben")
    frozen("review", "answer", "Q1", "Page 3")
    frozen("review", "sign", CARD, "--allow-own")
    said = " ".join(frozen("history").split())
    assert f"6.1 freeze: {CARD}, scorecard of Alexander Mikhailovsky, digest " in said
    assert f"7.1 review: {CARD} opened" in said
    assert f"8.1 review: {CARD} questioned on 3.2: Which page?" in said
    assert f"9.1 review: {CARD} answered to 8.1: Page 3" in said
    assert f"10.1 review: {CARD} signed, own work allowed" in said
