"""The command group, and nothing else: commands are named as strings and loaded when asked for."""

from __future__ import annotations

import errno
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from desk.terminal.folding import at_terminal, say
from desk.terminal.streams import prepare_streams, shortened
from forecasts.collecting import patient_collector
from forecasts.errors import TrackerError
from forecasts.ledger.watching import Watch, watched

SECTIONS: dict[str, dict[str, str]] = {
    "Record": {
        "init": "desk.commands.keeping:init",
        "settings": "desk.commands.keeping:settings",
        "read": "desk.commands.reading:read",
        "log": "desk.commands.recording:log",
        "reveal": "desk.commands.revealing:reveal",
        "amend": "desk.commands.amending:amend",
        "edit": "desk.commands.editing:edit",
        "undo": "desk.commands.undoing:undo",
        "rename": "desk.commands.renaming:rename",
        "merge": "desk.commands.renaming:merge",
        "withdraw": "desk.commands.amending:withdraw",
        "resolve": "desk.commands.resolving:resolve",
        "import": "desk.commands.importing:import_",
        "source": "desk.commands.sourcing:source",
        "erase": "desk.commands.erasing:erase",
    },
    "Judge": {
        "due": "desk.commands.deadlines:due",
        "check": "desk.commands.checking:check",
        "verify": "desk.commands.verifying:verify",
        "scores": "desk.commands.judging:scores",
    },
    "Show": {
        "list": "desk.commands.browsing:list_",
        "show": "desk.commands.browsing:show",
        "history": "desk.commands.browsing:history",
        "scorecard": "desk.commands.scorecards:scorecard",
        "calibration": "desk.commands.scorecards:calibration",
        "chart": "desk.commands.charting:chart",
        "compare": "desk.commands.comparing:compare",
        "plan": "desk.commands.planning:plan",
        "report": "desk.commands.reporting:report",
        "demo": "desk.commands.demonstrating:demo",
        "review": "desk.commands.reviewing:review",
        "serve": "desk.commands.serving:serve",
        "site": "desk.commands.publishing:site",
        "visibility": "desk.commands.publishing:visibility",
    },
    "Keep": {
        "audit": "desk.commands.keeping:audit",
        "backup": "desk.commands.keeping:backup",
        "upgrade": "desk.commands.keeping:upgrade",
        "clock": "desk.commands.keeping:clock_",
        "export": "desk.commands.exporting:export",
        "snapshot": "desk.commands.snapshots:snapshot",
        "webhook": "desk.commands.hooking:webhook",
        "user": "desk.commands.people:user",
    },
    "Prove": {
        "key": "desk.commands.keys:key",
        "checkpoint": "desk.commands.proving:checkpoint",
        "prove": "desk.commands.proving:prove",
        "verify-proof": "desk.commands.trusting:verify_proof",
        "witness": "desk.commands.trusting:witness",
        "stamp": "desk.commands.stamping:stamp",
    },
}
PLACES = {name: place for section in SECTIONS.values() for name, place in section.items()}
INTERRUPTED = 130


class Refusal(click.ClickException):
    """What is refused, in one sentence, folded between words where a person reads it."""

    def show(self, file: Any = None) -> None:
        """Print the sentence where errors go."""
        say(f"Error: {shortened(self.format_message())}", err=True)


class LazyGroup(click.Group):
    """A group that loads a command when it is asked for, and the one place where errors meet the user."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        if cmd_name not in PLACES:
            return None
        module, _, attribute = PLACES[cmd_name].partition(":")
        found = getattr(import_module(module), attribute)
        assert isinstance(found, click.Command)
        for command in (found, *(found.commands.values() if isinstance(found, click.Group) else ())):
            # Docstrings are raw; click knows its mark for text that is not to be folded as one character.
            command.help = (command.help or "").replace("\\b\n", "\b\n")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; a typo is answered with the nearest names."""
        name = args[0]
        if name not in PLACES and not name.startswith("-"):
            near = get_close_matches(name, PLACES, n=3)
            hint = f"Did you mean {' or '.join(near)}?" if near else "See tracker --help for all commands."
            ctx.fail(f"There is no command {name!r}. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under the four headings."""
        widest = max(map(len, PLACES))
        for title, places in SECTIONS.items():
            commands = {name: self.get_command(ctx, name) for name in places}
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (name.ljust(widest), command.get_short_help_str(formatter.width - widest - 6))
                        for name, command in commands.items()
                        if command is not None
                    ]
                )

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run what was typed, looking for garbage seldom: a command ends before there is much of it."""
        prepare_streams()
        with patient_collector():
            return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes one sentence, and never a traceback."""
        with watched() as watch:
            return self._invoked(ctx, watch)

    def _left_by(self, ctx: click.Context, watch: Watch) -> str:
        """What an interrupted command leaves; one that only reads is not said to have recorded nothing."""
        command = self.get_command(ctx, ctx.invoked_subcommand or "")
        if watch.sealed_nothing and command is not None and not may_record(command):
            return "Stopped before it was done."
        return watch.sentence()

    def _invoked(self, ctx: click.Context, watch: Watch) -> Any:
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            raise Refusal(str(error)) from error
        except click.UsageError as error:
            raise click.UsageError(
                at_terminal(shortened(error.format_message()), err=True), error.ctx
            ) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            unnamed = "Standard output: " if error.errno in (errno.ENOSPC, errno.EBADF, errno.EIO) else ""
            where = f"{error.filename}: " if error.filename else unnamed
            raise Refusal(f"{where}{error.strerror or error}.") from error
        except UnicodeEncodeError as error:
            letters = ascii(error.object[error.start : error.end][:20])
            remedy = "mend the text, or use a UTF-8 locale such as LANG=C.UTF-8"
            raise Refusal(f"{letters} cannot be written as {error.encoding}: {remedy}.") from error
        except (KeyboardInterrupt, EOFError, click.Abort, RuntimeError) as stop:
            if isinstance(stop, RuntimeError) and not (isinstance(stop, click.Abort) or _is_interrupt(stop)):
                raise
            click.echo(f"\n{self._left_by(ctx, watch)}", err=True)
            ctx.exit(INTERRUPTED if _is_interrupt(stop) else 1)


def _is_interrupt(stop: BaseException) -> bool:
    """Whether it comes of Ctrl-C: a prompt makes an Abort of it, and DuckDB an error that has no class."""
    if isinstance(stop, KeyboardInterrupt) or isinstance(stop.__context__, KeyboardInterrupt):
        return True
    return str(stop) == "Query interrupted"


def may_record(command: click.Command) -> bool:
    """Whether a command, or one below it, can write an entry: then somebody acts, whom `--as` names."""
    if isinstance(command, click.Group):
        return any(map(may_record, command.commands.values()))
    return any("--as" in parameter.opts for parameter in command.params)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("trackrecord")
    except PackageNotFoundError:
        return "unknown: not installed"


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"tracker {_version()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Hold forecasters to their words: log what was said, enter what came of it, compare.

    Start with `tracker init`, or with `tracker demo` for a worked case.
    """
