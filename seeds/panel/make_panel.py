"""A synthetic panel: eight forecasters whose faults are known, because the truth was drawn first.

`python seeds/panel/make_panel.py` writes the data files beside it, the same bytes every time. Every
event is given a true chance; news moves it once, up or down with equal odds; then the outcome is drawn
from it. A forecaster says the true chance after bending its log-odds by a slope and a shift, so that
what a report should find is written in `faults.py`. No person, place or event in it is real.
"""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # as the type checker finds the neighbour, and as a script does
    from seeds.panel.faults import BASE_RATE, FORECASTERS, TIMELY, VAGUE, bent, bent_shares, in_a_word
else:
    from faults import BASE_RATE, FORECASTERS, TIMELY, VAGUE, bent, bent_shares, in_a_word

SEED = 20230323
FIRST_DAY, DAYS = date(2023, 1, 2), 700
LABEL = "(synthetic)"


NUMERATE = tuple(slug for slug in FORECASTERS if slug != VAGUE)
VAGUE_WORDS = ("may", "could", "might", "possible", "cannot be ruled out")
VAGUE_TIMES = ("soon", "in the near future", "in the future")
TOPICS = ("trade", "elections", "conflict", "science", "weather")

Cells = dict[str, str]


@dataclass(kw_only=True)
class Panel:
    """The rows of the data files as they grow, and the truth behind them: (before, after the news)."""

    rng: random.Random
    questions: list[Cells] = field(default_factory=list)
    forecasts: list[Cells] = field(default_factory=list)
    outcomes: list[Cells] = field(default_factory=list)
    truth: dict[str, tuple[float, float]] = field(default_factory=dict)

    def between(self, low: float, high: float) -> float:
        """A number drawn evenly from a range."""
        return low + (high - low) * self.rng.random()

    def day(self, start: date, days: float) -> date:
        """A day drawn evenly from the `days` days that begin with `start`."""
        return start + timedelta(days=int(self.between(0, max(days, 1))))

    def some(self, choices: Sequence[str], share: float) -> list[str]:
        """Every choice with the same probability, in order; one of them where that leaves none."""
        found = [choice for choice in choices if self.rng.random() < share]
        return found or [choices[int(self.between(0, len(choices)))]]

    def ask(self, kind: str, noun: str, **cells: str) -> str:
        """Add a question, and return its slug."""
        number = len(self.questions) + 1
        slug = f"synthetic-{kind}-{number:03d}"
        told = {"statement": f"{noun} {number:03d} {LABEL}", "criteria": f"What make_panel.py draws {LABEL}"}
        topic = TOPICS[number % len(TOPICS)]
        self.questions.append({"slug": slug, **told, "kind": kind, "topic": topic, **cells})
        return slug

    def say(self, question: str, forecaster: str, said: date, **cells: str) -> None:
        """Add a forecast; nineteen in twenty are attested on the day they were made."""
        attested = said.isoformat() if self.rng.random() < 0.95 else ""
        row = {"question": question, "forecaster": forecaster, "said": said.isoformat()}
        self.forecasts.append({**row, "attested_on": attested, **cells})

    def quote(self, words: str) -> Cells:
        """The cells of a statement in the synthetic source."""
        return {"source": "synthetic-bulletin", "quote": f"{words} {LABEL}", "language": "en"}

    def answer(self, question: str, outcome: str, **cells: str) -> None:
        """Add an outcome; a few stay open, and a few come to nothing, whatever would have come of them."""
        fate = self.rng.random()
        if fate < 0.03:
            return
        if fate < 0.06:
            known = cells.pop("on", "") or cells["known_on"]
            outcome = "void" if fate < 0.045 else "ambiguous"
            cells = {"because": f"The criterion could not be judged {LABEL}", "known_on": known}
        row = {"question": question, "outcome": outcome, "evidence": f"Drawn by make_panel.py {LABEL}"}
        self.outcomes.append({**row, **cells})

    def events(self, count: int) -> None:
        """Yes or no by a deadline, in numbers and in words, with updates; the vague one joins in."""
        for number in range(count):
            asked = self.day(FIRST_DAY, DAYS)
            third = int(self.between(25, 75))
            deadline = asked + timedelta(days=3 * third)
            cells = {"cluster": f"synthetic-cluster-{number // 6:02d}"} if number % 2 else {}
            slug = self.ask("event", "An event happens by its deadline", **cells)
            before, after = self.true_chance(slug)
            news = asked + timedelta(days=third)
            for forecaster in self.some(NUMERATE, 0.42):
                said = asked if forecaster == TIMELY else self.day(asked, third)
                self.say(slug, forecaster, said, **self.chance(before, forecaster, deadline))
                if self.rng.random() < 0.18:
                    self.say(
                        slug, forecaster, self.day(news, third), **self.chance(after, forecaster, deadline)
                    )
            if self.rng.random() < 0.75:
                self.say(slug, VAGUE, self.day(asked, third), **self.vaguely(before, deadline))
            if self.rng.random() < after:
                self.answer(slug, "happened", on=self.day(news + timedelta(days=third), third).isoformat())
            elif self.rng.random() < 0.08:
                self.answer(slug, "partly", grade="0.5", on=deadline.isoformat())
            else:
                self.answer(slug, "not through", on=deadline.isoformat())

    def true_chance(self, slug: str) -> tuple[float, float]:
        """The true chance of an event before and after the news, which is as likely to be good as bad."""
        before = 1 / (1 + math.exp(-self.between(-3.2, 2.4)))
        step = 0.6 * min(before, 1 - before)
        after = before + step if self.rng.random() < 0.5 else before - step
        self.truth[slug] = (before, after)
        return before, after

    def chance(self, p: float, forecaster: str, deadline: date) -> Cells:
        """A chance by a deadline, said in a number or, one time in four, in a word."""
        said = bent(p, FORECASTERS[forecaster])
        if self.rng.random() < 0.25 and forecaster != BASE_RATE:
            word = in_a_word(said)
            words = {"chance": word, "scale": "icd203", **self.quote(word)}
            return {**words, "deadline": deadline.isoformat()}
        return {"chance": f"{said:.2f}", "deadline": deadline.isoformat()}

    def vaguely(self, p: float, deadline: date) -> Cells:
        """What the vague one says: mostly nothing that could be scored."""
        fate = self.rng.random()
        word = VAGUE_WORDS[int(self.between(0, len(VAGUE_WORDS)))]
        when = VAGUE_TIMES[int(self.between(0, len(VAGUE_TIMES)))]
        if fate < 0.15:
            return {"chance": f"{p:.2f}", "deadline": deadline.isoformat()}
        if fate < 0.45:
            return {"chance": word, "deadline": deadline.isoformat(), **self.quote(word)}
        if fate < 0.75:
            return {"chance": word, "when": when, **self.quote(f"{word}, {when}")}
        return {"when": when, "unscoreable": "no deadline; no probability", **self.quote(when)}

    def windows(self, count: int) -> None:
        """When does it happen? Log-normal times, told as windows; one in twelve never happens."""
        for _ in range(count):
            asked = self.day(FIRST_DAY, DAYS)
            horizon = asked + timedelta(days=365)
            slug = self.ask("event", "A date comes", horizon=horizon.isoformat())
            median = self.between(35, 110)
            for forecaster in self.some(NUMERATE, 0.3):
                self.say(slug, forecaster, asked, **self.window(median, forecaster, asked))
            days = math.ceil(median * math.exp(0.45 * NormalDist().inv_cdf(self.between(0.001, 0.999))))
            happens = self.rng.random() > 1 / 12
            if happens and days <= 365:
                self.answer(slug, "happened", on=(asked + timedelta(days=days)).isoformat())
            else:
                self.answer(slug, "not through", on=horizon.isoformat())

    def window(self, median: float, forecaster: str, asked: date) -> Cells:
        """The middle four fifths of the forecaster's belief in weeks, or a latest date alone."""
        fault = FORECASTERS[forecaster]
        if forecaster == BASE_RATE:
            return {"when": "within 6 months", **self.quote("within 6 months")}
        spread = 0.45 * fault.width
        middle = median * math.exp(0.45 * fault.drift)
        first = max(1, round(middle * math.exp(-1.2816 * spread) / 7))
        last = min(50, max(first + 1, round(middle * math.exp(1.2816 * spread) / 7)))
        fate = self.rng.random()
        if fate < 0.1:
            words = f"by {(asked + timedelta(weeks=last)).isoformat()}"
        elif fate < 0.25 and fault.width == 1:
            words = f"in about {max(2, round(middle / 7))} weeks"
        else:
            words = f"in {first} to {last} weeks"
        chance = {"chance": "0.80"} if fate > 0.9 else {}
        return {"when": words, **chance, **self.quote(words)}

    def conditionals(self, count: int) -> None:
        """If the first happens, does the second? Only asked of what comes after the first."""
        for _ in range(count):
            asked = self.day(FIRST_DAY, DAYS)
            middle, last = asked + timedelta(days=90), asked + timedelta(days=150)
            first = self.ask("event", "A condition is met")
            second = self.ask("event", "A consequence follows")
            (_, met), (_, follows) = self.true_chance(first), self.true_chance(second)
            for forecaster in self.some(NUMERATE, 0.3):
                given = {"given": first, "given_by": middle.isoformat()}
                said = self.day(asked, 30)
                self.say(second, forecaster, said, **given, **self.chance(follows, forecaster, last))
            is_met = self.rng.random() < met
            if is_met:
                self.answer(first, "happened", on=self.day(asked + timedelta(days=31), 59).isoformat())
            else:
                self.answer(first, "not through", on=middle.isoformat())
            if self.rng.random() < (follows if is_met else 0.1):
                self.answer(second, "happened", on=self.day(middle + timedelta(days=1), 59).isoformat())
            else:
                self.answer(second, "not through", on=last.isoformat())

    def choices(self, kind: str, count: int) -> None:
        """One of several options, with or without an order, told as shares."""
        for _ in range(count):
            asked = self.day(FIRST_DAY, DAYS)
            known = (asked + timedelta(days=120)).isoformat()
            names = ("low", "middle", "high", "very high") if kind == "ordered" else ("A", "B", "C")
            options = [f"{name} {LABEL}" for name in names]
            slug = self.ask(kind, "Which of these comes true", options="; ".join(options))
            weights = [math.exp(self.between(-1.5, 1.5)) for _ in options]
            true = [weight / sum(weights) for weight in weights]
            for forecaster in self.some(NUMERATE, 0.36):
                shares = bent_shares(true, FORECASTERS[forecaster])
                pairs = (f"{option}: {share:.2f}" for option, share in zip(options, shares, strict=True))
                self.say(slug, forecaster, self.day(asked, 60), shares="; ".join(pairs), deadline=known)
            drawn = self.rng.random()
            at = next((i for i in range(len(true)) if drawn < sum(true[: i + 1])), len(true) - 1)
            self.answer(slug, "option", option=options[at], known_on=known)

    def quantities(self, count: int) -> None:
        """A number, told by quantiles, and now and then by the chance that it lies above a bound."""
        for _ in range(count):
            asked = self.day(FIRST_DAY, DAYS)
            known = (asked + timedelta(days=100)).isoformat()
            slug = self.ask("quantity", "How large is it", unit="points")
            centre, spread = self.between(40, 160), self.between(5, 20)
            for forecaster in self.some(NUMERATE, 0.36):
                fault, said = FORECASTERS[forecaster], self.day(asked, 50)
                middle = 100.0 if forecaster == BASE_RATE else centre - fault.drift * spread
                belief = NormalDist(middle, 40.0 if forecaster == BASE_RATE else spread * fault.width)
                if self.rng.random() < 0.2:
                    above = f"{1 - belief.cdf(round(centre)):.2f}"
                    claim = {"above": f"{centre:.0f}", "chance": above, "deadline": known}
                else:
                    levels = (0.1, 0.5, 0.9) if self.rng.random() < 0.5 else (0.05, 0.25, 0.5, 0.75, 0.95)
                    pairs = (f"{level}: {belief.inv_cdf(level):.1f}" for level in levels)
                    claim = {"quantiles": "; ".join(pairs), "deadline": known}
                self.say(slug, forecaster, said, **claim)
            value = centre + spread * NormalDist().inv_cdf(self.between(0.001, 0.999))
            self.answer(slug, "value", value=f"{value:.1f}", known_on=known)


