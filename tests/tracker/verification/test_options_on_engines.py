"""Every option on every engine: the bytes that NumPy gives, or a sentence that names what cannot be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from forecasts.errors import ForProbabilitiesOnly, TrackerError, UnfitEngine, UnreadableTable
from tests.tracker.verification.test_engines import in_sqlite, report
from tests.tracker.verification.test_sources import spread
from tracker.ties import Ties
from tracker.verification import verify
from tracker.verification.engines.choosing import Name, Using

pytest.importorskip("duckdb", reason="DuckDB, an engine, is not installed")

SAME = ""
NUMPY = "takes no {}.*: take --engine numpy"
WEIGHTS, WIDE, QUANTILES = (NUMPY.format(what) for what in ("column of weights", "--wide", "quantiles"))
APART = NUMPY.format("second probability of rows that name no event")
ENGINES: tuple[Name, ...] = ("duckdb", "sql", "dask", "auto")
Case = tuple[str, dict[str, Any], tuple[str | None, ...]]

TABLE: dict[str, Case] = {
    "nothing": ("named", {}, (SAME, SAME, None, SAME)),
    "--by": ("named", {"by": ("topic",)}, (SAME, SAME, None, SAME)),
    "--threshold": ("named", {"threshold": 0.5}, (SAME, SAME, None, SAME)),
    "--reference": ("named", {"reference": 0.3}, (SAME, SAME, None, SAME)),
    "--ties": ("graded", {"ties": Ties.HALF}, (SAME, SAME, None, SAME)),
    "--strict": ("named", {"strict": True}, (SAME, SAME, None, SAME)),
    "--skip-bad": ("named", {"skip_bad": True}, (SAME, SAME, None, SAME)),
    "--percent": ("percent", {"percent": True}, (SAME, SAME, None, SAME)),
    "--against COL": ("named", {"against": "other"}, (SAME, SAME, None, SAME)),
    "--against FILE": ("named", {"against": "FILE"}, (SAME, SAME, None, SAME)),
    "--against COL, no event": ("unnamed", {"against": "other"}, (APART, APART, APART, SAME)),
    "--weight": ("weighed", {}, (WEIGHTS, WEIGHTS, WEIGHTS, SAME)),
    "--wide": ("wide", {"wide": ("ann", "bo")}, (WIDE, "--wide does not take apart", WIDE, SAME)),
    "quantiles": ("quantiles", {}, (QUANTILES, QUANTILES, QUANTILES, SAME)),
}
"""Each option with the table that it is tried on, and what duckdb, sql, dask and auto do: the same bytes,
a sentence, or None, which `test_cluster` tries on a cluster."""


def frames() -> dict[str, pd.DataFrame]:
    """The tables that options are tried on."""
    rng, rows = np.random.default_rng(1), 150
    named = pd.DataFrame(
        {
            "probability": rng.integers(1, 100, rows) / 100,
            "outcome": rng.integers(0, 2, rows),
            "event": rng.integers(0, 40, rows),
            "topic": rng.choice(["war", "peace"], rows),
            "other": rng.integers(1, 100, rows) / 100,
        }
    )
    quantiles = [
        {"level": level, "value": middle + level, "observed": observed, "id": number}
        for number, (middle, observed) in enumerate(rng.normal(size=(30, 2)))
        for level in (0.1, 0.5, 0.9)
    ]
    return {
        "named": named,
        "graded": named.assign(outcome=rng.choice([0, 0.5, 1], rows)),
        "percent": named.assign(probability=(named["probability"] * 100).round(), other=50.0),
        "unnamed": named.drop(columns="event"),
        "weighed": named.assign(weight=1.5),
        "wide": named.rename(columns={"probability": "ann", "other": "bo"}),
        "quantiles": pd.DataFrame(quantiles),
    }


@pytest.mark.parametrize("option", TABLE)
def test_an_option_gives_the_same_bytes_or_a_sentence(tmp_path: Path, option: str) -> None:
    """On each engine, and on the one that is chosen for files."""
    name, options, answers = TABLE[option]
    frame = frames()[name]
    files = spread(frame, tmp_path / "files", 2)
    address = in_sqlite(frame, tmp_path / "t.sqlite")
    if options.get("against") == "FILE":
        options = {"against": spread(frame.assign(probability=0.4), tmp_path / "beside", 2)}
    expected = report(verify(files, seed=1, using=Using(engine="numpy"), **options))
    for engine, answer in zip(ENGINES, answers, strict=True):
        source = address if engine == "sql" else files
        if answer is None:
            continue
        if answer == SAME:
            assert report(verify(source, seed=1, using=Using(engine=engine), **options)) == expected, engine
            continue
        with pytest.raises((UnfitEngine, UnreadableTable), match=answer):
            verify(source, seed=1, using=Using(engine=engine), **options)


@pytest.mark.parametrize("engine", ["numpy", "sql"])
def test_threads_are_those_of_engines_that_have_them(tmp_path: Path, engine: Name) -> None:
    """Who asks for eight is not left in the belief that they are used."""
    frame = frames()["named"]
    source = in_sqlite(frame, tmp_path / "t.sqlite") if engine == "sql" else frame
    with pytest.raises(UnfitEngine, match=f"The engine {engine} takes no --threads"):
        verify(source, seed=1, using=Using(engine=engine, threads=8))
    assert verify(source, seed=1, using=Using(threads=8)).rows == len(frame)


@pytest.mark.parametrize(("option", "value"), [("percent", True), ("reference", 0.3), ("skip_bad", True)])
def test_options_of_probabilities_are_refused_for_quantiles(option: str, value: object) -> None:
    """They would change nothing, in silence."""
    given: dict[str, Any] = {option: value}
    name = "--" + option.replace("_", "-")
    with pytest.raises(ForProbabilitiesOnly, match=f"{name} is for probabilities, and the table holds"):
        verify(frames()["quantiles"], seed=1, **given)


def test_a_scheduler_is_no_help_with_quantiles() -> None:
    """It is refused before anything is asked of it."""
    using = Using(scheduler="tcp://127.0.0.1:9")
    with pytest.raises(TrackerError, match="The engine dask takes no quantiles: take --engine numpy"):
        verify(frames()["quantiles"], seed=1, using=using)
