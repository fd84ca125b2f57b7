"""What was asked and what is answered, as plain data: handlers know no web framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode

from desk.people.door import NOBODY, Who
from desk.terminal.options import AS_OF, DATE
from forecasts import clock
from forecasts.errors import TrackerError, UnfitField, brief

if TYPE_CHECKING:
    from pathlib import Path

    from desk.people.door import Door
    from desk.site.shelf import Shelf
    from desk.site.uploads import Upload
    from forecasts.ledger.view import View
    from tracker.judged import Records

Value = TypeVar("Value")

Texts = Mapping[str, tuple[str, ...]]
"""Fields with all that was given for each, in its order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ledger that is served, what was read of it, and who may come to it.

    Without a `door` this computer is alone with it: everything is done in the name `alone`, and every page
    bears the `note` that says so. `spool` is a folder for the files that readers send.
    """

    where: str
    shelf: Shelf
    alone: str
    note: str
    spool: Path
    door: Door | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request: who sent it, the parts of its path by name, its query, the fields of its form, its files.

    `is_part` says that a script on the page asks for a part of it alone; `secret` is what the cookie holds.
    """

    desk: Desk
    who: Who = NOBODY
    path: str = "/"
    named: Mapping[str, str] = field(default_factory=dict)
    query: Texts = field(default_factory=dict)
    form: Texts = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    is_part: bool = False
    address: str = ""
    secret: str = field(default="", repr=False)

    @property
    def me(self) -> str:
        """In whose name deeds are recorded."""
        return self.who.name

    def text(self, name: str) -> str:
        """A field of the form, else of the query, without spaces around it; empty where it was left out."""
        found = self.form.get(name) or self.query.get(name) or ("",)
        return found[0].strip()

    def texts(self, name: str) -> tuple[str, ...]:
        """All that was given for a field and is not empty."""
        found = self.form.get(name) or self.query.get(name) or ()
        return tuple(text.strip() for text in found if text.strip())

    def value(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """A field as a value; None where it is empty.

        Raises
        ------
        UnfitField
            Where it cannot be read, in the words of the reader.
        """
        return _value(name, self.text(name), read)

    def number(self, name: str, default: int) -> int:
        """A whole number of the address, from 1; the default where it is left out.

        Raises
        ------
        UnfitField
            For what is no such number.
        """
        text = self.text(name)
        if text and not (text.isdecimal() and len(text) < 10 and int(text)):
            raise UnfitField(name, f"{brief(text)!r} is no {name}: write a whole number, from 1.")
        return int(text) if text else default

    @cached_property
    def on(self) -> date:
        """The evaluation date: that of the address, else today."""
        return _value("on", self._given("on"), DATE.read) or clock.today()

    @cached_property
    def as_of(self) -> datetime | None:
        """The moment as of which the ledger is read: that of the address, else now."""
        return _value("as_of", self._given("as_of"), AS_OF.read)

    @cached_property
    def records(self) -> Records:
        """The ledger's records as of the moment asked for."""
        return self.desk.shelf.records(self.as_of)

    @property
    def view(self) -> View:
        """The ledger as of the moment asked for."""
        return self.records.view

    def to(self, *parts: str, **query: Any) -> str:
        """The address of a page on the same days: parts of a path, and a query."""
        kept = {name: self.query[name][0] for name in ("on", "as_of") if self.query.get(name)}
        return address(*parts, **(kept | query))

    def _given(self, name: str) -> str:
        """What the address itself gives for a name, whatever the form says."""
        return (self.query.get(name) or ("",))[0].strip()


def _value(name: str, text: str, read: Callable[[str], Value]) -> Value | None:
    """A text as a value; None where it is empty, and UnfitField of that name where it cannot be read."""
    if not text:
        return None
    try:
        return read(text)
    except (TrackerError, ValueError) as refusal:
        raise UnfitField(name, str(refusal)) from refusal


def address(*parts: str, **query: Any) -> str:
    """The address of a page: parts of its path, each escaped, and a query without what is empty.

    >>> address("questions", "kabul", on="2021-12-31", page=None)
    '/questions/kabul?on=2021-12-31'
    """
    given = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in query.items()
        if value not in (None, "", ())
    }
    asked = f"?{urlencode(given, doseq=True)}" if given else ""
    return "/" + "/".join(quote(part, safe="") for part in parts) + asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the site: its template, and what the template needs. A `part` has nothing around it."""

    template: str
    title: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """Where to look after something was recorded; a `session` begins with it, and an empty one ends."""

    to: str
    session: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """Bytes as they are: a report, a calendar, a picture. A file with a `name` is kept by the reader.

    `script` is the one script in it that may run, where it is a page of its own.
    """

    body: bytes
    media: str
    name: str | None = None
    is_report: bool = False
    script: str = ""
    status: int = 200


Answer = Page | Moved | File
Handler = Callable[[Asked], Answer]
