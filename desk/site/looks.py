"""Pages drawn from templates: each text is escaped, and only web addresses lead out of the site."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from desk.people.roles import Deed
from desk.site.asking import Asked, Page, address
from reports.days import day
from reports.figures import counted

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
REPORT_SCRIPT = "report.js"
NAVIGATION = (
    ("Today", "/"),
    ("Log", "/log"),
    ("Questions", "/questions"),
    ("Forecasters", "/forecasters"),
    ("Sources", "/sources"),
    ("Resolve", "/resolve"),
    ("Reports", "/reports"),
    ("History", "/history"),
)
_ROOMS = {"/log": Deed.LOG, "/resolve": Deed.RESOLVE}


def drawn(page: Page, asked: Asked) -> str:
    """A page as HTML, or the part of it that its template is."""
    facts = dict(page.facts) | {
        "asked": asked,
        "may": asked.who.may,
        "to": asked.to,
        "title": page.title,
        "desk": asked.desk,
        "navigation": [
            (name, asked.to(path[1:]), _is_here(path, asked.path))
            for name, path in NAVIGATION
            if asked.who.may(_ROOMS.get(path, Deed.READ))
        ],
    }
    return environment().get_template(page.template).render(facts)


def _is_here(path: str, here: str) -> bool:
    if path == "/log" and here in ("/article", "/import"):
        return True
    return here == path or (path != "/" and here.startswith(f"{path}/"))


@cache
def environment() -> Environment:
    """The templates of the site with what they may call."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day,
        "moment": _moment,
        "counted": lambda number, noun: counted(number, noun),
        "commas": lambda number: f"{number:,}",
        "web": web_address,
        "brief": lambda digest: digest[:12],
        "said": _said,
    }
    made.globals |= {"address": address, "static": static_address}
    return made


def static_address(name: str) -> str:
    """The address of a file of the site, which changes with what is in it.

    >>> static_address("site.css").partition("?")[0]
    '/static/site.css'
    """
    return f"/static/{name}?{static_digest(name)[:12]}"


@cache
def static_digest(name: str) -> str:
    """The SHA-256 of a file of the site."""
    from hashlib import sha256

    return sha256(static_bytes(name)).hexdigest()


@cache
def static_bytes(name: str) -> bytes:
    """A file of the site; the script of reports is the reports' own."""
    if name == REPORT_SCRIPT:
        from reports.render.webpage import script

        return script().encode()
    return (_HERE / "static" / name).read_bytes()


def web_address(text: str | None) -> str | None:
    """An address that a reader may follow; None for a text that is none, such as `javascript:` ones.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("see page 3")
    ('https://example.org/a', None, None)
    """
    if text is None or any(letter.isspace() or not letter.isprintable() for letter in text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _said(value: Any) -> str:
    """A value of a record as a reader sees it."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, tuple):
        return ", ".join(map(_said, value))
    return str(value)
