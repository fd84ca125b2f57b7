"""The page that checks a proof in a browser: offline, in plain words, and red on a flipped bit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reports.review.proofs import filled_verify_page, verify_page
from tests.reports.browser import Browser, needed
from tests.shell import KABUL, Shell


@needed
def test_the_page_checks_a_row_without_a_network_and_turns_red_on_a_flipped_bit(
    ledger: Shell, browser: Browser
) -> None:
    """In a browser: the words and the moment where it holds, and what does not fit where it does not."""
    ledger(*KABUL, "--quote", "a month or two. Maybe three", "--source", "The Paper")
    ledger("key", "new", "--out", str(ledger.folder / "a.key"))
    ledger("checkpoint", "--key", str(ledger.folder / "a.key"))
    file = str(ledger.folder / "kabul.json")
    (forecast,) = ledger.json("list", "forecasts")
    ledger("prove", forecast["handle"], "--out", file)
    check = _checker(browser, ledger.json("key", "list")[0]["key"])
    record, path = (Path(name).read_text(encoding="utf-8") for name in (file, f"{file}.tlog-proof"))
    state, text, asked = check(record, path)
    assert (state, asked) == ("proven", 0)
    for words in ("Proven", "a month or two. Maybe three", "2022-01-05 12:00:00 UTC by ann", "3 entries"):
        assert words in text
    for bent in (record.replace("Maybe", "maybe"), record.replace('"sequence": 2', '"sequence": 3'), "{}"):
        state, text, _ = check(bent, path)
        assert (state, text.splitlines()[0]) == ("refused", "Not proven")
    state, text, _ = check(record, path.replace("\n3\n", "\n4\n"))
    assert "the signature of the checkpoint is false" in text


@needed
def test_a_page_with_a_proof_in_it_checks_itself(ledger: Shell, browser: Browser) -> None:
    """As the site gives it for a row, kept as a file: bent by a letter it turns red."""
    ledger(*KABUL, "--quote", "a month or two. Maybe three", "--source", "The Paper")
    ledger("key", "new", "--out", str(ledger.folder / "a.key"))
    ledger("checkpoint", "--key", str(ledger.folder / "a.key"))
    file, handle = str(ledger.folder / "kabul.json"), ledger.forecast("kabul")["handle"]
    ledger("prove", handle, "--out", file)
    record, path = (Path(name).read_text(encoding="utf-8") for name in (file, f"{file}.tlog-proof"))
    key = ledger.json("key", "list")[0]["key"]
    page = filled_verify_page(handle=handle, record=record, path=path, key=key)
    look = """
        const verdict = document.getElementById("verdict");
        for (let tries = 0; !verdict.dataset.state && tries < 500; tries++)
            await new Promise(done => setTimeout(done, 20));
        return [verdict.dataset.state, verdict.innerText, performance.getEntriesByType("resource").length];
    """
    state, text, asked = browser.found(page, look)
    assert (state, asked) == ("proven", 0)
    assert "a month or two. Maybe three" in text
    bent = page.replace("Maybe three", "Maybe four")
    assert bent != page
    state, text, _ = browser.found(bent, look)
    assert (state, text.splitlines()[0]) == ("refused", "Not proven")
    assert browser.violations(page, width=390) == []


@needed
@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_accessible(dark: bool, browser: Browser) -> None:
    """By axe, in both schemes and on a phone."""
    assert browser.violations(verify_page(), dark=dark, width=390) == []


def _checker(browser: Browser, key: str) -> Callable[[str, str], tuple[str, str, int]]:
    """What the page says of two files: its state, its words, and how much it asked the network for."""

    def check(record: str, path: str) -> tuple[str, str, int]:
        script = f"""
            const files = new DataTransfer();
            files.items.add(new File([{json.dumps(record)}], "kabul.json"));
            files.items.add(new File([{json.dumps(path)}], "kabul.json.tlog-proof"));
            document.getElementById("key").value = {json.dumps(key)};
            const verdict = document.getElementById("verdict");
            const changed = new Promise(
                done => new MutationObserver(done).observe(verdict, {{childList: true}}));
            const input = document.getElementById("files");
            input.files = files.files;
            input.dispatchEvent(new Event("input"));
            await changed;
            const asked = performance.getEntriesByType("resource").length;
            return [verdict.dataset.state, verdict.innerText, asked];
        """
        state, text, asked = browser.found(verify_page(), script)
        return state, text, asked

    return check
