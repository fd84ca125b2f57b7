"""Typst, which sets a PDF from its sources: in this process, or in another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from forecasts.errors import NotDrawn, NoTypesetter

_STANDARD = "ua-1"

Run = Callable[..., Callable[[], "bytes | str"]]
"""Begins a function with its arguments, and gives what waits for its answer."""


def here(function: Callable[..., bytes | str], *given: object) -> Callable[[], bytes | str]:
    """Runs it in this process, once it is waited for."""
    return partial(function, *given)


def begun(sources: dict[str, bytes], folders: tuple[Path, ...], *, run: Run) -> Callable[[], bytes]:
    """A PDF of sources by name, with the fonts of some folders, begun by `run`: what is given waits for it.

    Raises
    ------
    NoTypesetter
        If typst is not installed.
    NotDrawn
        When it is waited for, if the sources cannot be set.
    """
    if find_spec("typst") is None:
        raise NoTypesetter
    compiled = run(_compiled, sources, folders)

    def finished() -> bytes:
        found = compiled()
        if isinstance(found, str):
            raise NotDrawn("PDF", found)
        return found

    return finished


def _compiled(sources: dict[str, bytes], folders: tuple[Path, ...]) -> bytes | str:
    """The PDF, or why it cannot be set: a fault of the typesetter's own does not leave its process."""
    import typst

    try:
        compiled: bytes = typst.compile(  # type: ignore[call-overload]  # its types leave out files by name
            sources,
            format="pdf",
            font_paths=list(folders),
            ignore_system_fonts=True,
            pdf_standards=_STANDARD,
        )
    except typst.TypstError as fault:
        return " ".join(str(fault).split())
    return compiled
