"""A shell for tests: commands run against a ledger of their own, at a moment that the test sets."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, disk_usage

import pytest
from hypothesis import settings

from tests.shell import Shell

# How long one example takes says something of the machine and of what else it does, and nothing of the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes golden texts anew instead of comparing them."""
    parser.addoption("--update-golden", action="store_true", help="write golden texts anew")


def pytest_configure() -> None:
    """Tests keep their files in memory, where there is room: on a disk they wait for half of their time."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


MEMORY, ROOM = Path("/dev/shm"), 6 << 30
SLOW = Path(__file__).with_name("slow.txt").read_text(encoding="utf-8").split()
"""Files and tests that take long, each by the beginning of its name."""
LONG = 1.0  # seconds of processor time


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What `slow.txt` names is marked; files that hold slow tests come first, the longest list of them first.

    So no worker ends with a long file while the other has nothing to do.
    """
    for item in items:
        if item.nodeid.startswith((*SLOW,)):
            item.add_marker(pytest.mark.slow)
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """How much processor time a test takes, that of its processes included, goes into its report."""
    before = sum(os.times()[:4])
    try:
        return (yield)
    finally:
        item.user_properties.append(("processor", sum(os.times()[:4]) - before))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Names the tests that took long and are not marked so."""
    for report in terminalreporter.stats.get("passed", []):
        taken = dict(report.user_properties).get("processor", 0.0)
        if taken > LONG and "slow" not in report.keywords:
            terminalreporter.write_line(f"{taken:.1f} s, and not in tests/slow.txt: {report.nodeid}")


def pytest_collection_finish() -> None:
    """What collecting made lasts to the end: the garbage collector need not walk all of it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden texts are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell whose ledger does not exist yet."""
    return Shell(tmp_path / "ledger.db", monkeypatch)


@pytest.fixture(scope="session")
def new_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new ledger, read by ICD 203, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        shell = Shell(tmp_path_factory.mktemp("new") / "ledger.db", patch)
        shell("init", "--scale", "icd203")
    return shell.path


@pytest.fixture
def ledger(shell: Shell, new_ledger: Path) -> Shell:
    """A shell with a new ledger, read by ICD 203."""
    copyfile(new_ledger, shell.path)
    return shell
