"""What a sentence advises is there: an option that the command has, and that was not given already."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click import Command, Context

from desk.cli import main as cli
from tests.shell import KABUL, Shell

EXCHANGE = Path(__file__).parents[3] / "forecasts" / "exchange"
TYPED = re.compile(r"`tracker ([a-z]+)([^`]*)`")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def options_of(*names: str) -> set[str]:
    """The options of commands."""
    found: set[str] = set()
    for name in names:
        command = cli.get_command(Context(cli), name)
        assert isinstance(command, Command)
        found |= {text for part in command.params for text in (*part.opts, *part.secondary_opts)}
    return found


@pytest.mark.parametrize("path", sorted(EXCHANGE.rglob("*.py")), ids=lambda path: path.stem)
def test_sentences_of_imports_name_options_that_there_are(path: Path) -> None:
    """Those of `tracker import`, or of the command that they are named with."""
    text = " ".join(re.sub(r'"\s+f?"', "", path.read_text(encoding="utf-8")).split())
    for name, typed in TYPED.findall(text):
        assert {*OPTION.findall(typed)} <= options_of(name), name
    known = options_of("export") if "out" in path.parts else options_of("import")
    assert {*OPTION.findall(TYPED.sub("", text))} <= known


def test_resolving_by_a_file_says_whose_options_it_names(shell: Shell, tmp_path: Path) -> None:
    """`tracker resolve` has none for the cells of a file; `tracker import` has."""
    shell("init", "--scale", "icd203")
    shell(*KABUL)
    path = tmp_path / "outcomes.csv"
    path.write_text("question;outcome;on\nkabul;happened;03.04.2021\n", encoding="utf-8")
    said = " ".join(shell.refusal("resolve", "--file", str(path)).split())
    assert "say --day-first or --month-first" in said
    assert "`tracker import` has these options, and takes outcomes too" in said
