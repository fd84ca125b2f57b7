"""What leaves for other tools, what stays behind, and what comes back of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forecasts.belief import Chance, Quantiles, Shares
from forecasts.exchange.importing import record_file
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.out import fatebook, forecastbench, hubverse
from forecasts.ledger import Ledger
from forecasts.model import Claim, Forecast, Outcome, OutcomeKind, Question, Source, Statement
from tests.forecasts import builders
from tests.forecasts.exchange.out.ledgers import NOW, ON, written_at

DEADLINE = date(2021, 9, 25)


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Two events, one of them open, a choice and a quantity; and forecasts that only we can hold."""
    with Ledger.create(":memory:", now=NOW, by="ann") as made:
        with made.entry("log", by="ann", now=NOW) as entry:
            for noun in (
                builders.forecaster(),
                builders.forecaster(slug="bob", name="Bob"),
                Source(slug="mk", title="MK"),
                Question(slug="kabul", statement="=Kabul falls", criteria="The flag"),
                Question(slug="open", statement="Something happens"),
                builders.choice(),
                builders.quantity(),
            ):
                entry.add(noun)
            words = entry.add(Statement(quote="a month", source="mk"))
            base = builders.forecast(belief=Chance.stated(0.07))
            entry.add(replace(base, statement=words))
            entry.add(replace(base, forecaster="bob", belief=Chance(p=0.5, low=0.4, high=0.6)))
            entry.add(replace(base, made_on=date(2021, 7, 25), belief=Chance.stated(0.005)))
            entry.add(replace(base, made_on=date(2021, 9, 1), belief=Chance.stated(1.0)))
            entry.add(replace(base, question="open", claim=Claim(deadline=date(2030, 1, 1))))
            shares = Shares(options=("red", "blue", "green"), shares=(0.5, 0.25, 0.25))
            entry.add(replace(base, question="winner", belief=shares))
            quantiles = Quantiles(levels=(0.1, 0.5, 0.9), values=(50.0, 70.0, 90.0))
            entry.add(replace(base, question="oil", belief=quantiles))
            entry.add(replace(base, belief=builders.timeline()))
            happened = Outcome(question="kabul", kind=OutcomeKind.HAPPENED, on=date(2021, 8, 15))
            entry.add(happened)
            entry.add(
                Outcome(question="winner", kind=OutcomeKind.OPTION, option="blue", known_on=date(2021, 9, 26))
            )
            entry.add(Outcome(question="oil", kind=OutcomeKind.VALUE, value=72.5, known_on=date(2021, 9, 26)))
        yield made


def scored(ledger: Ledger) -> list[tuple[str, str, float | None]]:
    """The verdict, measure and score of each forecast of a ledger."""
    from tests.tracker.judging import whole

    frame = whole(ledger.view(), ON)[["verdict", "measure", "value"]]
    return sorted(
        (verdict, measure, None if value != value else round(value, 12))
        for verdict, measure, value in frame.itertuples(index=False, name=None)
    )


def brought(paths: list[Path], options: ImportOptions) -> list[tuple[str, str, float | None]]:
    """The verdict, measure and score of each forecast that another tool's files bring."""
    with Ledger.create(":memory:", now=NOW, by="bob") as fresh:
        for path in paths:
            with fresh.entry("import", by="bob", now=NOW) as entry:
                record_file(path, entry, by="bob", options=options, today=ON, together=paths)
        return scored(fresh)


