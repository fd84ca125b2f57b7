"""A terminal of 80 columns in which an article's statements are logged, every keystroke counted.

Before sentences were read, the dialogue took 243 keystrokes for a new question with its quote and source, and
115 for another forecast on a known one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.terminal.folding import width

ROOT = Path(__file__).parents[2]
NEW, KNOWN = 120, 50
PATIENCE = 60.0
ARTICLE = """# MK, 25 June 2021
by: mikhailovsky
said: 2021-06-25

Kunduz falls by mid-July 2021, 80%

The embassy in Kabul is closed within six months, 40%
"""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A tmux session of its own; `keys` is how many were struck."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self.keys = 0
        tracker = folder / "tracker"
        tracker.write_text(f'#!/bin/sh\ncd {ROOT} && exec {sys.executable} -m tracker "$@"\n')
        tracker.chmod(0o755)
        env = {"TRACKER_LEDGER": folder / "ledger.db", "TRACKER_ANALYST": "ann", "PS1": "ready> "}
        told = [f"{name}={value}" for name, value in env.items()]
        path = f"PATH={folder}:{os.environ['PATH']}"
        self._tmux("new-session", "-d", "-x", "80", "-y", "200", "env", path, *told, "sh")
        self.wait("ready>")

    def __call__(self, typed: str, *, until: str) -> str:
        """Types a line with its return key, and waits until the screen says something after it."""
        seen = self.screen().count(until)
        self._tmux("send-keys", "-l", typed)
        self._tmux("send-keys", "Enter")
        self.keys += len(typed) + 1
        return self.wait(until, more_than=seen)

    def strike(self, key: str, *, until: str) -> str:
        """Strikes one key by its name."""
        seen = self.screen().count(until)
        self._tmux("send-keys", key)
        self.keys += 1
        return self.wait(until, more_than=seen)

    def wait(self, until: str, *, more_than: int = 0) -> str:
        """The screen, once it says something once more."""
        end = time.monotonic() + PATIENCE
        while (screen := self.screen()).count(until) <= more_than:
            assert time.monotonic() < end, f"{until!r} did not come:\n{screen}"
            time.sleep(0.05)
        return screen

    def screen(self) -> str:
        """What is shown, as a person sees it."""
        return self._tmux("capture-pane", "-p")

    def close(self) -> None:
        """Ends the session."""
        self._tmux("kill-server")

    def _tmux(self, *asked: str) -> str:
        command = ["tmux", "-u", "-S", self._socket, "-f", "/dev/null", *asked]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal with a new ledger."""
    found = Terminal(tmp_path)
    try:
        found("tracker init --scale icd203", until="Entry 1")
        found.wait("ready>", more_than=1)
        found.keys = 0
        yield found
    finally:
        found.close()


@pytest.mark.slow
def test_five_statements_of_an_article_take_few_keystrokes(terminal: Terminal, tmp_path: Path) -> None:
    """By one line, on a known question, by dialogue with two slips and a `back`, and from a file."""
    new = 'tracker log "Kabul falls in a month or two, maybe three" --by Mikhailovsky --said 2021-06-25'
    terminal(new, until="Record it?")
    terminal("y", until="Entry 2")
    assert terminal.keys < NEW
    terminal.keys = 0
    terminal('tracker log kabul "70% by June 2030" --by Ben', until="Record it?")
    terminal("y", until="Entry 3")
    assert terminal.keys < KNOWN

    terminal("tracker log", until="What is forecast?")
    terminal("Herat falls", until="What answers it?")
    terminal("", until="Its slug?")
    terminal("heart", until="What decides it")
    terminal("back", until="Its slug? [heart]")
    terminal("herat", until="What decides it")
    terminal("", until="Who forecast it?")
    terminal("mik", until="On which day")
    terminal("25 June", until="is no date")
    terminal("2021-06-25", until="When, in their words?")
    terminal("by mid-July 2021", until="How likely")
    terminal("likley", until="is not a word of icd203")
    terminal.strike("C-c", until="The answers are kept")
    terminal("tracker log --resume", until="How likely")
    terminal("likely", until="The decisive words")
    terminal("", until="Record it?")
    terminal("y", until="Entry 4")

    (tmp_path / "mk.md").write_text(ARTICLE, encoding="utf-8")
    terminal(f"tracker log {tmp_path / 'mk.md'}", until="Record these 2?")
    screen = terminal("y", until="Entry 5")
    assert max(map(width, screen.splitlines())) <= 80
    said = terminal("tracker list forecasts", until="ready>")
    assert max(map(width, said.splitlines())) <= 80
    for slug in ("kabul", "herat", "kunduz", "the-embassy-in-kabul-is-closed"):
        assert slug in said