def panel(seed: int = SEED) -> Panel:
    """The whole panel, from one seed."""
    made = Panel(rng=random.Random(seed))
    made.events(120)
    made.windows(58)
    made.conditionals(16)
    made.choices("choice", 18)
    made.choices("ordered", 16)
    made.quantities(28)
    made.forecasts.sort(key=lambda row: (row["said"], row["question"], row["forecaster"]))
    made.outcomes.sort(key=lambda row: (row.get("known_on") or row["on"], row["question"]))
    return made


def files(made: Panel) -> dict[str, str]:
    """The data files by name."""
    forecasters = [
        {"slug": slug, "name": f"{fault.name} {LABEL}", "aliases": "", "kind": "model"}
        for slug, fault in FORECASTERS.items()
    ]
    source = {"slug": "synthetic-bulletin", "title": f"Bulletin of the panel {LABEL}", "language": "en"}
    return {
        "1-forecasters.csv": table(forecasters),
        "2-sources.csv": table([source]),
        "3-questions.csv": table(made.questions),
        "4-forecasts.csv": table(made.forecasts),
        "5-outcomes.csv": table(made.outcomes),
    }


def table(rows: Sequence[Cells]) -> str:
    """Rows as CSV under every column that one of them fills, in the order of first use."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write the data files beside this script."""
    made = panel()
    for name, text in files(made).items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(made.forecasts)} forecasts on {len(made.questions)} questions.")


if __name__ == "__main__":
    main()
