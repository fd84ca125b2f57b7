"""The examples of `docs/api.md` do what they say, against a server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.desk.site.live import served
from tests.shell import Shell

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
NAMED = "http://127.0.0.1:8421"


def blocks(language: str) -> list[str]:
    """The examples in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_examples_for_curl_are_answered(case: Shell) -> None:
    """Each with JSON; what is sent is recorded."""
    with served(case.path, analyst="ben") as site:
        for command in re.findall(r"^curl (?:.*\\\n)*.*$", "".join(blocks("bash")), re.MULTILINE):
            typed = command.replace(NAMED, site)
            done = subprocess.run(typed, shell=True, capture_output=True, text=True, timeout=60, check=True)
            assert "detail" not in json.loads(done.stdout), done.stdout
    assert case.forecast("herat-falls")["belief"]["p"] == 0.7


def test_the_example_for_httpx_runs(case: Shell) -> None:
    """As it stands, but for the address."""
    (example,) = [block for block in blocks("python") if "httpx.Client" in block]
    with served(case.path, analyst="ben") as site:
        scope: dict[str, Any] = {}
        exec(example.replace(NAMED, site), scope)
        scope["site"].close()
    assert len(case.json("list", "forecasts", "--question", "kabul")) == 2


def test_a_receiver_that_checks_as_the_page_says_takes_ours_alone() -> None:
    """Not what another signed, nor what was altered, nor an old one sent again."""
    from desk.courier import signature

    (example,) = [block for block in blocks("python") if "def is_ours" in block]
    scope: dict[str, Any] = {}
    exec(example, scope)
    header, body = signature("whsec_a", b'{"sequence": 2}', at=1_000), b'{"sequence": 2}'
    assert scope["is_ours"]("whsec_a", header, body, now=1_010.0)
    assert not scope["is_ours"]("whsec_b", header, body, now=1_010.0)
    assert not scope["is_ours"]("whsec_a", header, body + b" ", now=1_010.0)
    assert not scope["is_ours"]("whsec_a", header, body, now=2_000.0)
