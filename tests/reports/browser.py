"""A real browser for tests: one headless Chromium, and what a script finds in a page that it has opened."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    "--remote-debugging-pipe",
)
_ALIKE = r"""(() => {
    for (const table of document.querySelectorAll('table')) {
        const seen = {};
        for (const row of table.querySelectorAll('tbody tr')) {
            const shape = row.outerHTML.replace(/>[^<]+</g, '><').replace(/ (?!class)[\w-]+="[^"]*"/g, '');
            seen[shape] = (seen[shape] || 0) + 1;
            if (seen[shape] > 2) row.remove();
        }
    }
})()"""
"""Leaves two of the lines of a table that differ in words and numbers alone, and have the same elements."""
_PATIENCE = 120.0  # seconds: the machine may be busy with other tests


class Browser:
    """A running Chromium, asked by the DevTools protocol over a pair of pipes.

    Every message is JSON and ends with a zero byte. Chromium reads them at descriptor 3 and answers at 4.
    """

    def __init__(self, folder: Path) -> None:
        assert CHROMIUM is not None, "tests that need a browser are marked as such"
        self._folder = folder
        self._unread = b""
        self._number = 0
        to_browser, from_browser = _pipe(), _pipe()
        self._writing, self._reading = to_browser[1], from_browser[0]
        self._process = os.posix_spawn(
            CHROMIUM,
            [CHROMIUM, *_FLAGS, f"--user-data-dir={folder / 'profile'}"],
            {**os.environ, "HOME": str(folder)},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 2, str(folder / "errors"), os.O_WRONLY | os.O_CREAT, 0o600),
                (os.POSIX_SPAWN_DUP2, to_browser[0], 3),
                (os.POSIX_SPAWN_DUP2, from_browser[1], 4),
            ],
        )
        os.close(to_browser[0])
        os.close(from_browser[1])

    def found(
        self, page: str, script: str, *, dark: bool = False, width: int = 1280, height: int = 900
    ) -> Any:
        """What the body of an async function returns when it runs in the page, once the page has loaded.

        `script` returns what JSON can hold. Each page has a tab of its own, so many pixels wide and high.
        """
        with self._tab(page, dark=dark, width=width, height=height) as tab:
            return self._evaluated(tab, f"(async () => {{ {script} }})()")

    def violations(self, page: str, *, dark: bool = False, width: int = 1280) -> list[str]:
        """What axe finds wrong with a page, a line for each rule and place.

        Of lines of a table that are made alike it looks at two: it takes long, and finds in each the same.
        """
        axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        run = (
            "axe.run(document, {resultTypes: ['violations']}).then(found => "
            "found.violations.flatMap(one => one.nodes.map(node => "
            "`${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))"
        )
        with self._tab(page, dark=dark, width=width) as tab:
            self._evaluated(tab, f"{_ALIKE}; {axe}; null")
            found = self._evaluated(tab, run)
        assert isinstance(found, list), found
        return found

    def printed(self, page: str) -> bytes:
        """The page as the browser prints it on A4: a PDF."""
        with self._tab(page, dark=False, width=1280) as tab:
            answer = self._asked("Page.printToPDF", tab, preferCSSPageSize=True)
        return base64.b64decode(answer["data"])

    def close(self) -> None:
        """End the browser."""
        os.close(self._writing)
        os.close(self._reading)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    @contextmanager
    def _tab(self, page: str, *, dark: bool, width: int, height: int = 900) -> Iterator[str]:
        """The session of a tab in which the page has loaded."""
        place = self._folder / f"page-{self._number}.html"
        place.write_text(page, encoding="utf-8")
        target = self._asked("Target.createTarget", url="about:blank")["targetId"]
        tab = str(self._asked("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._asked("Emulation.setEmulatedMedia", tab, features=[scheme])
        self._asked("Emulation.setDeviceMetricsOverride", tab, **size)
        self._asked("Page.enable", tab)
        self._asked("Page.navigate", tab, url=place.as_uri())
        self._awaited(lambda message: message.get("method") == "Page.loadEventFired")
        try:
            yield tab
        finally:
            self._asked("Target.closeTarget", targetId=target)

    def _evaluated(self, tab: str, expression: str) -> Any:
        """The value of an expression in the page, a promise kept; a fault in it is an error here."""
        answer = self._asked(
            "Runtime.evaluate", tab, expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def _asked(self, method: str, tab: str | None = None, /, **params: Any) -> dict[str, Any]:
        """The browser's answer to one request."""
        self._number += 1
        number = self._number
        request = {"id": number, "method": method, "params": params}
        text = json.dumps(request | ({"sessionId": tab} if tab else {}))
        with os.fdopen(os.dup(self._writing), "wb") as pipe:
            pipe.write(text.encode() + b"\0")
        answer = self._awaited(lambda message: message.get("id") == number)
        assert "error" not in answer, f"{method}: {answer['error']}"
        result: dict[str, Any] = answer["result"]
        return result

    def _awaited(self, wanted: Any) -> dict[str, Any]:
        """The next message that is wanted; what comes before it is dropped."""
        until = time.monotonic() + _PATIENCE
        while True:
            while b"\0" in self._unread:
                text, self._unread = self._unread.split(b"\0", 1)
                message: dict[str, Any] = json.loads(text)
                if wanted(message):
                    return message
            ready, _, _ = select.select([self._reading], [], [], max(0.0, until - time.monotonic()))
            read = os.read(self._reading, 1 << 16) if ready else b""
            assert read, f"the browser said nothing: {(self._folder / 'errors').read_text()[-2000:]}"
            self._unread += read


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are out of the way of descriptors 3 and 4, and are not inherited."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
