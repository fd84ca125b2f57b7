"""The site behind a real server and in a real browser, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from desk.people.door import Door
from desk.site.application import application
from desk.site.asking import Desk
from desk.site.patience import PatientProtocol
from desk.site.serving import listening, own_names
from desk.site.shelf import Shelf
from forecasts.ledger import Ledger

WIDTHS = {"wide": 1300, "phone": 390}


@contextmanager
def served(path: Path | str, *, analyst: str = "", has_accounts: bool = False) -> Iterator[str]:
    """The address of a server on a ledger: for its accounts, or for one in whose name deeds are recorded."""
    with (
        Ledger.open(path) as ledger,
        listening("127.0.0.1", 0) as listener,
        TemporaryDirectory() as spool,
    ):
        port = listener.getsockname()[1]
        note = f"Without accounts: what is recorded here is recorded by {analyst}."
        door = Door(ledger, origin=f"http://localhost:{port}") if has_accounts else None
        shelf, folder = Shelf(ledger), Path(spool)
        desk = Desk(where=str(path), shelf=shelf, alone=analyst, note=note, spool=folder, door=door)
        site = application(desk, hosts=own_names("127.0.0.1", port))
        config = uvicorn.Config(site, http=PatientProtocol, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        running = Thread(target=server.run, kwargs={"sockets": [listener]})
        running.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            running.join(20)


@contextmanager
def opened(
    browser: Browser, address: str, *, width: str = "wide", script: bool = True, dark: bool = False
) -> Iterator[Page]:
    """A page of the browser on the site; what its console complains of is an error."""
    size = {"width": WIDTHS[width], "height": 844}
    with browser.new_context(
        base_url=address,
        viewport=size,  # type: ignore[arg-type]  # a width and a height
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
    ) as context:
        page = context.new_page()
        page.set_default_timeout(20_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        yield page
        assert not faults, faults


def _is_fault(said: ConsoleMessage) -> bool:
    """Whether the console complains of more than a page that was meant to be refused."""
    told = said.text
    return said.type == "error" and "status of 400" not in told and not told.startswith("htmx:")


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page, a line for each rule and place."""
    page.evaluate(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8") + "; null")
    found: list[str] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(found => "
        "found.violations.flatMap(one => one.nodes.map(node => "
        "`${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))"
    )
    return found


def is_no_wider_than_its_window(page: Page) -> bool:
    """Whether nothing is to be scrolled sideways."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    return wide


def tabbed_to(page: Page, wanted: Locator, *, most: int = 60) -> None:
    """Goes on by the Tab key until something has the focus, as who uses no mouse."""
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")