def test_fatebook_takes_chances_of_events(ledger: Ledger, tmp_path: Path) -> None:
    """Files by forecaster, open questions apart, percentages with their sign, no formula."""
    summary = written_at(fatebook.write, ledger, tmp_path / "out")
    text = (tmp_path / "out" / "ann-lee-resolved.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1] == (
        "'=Kabul falls (by 2021-09-25),7%,2021-06-25 00:00:00,2021-06-25 00:00:00,2021-09-25,"
        "YES,2021-08-15,,The flag"
    )
    assert "0.5%" in text
    assert set(summary.files) == {"ann-lee-resolved.csv", "ann-lee-open.csv", "bob-resolved.csv"}
    assert summary.omitted["forecast", "with a timeline"] == 1
    assert (
        summary.omitted["forecast", "with quantiles"]
        == summary.omitted["forecast", "with shares of options"]
        == 1
    )
    assert summary.omitted["forecast", "made after its event had happened"] == 1
    assert summary.omitted["quote", "with its source"] == 1
    assert summary.omitted["band", "that words allow around their chance"] == 1


def test_fatebook_gives_back_the_same_scores(ledger: Ledger, tmp_path: Path) -> None:
    """Of one forecaster, resolved and open."""
    written_at(fatebook.write, ledger, tmp_path / "out")
    files = [tmp_path / "out" / "ann-lee-resolved.csv", tmp_path / "out" / "ann-lee-open.csv"]
    found = brought(files, ImportOptions(me="ann-lee"))
    assert found == [
        ("pending", "brier", None),
        ("yes", "brier", round((1 - 0.07) ** 2, 12)),
        ("yes", "brier", round((1 - 0.005) ** 2, 12)),
    ]


def test_a_hub_gives_back_the_same_scores(ledger: Ledger, tmp_path: Path) -> None:
    """Quantiles, shares, and chances as shares of yes and no."""
    summary = written_at(hubverse.write, ledger, tmp_path / "hub")
    assert summary.files["model-output"]["forecast"] == 6
    output = sorted((tmp_path / "hub" / "model-output" / "trackrecord-ann_lee").glob("2021-06-25*.csv"))
    found = brought([*output, tmp_path / "hub" / "target-data" / "oracle-output.csv"], ImportOptions())
    ours = {measure: value for _, measure, value in scored(ledger) if measure != "timeline_brier"}
    theirs = {measure: value for _, measure, value in found if measure == "pinball"}
    assert theirs["pinball"] == pytest.approx(ours["pinball"])
    briers = [value for _, measure, value in found if measure == "category_brier" and value is not None]
    assert briers == pytest.approx([ours["category_brier"], 2 * (1 - 0.07) ** 2])


def test_forecastbench_gives_back_the_same_scores(ledger: Ledger, tmp_path: Path) -> None:
    """A round with its three sets, each of them JSON."""
    written_at(forecastbench.write, ledger, tmp_path / "bench")
    folder = tmp_path / "bench"
    files = [
        folder / "question_sets" / "2021-06-25-trackrecord.json",
        folder / "forecast_sets" / "2021-06-25" / "2021-06-25.trackrecord.ann-lee.json",
        folder / "forecast_sets" / "2021-06-25" / "2021-06-25.trackrecord.bob.json",
        folder / "resolution_sets" / "2021-06-25_resolution_set.json",
    ]
    found = brought(files, ImportOptions())
    assert [value for verdict, _, value in found if verdict == "yes"] == [0.25, round((1 - 0.07) ** 2, 12)]
    questions = json.loads(files[0].read_text(encoding="utf-8"))["questions"]
    assert [row["resolution_dates"] for row in questions] == [["2021-09-25"], ["2030-01-01"]]


def test_what_is_there_is_never_written_over(ledger: Ledger, tmp_path: Path) -> None:
    """A folder may be there, and none of the files."""
    from forecasts.errors import StorageFailed

    written_at(fatebook.write, ledger, tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(StorageFailed, match="exists already"):
        written_at(fatebook.write, ledger, tmp_path / "out")
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_nothing(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither files nor the folder they were made in."""

    def broken(*_: Any) -> Forecast:
        raise RuntimeError("power cut")

    monkeypatch.setattr(fatebook, "title", broken)
    with pytest.raises(RuntimeError):
        written_at(fatebook.write, ledger, tmp_path / "out")
    assert not list(tmp_path.iterdir())
