"""A hub as its folders hold it: seasonal rows beside weekly ones, Parquet, partitions, older target data."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from forecasts.exchange.choices import Choices
from forecasts.exchange.folders import data_files
from forecasts.exchange.formats.hubverse import SPELLINGS
from forecasts.exchange.formats.hubverse_tables import ENDLESS
from forecasts.exchange.importing import record_file
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger
from tests.forecasts.exchange.formats.imported import scores
from tests.shell import Shell

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
HEADER = "reference_date,location,horizon,target,target_end_date,output_type,output_type_id,value"
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
WEEKLY, SEASONAL = "wk inc flu hosp", "peak inc flu hosp"
ROUND = "2025-01-04"


def values(location: str) -> list[float]:
    """The quantiles of a location."""
    return [int(location) * 100 + 40 * (level - 0.5) for level in LEVELS]


def output(*locations: str) -> str:
    """Model output with a weekly and a seasonal task for each location."""
    rows = [HEADER]
    for location in locations:
        for level, value in zip(LEVELS, values(location), strict=True):
            rows.append(f"{ROUND},{location},1,{WEEKLY},2025-01-11,quantile,{level},{value}")
            rows.append(f"{ROUND},{location},NA,{SEASONAL},NA,quantile,{level},{9 * value}")
    return "\n".join(rows) + "\n"


def hub(folder: Path, *, output_rows: str, name: str = "acme-first") -> Path:
    """A hub's folders with one file of one model."""
    place = folder / "hub" / "model-output" / name
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{ROUND}-{name}.csv").write_text(output_rows, encoding="utf-8")
    return folder / "hub"


def imported(ledger: Ledger, folder: Path, **choices: bool) -> list[Imported]:
    """What all data files of a folder gave, an entry each."""
    paths = data_files([folder])
    found = []
    for path in paths:
        with ledger.entry("import", by="ann", now=NOW) as entry:
            options = ImportOptions(choices=Choices(**choices))  # type: ignore[arg-type]
            found.append(
                record_file(path, entry, by="ann", options=options, today=NOW.date(), together=paths)
            )
    return found


def told(done: Imported) -> dict[str, int]:
    """How often each kind was told."""
    return {notice.sentence: notice.count for notice in done.notices}


