"""A question names its reference class, and skill is against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import Shell

COUPS = ("--reference-rate", "12%", "--reference-source", "coups", "--reference-count", "40")


@pytest.fixture
def logged(shell: Shell) -> Shell:
    """Six events of which one came, each said to be 20% likely before it was known."""
    shell.today(2021, 6, 25)
    shell("init")
    (shell.folder / "coups.txt").write_text("Coups since 1990", encoding="utf-8")
    shell("source", "add", str(shell.folder / "coups.txt"), "--slug", "coups", "--title", "Coups since 1990")
    for place in range(6):
        shell(
            *("log", f"Coup number {place} succeeds", "--slug", f"coup-{place}", "--by", "Ann Ash"),
            *("-p", "20%", "--deadline", "2021-09-25", *COUPS),
        )
    shell.today(2021, 12, 1)
    for place in range(6):
        came = ("--on", "2021-08-10") if place == 0 else ("--not-through", "2021-09-25")
        shell("resolve", f"coup-{place}", *came, "--evidence", "seen")
    return shell


def test_a_question_shows_its_reference_class(logged: Shell) -> None:
    """As it was logged."""
    found = logged.json("list", "questions")[0]
    assert (found["reference_rate"], found["reference_source"], found["reference_count"]) == (
        0.12,
        "coups",
        40,
    )
    assert "reference rate" in logged("show", "coup-0")


def test_skill_is_against_the_reference_class(logged: Shell) -> None:
    """Always 12%, with one of six happening: (0.88² + 5 × 0.12²) / 6."""
    card = logged.json("scorecard", "ann", "--on", "2021-12-31")
    (mean,) = card["standings"][0]["means"]
    expected = (0.88**2 + 5 * 0.12**2) / 6
    assert mean["reference"] == pytest.approx(expected)
    assert mean["skill"] == pytest.approx(1 - (0.8**2 + 5 * 0.2**2) / 6 / expected)
    assert mean["against"] == "always saying the rate of the question's reference class"
    assert "The ledger records no base rates" not in logged("scorecard", "ann", "--on", "2021-12-31")


def test_questions_without_one_are_held_against_a_half_and_the_page_says_so(logged: Shell) -> None:
    """A seventh event has none."""
    logged.today(2021, 12, 2)
    logged("log", "Rain falls", "--slug", "rain", "--by", "ann-ash", "-p", "60%", "--deadline", "2021-12-10")
    logged.today(2021, 12, 20)
    logged("resolve", "rain", "--on", "2021-12-09", "--evidence", "seen")
    (mean,) = logged.json("scorecard", "ann", "--on", "2021-12-31")["standings"][0]["means"]
    assert mean["against"].endswith("reference class (6 of 7 forecasts), else always saying 50%")
    assert mean["reference"] == pytest.approx((0.88**2 + 5 * 0.12**2 + 0.5**2) / 7)


def test_a_reference_class_can_be_amended(logged: Shell) -> None:
    """The rate alone; its source stays."""
    handle = logged.json("list", "questions")[0]["handle"]
    logged("amend", handle, "--reference-rate", "0.2", "--because", "a longer list")
    (found,) = (one for one in logged.json("list", "questions") if one["slug"] == "coup-0")
    assert (found["reference_rate"], found["reference_source"]) == (0.2, "coups")


def test_a_source_that_a_class_goes_back_to_cannot_be_taken_away(logged: Shell) -> None:
    """As one that a statement names."""
    handle = logged.json("list", "sources")[0]["handle"]
    assert "is named by the question" in logged.refusal("amend", handle, "--mistake", "--because", "gone")


def test_a_class_goes_out_and_comes_in_again(logged: Shell, tmp_path: Path) -> None:
    """As CSV and as a workbook, into another ledger."""
    for form in ("csv", "xlsx"):
        out, other = tmp_path / f"out-{form}", tmp_path / f"{form}.db"
        place = out if form == "csv" else out.with_suffix(".xlsx")
        logged("export", "--out", str(place), "--format", "csv" if form == "csv" else "excel")
        logged("init", "--ledger", str(other))
        logged("import", str(place), "--ledger", str(other))
        found = logged.json("list", "questions", "--ledger", str(other))
        assert {one["reference_rate"] for one in found} == {0.12}
        assert {one["reference_count"] for one in found} == {40}
        assert {one["reference_source"] for one in found} == {"coups"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("--reference-source", "coups"), "give the rate, such as 0.12"),
        (("--reference-rate", "12%", "--reference-source", "nowhere"), "no source 'nowhere'"),
        (("--reference-rate", "12%", "--kind", "quantity"), "only events can"),
    ],
)
def test_what_is_no_reference_class_is_refused(logged: Shell, typed: tuple[str, ...], sentence: str) -> None:
    """With its remedy."""
    assert sentence in " ".join(logged.refusal("log", "Snow falls", "--slug", "snow", *typed).split())
