"""A report as files: one in the look that its name asks for, or a folder with everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnknownLook
from forecasts.writing import write

if TYPE_CHECKING:
    from reports.charts.picture import Picture
    from reports.render.layout import Page
    from reports.render.typesetter import Run
    from reports.report import Report

LOOKS = (".html", ".pdf", ".md", ".json", ".txt")
IMAGES = ("svg", "png")
TABLES = "tables"

Begins = Callable[[], "bytes | Callable[[], bytes]"]
"""Makes a file, or begins one and gives what finishes it."""

Tell = Callable[[str], object]
"""Takes a sentence about what is missing."""


def checked(out: str) -> str:
    """Where a report is to be written, as it was typed, before any work is done; else UnknownLook.

    >>> checked("card.html"), checked("2026-Q3/"), checked("cards")
    ('card.html', '2026-Q3/', 'cards')
    """
    if not is_folder(out) and Path(out).suffix.casefold() not in (*LOOKS, ".htm"):
        raise UnknownLook(Path(out).name, LOOKS)
    return out


def written(report: Report, out: str | Path, *, tell: Tell | None = None) -> tuple[Path, ...]:
    """Writes a report where a user asked for it, and says which files it wrote.

    What exists as a folder, ends in a slash or has no suffix is a folder, and gets everything; a file
    gets the look of its suffix.

    Raises
    ------
    UnknownLook
        If the suffix names none of `LOOKS`.
    NotDrawn
        If the look that was asked for cannot be made.
    """
    typed = checked(str(out))
    where = Path(typed)
    if is_folder(typed):
        return write_all(report, where, tell=tell)
    write(where, in_look(report, where.suffix))
    return (where,)


def write_all(
    report: Report, folder: Path, *, tell: Tell | None = None, run: Run | None = None
) -> tuple[Path, ...]:
    """Writes every look of a report into a folder, its tables as CSV and its charts as SVG and PNG.

    The files are `report.html`, `.md`, `.json`, `.txt`, and `.pdf` with `annex.pdf` where typst is installed;
    `card.png`, `embed.html` and `cite.bib` to share it; `tables/NAME.csv`; `charts/NAME.svg` and `.png`.
    Files of the same names are replaced. What cannot be made is left out, and `tell` gets a sentence about
    it; without `tell` it is raised when all else is written. Letters for which
    no font is found stand as boxes in pictures, and `tell` hears what to install. `run` may set the PDFs in
    another process; they are then written last.
    """
    from reports import render
    from reports.render import fonts

    looks = LOOKS if find_spec("typst") is not None else tuple(look for look in LOOKS if look != ".pdf")
    page = render.laid_out(report)
    made: dict[str, Begins] = {**makers(report, looks=looks, images=IMAGES, laid=page)}
    if run is not None:
        made |= _begun(page, made, run)
    files = _all_written(made, folder, tell)
    if tell is not None and (boxes := fonts.nowhere((folder / "report.json").read_text(encoding="utf-8"))):
        tell(boxes)
    return files


def makers(
    report: Report, *, looks: tuple[str, ...], images: tuple[str, ...], laid: Page | None = None
) -> dict[str, Callable[[], bytes]]:
    """What makes each file of a report's folder, by its name: looks, what it is shared by, tables, charts.

    Its page, which is `laid` where it is at hand, says where its tables and its card lie: beside it.
    """
    from reports import render
    from reports.render.sharing import CARD, bibtex, card, embed

    page = laid or render.laid_out(report)
    made: dict[str, Callable[[], bytes]] = {
        f"report{suffix}": partial(in_look, report, suffix, page) for suffix in looks
    }
    if "report.pdf" in made and render.has_annex(page):
        made["annex.pdf"] = partial(render.pdf, page, annex=True)
    made["report.html"] = lambda: render.html(page, tables=TABLES, shared=True).encode()
    made[CARD] = partial(card, page)
    made["embed.html"] = lambda: embed(page).encode()
    made["cite.bib"] = lambda: bibtex(page).encode()
    made |= {f"{TABLES}/{name}": text.encode for name, text in render.tables(page).items()}
    source = f"From the {report.name} with the digest {report.digest[:12]}"
    for name, picture in render.charts(page):
        made |= _images(f"charts/{name}", picture, source, images)
    return made


def _begun(page: Page, made: Mapping[str, Begins], run: Run) -> dict[str, Begins]:
    """What begins each PDF of a folder, to be finished when all else is written."""
    from reports import render

    each = {"report.pdf": False, "annex.pdf": True}
    return {
        name: partial(render.pdf_begun, page, annex=annex, run=run)
        for name, annex in each.items()
        if name in made
    }


def _images(
    name: str, picture: Picture, source: str, forms: tuple[str, ...]
) -> dict[str, Callable[[], bytes]]:
    """The files of a chart, which is drawn once."""
    from reports.charts.drawing import images

    @cache
    def drawn() -> dict[str, bytes]:
        return images(picture, forms, source=source)

    def one(form: str) -> bytes:
        return drawn()[form]

    return {f"{name}.{form}": partial(one, form) for form in forms}


def _all_written(made: Mapping[str, Begins], folder: Path, tell: Tell | None) -> tuple[Path, ...]:
    """Writes each file that can be made; the others are told of, or the first of their faults is raised.

    A file that is only begun when it is asked for is finished after the others.
    """
    faults: dict[str, Exception] = {}
    files: list[Path] = []
    waiting = list(made.items())
    for name, make in waiting:
        try:
            data = make()
        except Exception as fault:  # nothing takes a report down: all other files are written
            faults[name] = fault
            continue
        if not isinstance(data, bytes):
            waiting.append((name, data))
            continue
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, data)
        files.append(place)
    if faults and tell is None:
        raise next(iter(faults.values()))
    for name, why in faults.items():
        assert tell is not None, "without it the fault was raised"
        reason = " ".join(str(why).split()) or type(why).__name__
        tell(f"{name} is missing: {reason}")
    return tuple(files)


def is_folder(out: str) -> bool:
    """Whether what a user typed means a folder: one that exists, or a name with a slash last or no suffix.

    A pipe or a device, such as /dev/null, is none.
    """
    place = Path(out)
    if place.exists() and not place.is_file():
        return place.is_dir()
    return out.endswith(("/", "\\")) or not place.suffix


def in_look(report: Report, suffix: str, laid: Page | None = None) -> bytes:
    """The bytes of a report in the look of a suffix of `LOOKS`; `laid` is its page where it is at hand."""
    from reports import render

    page = laid or render.laid_out(report)
    match suffix.casefold():
        case ".pdf":
            return render.pdf(page)
        case ".md":
            return render.markdown(page).encode()
        case ".json":
            return render.as_json(report).encode()
        case ".txt":
            return render.terminal(page, width=80, colour=False).encode()
        case _:
            return render.html(page).encode()