def test_seasonal_rows_are_passed_over_with_their_number_and_weekly_ones_taken(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Right to one, and the scores to 1e-9 of their definition: the mean pinball loss over the levels."""
    folder = hub(tmp_path, output_rows=output("01", "02", "03"))
    series = folder / "target-data"
    series.mkdir()
    truth = {"01": 91.0, "02": 205.5, "03": 260.0}
    rows = [f"2025-01-11,{place},{WEEKLY},{seen}" for place, seen in truth.items()]
    text = "\n".join(("target_end_date,location,target,observation", *rows, f"2025-01-11,09,{WEEKLY},5"))
    (series / "time-series.csv").write_text(text + "\n", encoding="utf-8")
    model, target = imported(ledger, folder)
    assert (model.new["forecast"], model.new["question"], told(model)) == (3, 3, {ENDLESS: 15})
    assert target.new == {"outcome": 3}
    loss = sum(
        np.mean([max(level * (seen - value), (level - 1) * (seen - value)) for level, value in said])
        for place, seen in truth.items()
        for said in [list(zip(LEVELS, values(place), strict=True))]
    )
    found = sum(score for _, _, score in scores(ledger))
    assert found == pytest.approx(float(loss), abs=1e-9)


def parquet(path: Path, columns: str, *rows: str) -> None:
    """A Parquet file of typed rows."""
    duckdb = pytest.importorskip("duckdb")
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        values_of = ", ".join(f"({row})" for row in rows)
        connection.execute(
            f"COPY (SELECT * FROM (VALUES {values_of}) AS t({columns})) TO '{path}' (FORMAT parquet)"
        )


def test_target_data_in_partitioned_parquet_answers_and_its_last_version_counts(
    ledger: Ledger, tmp_path: Path
) -> None:
    """`as_of` stands in the folders' names."""
    folder = hub(tmp_path, output_rows=output("01"))
    for as_of, seen in (("2025-01-15", 80.0), ("2025-01-22", 91.0)):
        place = folder / "target-data" / "time-series" / f"as_of={as_of}" / "part-0.parquet"
        row = f"DATE '2025-01-11', '01', '{WEEKLY}', {seen}"
        parquet(place, "target_end_date, location, target, observation", row)
    imported(ledger, folder)
    (outcome,) = [stored.noun for stored in ledger.view().standing("outcome")]
    assert getattr(outcome, "value") == 91.0  # noqa: B009 - an outcome of any kind
    assert str(getattr(outcome, "known_on")) == "2025-01-22"  # noqa: B009


def test_model_output_in_parquet_and_gzipped_is_the_same_forecast(ledger: Ledger, tmp_path: Path) -> None:
    """Whatever holds it."""
    folder = hub(tmp_path, output_rows=output("01"))
    imported(ledger, folder)
    text = (folder / "model-output/acme-first" / f"{ROUND}-acme-first.csv").read_text(encoding="utf-8")
    again = tmp_path / "again" / "model-output"
    again.mkdir(parents=True)
    (again / f"{ROUND}-acme-first.csv.gz").write_bytes(gzip.compress(text.encode()))
    rows = [
        ", ".join("NULL" if cell == "NA" else f"'{cell}'" if not _number(cell) else cell for cell in row)
        for row in list(csv.reader(text.splitlines()))[1:]
    ]
    typed = [row.replace(f"'{ROUND}'", f"DATE '{ROUND}'", 1).replace(", 01,", ", '01',") for row in rows]
    parquet(again / f"{ROUND}-acme-first.parquet", HEADER, *typed)
    for path in data_files([again]):
        with ledger.entry("import", by="ann", now=NOW) as entry:
            done = record_file(
                path, entry, by="ann", options=ImportOptions(), today=NOW.date(), together=(path,)
            )
            entry.add(_other(path.suffix))
        assert (done.known["forecast"], done.new.get("forecast")) == (1, None)


def _number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdigit()


def _other(suffix: str):  # type: ignore[no-untyped-def]  # any noun, so that the entry is not empty
    from forecasts.model import Question

    return Question(slug=f"other-{suffix.strip('.')}", statement=f"Another {suffix}")


def test_target_data_with_the_older_header_answers_numbers(ledger: Ledger, tmp_path: Path) -> None:
    """Date, location and value, of the one number that was forecast."""
    folder = hub(tmp_path, output_rows=output("01"))
    (folder / "target-data").mkdir()
    text = "date,location,location_name,value,weekly_rate\n2025-01-11,01,Alabama,91,1.8\n"
    (folder / "target-data" / "target-hospital-admissions.csv").write_text(text, encoding="utf-8")
    _, target = imported(ledger, folder)
    assert target.new == {"outcome": 1}


def test_a_mean_alone_is_kept_and_not_scored_and_a_median_alone_is_a_quantile(
    ledger: Ledger, tmp_path: Path
) -> None:
    """Both are taken."""
    rows = (
        f"{ROUND},01,1,{WEEKLY},2025-01-11,mean,NA,52",
        f"{ROUND},02,1,{WEEKLY},2025-01-11,median,NA,51",
    )
    (done,) = imported(ledger, hub(tmp_path, output_rows="\n".join((HEADER, *rows)) + "\n"))
    assert done.new["forecast"] == 2
    assert [verdict for verdict, _, _ in scores(ledger)] == ["unscoreable", "pending"]


def test_places_with_and_without_a_zero_are_told_and_may_be_one(ledger: Ledger, tmp_path: Path) -> None:
    """As a spreadsheet that lost its zeros writes them."""
    folder = hub(tmp_path, output_rows=output("01"))
    hub(tmp_path, output_rows=output("1"), name="beta-second")
    _, second = imported(ledger, folder)
    assert told(second)[SPELLINGS] == 1
    with Ledger.create(":memory:", now=NOW, by="ann") as other:
        first, second = imported(other, folder, same_places=True)
        assert (first.new["question"], second.new.get("question")) == (1, None)


def test_what_the_hub_asks_for_is_read_from_its_configuration(ledger: Ledger, tmp_path: Path) -> None:
    """Levels that are required and missing, targets that are not asked for."""
    folder = hub(tmp_path, output_rows=output("01"))
    levels = {"output_type_id": {"required": [0.01, 0.5]}}
    task = {"task_ids": {"target": {"optional": ["other"]}}, "output_type": {"quantile": levels}}
    (folder / "hub-config").mkdir()
    (folder / "hub-config" / "tasks.json").write_text(json.dumps({"rounds": [{"model_tasks": [task]}]}))
    (done,) = imported(ledger, folder)
    assert {sentence for sentence in told(done) if "hub" in sentence} == {
        "A target is not among those that the hub asks for.",
        "A forecast lacks quantile levels that the hub requires.",
        "A forecast states quantile levels that the hub does not ask for.",
    }


def test_a_folder_with_a_bad_file_records_none_of_them_unless_told_to(shell: Shell) -> None:
    """One transaction: the good files before it are left out too."""
    shell.today(2026, 11, 1)
    shell("init")
    for number, name in enumerate(("acme-first", "beta-second", "beta-third")):
        folder = hub(shell.folder, output_rows=output("01") if number < 2 else f"{HEADER}\nx\n", name=name)
    refused = shell.refusal("import", str(folder))
    assert "None of the 3 files was recorded" in refused
    assert shell.json("list", "forecasts") == []
    shell.refusal("import", str(folder), "--file-by-file")
    assert len(shell.json("list", "forecasts")) == 2
