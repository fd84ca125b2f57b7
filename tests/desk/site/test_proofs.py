"""Proofs on the site: the last checkpoint, each record's two files, and the page that checks them."""

from __future__ import annotations

import json

import pytest

from forecasts.proofs.keys import VerifierKey
from forecasts.proofs.paths import InclusionProof
from forecasts.proofs.policies import Policy
from forecasts.proofs.record_proofs import RecordProof
from forecasts.proofs.verifying import Proven, verified
from reports.review.proofs import filled_verify_page, verify_page
from tests.desk.site.sites import Site, told
from tests.shell import Shell

SLUG = "scorecard-alexander-mikhailovsky-2021-12-31"


@pytest.fixture
def signed(case: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The case under a checkpoint."""
    for folder in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(folder, str(case.folder / folder))
    case("scorecard", "alexander-mikhailovsky", "--on", "2021-12-31", "--freeze")
    case("key", "new", "--out", str(case.folder / "a.key"), "--name", "example.com/ledger")
    case("checkpoint", "--key", str(case.folder / "a.key"))
    return case


def key_of(shell: Shell) -> str:
    """The ledger's verifier key."""
    return str(shell.json("key", "list")[0]["key"])


def proven(site: Site, handle: str, key: str) -> Proven:
    """What the two files of a record prove."""
    record = RecordProof.read(site.get(f"/proofs/{handle}.json").text)
    inclusion = InclusionProof.read(site.get(f"/proofs/{handle}.json.tlog-proof").text)
    return verified(record, inclusion, Policy.of([VerifierKey.read(key)]))


def test_the_files_of_the_site_prove_a_row(signed: Shell, site: Site) -> None:
    """With the media types that readers expect; the checkpoint is what the command prints."""
    handle = signed.forecast("kabul")["handle"]
    found = proven(site, handle, key_of(signed))
    assert str(found.record.handle) == handle
    assert site.get("/checkpoint").text == signed("checkpoint")
    for path, media in (
        ("/checkpoint", "text/plain; charset=utf-8"),
        (f"/proofs/{handle}.json", "application/json"),
        (f"/proofs/{handle}.json.tlog-proof", "text/plain; charset=utf-8"),
        (f"/proofs/{handle}.html", "text/html; charset=utf-8"),
        ("/verify.html", "text/html; charset=utf-8"),
    ):
        answer = site.get(path)
        assert answer.headers["content-type"] == media
        again = site.get(path, **{"if-none-match": f'"other", {answer.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert site.get(path, **{"if-none-match": '"other"'}).content == answer.content
    assert site.get("/verify.html").text == verify_page()


def test_a_new_checkpoint_has_new_proofs(signed: Shell, site: Site) -> None:
    """They lead to the newest one, and a record younger than it waits for the next."""
    handle = signed.forecast("kabul")["handle"]
    before = site.get(f"/proofs/{handle}.json.tlog-proof")
    signed("log", "kabul", "-p", "0.4", "--by", "Ann", "--deadline", "2023-01-01", "--said", "2022-01-01")
    (young,) = [row["handle"] for row in signed.json("list", "forecasts") if row["forecaster"] == "ann"]
    answer = site.get(f"/proofs/{young}.json")
    assert answer.status_code == 404
    assert "is younger than the checkpoint" in told(answer.text)
    signed("checkpoint", "--key", str(signed.folder / "a.key"))
    after = site.get(f"/proofs/{handle}.json.tlog-proof")
    assert before.headers["etag"] != after.headers["etag"]
    assert proven(site, young, key_of(signed)).checkpoint.size == 7


def test_without_a_checkpoint_a_sentence_says_how_to_make_one(case: Shell, site: Site) -> None:
    """On every address of proofs; the verifier is there all the same."""
    handle = case.forecast("kabul")["handle"]
    for path in ("/checkpoint", f"/proofs/{handle}.html", f"/proofs/{handle}.json"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert "has no checkpoint" in told(answer.text)
        assert "make one with tracker checkpoint --key FILE" in told(answer.text).replace("`", "")
    assert site.get("/verify.html").status_code == 200


@pytest.mark.parametrize("name", ["9.9", "2.99", "nothing", "0.1", "2.3.json", "<b>"])
def test_what_is_no_record_has_no_proof(name: str, signed: Shell, site: Site) -> None:
    """Whatever the ending."""
    for ending in ("json", "json.tlog-proof", "html"):
        assert site.get(f"/proofs/{name}.{ending}").status_code == 404


def test_rows_lead_to_their_proofs(signed: Shell, site: Site) -> None:
    """On a frozen report, below a scorecard, and on the page of a record; the report's own HTML has none."""
    handle = signed.forecast("kabul")["handle"]
    for path in (f"/review/{SLUG}", "/forecasters/alexander-mikhailovsky", f"/records/{handle}"):
        assert f'href="/proofs/{handle}.html' in site.page(path), path
    assert "/proofs/" not in site.page(f"/review/{SLUG}/frozen.html")
    assert f"tracker review sign {SLUG} --key FILE" in told(site.page(f"/review/{SLUG}"))


def test_a_page_runs_the_verifier_and_no_other_script(signed: Shell, site: Site) -> None:
    """Its policy names the script; a quote that ends a script does not end it."""
    handle = signed.forecast("kabul")["handle"]
    policy = site.get(f"/proofs/{handle}.html").headers["content-security-policy"]
    assert policy == site.get("/verify.html").headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    hostile = "</script><script>alert(1)</script>"
    page = filled_verify_page(handle="1.1", record=hostile, path="", key="")
    assert page.count("<script") == 2


def test_a_sealed_text_is_on_no_page(case: Shell, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its record is proven by the digest alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(case.folder / "cache"))
    case("log", "The zeppelin flies by 2023-01-01, 70%", "--by", "Ann", "--sealed", "--yes")
    case("key", "new", "--out", str(case.folder / "a.key"), "--name", "example.com/ledger")
    case("checkpoint", "--key", str(case.folder / "a.key"))
    (seal,) = case.json("list", "seals")
    handle = seal["handle"]
    entry = handle.split(".")[0]
    pages = (f"/records/{handle}", f"/records/{handle}/json", f"/entries/{entry}", "/history", "/questions")
    proofs = (f"/proofs/{handle}.json", f"/proofs/{handle}.html")
    for path in (*pages, *proofs, "/", "/log", "/forecasters/ann", "/audit"):
        assert "zeppelin" not in site.get(path).text.casefold(), path
    assert json.loads(site.get(f"/proofs/{handle}.json").text)["texts"] == []
