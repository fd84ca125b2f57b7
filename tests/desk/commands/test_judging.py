"""`tracker due` and `scores` judge what was recorded."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell, kept


def _logged(shell: Shell) -> None:
    shell.today(2021, 6, 25)
    shell("init", "--scale", "icd203")
    shell(*KABUL)
    shell(*OFFENSIVE)
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("judged"), _logged)


@pytest.fixture
def logged(shell: Shell, _kept: Path) -> Shell:
    """A timeline whose event happened, and a chance whose deadline is over without an outcome."""
    copyfile(_kept, shell.path)
    shell.today(2022, 1, 5)
    return shell


def test_what_is_overdue_waits_without_a_name(logged: Shell) -> None:
    """Who forecast is shown only where it is asked for."""
    (row,) = logged.json("due")
    assert (row["slug"], row["deadline"], row["days_overdue"]) == ("offensive-north", "2021-09-25", 102)
    assert "mikhailovsky" not in logged("due")
    assert logged.json("due", "--who")[0]["forecasters"] == ["alexander-mikhailovsky"]


def test_what_falls_due_soon_is_listed_on_demand(logged: Shell) -> None:
    """A deadline to come is a number of days below zero."""
    assert logged("due", "--on", "2021-09-01") == "Nothing waits for an outcome.\n"
    (row,) = logged.json("due", "--on", "2021-09-01", "--within", "30")
    assert row["days_overdue"] == -24
    assert "in 24 days" in logged("due", "--on", "2021-09-01", "--within", "30")
    assert "today" in logged("due", "--on", "2021-09-25", "--within", "0")
    assert "1 day ago" in logged("due", "--on", "2021-09-26")


def test_what_only_a_horizon_waits_for_is_a_list_of_its_own(shell: Shell) -> None:
    """Answered up to its own date, a window is neither due nor a problem; check tells in one note."""
    shell.today(2021, 6, 25)
    shell("init")
    shell(*KABUL)
    shell.today(2022, 1, 5)
    shell("resolve", "kabul", "--not-through", "2021-09-25", "--evidence", "all agencies")
    assert shell("due") == "Nothing waits for an outcome.\n"
    (row,) = shell.json("due", "--horizons")
    assert (row["slug"], row["deadline"]) == ("kabul", "2021-12-25")
    said = " ".join(shell("check").split())
    assert "1 question waits for nothing but a horizon, until which its windows are scored" in said
    shell("resolve", "kabul", "--not-through", "2021-12-25", "--evidence", "all agencies")
    assert shell("due", "--horizons") == "Nothing waits for an outcome up to a horizon.\n"


def test_a_choice_without_a_day_is_due_and_a_problem(shell: Shell) -> None:
    """Until somebody enters what came of it, one by one too."""
    shell("init")
    by = ("--by", "Ann", "--said", "2021-06-25", "--slug", "winner", "--criteria", "the commission")
    shell("log", "Who wins?", *by, "--kind", "choice", "--options", "Ann,Bob", "--shares", "Ann=0.6,Bob=0.4")
    (row,) = shell.json("due")
    assert (row["slug"], row["deadline"], row["days_overdue"]) == ("winner", None, None)
    assert "no day" in shell("due")
    said = " ".join(shell.run("check").output.split())
    assert "No day is named by which 'winner' is decided" in said
    walked = shell("due", "--resolve", answers="Bob\nthe commission\n")
    assert "winner, without a day" in walked
    assert shell("due") == "Nothing waits for an outcome.\n"
    shell("check")


def test_deadlines_go_into_a_calendar(logged: Shell) -> None:
    """The same ledger gives the same file, byte for byte."""
    file = logged.folder / "due.ics"
    assert "1 deadline written to" in logged("due", "--ics", str(file), "--on", "2021-09-01")
    first = file.read_bytes()
    assert b"UID:offensive-north.2021-09-25@trackrecord\r\n" in first
    assert b"DTSTART;VALUE=DATE:20210925" in first
    logged("due", "--ics", str(file), "--on", "2021-09-01")
    assert file.read_bytes() == first


def test_every_open_deadline_is_in_the_calendar(shell: Shell) -> None:
    """A window's latest date, the horizon, and the deadline of another forecast on the question."""
    shell.today(2021, 6, 25)
    shell("init")
    shell(*KABUL)
    shell("log", "kabul", "--by", "Bob", "-p", "0.7", "--deadline", "2021-08-01", "--said", "2021-06-25")
    file = shell.folder / "due.ics"
    assert "3 deadlines written to" in shell("due", "--ics", str(file))
    days = [line[-8:] for line in file.read_text().splitlines() if line.startswith("DTSTART")]
    assert days == ["20210801", "20210925", "20211225"]


