"""Reading commands, and what each answers: its exit code and its JSON."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shlex import split
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner

from forecasts import clock

NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
READER = "zoe"

_LISTED = ("questions", "forecasters", "sources", "forecasts", "statements", "outcomes")
_BELIEFS = ("chance", "timeline", "quantiles", "shares")


def _common(on: str, as_of: str) -> Iterator[str]:
    """What every ledger is asked."""
    for noun in _LISTED:
        yield f"list {noun}"
    yield f"list forecasts --as-of {as_of}"
    yield from ("history", f"history --as-of {as_of}", "audit", "source list", "source check", "review list")
    yield from (f"due --on {on}", f"due --on {on} --who --within 90", f"due --on {on} --as-of {as_of}")
    yield from (
        f"check --on {on}",
        f"check --on {on} --no-notes",
        f"check --on {on} --as-of {as_of}",
        "check",
    )
    yield from (f"scores --on {on}", f"scores --on {on} --crowd median", f"scores --on {on} --as-of {as_of}")


_FOUNDING = (
    *_common("2021-12-31", "2021-06-26"),
    *(
        "show kabul",
        "show move-north",
        "show alexander-mikhailovsky",
        "show mk-2021-06-25",
        "show 5.2",
        "show 6.3",
    ),
    *("show 5.4", "history --question kabul", "history --forecaster alexander-mikhailovsky"),
    *("history --limit 3", "list forecasts --question kabul", "list forecasts --forecaster mk"),
    *(
        "scores --on 2021-08-20",
        "scores --on 2021-12-31 --question kabul",
        "scores --on 2021-12-31 --crowd mean",
    ),
    *(
        "scores --on 2021-12-31 --topic Afghanistan",
        "scores --on 2021-12-31 --forecaster alexander-mikhailovsky",
    ),
    "due --on 2021-09-26",
    *(
        f"{report} {options}"
        for report in ("scorecard", "calibration", "compare")
        for options in (
            "--on 2021-12-31",
            "--on 2021-09-30 --as-of 2022-01-03",
            "--on 2021-12-31 --readings all --crowd median",
            "alexander-mikhailovsky --on 2021-12-31 --topic Afghanistan --kind timeline",
        )
    ),
    "scorecard --on 2021-12-31 --source mk-2021-06-25 --due 2021-07-01..2021-10-01 --horizon 30..200",
    "scorecard --on 2021-12-31 --publisher MK --made 2021-06-01..",
    "report --period 2021-Q3",
    "report --period 2021 --readings all --crowd mean",
    "report --period 2021-08",
    *("review show scorecard", "review show calibration", "review show 2021-q3"),
    *("review reproduce scorecard", "review reproduce calibration", "review reproduce 2021-q3"),
    *("review changes scorecard", "review open scorecard", "review open calibration", "review open 2021-q3"),
)

_PANEL = (
    *_common("2025-12-31", "2026-01-02T12:13"),
    *("show synthetic-event-141", "show synthetic-quantity-263", "show synthetic-vague", "show 5.3"),
    *("scores --on 2024-06-30 --crowd mean", "scores --on 2025-12-31 --forecaster synthetic-vague"),
    *("due --on 2024-06-30", "check --on 2024-06-30"),
    "scorecard synthetic-calibrated --on 2025-12-31",
    "scorecard synthetic-vague --on 2024-12-31 --readings all",
    "scorecard --crowd median --on 2025-12-31 --kind chance --due 2024-01-01..2024-06-30",
    *(
        f"scorecard synthetic-biased-up synthetic-base-rate --on 2025-12-31 --kind {kind}"
        for kind in _BELIEFS
    ),
    "calibration --on 2025-12-31",
    "calibration synthetic-overconfident synthetic-underconfident --on 2025-12-31 --kind chance",
    "calibration --on 2025-12-31 --kind quantiles --crowd mean",
    "calibration --on 2024-12-31 --kind timeline --horizon 30..200",
    "compare --on 2025-12-31",
    "compare synthetic-calibrated synthetic-overconfident --on 2025-12-31 --crowd median",
    "compare --on 2025-12-31 --against synthetic-calibrated --kind chance",
    "compare synthetic-biased-up synthetic-biased-down --on 2025-12-31 --kind quantiles",
    "compare synthetic-biased-up synthetic-biased-down --on 2025-12-31 --kind shares --made 2024-01-01..",
    "report --period 2024-Q2",
    "report --period 2025 --kind chance --crowd median",
    "report synthetic-calibrated --period 2024-05 --kind timeline",
    *("review show calibration", "review show comparison", "review show 2024-q2"),
    *("review reproduce calibration", "review reproduce comparison", "review reproduce 2024-q2"),
    *("review changes comparison", "review open comparison", "review open 2024-q2"),
)

_EVERYTHING = (
    *_common("2021-07-10", "2021-02-10"),
    *("show meeting", "show port", "show envoy", "show vote", "show oil", "show gazette", "show letter"),
    *("show ann-archer", "show bob-baker", "show 1.1", "show 5.2", "show 5.3", "show 12.4", "show 19.1"),
    *(
        "show 41.1",
        "show 44.1",
        "show 48.3",
        "show 58.3",
        "show 59.1",
        "show 60.1",
        "show 79.1",
        "show 33.13",
    ),
    *("source show gazette", "source show letter", "history --question meeting", "history --limit 9"),
    *("history --forecaster bob-baker", "list outcomes --question bridge", "list forecasts --forecaster ann"),
    *(f"scores --on {day}" for day in ("2021-02-11", "2021-02-28", "2021-03-31", "2021-06-01", "2021-12-31")),
    *("scores --on 2021-07-10 --crowd mean --question meeting", "scores --on 2021-07-10 --as-of 2021-07-02"),
    *("due --on 2021-03-01 --who", "due --on 2021-12-31 --within 400"),
    *(
        f"{report} {options}"
        for report in ("scorecard", "calibration", "compare")
        for options in (
            "--on 2021-07-10",
            "--on 2021-03-31 --as-of 2021-07-01",
            "--on 2021-07-10 --readings all --crowd mean",
            "--on 2021-07-10 --crowd median --topic Trade --topic Talks",
            *(f"--on 2021-07-10 --kind {kind}" for kind in _BELIEFS),
        )
    ),
    "scorecard ann-archer bob-baker --on 2021-12-31",
    "scorecard --publisher Gazette --on 2021-07-10",
    "compare ann-archer --on 2021-07-10",
    "report --period 2021-Q1",
    "report --period 2021-Q2 --readings all --crowd median",
    "report --period 2021-02-01..2021-06-15 --topic Trade",
    *(
        f"review {act} {report}"
        for act in ("show", "reproduce", "open", "changes")
        for report in (
            *("scorecard-ann-archer-2021-07-10-2", "calibration", "comparison", "2021-q1", "scorecard-trade"),
            "scorecard-ann-archer-2021-07-10",
        )
    ),
)

_WINDOWS = (
    *(
        "a month or two, maybe three",
        "within 90 days",
        "by the end of Q3",
        "before Easter",
        "in the near future",
    ),
    *(
        "in 2 to 4 weeks",
        "next year",
        "by mid-July",
        "this autumn",
        "between March and May",
        "after September",
    ),
    *("in a fortnight", "by 2021-12-31", "no later than Christmas", "in the second half of 2022", "tomorrow"),
    *("within a year and a half", "in several months", "soon", "by the end of the decade", "a fine day"),
)
_CHANCES = (
    "70%",
    "1 in 20",
    "7/10",
    "3 to 1",
    "unlikely",
    "almost certain",
    "may",
    "will",
    "a good chance",
    "1.7",
)
_VERIFIED = (
    *("verify chances.csv --event question", "verify chances.csv --event question --by forecaster --seed 7"),
    *(
        "verify chances.csv --event question --by topic --weight weight --replicates 300",
        "verify chances.csv",
    ),
    *(
        "verify chances.csv --event question --reference 0.3 --deadline deadline --made-on made_on",
        "verify no.csv",
    ),
    *(
        "verify quantiles.csv",
        "verify quantiles.csv --by forecaster --forecast event,forecaster",
        "verify people.csv",
    ),
    *(
        "verify chances.csv --event question --against other-chances.csv",
        "verify chances.csv --percent --strict",
    ),
)
_UNRECORDED = (
    *(f'read "{words}" --said 2021-06-25' for words in _WINDOWS),
    *(
        f'read "{words}" --scale {scale}'
        for words in _CHANCES
        for scale in ("icd203", "phia", "kent1964", "ipcc")
    ),
    *_VERIFIED,
)

ASKED: dict[str, tuple[tuple[str, ...], ...]] = {
    name: tuple(tuple(split(line)) for line in lines)
    for name, lines in (
        ("founding-case", _FOUNDING),
        ("panel", _PANEL),
        ("everything", _EVERYTHING),
        ("unrecorded", _UNRECORDED),
    )
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command answered: its exit code, its JSON (or text), and its refusal, if it refused."""

    code: int
    said: Any
    error: str | None


