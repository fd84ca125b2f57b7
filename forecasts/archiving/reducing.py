"""The text that a reader sees: a page without its markup, in the encoding that it names."""

from __future__ import annotations

import re
from codecs import lookup
from dataclasses import dataclass, field
from html.parser import HTMLParser

from forecasts.archiving.fetching import Fetched
from forecasts.errors import UnfitFile

_HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "object", "title"))
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col", "source"))
_BREAKS = frozenset(
    (
        *("p", "div", "br", "hr", "li", "ul", "ol", "tr", "table", "section", "article", "header", "footer"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "figcaption", "main"),
        *("nav", "aside"),
    )
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DEEPEST = 200
"""So many tags lie in one another, or are left open at the end, of a page that somebody wrote."""
_TEXTS = ("application/json", "application/xml", "application/xhtml+xml", "application/ld+json", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reduced:
    """A source's text, and the title and language that it gives itself."""

    text: str
    title: str | None = None
    language: str | None = None


def reduced(fetched: Fetched) -> Reduced:
    """The text of what was fetched; of HTML what is shown, a block a line. What holds no text is refused."""
    if fetched.data.startswith(b"%PDF") or fetched.kind == "application/pdf":
        raise UnfitFile(fetched.url, "is a PDF, whose text is not read", "save its text and give that file")
    known = fetched.kind.startswith("text/") or fetched.kind in _TEXTS
    marked = fetched.data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not known or (b"\0" in fetched.data and not marked):
        raise UnfitFile(fetched.url, "holds no text", "give a page or a text file")
    text = _decoded(fetched)
    if "html" in fetched.kind or re.match(r"\s*<(?:!doctype html|html)\b", text, re.IGNORECASE):
        return _page(text, fetched.url)
    clean = cleaned(text)
    if not clean:
        raise UnfitFile(fetched.url, "holds no text", "give a page or a text file")
    return Reduced(text=clean)


def cleaned(text: str) -> str:
    r"""Text with one kind of line break, without control characters, spaces at line ends and blank runs.

    >>> cleaned("a \r\n\n\n\nb\x00")
    'a\n\nb'
    """
    plain = _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(line.rstrip() for line in plain.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _decoded(fetched: Fetched) -> str:
    data = fetched.data
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    meta = _META.search(data[:4096])
    for name in (marked, fetched.charset, meta[1].decode() if meta else None, "utf-8"):
        if name is not None and _is_encoding(name):
            try:
                return data.decode(name)
            except (UnicodeDecodeError, ValueError):
                continue
    return data.decode("cp1252", errors="replace")


def _is_encoding(name: str) -> bool:
    """Whether a name is an encoding of text; codecs for other things go by names too."""
    try:
        return "".encode(lookup(name).name) is not None
    except (LookupError, ValueError, TypeError):
        return False


def _page(text: str, url: str) -> Reduced:
    page = _Page()
    try:
        page.feed(text)
        page.end()
    except (AssertionError, ValueError, RecursionError) as error:
        raise UnfitFile(url, "is not HTML that can be read", "save its text and give that file") from error
    shown = cleaned("\n".join(" ".join(line.split()) for line in "".join(page.found).split("\n")))
    if not shown:
        raise UnfitFile(url, "shows no text", "save what a browser shows and give that file")
    title = " ".join(_UNSAFE.sub("", page.title).split())[:1000] or None
    return Reduced(text=shown, title=title, language=page.language)


@dataclass
class _Page(HTMLParser):
    found: list[str] = field(default_factory=list)
    title: str = ""
    language: str | None = None
    _hidden: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def end(self) -> None:
        """Takes what is left: of tags that never end each would be sought to the end, so many are text."""
        rest: str = self.rawdata
        if rest.count("<") > _DEEPEST:
            self.rawdata = ""
            self.handle_data(rest)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            said = dict(attrs).get("lang") or ""
            self.language = said if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}", said) else None
        if tag in _HIDDEN and tag not in _VOID:
            if len(self._hidden) < _DEEPEST:
                self._hidden.append(tag)
        elif tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:
                pass
        elif tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data.replace("\n", " "))
        elif self._hidden == ["title"] and not self.title:
            self.title = data