def test_an_empty_ledger_has_no_calendar(shell: Shell) -> None:
    """Nothing is written, and that is said."""
    shell("init")
    file = shell.folder / "due.ics"
    assert "no calendar was written" in shell("due", "--ics", str(file))
    assert not file.exists()


def test_every_forecast_has_a_score_or_a_reason(logged: Shell) -> None:
    """The founding forecast scores 0.0455 with its band; the other waits."""
    kabul, offensive = logged.json("scores", "--on", "2021-12-31")
    assert kabul["measure"] == "timeline_brier"
    assert kabul["value"] == pytest.approx(0.04551, abs=5e-6)
    assert (round(kabul["low"], 3), round(kabul["high"], 3)) == (0.032, 0.075)
    assert offensive["value"] is None
    assert "no outcome is entered" in offensive["reason"]


def test_the_table_ends_with_the_means(logged: Shell) -> None:
    """Prospective and retrospective are told apart, and one event has no mean."""
    said = logged("scores", "--on", "2021-12-31")
    assert "0.0455 (0.0317 to 0.0754)" in said
    assert "timeline brier  prospective  too few  1          1" in said


def test_five_events_have_a_mean(shell: Shell) -> None:
    """Fewer are listed without one, as on the scorecard."""
    shell.today(2021, 6, 25)
    shell("init")
    for number in range(1, 6):
        deadline = ("--deadline", "2021-07-25", "--said", "2021-06-25")
        shell(
            "log",
            f"Event number {number} happens",
            "--slug",
            f"e{number}",
            "--by",
            "Ann",
            "-p",
            "0.9",
            *deadline,
        )
    shell.today(2022, 1, 5)
    for number in range(1, 6):
        assert "0.0100  " not in shell("scores")
        shell("resolve", f"e{number}", "--on", "2021-07-05", "--evidence", "all agencies")
    assert "brier    prospective  0.0100  5          5" in shell("scores")


def test_scores_without_a_common_unit_say_so(shell: Shell) -> None:
    """Men and metres have no mean, however many they are."""
    shell.today(2021, 6, 25)
    shell("init")
    asked = ("--kind", "quantity", "--unit", "men", "--said", "2021-06-25", "--deadline", "2021-07-25")
    shell("log", "The size of the army", "--slug", "army", "--by", "Ann", "--quantiles", "0.5=50", *asked)
    shell.today(2022, 1, 5)
    shell("resolve", "army", "--value", "60", "--known", "2021-07-26", "--evidence", "all agencies")
    assert "pinball  prospective  no common unit  1          1" in shell("scores")


def test_what_was_said_after_the_evaluation_date_is_left_out(logged: Shell) -> None:
    """On the day before they were made there were no forecasts."""
    assert logged("scores", "--on", "2021-06-24") == "There are no forecasts.\n"
    assert logged("due", "--on", "2021-06-24", "--within", "1000") == "Nothing waits for an outcome.\n"


def test_figures_in_json_keep_ten_digits(logged: Shell) -> None:
    """As in every report, so that machines which round the last bit differently agree."""
    logged("resolve", "offensive-north", "--not-through", "2021-12-25", "--evidence", "all agencies")
    assert logged.json("scores")[1]["value"] == 0.105625


def test_scores_of_one_question_or_forecaster(logged: Shell) -> None:
    """Both are named as everywhere."""
    assert len(logged.json("scores", "--question", "kab")) == 1
    assert len(logged.json("scores", "--forecaster", "Alexander Mikhailovsky")) == 2
    assert "no question 'rain'" in logged.refusal("scores", "--question", "rain")


def test_an_empty_ledger_is_judged_without_complaint(ledger: Shell) -> None:
    """No command that judges needs a record."""
    assert ledger("due") == "Nothing waits for an outcome.\n"
    assert ledger("scores") == "There are no forecasts.\n"
    assert ledger.json("scores") == []


def test_filters_that_leave_nothing_do_not_say_that_the_ledger_is_empty(logged: Shell) -> None:
    """Only that there are no such forecasts."""
    assert logged("scores", "--text", "no such words") == "There are no such forecasts.\n"
