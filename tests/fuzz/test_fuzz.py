"""No mutated file breaks a promise: refused in a sentence or recorded whole, within 1 GiB and 20 seconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.files import ROOT, Specimen, specimens
from tests.fuzz.mutating import Mutant, mutated
from tests.fuzz.trying import Ledgers, Trial, tried

HALF = 250


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, HALF])
def test_mutated_files_are_refused_in_a_sentence_or_recorded_whole(first: int, tmp_path: Path) -> None:
    """The first five hundred files of `make fuzz`, in two halves; each half works in a process of its own."""
    asked = [sys.executable, "-m", "tests.fuzz", "--workers", "1", "--out", str(tmp_path)]
    numbers = ["--first", str(first), "--count", str(HALF)]
    done = subprocess.run([*asked, *numbers], capture_output=True, text=True, check=False, cwd=ROOT)
    why = "\n".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("*/why.txt")))
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{why}"


def test_a_number_always_gives_the_same_file() -> None:
    """So that a file that failed can be tried again by its number."""
    for number in range(len(specimens())):
        assert Trial.of(specimens(), number).mutant == Trial.of(specimens(), number).mutant


def test_every_format_is_among_the_files() -> None:
    """Those of other tools by their fixtures, and our own."""
    forms = {specimen.form for specimen in specimens()}
    assert {"our CSV", "JSONL", "Excel", "Parquet", "spreadsheet", "metaculus zip"} <= forms
    assert {"fatebook", "predictionbook", "metaculus", "manifold"} <= forms
    assert {"good_judgment", "forecastbench", "hubverse", "polymarket", "kalshi"} <= forms
    assert {"any table", "list", "wide"} <= forms


@pytest.mark.parametrize("form", ["our CSV", "JSONL", "metaculus zip", "fatebook", "spreadsheet"])
def test_changes_are_real(form: str) -> None:
    """Most of them alter the bytes."""
    specimen = _specimen(form)
    same = sum(mutated(specimen.data, Random(seed)).data == specimen.data for seed in range(100))
    assert same < 20


@pytest.mark.parametrize(
    "form",
    [
        "our CSV",
        "fatebook",
        "metaculus zip",
        "spreadsheet",
        "any table",
        "list",
        "wide",
        "kalshi",
        "polymarket",
    ],
)
def test_files_as_they_are_can_be_recorded(form: str, tmp_path: Path) -> None:
    """What is refused later is refused for its changes."""
    name = "prices.json" if form == "polymarket" else None
    assert _as_it_is(_specimen(form, name), tmp_path / "files").startswith("recorded")


def test_a_file_that_only_explains_others_records_nothing(tmp_path: Path) -> None:
    """The markets of Polymarket come with a history of prices, and are read where that is imported."""
    assert _as_it_is(_specimen("polymarket", "markets.json"), tmp_path / "files") == "refused"


def _as_it_is(specimen: Specimen, folder: Path) -> str:
    mutant = Mutant(data=specimen.data, changes=())
    return tried(Trial(specimen=specimen, mutant=mutant, options=specimen.options), Ledgers(), folder)


def _specimen(form: str, name: str | None = None) -> Specimen:
    return next(one for one in specimens() if one.form == form and name in (None, one.name))
