"""What it costs to judge a million forecasts as columns, beside pandas only reading what judging needs.

The ledger is made up, seeded, and kept: in the folder for temporary files, and where TRACKER_TEST_POSTGRES
names a server, in a schema of its own there. All times are those of this process's own processor time.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, make_url, text

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.ledger.engines import engine_at
from forecasts.model import (
    Claim,
    Forecast,
    Forecaster,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Source,
    Statement,
    Unscoreable,
)
from tracker.scores import NEEDED, scores
from tracker.verdicts import verdicts

if TYPE_CHECKING:
    from pandas import DataFrame

FORECASTS, FORECASTERS, QUESTIONS, QUOTED_OF = 1_000_000, 1_000, 5_000, 20
FIRST, DAYS, OPEN = date(2021, 1, 1), 1_500, 45
ON = date(2024, 10, 1)
OPTIONS = ("red", "green", "blue")
ROUNDS, ALLOWED, MEMORY = 3, 1.3, 900
PEER = {
    "forecasts": "entry, position, question, forecaster, made_on, made_at, attested_on, reading, "
    "unscoreable, option, above, below, not_before, deadline, condition_question, condition_answer, "
    "condition_by, belief, rule, p, low, high, earliest, central, latest, horizon, days, heights, levels, "
    '"values", options, shares',
    "questions": "slug, statement, kind, options, topic, zone, cluster, recurs",
    "outcomes": 'entry, position, question, kind, "on", value, option, grade, known_on, because',
}


def made_up(ledger: Ledger, *, forecasts: int) -> None:
    """Fills an empty ledger: an entry a month, forecasts as they are made and outcomes as they are known."""
    rng = random.Random(20210625)
    asked = [_question(number) for number in range(QUESTIONS)]
    with ledger.entry("import", by="bench", now=_moment(FIRST)) as entry:
        entry.add_all(_people())
        entry.add_all(asked)
    came = sorted((_outcome(number, asked[number], rng) for number in range(QUESTIONS)), key=_known)
    for month in range(DAYS // 30 + 3):
        since, until = (FIRST + timedelta(days=30 * turn) for turn in (month, month + 1))
        made = range(*(min(30 * turn * forecasts // DAYS, forecasts) for turn in (month, month + 1)))
        with ledger.entry("import", by="bench", now=_moment(until)) as entry:
            quoted = [number for number in made if number % QUOTED_OF == 0]
            entry.add_all(
                Statement(quote=f"It is as likely as that, says number {number}", source="bulletin")
                for number in quoted
            )
            said = {number: Handle(entry.sequence, place) for place, number in enumerate(quoted, 1)}
            entry.add_all(
                _forecast(number, number * DAYS // forecasts, asked, said.get(number), rng) for number in made
            )
            entry.add_all(outcome for outcome in came if since <= _known(outcome) < until)
            if not entry.records:
                entry.add(Source(slug=f"nothing-{month}", title="A month without news"))


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _people() -> Iterator[Noun]:
    yield Source(slug="bulletin", title="Bulletin")
    for number in range(FORECASTERS):
        yield Forecaster(slug=f"forecaster-{number:04}", name=f"Forecaster {number}")


def _question(number: int) -> Question:
    kind = (QuestionKind.CHOICE, QuestionKind.QUANTITY, *[QuestionKind.EVENT] * 18)[number % 20]
    return Question(
        slug=f"question-{number:04}",
        statement=f"What question number {number} asks about comes true",
        kind=kind,
        options=OPTIONS if kind is QuestionKind.CHOICE else (),
        unit="points" if kind is QuestionKind.QUANTITY else None,
        topic=f"topic-{number % 12}",
        cluster=f"cluster-{number % 500:03}" if number % 10 == 0 else None,
        horizon=_deadline(number) if kind is QuestionKind.EVENT else None,
    )


def _opened(number: int) -> int:
    return number * (DAYS - OPEN) // QUESTIONS


def _deadline(number: int) -> date:
    return FIRST + timedelta(days=_opened(number) + 100 + 7 * (number % 30))


def _forecast(
    number: int, day: int, asked: list[Question], statement: Handle | None, rng: random.Random
) -> Forecast:
    latest = min(day * QUESTIONS // (DAYS - OPEN), QUESTIONS - 1)
    place = rng.randint(max(0, latest - OPEN * QUESTIONS // DAYS + 5), latest)
    question, made, deadline = asked[place], FIRST + timedelta(days=day), _deadline(place)
    claim, belief = _said(question, number, made, deadline, rng)
    vague = number % 33 == 0
    return Forecast(
        question=question.slug,
        forecaster=f"forecaster-{rng.randrange(FORECASTERS):04}",
        made_on=made,
        attested_on=made if number % 3 == 0 else None,
        claim=Claim() if vague else claim,
        belief=None if vague else belief,
        unscoreable_because=(Unscoreable("vague word"),) if vague else (),
        statement=statement,
    )


def _said(
    question: Question, number: int, made: date, deadline: date, rng: random.Random
) -> tuple[Claim, Belief]:
    if question.kind is QuestionKind.CHOICE:
        return Claim(deadline=deadline), Shares(options=OPTIONS, shares=(0.5, 0.25, 0.25))
    if question.kind is QuestionKind.QUANTITY:
        middle = round(rng.gauss(100, 10), 1)
        values = (middle - 15, middle, middle + 15)
        return Claim(deadline=deadline), Quantiles(levels=(0.1, 0.5, 0.9), values=values)
    if number % 8:
        return Claim(deadline=deadline), Chance.stated(rng.randint(1, 99) / 100)
    days = (deadline - made).days
    early, middle_day, late = days // 6, days // 3, days // 2
    timeline = Timeline(
        days=(0.0, float(early), float(middle_day), float(late), float(days)),
        cdf=(0.0, 0.1, 0.5, 0.9, 0.95),
        horizon=deadline,
        words="within months",
        rule="W80-1",
        earliest=made + timedelta(days=early),
        central=made + timedelta(days=middle_day),
        latest=made + timedelta(days=late),
    )
    return Claim(when="within months"), timeline


def _outcome(number: int, question: Question, rng: random.Random) -> Outcome:
    deadline = _deadline(number)
    known = deadline + timedelta(days=rng.choice((1, 1, 1, 3, 40)))
    if question.kind is QuestionKind.CHOICE:
        return Outcome(
            question=question.slug, kind=OutcomeKind.OPTION, option=rng.choice(OPTIONS), known_on=known
        )
    if question.kind is QuestionKind.QUANTITY:
        return Outcome(
            question=question.slug, kind=OutcomeKind.VALUE, value=rng.gauss(100, 12), known_on=known
        )
    if number % 40 == 3:
        return Outcome(question=question.slug, kind=OutcomeKind.VOID, because="called off", known_on=known)
    if number % 3:
        return Outcome(question=question.slug, kind=OutcomeKind.NOT_THROUGH, on=deadline, known_on=known)
    day = deadline - timedelta(days=rng.randrange(90))
    return Outcome(
        question=question.slug, kind=OutcomeKind.HAPPENED, on=day, known_on=day + timedelta(days=1)
    )


def _known(outcome: Outcome) -> date:
    assert outcome.known_on is not None, "every outcome here says when it was known"
    return outcome.known_on


def in_file(folder: Path, *, forecasts: int) -> str:
    """The ledger as a SQLite file, made or brought up to date."""
    path = folder / f"trackrecord-columns-{forecasts}.db"
    if not path.is_file():
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        with Ledger.create(part, now=_moment(FIRST), by="bench") as ledger:
            made_up(ledger, forecasts=forecasts)
        part.rename(path)
    Ledger.open(path, writing=True).close()
    return str(path)


def on_server(server: str, *, forecasts: int) -> str:
    """The ledger in a schema of a PostgreSQL server, made there or brought up to date."""
    name = f"trackrecord_columns_{forecasts}"
    part = f"{name}_part"
    engine = create_engine(
        make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        schemas = text("SELECT schema_name FROM information_schema.schemata")
        if name not in connection.scalars(schemas).all():
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {part} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA {part}")
            with Ledger.create(_schema(server, part), now=_moment(FIRST), by="bench") as ledger:
                made_up(ledger, forecasts=forecasts)
            connection.exec_driver_sql(f"ALTER SCHEMA {part} RENAME TO {name}")
            connection.exec_driver_sql("ANALYZE")
    engine.dispose()
    Ledger.open(_schema(server, name), writing=True).close()
    return _schema(server, name)


def _schema(server: str, name: str) -> str:
    return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process that a piece of work takes."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def judged(where: str) -> tuple[float, float, float, float]:
    """Processor seconds of reading, verdicts and scores, and megabytes at their highest, in a new process."""
    command = [sys.executable, "-m", "tests.benchmarks.columns", "--judge", where]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    reading, judging, scoring, peak = json.loads(done.stdout)
    return reading, judging, scoring, peak


def judge_here(where: str) -> None:
    """Judge a ledger's forecasts in this process, and print what it took."""
    import pandas as pd

    frames: list[DataFrame] = [pd.DataFrame()]
    with Ledger.open(where) as ledger:
        view = ledger.view()
        questions, outcomes = view.questions(), view.outcomes()
        reading = spent(lambda: frames.append(view.forecasts(NEEDED)))
        reading += spent(lambda: (view.questions(), view.outcomes()))
    judging = spent(lambda: frames.append(verdicts(frames.pop(), questions, outcomes, on=ON)))
    scoring = spent(lambda: frames.append(scores(frames.pop(), on=ON)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([reading, judging, scoring, peak]))


def measured(where: str) -> tuple[float, float, float]:
    """Seconds of reading and judging, seconds of pandas reading, and our megabytes: medians of rounds."""
    rounds = [(judged(where), peer(where)) for _ in range(ROUNDS)]
    ours = statistics.median(sum(found[:3]) for found, _ in rounds)
    return ours, statistics.median(peer for _, peer in rounds), max(found[3] for found, _ in rounds)


def peer(where: str) -> float:
    """Processor seconds of pandas reading, in a process of its own: a child inherits our peak."""
    command = [sys.executable, "-m", "tests.benchmarks.columns", "--read", where]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def peer_reading(where: str) -> list[DataFrame]:
    """The columns of the three tables that judging needs, as pandas reads them: dates stay as they come."""
    import pandas as pd

    engine = engine_at(where)
    with engine.connect() as connection:
        found = [pd.read_sql(text(f"SELECT {names} FROM {name}"), connection) for name, names in PEER.items()]
    engine.dispose()
    return found


def main() -> None:
    """Print what judging takes beside its peer, on SQLite and where there is a server on PostgreSQL."""
    if sys.argv[1:2] == ["--judge"]:
        judge_here(sys.argv[2])
        return
    if sys.argv[1:2] == ["--read"]:
        where = sys.argv[2]
        print(spent(lambda: peer_reading(where)))
        return
    forecasts = int(sys.argv[1]) if len(sys.argv) > 1 else FORECASTS
    places = {"SQLite": in_file(Path(tempfile.gettempdir()), forecasts=forecasts)}
    if server := os.environ.get("TRACKER_TEST_POSTGRES"):
        places["PostgreSQL"] = on_server(server, forecasts=forecasts)
    else:
        print("skipped: TRACKER_TEST_POSTGRES names no PostgreSQL server")
    print(f"{f'{forecasts:,} forecasts':32} {'ours':>8} {'peer':>8} {'ratio':>6} {'allowed':>8} {'peak':>8}")
    for engine, where in places.items():
        ours, peer, peak = measured(where)
        over = ", too slow" if ours > ALLOWED * peer else ", too much" if peak > MEMORY else ""
        print(
            f"{f'{engine}: read, verdicts, scores':32} {ours:7.2f}s {peer:7.2f}s {ours / peer:6.2f} "
            f"{ALLOWED:8.1f} {peak:6.0f}MB, {MEMORY} allowed{over}"
        )


if __name__ == "__main__":
    main()
