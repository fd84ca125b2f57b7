"""Answers are kept in a file until they are recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.terminal.drafts import Draft
from forecasts.errors import StorageFailed, UnfitFile


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=200), min_size=1, max_size=5))
def test_answers_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, str]
) -> None:
    """Whatever they hold that text may hold."""
    draft = Draft(path=tmp_path_factory.mktemp("draft") / "draft.json")
    sound = {name: text for name, text in kept.items() if (name + text).isprintable()}
    draft.keep(sound)
    assert draft.answers() == sound


def test_a_crash_while_writing_leaves_the_answers_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file takes the old one's place in one step, or not at all."""
    draft = Draft(path=tmp_path / "draft.json")
    draft.keep({"about": "kabul"})

    def crash(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("os.fsync", crash)
    with pytest.raises(StorageFailed, match=r"draft\.json cannot be written \(no space\): check the path"):
        draft.keep({"about": "kabul", "by": "ann"})
    assert draft.answers() == {"about": "kabul"}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"form": "other"}', '{"answers": {"about": 3}}'])
def test_a_file_that_is_no_draft_is_refused(tmp_path: Path, text: str) -> None:
    """It is not overwritten, and the refusal says what to do."""
    path = tmp_path / "draft.json"
    path.write_text(text)
    with pytest.raises(UnfitFile, match="move it away"):
        Draft(path=path).answers()


def test_a_ledger_that_is_no_file_has_its_drafts_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two ledgers and two analysts have their own; a password is nowhere."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    paths = {
        Draft.of(f"postgresql://ann:***@host/{name}", analyst=analyst).path
        for name in ("one", "two")
        for analyst in ("ann", "bob")
    }
    assert len(paths) == 4
    assert all("trackrecord" in str(path) and "host" not in path.name for path in paths)
