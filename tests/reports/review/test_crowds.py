"""A report of a derived crowd is under the rules of every report: whoever made its members made it."""

from __future__ import annotations

import pytest

from tests.shell import Shell

CARD = "scorecard-crowd-median-2021-12-31"
ON = ("--on", "2021-12-31")
RAIN, SNOW = "crowd:rain:2021-09-25", "crowd:snow:2021-09-25"


@pytest.fixture(scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {}


@pytest.fixture
def weather(shell: Shell, _kept: dict[str, bytes]) -> Shell:
    """Bob and Cy on rain and snow, and what came of both: all of it entered by ann."""
    shell.today(2022, 1, 5)
    if _kept:
        shell.path.write_bytes(_kept["ledger"])
        return shell
    shell.today(2021, 6, 25)
    shell("init")
    due = ("--deadline", "2021-09-25", "--said", "2021-06-25")
    for slug in ("rain", "snow"):
        shell("log", f"There is much {slug}", "--slug", slug, "--by", "Bob", "-p", "0.3", *due)
        shell("log", slug, "--by", "Cy", "-p", "0.7", *due)
    shell.today(2022, 1, 5)
    shell("resolve", "rain", "--on", "2021-08-15", "--evidence", "all stations")
    shell("resolve", "snow", "--on", "2021-08-16", "--evidence", "all stations")
    copy = shell.folder / "copy.db"
    shell("backup", str(copy))
    _kept["ledger"] = copy.read_bytes()
    return shell


@pytest.fixture
def frozen(weather: Shell) -> Shell:
    """The crowd's scorecard, frozen by zoe, who recorded nothing."""
    weather("scorecard", "crowd-median", "--crowd", "median", *ON, "--freeze", "--as", "zoe")
    return weather


def handle(shell: Shell, noun: str, question: str, forecaster: str | None = None) -> str:
    """The handle of the one record on a question."""
    rows = shell.json("list", noun, "--question", question)
    (found,) = [row for row in rows if forecaster is None or row["forecaster"] == forecaster]
    return str(found["handle"])


def test_the_review_shows_the_crowds_forecasts(frozen: Shell) -> None:
    """By names that stay the same and can be typed."""
    said = frozen("review", "open", CARD, "--as", "Ben")
    fared = "○ no lean     Brier score 0.25"
    assert f"{RAIN}  crowd-median  rain      Happened on 15 Aug 2021  {fared}" in said
    assert f"{SNOW}  crowd-median  snow      Happened on 16 Aug 2021  {fared}" in said
    assert "no forecasts" not in said
    found = frozen.json("review", "open", CARD, "--as", "Ben")
    assert [row["handle"] for row in found["rows"]] == [RAIN, SNOW]
    assert found["own"] == {"forecasts": 0, "of_forecasts": 2, "outcomes": 0, "of_outcomes": 2}


def test_who_entered_the_members_has_a_hand_in_the_crowd(frozen: Shell) -> None:
    """She signs only with --allow-own, and the signature says so; somebody else signs as ever."""
    said = frozen("review", "open", CARD)
    assert "2 of 2 forecasts and 2 of 2 outcomes that ann recorded alone" in said
    assert "2 of 2 forecasts and 2 of 2 outcomes that ann" in frozen.refusal("review", "sign", CARD)
    frozen("review", "open", CARD, "--as", "Ben")
    assert "own work" not in frozen("review", "sign", CARD, "--as", "Ben")
    assert "own work allowed" in frozen("review", "sign", CARD, "--allow-own")


def test_one_member_is_enough(weather: Shell) -> None:
    """Dan entered one of three members, and nothing else: that crowd is his own work too."""
    weather.today(2021, 6, 26)
    dan = ("--by", "Eve", "-p", "0.4", "--deadline", "2021-09-25", "--said", "2021-06-25", "--as", "dan")
    weather.today(2022, 1, 6)
    weather("log", "rain", *dan)
    weather("scorecard", "crowd-median", "--crowd", "median", *ON, "--freeze", "--as", "zoe")
    said = weather("review", "open", CARD, "--as", "dan")
    assert "It has 1 of 2 forecasts that dan recorded alone" in said
    assert "1 of 2 forecasts" in weather.refusal("review", "sign", CARD, "--as", "dan")


def test_what_somebody_else_corrected_is_nobodys_own(weather: Shell) -> None:
    """Ben corrected every member and outcome: all versions count, and neither recorded them alone."""
    for slug in ("rain", "snow"):
        for who in ("bob", "cy"):
            member = handle(weather, "forecasts", slug, who)
            weather("amend", member, "-p", "0.5", "--because", "misheard", "--as", "Ben")
        came = handle(weather, "outcomes", slug)
        weather("amend", came, "--on", "2021-08-14", "--because", "wrong date", "--as", "Ben")
    weather("scorecard", "crowd-median", "--crowd", "median", *ON, "--freeze", "--as", "zoe")
    for who in ("ann", "Ben"):
        assert "recorded alone" not in weather("review", "open", CARD, "--as", who)


@pytest.mark.parametrize("freeze", ["scorecard", "everybody", "calibration", "comparison", "period"])
def test_a_corrected_outcome_is_named(weather: Shell, freeze: str) -> None:
    """By `check` and by `review changes`, in every kind of report that the crowd is in."""
    crowd = ("--crowd", "median", *ON, "--freeze", "--as", "zoe")
    made = {
        "scorecard": ("scorecard", "crowd-median"),
        "everybody": ("scorecard",),
        "calibration": ("calibration",),
        "comparison": ("compare", "bob", "crowd-median"),
        "period": ("report", "--period", "2021-Q3"),
    }[freeze]
    weather(*made, *crowd)
    slug = weather.json("review", "list")[0]["freeze"]["slug"]
    weather("review", "open", slug, "--as", "Ben")
    weather("review", "sign", slug, "--as", "Ben")
    came = handle(weather, "outcomes", "rain")
    weather("amend", came, "--on", "2021-10-15", "--because", "wrong month")
    said = weather.run("check", *ON)
    assert said.exit_code == 1
    flat = " ".join(said.output.split())
    assert f"{RAIN} yes 0.2500 -> no 0.2500 (outcome {came} corrected to" in flat
    changed = weather("review", "changes", slug, "--as", "Ben")
    assert f"{RAIN} yes 0.2500 -> no 0.2500 (outcome {came} corrected to" in changed


def test_a_corrected_member_is_named(frozen: Shell) -> None:
    """It is the cause of what moved in the crowd; the crowd's other forecast stays."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "sign", CARD, "--as", "Ben")
    member = handle(frozen, "forecasts", "rain", "bob")
    frozen("amend", member, "-p", "0.9", "--because", "misheard")
    flat = " ".join(frozen.run("check", *ON).output.split())
    assert (
        f"{RAIN} yes prospective 0.2500 -> yes retrospective 0.0400 (forecast {member} corrected to" in flat
    )
    assert SNOW not in flat
    changed = frozen.json("review", "changes", CARD, "--as", "Ben")
    assert [move["handle"] for move in changed["moves"]] == [RAIN]
    assert "moved since it was made" in frozen("review", "open", CARD, "--as", "Eve")
    assert "moved since it was made" in frozen.refusal("review", "sign", CARD, "--as", "Eve")


def test_a_member_that_joins_or_leaves_is_named(frozen: Shell) -> None:
    """Logged late, with a mistake, or withdrawn in time: each with its own record."""
    frozen("review", "open", CARD, "--as", "Ben")
    late = ("--by", "Eve", "-p", "0.9", "--deadline", "2021-09-25", "--said", "2021-06-25")
    frozen("log", "rain", *late)
    joined = handle(frozen, "forecasts", "rain", "eve")
    (move,) = frozen.json("review", "changes", CARD, "--as", "Ben")["moves"]
    assert (move["handle"], move["because"]) == (RAIN, f"forecast {joined} logged")
    assert not move["news"]
    for who in ("eve", "cy"):
        gone = handle(frozen, "forecasts", "rain", who)
        frozen("amend", gone, "--mistake", "--because", "entered twice")
    (move,) = frozen.json("review", "changes", CARD, "--as", "Ben")["moves"]
    assert (move["to_verdict"], move["because"]) == (
        None,
        f"forecast {gone} set aside as a mistake: entered twice",
    )


@pytest.mark.parametrize("typed", [RAIN, "crowd:rain", "0.1"])
def test_a_crowds_row_can_be_questioned(frozen: Shell, typed: str) -> None:
    """By its name, the beginning of it, or the number that the page gives it."""
    said = frozen("review", "question", CARD, typed, "Of how many?", "--as", "Ben")
    assert f"on {RAIN}; it blocks signing" in said
    shown = frozen("review", "open", CARD)
    asked = [line for line in shown.splitlines() if line.endswith("Brier score 0.25  Q1?")]
    assert [line.split()[:3] for line in asked] == [[RAIN, "crowd-median", "rain"]]


@pytest.mark.parametrize("typed", ["crowd-median", "Crowd (median, derived)"])
def test_the_crowd_can_be_questioned(frozen: Shell, typed: str) -> None:
    """By its slug or its name, like a forecaster."""
    assert "on crowd-median" in frozen("review", "question", CARD, typed, "Who is in it?", "--as", "Ben")


def test_another_row_is_refused_with_those_there_are(frozen: Shell) -> None:
    """A member is no row of the crowd's own page: the row that it is in is named."""
    member = handle(frozen, "forecasts", "snow", "cy")
    assert f"did you mean {SNOW}?" in frozen.refusal("review", "question", CARD, member, "Why?")
    for typed in ("99.1", "crowd:hail", "crowd:rain:2021", "mean"):
        assert "has no row" in frozen.refusal("review", "question", CARD, typed, "Why?")


def test_a_question_is_carried_to_the_next_edition(frozen: Shell) -> None:
    """Though a question came in between whose crowd stands before it."""
    frozen("review", "question", CARD, SNOW, "Of how many?", "--as", "Ben")
    member = handle(frozen, "forecasts", "rain", "bob")
    frozen("amend", member, "--mistake", "--because", "never said")
    frozen("scorecard", "crowd-median", "--crowd", "median", *ON, "--freeze", "--as", "zoe")
    said = frozen("review", "open", f"{CARD}-2", "--as", "Ben")
    asked = [line for line in said.splitlines() if line.endswith("Brier score 0.25  Q1?")]
    assert [line.split()[:3] for line in asked] == [[SNOW, "crowd-median", "snow"]]
    assert RAIN not in said


def test_the_period_report_says_what_changed_in_the_crowd(weather: Shell) -> None:
    """The report on the next period sets the last one's crowd against what it would be now."""
    weather("report", "--period", "2021-Q3", "--crowd", "median", "--freeze", "--as", "zoe")
    came = handle(weather, "outcomes", "rain")
    weather("amend", came, "--on", "2021-10-15", "--because", "wrong month")
    changed = weather.json("report", "--period", "2021-Q4", "--crowd", "median")["changed"]
    assert changed["report"] is not None
    assert RAIN in [move["handle"] for move in changed["moves"]]
    without = weather.json("report", "--period", "2021-Q4")["changed"]
    assert RAIN not in [move["handle"] for move in without["moves"]]


def test_a_frozen_crowd_comes_out_the_same_whatever_is_recorded_after(frozen: Shell) -> None:
    """It is made again from its entry, and shown with its signatures."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "sign", CARD, "--as", "Ben")
    frozen("amend", handle(frozen, "forecasts", "rain", "bob"), "-p", "0.9", "--because", "misheard")
    assert "is identical" in frozen("review", "reproduce", CARD)
    assert "Signed" in frozen("review", "show", CARD)


def test_a_forecaster_of_the_crowds_name_does_not_stop_the_check(frozen: Shell) -> None:
    """From then on no crowd can be derived: its rows are gone, and the check says so."""
    frozen("review", "open", CARD, "--as", "Ben")
    frozen("review", "sign", CARD, "--as", "Ben")
    crowd = ("--by", "Crowd median", "-p", "0.9", "--deadline", "2021-09-25", "--said", "2021-06-25")
    frozen("log", "rain", *crowd)
    assert "crowd-median" in frozen("list", "forecasters")
    flat = " ".join(frozen.run("check", *ON).output.split())
    assert f"{RAIN} yes 0.2500 -> not there" in flat
