"""A hint that names a command names one that works as it is printed, held against the real command line."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from desk.cli import main

ROOT = Path(__file__).parents[2]
PLACES = ("forecasts", "tracker", "reports", "desk")
SAMPLES = {"DATE": "2021-09-25", "FILE": str(ROOT / "README.md"), "PATH": "l.db", "ID": "a", "HANDLE": "4.1"}
OF_A_DAY = re.compile(r"(?:--(?:horizon|on|known|deadline|not-through) )$")


def texts(file: Path) -> Iterator[str]:
    """Every text that a module may say, with 4.1 in the place of what is filled in; docstrings left out.

    None of a module that names no command.
    """
    source = file.read_text(encoding="utf-8")
    if "`tracker" not in source:
        return
    nodes = [*ast.walk(ast.parse(source))]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    silent = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if id(node) in silent | inner:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            said = ""
            for part in node.values:
                if isinstance(part, ast.Constant):
                    said += str(part.value)
                else:
                    said += "2021-09-25" if OF_A_DAY.search(said) else filled(part)
            yield said


def filled(part: ast.expr) -> str:
    """What stands in the place of a value: options where the value is options, a number, else a handle."""
    assert isinstance(part, ast.FormattedValue)
    source = ast.unparse(part.value)
    if "_typed(" in source:
        return "--partly 0.5 --on 2021-09-25"
    if "known" in source and "known.slug" not in source:
        return " --known 2021-09-26"
    if source == "place":
        return "FILE"
    if source.endswith((".entry", ".size")):
        return "4"
    return '--because "..."' if source == "why" else "4.1"


HINTS = sorted(
    {
        (str(file.relative_to(ROOT)), hint)
        for place in PLACES
        for file in (ROOT / place).rglob("*.py")
        for text in texts(file)
        for hint in re.findall(r"`(tracker [a-z][^`]*)`", text)
    }
)


def test_hints_are_found() -> None:
    """So that the test below is not passed by finding none."""
    assert len(HINTS) > 30
    assert any("--horizon 2021-09-25" in hint for _, hint in HINTS)


@pytest.mark.parametrize(("place", "hint"), HINTS)
def test_a_hint_is_a_command_that_parses(place: str, hint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the real command line, up to its running: every option exists and none is missing."""
    words = [SAMPLES.get(word, word) for word in shlex.split(hint)[1:]]
    command: click.Command = main
    context = click.Context(main, info_name="tracker")
    while isinstance(command, click.Group) and words:
        found = command.get_command(context, words[0])
        assert found is not None, f"{place}: there is no command {words[0]!r}"
        command, words = found, words[1:]
        if not isinstance(command, click.Group):
            break
        context = click.Context(command, info_name=command.name, parent=context)
    try:
        command.make_context(str(command.name), list(words), parent=context)
    except click.exceptions.Exit:
        return
    except click.UsageError as refusal:
        pytest.fail(f"{place}: `{hint}`: {refusal.format_message()}")
