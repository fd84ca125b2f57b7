"""The command `tracker verify`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from desk.commands.verifying import verify
from forecasts.errors import MissingColumn, TooManyGroups
from tests.tracker.verification.tables import GOOD, csv

DOCUMENTED = Path(__file__).parents[3] / "docs" / "verify.md"
EXAMPLE = re.compile(r"```\n(.*?)```", re.DOTALL)


def run(*typed: object) -> Result:
    """What the command did; an error is raised."""
    result = CliRunner().invoke(verify, [str(word) for word in typed], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def test_json_is_printed(tmp_path: Path) -> None:
    """As the library gives it, nothing on standard error."""
    result = run(csv(tmp_path), "--json")
    assert json.loads(result.stdout)["n"] == 5
    assert result.stderr == ""


def test_text_fits_eighty_columns(tmp_path: Path) -> None:
    """Figures, groups, bad rows and warnings, in a pipe as on a terminal."""
    table = csv(tmp_path, GOOD + "0.5,0.5,z\nx,1,z\n")
    result = run(table, "--by", "event", "--against", table)
    assert all(len(line) <= 80 for line in result.stdout.splitlines())
    assert "1 of 7 rows cannot be verified:\n- line 8: the probability 'x' is not a number" in result.stdout
    assert "Brier score" in result.stdout
    assert "\x1b" not in result.stdout
    assert "--event" in run(csv(tmp_path, "0.5,1\n", header="probability,outcome")).stdout


def test_the_documented_example_is_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table and the text of docs/verify.md, but for the program's version and the digest over it."""
    rows, text = EXAMPLE.findall(DOCUMENTED.read_text(encoding="utf-8").partition("## Example")[2])[:2]
    (tmp_path / "forecasts.csv").write_text(rows, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = run("forecasts.csv", "--by", "forecaster").stdout
    assert _unversioned(said) == _unversioned(text)


def _unversioned(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith(("Program", "digest"))]


def test_a_page_is_written_beside_what_is_printed(tmp_path: Path) -> None:
    """`--html` adds to the text or the JSON; `--out` takes its place."""
    page, text = tmp_path / "page.html", tmp_path / "report.md"
    found = json.loads(run(csv(tmp_path), "--json", "--html", page).stdout)
    assert found["digest"] in page.read_text(encoding="utf-8")
    said = run(csv(tmp_path), "--out", text).stdout
    assert said == f"Written to {text}; digest {found['digest'][:12]}.\n"
    assert f"`{found['digest']}`" in text.read_text(encoding="utf-8")


def test_columns_and_switches_are_options(tmp_path: Path) -> None:
    """Several columns are given with commas."""
    table = csv(
        tmp_path, "50,1,a,b\n20,0,a,c\n50,1,a,d\n20,0,a,e\n50,1,a,f\n20,0,a,g\n", header="p,y,one,two"
    )
    typed = ("--probability", "p", "--outcome", "y", "--event", "one, two", "--percent", "--strict", "--json")
    found = json.loads(run(table, *typed, "--by", "one", "--reference", "0.5", "--seed", "7").stdout)
    assert (found["events"], found["seed"], list(found["groups"])) == (6, 7, ["a"])
    assert found["reference"] == "always 0.5"
    assert found["skill"] == pytest.approx(1 - (0.25 + 0.04) / 2 / 0.25)


def test_quantiles_are_shown(tmp_path: Path) -> None:
    """A table of quantiles has its own figures."""
    rows = "".join(f"{level},{10 * level},4,m\n" for level in (0.25, 0.5, 0.75))
    shown = run(csv(tmp_path, rows, header="level,value,observed,model"), "--by", "model").stdout
    assert "weighted interval score" in shown
    assert "median error" in shown


def test_a_refusal_is_left_to_the_group(tmp_path: Path) -> None:
    """The command catches nothing."""
    with pytest.raises(MissingColumn):
        run(csv(tmp_path), "--probability", "nope")


def test_a_long_file_has_a_bar_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only on standard error, and only where that is a terminal."""
    monkeypatch.setattr("desk.commands.verifying._LONG", 1)
    assert "Reading" not in run(csv(tmp_path)).stderr
    monkeypatch.setattr("desk.terminal.progress.on_terminal", lambda: True)
    result = run(csv(tmp_path), "--json")
    assert "Reading t.csv" in result.stderr
    assert json.loads(result.stdout)["n"] == 5


def test_a_million_different_probabilities_work(tmp_path: Path) -> None:
    """Each is its own; the decomposition still closes."""
    rng = np.random.default_rng(1)
    said = rng.random(1_000_000)
    rows = "".join(f"{p:.9f},{int(y)}\n" for p, y in zip(said, rng.random(1_000_000) < said, strict=True))
    table = csv(tmp_path, rows, header="probability,outcome")
    found = json.loads(run(table, "--json").stdout)
    assert found["n"] == 1_000_000
    assert found["mcb"] - found["dsc"] + found["unc"] == pytest.approx(found["brier"])
    assert found["rel"] - found["res"] + found["unc"] + found["within_bin"] == pytest.approx(found["brier"])
    assert found["brier_low"] < found["brier"] < found["brier_high"]


def test_warnings_are_counted_and_shown(tmp_path: Path) -> None:
    """The four counts, the ratios, the value and each group, in eighty columns; percents are read too."""
    rows = "".join(
        f"0.{1 + 7 * day % 9},{day % 3 % 2},e{day},{'ann' if day < 10 else 'bob'}\n" for day in range(20)
    )
    table = csv(tmp_path, rows, header="probability,outcome,event,forecaster")
    said = run(table, "--threshold", "40%", "--by", "forecaster").stdout
    assert all(len(line) <= 80 for line in said.splitlines())
    for words in ("Warnings at 40% or more", "false alarms", "critical success index", "Economic value"):
        assert words in said
    data = json.loads(run(table, "--threshold", "40%", "--json").stdout)["warning_table"]
    assert data["threshold"] == 0.4
    assert sum(data[name] for name in ("hits", "misses", "false_alarms", "correct_negatives")) == 20
    assert len(data["economic_value"]) == 19


def test_nothing_is_made_of_the_warnings_of_few_events(tmp_path: Path) -> None:
    """Four events leave the counts; a table in which nothing happened has no value; grades say why."""
    said = run(csv(tmp_path, GOOD.rpartition("0.0,")[0]), "--threshold", "0.5").stdout
    assert "2 hits" in said
    assert "hit rate" not in said
    calm = run(csv(tmp_path, GOOD.replace(",1,", ",0,")), "--threshold", "0.5").stdout
    assert "there were none" in calm
    assert "cost / loss" not in calm
    tied = csv(tmp_path, GOOD + "0.5,0.5,z\n")
    assert "A table of warnings" in run(tied, "--threshold", "0.5", "--ties", "refuse").stdout


TIED = "".join(f"0.{3 + place % 5},{int(place % 3 == 0)},e{place}\n" for place in range(40))


def test_two_ties_switch_no_test_off(tmp_path: Path) -> None:
    """The tests are as without the two rows, the score is not, and the page says how many are left out."""
    tied = csv(tmp_path, TIED + "0.6,0.5,e40\n0.6,0.5,e41\n")
    found = json.loads(run(tied, "--json").stdout)
    without = json.loads(run(csv(tmp_path, TIED, name="without.csv"), "--json").stdout)
    for key in ("p_expected_observed", "spiegelhalter_z", "cox_slope", "auc", "mcb_null_mean", "curve"):
        assert found[key] == without[key] is not None, key
    assert found["brier"] == pytest.approx((40 * without["brier"] + 2 * 0.01) / 42)
    assert (found["n"], found["graded"], found["tested"]) == (42, 2, 40)
    assert "2 of 42 outcomes are graded" in run(tied).stdout.replace("\n", " ")
    assert not json.loads(run(tied, "--ties", "half", "--json").stdout)["reasons"]
    assert "auc" in json.loads(run(tied, "--ties", "refuse", "--json").stdout)["reasons"]


def test_an_option_that_had_no_effect_is_unknown(tmp_path: Path) -> None:
    """Nothing is drawn for intervals, so nobody is asked how often."""
    result = CliRunner().invoke(verify, [str(csv(tmp_path)), "--replicates", "300"])
    assert result.exit_code == 2
    assert "No such option '--replicates'" in result.output


def test_a_weight_that_no_sum_can_hold_leaves_its_row_out(tmp_path: Path) -> None:
    """Two of them would make infinite counts."""
    heavy = "probability,outcome,event,weight\n0.3,0,a,1e308\n0.3,1,b,1e308\n0.2,0,c,1\n0.7,1,d,2\n"
    (tmp_path / "heavy.csv").write_text(heavy)
    result = run(tmp_path / "heavy.csv")
    assert "line 2: the weight 1e+308 is neither 0 nor a number from 1e-15 to 1e+15" in result.stdout


def test_a_column_that_tells_every_row_apart_makes_no_groups(tmp_path: Path) -> None:
    """It is refused in a sentence, before any figure is computed."""
    rows = "".join(f"0.{1 + number % 9},{number % 2},g{number}\n" for number in range(100_000))
    (tmp_path / "many.csv").write_text(f"probability,outcome,who\n{rows}")
    with pytest.raises(TooManyGroups, match=r"--by who makes more than 2,000 groups, .*: name a column that"):
        run(tmp_path / "many.csv", "--by", "who")
