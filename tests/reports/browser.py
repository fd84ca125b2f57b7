"""A real browser for tests: a page opened in a headless Chromium, and what a script finds there."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
needed = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: `.ci/chromium` installs it")

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=10000",
    "--allow-file-access-from-files",
)


def told(page: str, script: str, folder: Path, *, dark: bool = False, width: int = 1280) -> Any:
    """What the body of an async function returns when it runs in the page, once the page has loaded.

    `script` returns what JSON can hold; `folder` is for the browser's files.
    """
    assert CHROMIUM is not None, "tests that need a browser are marked as such"
    wrapped = (
        "<script>window.addEventListener('load', async () => {"
        "const told = document.createElement('pre');"
        f"try {{ told.textContent = JSON.stringify(await (async () => {{ {script} }})()); }}"
        "catch (fault) { told.textContent = JSON.stringify({fault: String(fault)}); }"
        "told.id = 'told'; document.body.append(told); });</script>"
    )
    place = folder / "page.html"
    place.write_text(page.replace("</body>", f"{wrapped}</body>"), encoding="utf-8")
    # Blink counts dark as 0 and light as 1.
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    profile, size = f"--user-data-dir={folder / 'profile'}", f"--window-size={width},900"
    done = subprocess.run(
        [CHROMIUM, *_FLAGS, scheme, profile, size, "--dump-dom", place.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "HOME": str(folder)},
    )
    found = re.search(r'<pre id="told">(.*?)</pre>', done.stdout, flags=re.DOTALL)
    assert found is not None, f"the page said nothing: {done.stderr[-2000:]}"
    return json.loads(html.unescape(found[1]))


def violations(page: str, folder: Path, *, dark: bool = False, width: int = 1280) -> list[str]:
    """What axe finds wrong with a page, a line for each rule and place."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    assert "</script" not in axe
    loaded = page.replace("</head>", f"<script>{axe}</script></head>")
    script = (
        "const found = await axe.run(document, {resultTypes: ['violations']});"
        "return found.violations.flatMap(one => one.nodes.map(node => "
        "`${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`));"
    )
    found = told(loaded, script, folder, dark=dark, width=width)
    assert isinstance(found, list), found
    return found


def framed(page: str, script: str, folder: Path, *, width: int, height: int) -> Any:
    """What a script finds in a page that is shown so wide and so high, in pixels.

    A window of Chromium has a least width; a frame in it has none, so this is how a phone is tried. The
    script is the body of a function of the framed `document` and `window`.
    """
    (folder / "inner.html").write_text(page, encoding="utf-8")
    size = f"border:0;width:{width}px;height:{height}px"
    outer = f'<!doctype html><body><iframe id="inner" src="inner.html" style="{size}"></iframe></body>'
    inside = (
        "const inner = document.getElementById('inner').contentWindow;"
        f"return (function (document, window) {{ {script} }})(inner.document, inner);"
    )
    return told(outer, inside, folder, width=max(width, 1400))
