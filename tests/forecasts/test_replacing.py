"""A folder that we wrote is written anew: all or nothing, and nothing of others is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forecasts.errors import StorageFailed
from forecasts.replacing import folder_of_ours

LIST = "list.json"


def put(place: Path, **files: str) -> None:
    """Writes files, an underscore for each slash, in place of those written before."""
    with folder_of_ours(place, listed=LIST) as part:
        for name, text in files.items():
            path = part / name.replace("_", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def held(place: Path) -> dict[str, str]:
    """Every file of a folder but the list, by its path."""
    return {
        path.relative_to(place).as_posix(): path.read_text()
        for path in place.rglob("*")
        if path.is_file() and path.name != LIST
    }


def test_what_was_written_before_is_replaced_and_taken_away(tmp_path: Path) -> None:
    """Folders that are empty then go too; files of others stay."""
    place = tmp_path / "site"
    put(place, a="1", b_c="2", b_d="3")
    (place / "mine.txt").write_text("mine")
    (place / "b" / "mine.txt").write_text("mine")
    put(place, a="4", e_f="5")
    assert held(place) == {"a": "4", "e/f": "5", "mine.txt": "mine", "b/mine.txt": "mine"}
    put(place, a="6")
    assert not (place / "e").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_the_names_of_secret_files_stand_nowhere_in_the_list(tmp_path: Path) -> None:
    """They are ours all the same: replaced, taken away, and refused where somebody altered them."""
    place = tmp_path / "site"

    def put_secret(**files: str) -> None:
        with folder_of_ours(place, listed=LIST, secret="link/") as part:
            for name, text in files.items():
                (part / "link" / name).mkdir(parents=True, exist_ok=True)
                (part / "link" / name / "page").write_text(text)

    put(place, link_a="of the time when the list told names")
    put_secret(hush="1", quiet="2")
    assert not {"hush", "quiet", "link"} & set((place / LIST).read_text().replace("/", '"').split('"'))
    put_secret(hush="3")
    assert held(place) == {"link/hush/page": "3"}
    (place / "link" / "hush" / "page").write_text("altered")
    with pytest.raises(StorageFailed, match="is not as it was written"):
        put_secret(silent="4")
    assert held(place) == {"link/hush/page": "altered"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """It need not be a new one."""
    put(tmp_path, a="1")
    assert held(tmp_path) == {"a": "1"}


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    """Before anything is made, and nothing in it changes."""
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(StorageFailed, match=r"holds something else: name an empty folder"):
        put(tmp_path, a="1")
    assert held(tmp_path) == {"thesis.tex": "mine"}


@pytest.mark.parametrize("name", ["a", "b/c"])
def test_what_was_altered_since_is_not_ours(tmp_path: Path, name: str) -> None:
    """Whether it would be replaced or taken away."""
    put(tmp_path, a="1", b_c="2")
    (tmp_path / name).write_text("edited")
    before = held(tmp_path)
    with pytest.raises(StorageFailed, match="is not as it was written"):
        put(tmp_path, a="3")
    assert held(tmp_path) == before


def test_a_file_of_others_is_not_replaced(tmp_path: Path) -> None:
    """One of a name that we did not write."""
    put(tmp_path, a="1")
    (tmp_path / "b").write_text("mine")
    with pytest.raises(StorageFailed, match="is in the way"):
        put(tmp_path, a="2", b="2")
    assert held(tmp_path) == {"a": "1", "b": "mine"}


def test_what_fails_half_way_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that had taken their places are put back, the new ones go."""
    put(tmp_path, a="1", b="2", c="3")
    whole = (tmp_path / LIST).read_bytes()
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name == "brought" and self.name == "d":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(StorageFailed):
        put(tmp_path, a="4", aa="5", d="6")
    monkeypatch.undo()
    assert held(tmp_path) == {"a": "1", "b": "2", "c": "3"}
    assert (tmp_path / LIST).read_bytes() == whole
    put(tmp_path, d="7")
    assert held(tmp_path) == {"d": "7"}


def test_what_raises_while_it_is_filled_writes_nothing(tmp_path: Path) -> None:
    """In a new folder and in one of ours."""
    place = tmp_path / "site"
    for before in ({}, {"a": "1"}):
        if before:
            put(place, **before)
        with pytest.raises(StorageFailed), folder_of_ours(place, listed=LIST) as part:
            (part / "a").rename(part / "b")
        assert (held(place) if place.exists() else {}) == before


def test_whoever_was_killed_in_the_middle_goes_on(tmp_path: Path) -> None:
    """The list names what was on its way, so that it is ours the next time."""
    put(tmp_path, a="1", b="2")
    (tmp_path / "ahead").mkdir()
    put(tmp_path / "ahead", a="3", c="4")
    coming = json.loads((tmp_path / "ahead" / LIST).read_text())["files"]
    told = json.loads((tmp_path / LIST).read_text())
    (tmp_path / LIST).write_text(json.dumps({**told, "coming": coming}))
    for name in ("a", "c"):
        (tmp_path / "ahead" / name).replace(tmp_path / name)
    (tmp_path / "ahead" / LIST).unlink()
    (tmp_path / "ahead").rmdir()
    put(tmp_path, a="5")
    assert held(tmp_path) == {"a": "5"}


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../out", ""])
def test_a_list_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    """Nothing outside is ever taken away."""
    place = tmp_path / "site"
    put(place, a="1")
    (tmp_path / "out").write_text("mine")
    (place / LIST).write_text(json.dumps({"format": 1, "files": {name: "0" * 64}}))
    with pytest.raises(StorageFailed, match="does not say which files were written"):
        put(place, a="2")
    assert (tmp_path / "out").read_text() == "mine"


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """That leads to a folder of somebody else."""
    place, other = tmp_path / "site", tmp_path / "other"
    put(place, a="1")
    other.mkdir()
    (place / "b").symlink_to(other)
    with pytest.raises(StorageFailed, match="lies behind a link"):
        put(place, a="2", b_c="3")
    assert held(other) == {}
