"""`tracker log`: one forecast into the ledger, with the question, source and forecaster it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.terminal import record_options
from desk.terminal.folding import say
from desk.terminal.opening_ledger import echo_head, previewing, recording, records
from desk.terminal.options import DATE
from desk.terminal.sealing import record_shut
from forecasts import clock
from forecasts.errors import UnfitFile

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.recording.new_forecast import LoggedForecast, NewForecast
    from forecasts.recording.paragraphs import Page

STANDARD_INPUT = "-"
_PAGE = re.compile(r"\S+\.(?:md|markdown|txt|text)|\S*[/\\]\S*|\.{1,2}", re.IGNORECASE)
_OUTRIGHT = (
    *("when", "chance", "shares", "quantiles", "deadline", "not_before", "above", "below", "option"),
    *("given", "unscoreable"),
)
_OF_A_QUESTION = {
    *("criteria", "kind", "options", "unit", "topic", "tags", "zone", "cluster", "recurs", "horizon"),
    *("reference_rate", "reference_source", "reference_count"),
}


@click.command()
@click.argument("about", required=False, metavar="[STATEMENT|SLUG|FILE]")
@click.argument("words", required=False, metavar="[WORDS]")
@click.option("--slug", metavar="SLUG", help="The slug of a new question [from its statement].")
@record_options.saying_options
@record_options.claim_options
@record_options.option_option
@record_options.source_options
@record_options.question_options
@click.option("--yes", is_flag=True, help="Record sentences as they were read, without asking.")
@click.option("--resume", is_flag=True, help="Go on with the answers of a dialogue that was left.")
@click.option("--dry-run", is_flag=True, help="Show how it would be read, and record nothing.")
@click.option("--sealed", is_flag=True, help="Record its digest now, and its words with `reveal`.")
@records
def log(
    ledger: Ledger,
    analyst: str,
    about: str | None,
    words: str | None,
    slug: str | None,
    yes: bool,
    resume: bool,
    dry_run: bool,
    sealed: bool,
    **typed: Any,
) -> None:
    r"""Log what a forecaster said.

    An argument without spaces is the slug of a known question; anything else
    is the statement of a new one. Where no option says when or how likely, the
    sentence does. A FILE (or - for standard input) holds many, one a paragraph.
    A statement alone makes just the question, such as one that a condition
    names. With nothing at all, it asks step by step.

    \b
    Example:
      tracker log "Kabul falls within three months, 70%" --by Ann
      tracker log kabul "60% by June 2022" --by Ben
      tracker log statements.md --by Ann --source "MK, 25 June 2021"
      tracker log "Taliban capture Kabul" --slug kabul \
        --by "Alexander Mikhailovsky" --said 2021-06-25 \
        --when "a month or two, maybe three"
      tracker log offensive-north --by alexander-mikhailovsky \
        --said 2021-06-25 -p unlikely --scale icd203 --deadline 2021-09-25
      tracker log "Kunduz falls" --slug kunduz --criteria "two agencies report it"
      tracker log "Kabul falls within three months, 70%" --by Ann --sealed
    """
    asked = about is None and slug is None and not any(typed.values())
    if resume and not asked:
        raise click.UsageError("--resume goes on with a dialogue: leave the other options out.")
    if asked:
        _ask(ledger, analyst=analyst, resume=resume, dry_run=dry_run, sealed=sealed)
        return
    if about is not None and (words is not None or _is_page(about, slug) or _is_sentence(about, typed)):
        how = {"dry_run": dry_run, "yes": yes, "sealed": sealed}
        _log_sentences(ledger, about, words, slug, typed, analyst=analyst, **how)
        return
    if about is not None and _only_asks(about, slug, typed):
        if sealed:
            raise click.UsageError("--sealed is for forecasts: a question alone is recorded openly.")
        _make_question(ledger, about, slug, typed, analyst=analyst, dry_run=dry_run)
        return
    new = _new_forecast(about, slug, typed)
    if dry_run:
        _show_dry_run(ledger, new, analyst=analyst)
        click.echo("Nothing was recorded: this was a dry run.")
    elif sealed:
        _show_dry_run(ledger, new, analyst=analyst, done="To be sealed")
        record_shut(ledger, [new], analyst=analyst)
    else:
        _record(ledger, new, analyst=analyst, briefly=False)


def _is_page(about: str, slug: str | None) -> bool:
    """Whether statements are in a file: no slug has a dot or a stroke in it, and no file is given one."""
    of_a_file = _PAGE.fullmatch(about) is not None and (slug is None or Path(about).is_file())
    return about == STANDARD_INPUT or of_a_file


def _is_sentence(about: str, typed: dict[str, Any]) -> bool:
    """Whether nothing but the statement can say when and how likely."""
    from forecasts.recording.questions import is_statement

    outright = any(typed[name] is not None and typed[name] != () for name in _OUTRIGHT)
    return is_statement(about) and typed["by"] is not None and not outright


def _says_how_likely(about: str, ledger: Ledger) -> bool:
    """Whether a statement has a number for how likely it is, which is no part of a question."""
    from forecasts.errors import TrackerError
    from forecasts.recording.sentences import read_sentence

    try:
        found = read_sentence(about, said=clock.today(), scale=ledger.view().settings.scale)
    except TrackerError:
        return False
    return found.chance is not None and any(letter.isdecimal() for letter in found.chance)


def _log_sentences(
    ledger: Ledger,
    about: str,
    words: str | None,
    slug: str | None,
    typed: dict[str, Any],
    *,
    analyst: str,
    dry_run: bool,
    yes: bool,
    sealed: bool,
) -> None:
    from desk.terminal.log_sentences import Logging
    from forecasts.recording.spoken_forecasts import read_all, read_beside, read_whole

    today, settings = clock.today(), ledger.view().settings
    nobody = "standard input holds the statements" if about == STANDARD_INPUT else None
    logging = Logging(
        ledger=ledger, analyst=analyst, dry_run=dry_run, yes=yes, sealed=sealed, because_nobody=nobody
    )
    if _is_page(about, slug):
        if words is not None or slug is not None:
            raise click.UsageError("A file says what is forecast: leave the words and --slug out.")
        page = _page(about)
        typed = {**typed, **_shared(page, typed)}
        shared = _new_forecast(about, None, typed, spoken=True)
        forecasts = read_all(page, shared, file=about, today=today, settings=settings)
    else:
        new = _new_forecast(about, slug, typed, spoken=True)
        if words is None:
            forecasts = [read_whole(new, today=today, settings=settings)]
        else:
            forecasts = [read_beside(new, words, today=today, settings=settings)]
    logging.record(forecasts)


def _page(place: str) -> Page:
    from forecasts.recording.paragraphs import read_page

    name = "standard input" if place == STANDARD_INPUT else place
    try:
        with click.open_file(place, encoding="utf-8") as file:
            return read_page(file.read(), name=name)
    except UnicodeDecodeError as error:
        raise UnfitFile(name, "is not UTF-8 text", "save it as UTF-8") from error
    except IsADirectoryError as error:
        raise UnfitFile(name, "is a folder", "name a file of statements in it") from error


def _shared(page: Page, typed: dict[str, Any]) -> dict[str, Any]:
    """What the page says of all its statements, where no option says otherwise."""
    names = {"published": "published_on"}
    said = {names.get(name, name): value for name, value in page.shared}
    return {
        name: DATE.convert(value, None, None) if name in ("said", "published_on") else value
        for name, value in said.items()
        if typed[name] is None
    }


def _ask(ledger: Ledger, *, analyst: str, resume: bool, dry_run: bool, sealed: bool) -> None:
    """Ask step by step; the answers are kept until they are recorded."""
    from desk.terminal.drafts import Draft
    from desk.terminal.log_dialogue import begun

    draft = Draft.of(ledger.where, analyst=analyst)
    talk = begun(ledger.view(), draft, today=clock.today(), resume=resume)
    new = talk.until_confirmed(lambda new: _show_dry_run(ledger, new, analyst=analyst))
    if new is None:
        click.echo("Nothing was recorded.")
    elif dry_run:
        click.echo("Nothing was recorded: this was a dry run.")
    elif sealed:
        record_shut(ledger, [new], analyst=analyst)
        draft.drop()
    else:
        _record(ledger, new, analyst=analyst, briefly=True)
        draft.drop()


def _only_asks(about: str, slug: str | None, typed: dict[str, Any]) -> bool:
    """Whether a new question is described, and nothing of a forecast on it."""
    from forecasts.recording.questions import is_statement

    named = {name for name, value in typed.items() if value is not None and value != ()}
    return (slug is not None or is_statement(about)) and named <= _OF_A_QUESTION


def _make_question(
    ledger: Ledger, about: str, slug: str | None, typed: dict[str, Any], *, analyst: str, dry_run: bool
) -> None:
    from forecasts.recording.questions import meant_question

    if _says_how_likely(about, ledger):
        raise click.UsageError(
            "Who forecast it? Give --by NAME; or leave out how likely it is, if it is only a question."
        )
    new_question = record_options.new_question(typed, slug=slug)
    notes: list[str] = []
    with (previewing if dry_run else recording)(ledger, "log", by=analyst) as entry:
        meant_question(about, new_question, horizon=typed["horizon"], entry=entry, notes=notes)
    for note in notes:
        say(f"{note[:-1]}, no forecast.")
    if dry_run:
        click.echo("Nothing was recorded: this was a dry run.")
    else:
        echo_head(ledger)


def _record(ledger: Ledger, new: NewForecast, *, analyst: str, briefly: bool) -> None:
    from forecasts.recording.new_forecast import log_forecast

    with recording(ledger, "log", by=analyst) as entry:
        logged = log_forecast(new, entry, now=clock.now(), analyst=analyst)
    if briefly:
        click.echo(f"Logged {logged.handle}.")
    else:
        _echo_forecast(logged, "Logged")
    echo_head(ledger)


def _show_dry_run(ledger: Ledger, new: NewForecast, *, analyst: str, done: str = "To be logged") -> None:
    """Show how a forecast would be recorded, with everything that the ledger checks, and record nothing."""
    from forecasts.recording.new_forecast import log_forecast

    with previewing(ledger, "log", by=analyst) as entry:
        logged = log_forecast(new, entry, now=clock.now(), analyst=analyst)
    _echo_forecast(logged, done)


def _new_forecast(
    about: str | None, slug: str | None, typed: dict[str, Any], *, spoken: bool = False
) -> NewForecast:
    from forecasts.model import PRIMARY, ForecasterKind
    from forecasts.recording.new_forecast import NewForecast

    if about is None:
        raise click.UsageError("What is forecast? Give a statement, or the slug of a known question.")
    if typed["by"] is None:
        raise click.UsageError("Who forecast it? Give --by NAME.")
    return NewForecast(
        about=about,
        by=typed["by"],
        said=record_options.said(typed),
        made_on=typed["said"],
        made_at=typed["made_at"],
        attested_on=typed["attested_on"],
        deadline=typed["deadline"],
        condition=record_options.condition(typed),
        reading=typed["reading"] or PRIMARY,
        restates=typed["restates"],
        horizon=typed["horizon"],
        new_question=record_options.new_question(typed, slug=slug),
        provenance=record_options.provenance(typed, spoken=spoken),
        forecaster_kind=ForecasterKind(typed["forecaster_kind"] or ForecasterKind.PERSON),
    )


def _echo_forecast(logged: LoggedForecast, done: str) -> None:
    from desk.terminal.describing import facts
    from desk.terminal.tables import echo_facts

    for note in logged.notes:
        say(note)
    click.echo(f"{done} {logged.handle}:")
    echo_facts(facts(logged.forecast))
