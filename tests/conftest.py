"""A shell for tests: commands run against a ledger of their own, at a moment that the test sets."""

from __future__ import annotations

import gc
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import settings

from tests.shell import Shell

# How long one example takes says something of the machine and of what else it does, and nothing of the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes golden texts anew instead of comparing them."""
    parser.addoption("--update-golden", action="store_true", help="write golden texts anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no worker ends with one while another has nothing to do."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


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
