"""What `tracker report` costs as a whole process, over 1,000 forecasters and 100,000 forecasts in SQLite.

The ledger is made up, seeded, and kept in the folder for temporary files, since making it takes longer than
the report. The report is of one quarter of three years, with all its files.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline
from forecasts.handles import Handle
from forecasts.ledger import Ledger
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

FORECASTERS, FORECASTS, QUESTIONS, QUOTED_OF = 1_000, 100_000, 5_000, 20
FIRST, DAYS = date(2024, 1, 1), 3 * 365
PERIOD = "2026-Q3"
TOPICS = ("economy", "elections", "health", "security", "weather")
OPTIONS = ("red", "green", "blue")
SECONDS, MEGABYTES, PAGE = 15.0, 500.0, 5_000_000


def made_up_ledger(folder: Path, *, forecasts: int = FORECASTS) -> Path:
    """The ledger, made or brought up to date: an entry a month, forecasts before their outcomes."""
    path = folder / f"trackrecord-bench-{forecasts}.db"
    if path.is_file():
        Ledger.open(path, writing=True).close()
        return path
    rng = random.Random(20210625)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    asked = [_question(number, rng) for number in range(QUESTIONS)]
    said = sorted((_forecast(number, asked, rng) for number in range(forecasts)), key=lambda one: one.made_on)
    came = sorted(filter(None, (_outcome(one, rng) for one in asked)), key=lambda one: one.known_on or FIRST)
    with Ledger.create(part, now=_moment(FIRST), by="bench") as ledger:
        with ledger.entry("import", by="bench", now=_moment(FIRST)) as entry:
            entry.add_all(_sources())
            entry.add_all(question for question, _ in asked)
        forecasts_left, outcomes_left = iter(said), iter(came)
        one, other = next(forecasts_left, None), next(outcomes_left, None)
        for month in range(DAYS // 30 + 14):
            end = FIRST + timedelta(days=30 * (month + 1))
            nouns: list[Noun] = []
            while one is not None and one.made_on < end:
                nouns.append(one)
                one = next(forecasts_left, None)
            while other is not None and (other.known_on or FIRST) < end:
                nouns.append(other)
                other = next(outcomes_left, None)
            if nouns:
                with ledger.entry("import", by="bench", now=_moment(end)) as entry:
                    entry.add_all(nouns)
    part.rename(path)
    return path


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _sources() -> Iterator[Noun]:
    for number in range(FORECASTERS):
        yield Forecaster(slug=f"forecaster-{number:04}", name=f"Forecaster {number}")
    for number in range(20):
        yield Source(slug=f"source-{number:02}", title=f"Bulletin {number}", publisher=f"Press {number % 4}")
    for number in range(FORECASTS // QUOTED_OF):
        yield Statement(
            quote=f"It is as likely as that, says number {number}", source=f"source-{number % 20:02}"
        )


def _question(number: int, rng: random.Random) -> tuple[Question, float]:
    kind = (QuestionKind.CHOICE, QuestionKind.QUANTITY, *[QuestionKind.EVENT] * 18)[number % 20]
    made = Question(
        slug=f"question-{number:04}",
        statement=f"What question number {number} asks about comes true",
        kind=kind,
        options=OPTIONS if kind is QuestionKind.CHOICE else (),
        unit="points" if kind is QuestionKind.QUANTITY else None,
        topic=TOPICS[number % len(TOPICS)],
        cluster=f"cluster-{number % 500:03}" if number % 10 == 0 else None,
        horizon=_deadline(number) if kind is QuestionKind.EVENT else None,
    )
    return made, rng.betavariate(0.8, 0.8)


def _opened(number: int) -> date:
    return FIRST + timedelta(days=number * (DAYS - 30) // QUESTIONS)


def _deadline(number: int) -> date:
    return _opened(number) + timedelta(days=60 + 7 * (number % 30))


def _forecast(number: int, asked: list[tuple[Question, float]], rng: random.Random) -> Forecast:
    place = rng.randrange(len(asked))
    question, chance = asked[place]
    made, deadline = _opened(place) + timedelta(days=rng.randrange(45)), _deadline(place)
    vague = rng.random() < 0.03
    claim = Claim(deadline=deadline)
    belief: Belief | None
    if question.kind is QuestionKind.CHOICE:
        belief = Shares(options=OPTIONS, shares=(0.5, 0.25, 0.25))
    elif question.kind is QuestionKind.QUANTITY:
        middle = rng.gauss(100, 10)
        belief = Quantiles(levels=(0.1, 0.5, 0.9), values=(middle - 15, middle, middle + 15))
    elif number % 8 == 0:
        days = float((deadline - made).days)
        latest = made + timedelta(days=int(days // 2))
        belief = Timeline(
            days=(0.0, days // 6, days // 3, days // 2, days),
            cdf=(0.0, 0.1, 0.5, 0.9, 0.95),
            horizon=deadline,
            words="within months",
            rule="W80-1",
            earliest=made + timedelta(days=int(days // 6)),
            central=made + timedelta(days=int(days // 3)),
            latest=latest,
        )
        claim = Claim(when="within months")
    else:
        belief = Chance.stated(min(0.99, max(0.01, round(chance + rng.gauss(0, 0.15), 2))))
    return Forecast(
        question=question.slug,
        forecaster=f"forecaster-{number % FORECASTERS:04}",
        made_on=made,
        claim=Claim() if vague else claim,
        belief=None if vague else belief,
        unscoreable_because=(Unscoreable("vague word"),) if vague else (),
        statement=Handle(1, FORECASTERS + 21 + number // QUOTED_OF) if number % QUOTED_OF == 0 else None,
    )


def _outcome(asked: tuple[Question, float], rng: random.Random) -> Outcome | None:
    question, chance = asked
    number = int(question.slug.rpartition("-")[2])
    opened, deadline = _opened(number) + timedelta(days=46), _deadline(number)
    known = deadline + timedelta(days=rng.choice((1, 1, 1, 3, 40)))
    if number % 60 == 7:
        return None
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
    if rng.random() < chance:
        day = opened + timedelta(days=rng.randrange(max((deadline - opened).days, 1)))
        return Outcome(
            question=question.slug, kind=OutcomeKind.HAPPENED, on=day, known_on=day + timedelta(days=1)
        )
    return Outcome(question=question.slug, kind=OutcomeKind.NOT_THROUGH, on=deadline, known_on=known)


def spent(*command: str) -> tuple[float, float]:
    """Seconds that a process took, and its peak memory in megabytes; its output is thrown away."""
    start = time.perf_counter()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(sys.executable, [sys.executable, *command])
    _, status, usage = os.wait4(child, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print seconds, peak memory and the size of the page, each beside what is allowed."""
    ledger = made_up_ledger(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory() as folder:
        seconds, megabytes = spent(
            *("-m", "tracker", "report", "--ledger", str(ledger)),
            *("--period", PERIOD, "--out", folder),
        )
        page = (Path(folder) / "report.html").stat().st_size
    print(f"{'tracker report, 100,000 forecasts':40} {'ours':>9} {'allowed':>9}")
    for what, found, allowed, unit, over in (
        ("time", seconds, SECONDS, "s", "too slow"),
        ("peak memory", megabytes, MEGABYTES, "MB", "too much"),
        ("report.html", page / 1e6, PAGE / 1e6, "MB", "too large"),
    ):
        print(f"{what:40} {found:7.1f}{unit:2} {allowed:7.1f}{unit:2}  {over if found > allowed else ''}")


if __name__ == "__main__":
    main()
