"""The mappings that were told before, listed."""

from __future__ import annotations

import click

from forecasts.errors import TrackerError


def print_mappings(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """List the mappings that are remembered, and leave the command."""
    if not wanted or ctx.resilient_parsing:
        return
    from desk.terminal.tables import echo_rows
    from forecasts.exchange.mapping.saved import folder, mapping_named, names

    rows = []
    for name in names(folder()):
        try:
            mapping = mapping_named(name, folder())
            rows.append((name, ", ".join(f"{part}={column}" for part, column in mapping.columns.items())))
        except TrackerError as refusal:
            rows.append((name, str(refusal)))
    echo_rows(("mapping", "columns"), rows, none=f"No mapping is remembered yet ({folder()}).")
    ctx.exit()
