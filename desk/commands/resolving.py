"""`tracker resolve`: what came of a question, or of many from a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.terminal import record_options
from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, recording, records
from forecasts import clock
from forecasts.errors import TrackerError

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry


@click.command()
@click.argument("question", required=False, metavar="[SLUG]")
@record_options.outcome_options
@record_options.option_option
@click.option("--because", metavar="TEXT", help="Why it is void or ambiguous; a remark on any other outcome.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Resolve the questions of a CSV file, all or none.",
)
@records
def resolve(ledger: Ledger, analyst: str, question: str | None, file: Path | None, **typed: Any) -> None:
    r"""Enter what came of a question.

    Who forecast what is not shown: who resolves should not be swayed. A file
    has the columns question, outcome, on, value, option, grade, known_on,
    evidence, because.

    \b
    Example:
      tracker resolve kabul --on 2021-08-15 --evidence "all agencies"
      tracker resolve move-north --not-through 2021-12-25
      tracker resolve --file outcomes.csv
    """
    if (question is None) == (file is None):
        raise click.UsageError("Give one question's slug, or --file with several.")
    record_options.one_answer(typed)
    if file is not None:
        if any(typed.values()):
            raise click.UsageError("A file says what came of its questions: leave the other options out.")
        with recording(ledger, "resolve", by=analyst) as entry:
            count = _resolve_file(entry, file, analyst=analyst)
        click.echo("1 outcome recorded." if count == 1 else f"{count:,} outcomes recorded.")
    else:
        with recording(ledger, "resolve", by=analyst) as entry:
            sentence = _resolve_one(entry, str(question), typed)
        say(sentence)
    echo_head(ledger)


def _resolve_one(entry: Entry, slug: str, typed: dict[str, Any]) -> str:
    from forecasts.recording.outcomes import TypedOutcome
    from forecasts.recording.outcomes import resolve as resolved

    done = resolved(entry, slug, TypedOutcome(**typed), today=clock.today)
    found = done.outcome
    forecasts = "1 forecast" if done.forecasts == 1 else f"{done.forecasts:,} forecasts"
    known = f"known on {found.known_on}. It touches {forecasts}."
    return f"{found.question} {found.sentence} ({done.handle}); {known}"


@contextmanager
def _options_of_import() -> Iterator[None]:
    """Of a refusal that names options, say which command has them."""
    try:
        yield
    except TrackerError as refusal:
        if "--" not in str(refusal):
            raise
        whose = "`tracker import` has these options, and takes outcomes too."
        raise TrackerError(f"{refusal} {whose}") from refusal


def _resolve_file(entry: Entry, file: Path, *, analyst: str) -> int:
    from forecasts.errors import UnfitFile
    from forecasts.exchange.importing import record_file
    from forecasts.exchange.options import ImportOptions

    with _options_of_import():
        found = record_file(
            file,
            entry,
            by=analyst,
            options=ImportOptions(),
            today=clock.today(),
            together=(file,),
            again="resolve it again",
        ).new
    if set(found) - {"outcome"}:
        raise UnfitFile(
            str(file), f"holds {', '.join(sorted(found))}", "bring it in with `tracker import FILE`"
        )
    return found.get("outcome", 0)
