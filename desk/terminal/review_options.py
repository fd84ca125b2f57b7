"""What the commands of reviews take alike: which report is meant."""

from __future__ import annotations

import click

report_argument = click.argument("report", metavar="ID")
"""A frozen report, by its name or the beginning of it."""
