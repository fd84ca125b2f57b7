"""Text that fits its place in a chart."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("The Taliban move beyond Afghanistan", 20)
    'The Taliban move…'
    """
    line = " ".join(text.split()).replace("$", r"\$")
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:-–") + "…"