@contextmanager
def settled(moment: datetime) -> Iterator[None]:
    """A clock that stands still, salts of archived texts without chance, and files known by name alone."""
    with (
        patch.object(clock, "now", lambda: moment),
        patch.object(secrets, "token_hex", "5a".__mul__),
        patch.object(Path, "as_uri", lambda path: f"file:///{path.name}"),
    ):
        yield


def ask(main: Any, words: Sequence[str], *, raw: bool = False) -> Answer:
    """Run a command of the version whose `main` it is; with `raw` as it was typed, else as JSON at `NOW`."""
    if raw:
        result = CliRunner().invoke(main, list(words), prog_name="tracker")
    else:
        with settled(NOW):
            result = CliRunner().invoke(main, [*words, "--json"], prog_name="tracker")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    said: Any = result.stdout
    if not raw and result.stdout:
        said = json.loads(result.stdout)
    return Answer(code=result.exit_code, said=said, error=result.stderr if result.exit_code else None)


def handles_named(main: Any, words: Sequence[str]) -> tuple[str, ...]:
    """The words with handles in the place of `@SLUG` and of `@SLUG/forecast/0`, the first forecast on it."""
    return tuple(_handle(main, word[1:]) if word.startswith("@") else word for word in words)


def _handle(main: Any, named: str) -> str:
    slug, _, rest = named.partition("/")
    if not rest:
        return str(ask(main, ("show", slug)).said["handle"])
    noun, _, place = rest.partition("/")
    listed = ask(main, ("list", "outcomes" if noun == "outcome" else "forecasts", "--question", slug)).said
    return str(listed[int(place)]["statement" if noun == "statement" else "handle"])


def answers_as_text(answers: Mapping[str, Answer]) -> str:
    """Answers as JSON, one line a command, in the order of asking."""
    lines = (
        f"{json.dumps(words)}: {json.dumps([answer.code, answer.said, answer.error], ensure_ascii=False)}"
        for words, answer in answers.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"
