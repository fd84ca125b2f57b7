"""The few colours of every chart, safe for colour-blind readers, and their names in a page's style."""

from __future__ import annotations

INK = "#1d1d1f"
QUIET = "#6f6f76"
FAINT = "#dcdcd8"
PAPER = "#fefefc"
BLUE = "#0072b2"
ORANGE = "#d55e00"
SKY = "#4d94c8"
PURPLE = "#b5629a"
GREEN = "#00936b"

VARIABLES = {
    INK: "--ink",
    QUIET: "--quiet",
    FAINT: "--faint",
    PAPER: "--paper",
    BLUE: "--blue",
    ORANGE: "--orange",
    SKY: "--sky",
}
