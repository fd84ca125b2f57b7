"""A report as files: one in the look that its name asks for, or a folder with everything."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnknownLook

if TYPE_CHECKING:
    from reports.render.layout import Page
    from reports.report import Report

LOOKS = (".html", ".pdf", ".md", ".json", ".txt")
IMAGES = ("svg", "png")
TABLES = "tables"


def checked(out: str) -> str:
    """Where a report is to be written, as it was typed, before any work is done; else UnknownLook.

    >>> checked("card.html"), checked("2026-Q3/"), checked("cards")
    ('card.html', '2026-Q3/', 'cards')
    """
    if not is_folder(out) and Path(out).suffix.casefold() not in (*LOOKS, ".htm"):
        raise UnknownLook(Path(out).name, LOOKS)
    return out


def written(report: Report, out: str | Path) -> tuple[Path, ...]:
    """Writes a report where a user asked for it, and says which files it wrote.

    What exists as a folder, ends in a slash or has no suffix is a folder, and gets everything; a file
    gets the look of its suffix.

    Raises
    ------
    UnknownLook
        If the suffix names none of `LOOKS`.
    """
    from reports import render

    typed = checked(str(out))
    where = Path(typed)
    if is_folder(typed):
        return write_all(report, where)
    where.write_bytes(_look(report, where.suffix, render.laid_out(report)))
    return (where,)


def write_all(report: Report, folder: Path) -> tuple[Path, ...]:
    """Writes every look of a report into a folder, its tables as CSV and its charts as SVG and PNG.

    The files are `report.html`, `.md`, `.json`, `.txt`, and `.pdf` where typst is installed;
    `tables/NAME.csv`; `charts/NAME.svg` and `.png`. Files of the same names are replaced.
    """
    from reports import render
    from reports.charts.drawing import images

    page = render.laid_out(report)
    files = {
        f"report{look}": _look(report, look, page)
        for look in LOOKS[1:]
        if look != ".pdf" or find_spec("typst") is not None
    }
    files["report.html"] = render.html(page, tables=TABLES).encode()
    files |= {f"{TABLES}/{name}": text.encode() for name, text in render.tables(page).items()}
    source = f"From the {report.name} with the digest {report.digest[:12]}"
    for name, picture in render.charts(page):
        for form, image in images(picture, IMAGES, source=source).items():
            files[f"charts/{name}.{form}"] = image
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return tuple(folder / name for name in files)


def is_folder(out: str) -> bool:
    """Whether what a user typed means a folder: one that exists, or a name with a slash last or no suffix."""
    return out.endswith(("/", "\\")) or Path(out).is_dir() or not Path(out).suffix


def _look(report: Report, look: str, page: Page) -> bytes:
    from reports import render

    match look.casefold():
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
