"""`tracker plan`: how many more events until a stated difference, or a stated fault, would be seen."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from desk.terminal.numbers import Number
from desk.terminal.opening_ledger import reads_if_named
from desk.terminal.options import PROBABILITY, on_option

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@click.command()
@click.argument("forecasters", nargs=-1, metavar="[NAME]...")
@click.option(
    "--difference", type=Number(), metavar="D", help="Tell two apart whose mean Brier differs by D."
)
@click.option("--fault", type=PROBABILITY, metavar="P", help="See chances that are P too high or too low.")
@click.option(
    "--slope", type=Number(), metavar="S", help="See chances with Cox's slope S: below 1 is overconfident."
)
@click.option("--power", type=PROBABILITY, default="80%", metavar="P", help="How surely it is seen [80%].")
@click.option(
    "--spread",
    type=Number(),
    metavar="SD",
    help="How much the difference varies by event [what the two said; else 0.25].",
)
@click.option(
    "--chance", type=PROBABILITY, metavar="P", help="What is said each time [what the forecaster said]."
)
@click.option(
    "--tests",
    type=click.IntRange(min=1),
    metavar="N",
    default=1,
    help="How many pairs or faults are tested at once [1].",
)
@on_option
@reads_if_named
def plan(
    view: View | None,
    as_json: bool,
    forecasters: tuple[str, ...],
    difference: float | None,
    fault: float | None,
    slope: float | None,
    power: float,
    spread: float | None,
    chance: float | None,
    tests: int,
    on: date,
) -> None:
    r"""Tell how many events it takes to see something.

    Give one of --difference, --fault and --slope: the size that would matter. What was seen so far is
    not used. With NAMEs, the events so far are counted, and what was said on them shows how much is
    luck; two NAMEs go with --difference, one with the others. Without, no ledger is needed.

    \b
    Example:
      tracker plan ann bob --difference 0.03
      tracker plan ann --fault 10%
      tracker plan --slope 0.6 --power 90%
    """
    from desk.terminal.tables import echo_facts, echo_json
    from reports.plans import Terms, plan_for_difference, plan_for_fault

    _refuse_unfit(forecasters, difference=difference, fault=fault, slope=slope, spread=spread, chance=chance)
    terms = Terms(power=power, tests=tests)
    if difference is not None:
        found = plan_for_difference(view, forecasters, difference, spread=spread, terms=terms, on=on)
    else:
        name = forecasters[0] if forecasters else None
        found = plan_for_fault(view, name, fault=fault, slope=slope, chance=chance, terms=terms, on=on)
    if as_json:
        echo_json(asdict(found))
        return
    click.echo(click.wrap_text(found.sentence, 80))
    click.echo()
    echo_facts([("Assumed", "\n".join(found.assumed))], indent=0)


def _refuse_unfit(
    forecasters: tuple[str, ...],
    *,
    difference: float | None,
    fault: float | None,
    slope: float | None,
    spread: float | None,
    chance: float | None,
) -> None:
    """Refuse options and names that do not go together."""
    if sum(size is not None for size in (difference, fault, slope)) != 1:
        raise click.UsageError(
            "Give one of --difference, --fault and --slope: the size that would matter, such as "
            "--difference 0.03."
        )
    wanted = 1 if difference is None else 2
    if forecasters and len(forecasters) != wanted:
        which = "--difference takes two names" if wanted == 2 else "--fault and --slope take one name"
        raise click.UsageError(f"{which}, or none, and not {len(forecasters)}.")
    if spread is not None and difference is None:
        raise click.UsageError("--spread goes with --difference: it is how much the difference varies.")
    if chance is not None and fault is None:
        raise click.UsageError("--chance goes with --fault: it is what is said every time.")
