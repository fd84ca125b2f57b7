"""A file that we write comes whole or not at all, replaces only what it may, and is named where it cannot."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from threading import Barrier, Thread

import pytest

from forecasts.errors import StorageFailed
from forecasts.writing import new_file, new_folder, write


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def without_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes the half of what is written, and has no room for the rest."""

    def half(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", half)


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    """Whoever has the old file open reads on in it; the permissions stay."""
    place = tmp_path / "card.html"
    place.write_text("old")
    place.chmod(0o640)
    with place.open() as reader:
        write(place, "neu für alle")
        assert reader.read() == "old"
    assert place.read_bytes() == "neu für alle".encode()
    assert stat.S_IMODE(place.stat().st_mode) == 0o640
    assert names(tmp_path) == ["card.html"]


def test_a_full_disk_leaves_the_old_file_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a file is none."""
    place = tmp_path / "card.html"
    place.write_text("old")
    without_room(monkeypatch)
    with pytest.raises(StorageFailed, match=r"card\.html has no room on its disk: free some space"):
        write(place, "new")
    assert place.read_text() == "old"
    assert names(tmp_path) == ["card.html"]


def test_a_link_is_followed_and_stays_one(tmp_path: Path) -> None:
    """What it points to is replaced."""
    (tmp_path / "there").mkdir()
    place = tmp_path / "card.html"
    place.symlink_to(tmp_path / "there" / "real.html")
    write(place, "new")
    assert place.is_symlink()
    assert (tmp_path / "there" / "real.html").read_text() == "new"
    assert names(tmp_path / "there") == ["real.html"]


def test_a_device_is_written_to_and_not_replaced() -> None:
    """A report to nowhere leaves nowhere where it is."""
    write(Path("/dev/null"), "new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """By the file that was asked for, and not by the one beside it."""
    with pytest.raises(StorageFailed) as refused:
        write(tmp_path / "nowhere" / "card.html", "new")
    assert "card.html cannot be written (No such file or directory): check the path" in str(refused.value)
    assert ".part" not in str(refused.value)


def test_a_new_file_replaces_nothing_that_came_meanwhile(tmp_path: Path) -> None:
    """Also where the other came after the first look."""
    place = tmp_path / "copy.db"

    def slow() -> None:
        with new_file(place) as part:
            part.write_text("mine")
            place.write_text("theirs")

    with pytest.raises(StorageFailed, match=r"copy\.db exists already: name a new file"):
        slow()
    assert place.read_text() == "theirs"
    assert names(tmp_path) == ["copy.db"]


def test_of_many_who_write_to_one_name_one_succeeds(tmp_path: Path) -> None:
    """Each writes for itself, and what takes the name is one of them, whole."""
    place, start = tmp_path / "copy.db", Barrier(8)
    done: list[str] = []
    refused: list[str] = []

    def attempt(mark: str) -> None:
        start.wait()
        try:
            with new_file(place) as part:
                part.write_text(mark * 100_000)
        except StorageFailed as refusal:
            refused.append(str(refusal))
        else:
            done.append(mark)

    threads = [Thread(target=attempt, args=(mark,)) for mark in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert len(refused) == 7
    assert all("exists already" in sentence for sentence in refused)
    assert place.read_text() == done[0] * 100_000
    assert names(tmp_path) == ["copy.db"]


def test_a_disk_without_links_still_replaces_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory stick has none: the name is claimed first."""

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    place = tmp_path / "copy.db"
    with new_file(place) as part:
        part.write_text("mine")
    assert place.read_text() == "mine"
    (tmp_path / "other.db").write_text("theirs")
    with pytest.raises(StorageFailed, match="exists already"), new_file(tmp_path / "other.db") as part:
        part.write_text("mine")
    assert names(tmp_path) == ["copy.db", "other.db"]


def test_a_folder_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where one file of two is taken meanwhile, neither comes."""
    place = tmp_path / "tables"
    place.mkdir()

    def slow() -> None:
        with new_folder(place) as part:
            (part / "a.csv").write_text("mine")
            (part / "b.csv").write_text("mine")
            (place / "b.csv").write_text("theirs")

    with pytest.raises(StorageFailed, match=r"b\.csv exists already: name another folder"):
        slow()
    assert names(place) == ["b.csv"]
    assert names(tmp_path) == ["tables"]


def test_a_folder_is_made_by_two_at_once(tmp_path: Path) -> None:
    """With files of other names both come into it; nothing lies beside it afterwards."""
    place = tmp_path / "tables"
    with new_folder(place) as one, new_folder(place) as other:
        (one / "a.csv").write_text("a")
        (other / "b.csv").write_text("b")
    assert names(place) == ["a.csv", "b.csv"]
    assert names(tmp_path) == ["tables"]


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    """Neither the file nor what was begun of it."""

    def interrupted() -> None:
        with new_file(tmp_path / "copy.db") as part:
            part.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(tmp_path) == []
