"""A site written once, for tests to look at: a signed report corrected since, and texts that are scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import KABUL, OFFENSIVE, Shell, kept

BASE = "https://example.org/f"
SCRIPT = "<script>alert(1)</script>"


def fill(shell: Shell) -> None:
    """Two forecasters, three questions, a signed scorecard, and an outcome corrected after it was signed."""
    shell.today(2022, 1, 5)
    shell("init", "--scale", "icd203")
    source = ("--source", "MK, 25 June 2021", "--url", "https://mk.example/1")
    shell(*KABUL, "--quote", "a month or two, maybe three", *source)
    shell(*OFFENSIVE, "--quote", "unlikely", "--source", "last")
    shell(
        "log",
        "kabul",
        "--by",
        f"Ann {SCRIPT}",
        "-p",
        "70%",
        "--deadline",
        "2021-12-31",
        "--said",
        "2021-06-25",
    )
    shell(
        "log",
        f"Rain {SCRIPT} falls",
        "--slug",
        "rain",
        "--by",
        "Ann",
        "-p",
        "20%",
        "--deadline",
        "2021-09-01",
        "--said",
        "2021-06-25",
        "--topic",
        "weather & wind",
        "--criteria",
        SCRIPT,
    )
    shell("resolve", "kabul", "--on", "2021-08-15", "--evidence", "javascript:alert(1)")
    shell("scorecard", "alexander-mikhailovsky", "--on", "2021-12-31", "--freeze")
    slug = "scorecard-alexander-mikhailovsky-2021-12-31"
    shell.today(2022, 1, 6)
    shell("review", "open", slug, "--as", "Ben Okri")
    shell("review", "sign", slug, "--as", "Ben Okri")
    shell.today(2022, 1, 7)
    handle = shell.json("list", "outcomes")[0]["handle"]
    shell("amend", handle, "--on", "2021-11-15", "--because", f"wrong month {SCRIPT}")


@pytest.fixture(scope="session")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of it, to read or to copy."""
    return kept(tmp_path_factory.mktemp("corrected"), fill)


@pytest.fixture(scope="session")
def written(corrected: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of it, written once: tests only read it."""
    place = tmp_path_factory.mktemp("written") / "site"
    with pytest.MonkeyPatch.context() as patch:
        Shell(corrected, patch)("site", str(place), "--base-url", BASE)
    return place
