"""The synthetic panel as the reports see it, and as many others from other seeds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.ledger import Ledger
from forecasts.words.chances.reading import read_chance
from forecasts.words.windows.grammar import read_window
from forecasts.words.windows.spreading import timeline
from tests.reports.cases import judged
from tests.tracker import frames
from tests.tracker.judging import whole
from tracker.crowd_rules import Crowd
from tracker.marking import marked

PANEL = Path(__file__).parents[2] / "seeds" / "panel"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ON = date(2026, 1, 15)
CALIBRATED = "synthetic-calibrated"


@cache
def committed() -> pd.DataFrame:
    """The panel of the seeds folder, judged and marked."""
    return of_everybody(None)


@cache
def of_everybody(crowd: Crowd | None) -> pd.DataFrame:
    """The same, with a crowd derived from all."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        for path in data_files([PANEL]):
            import_file(path, ledger, by="ann", now=NOW)
        return whole(ledger.view(), ON, crowd=crowd)


def drawn(seed: int, *, forecaster: str = CALIBRATED) -> pd.DataFrame:
    """One forecaster's part of the panel that another seed gives, judged and marked.

    The words are read as the ledger reads them, but nothing is recorded: a ledger takes half a second.
    Shares are left out.
    """
    (found,) = drawn_from([seed], forecaster=forecaster)
    return found


def drawn_from(seeds: Iterable[int], *, forecaster: str = CALIBRATED) -> list[pd.DataFrame]:
    """The same of many seeds, judged at once: the questions of each have its number in their names."""
    places: list[int] = []
    forecasts: list[frames.Row] = []
    questions: list[frames.Row] = []
    outcomes: list[frames.Row] = []
    for place, seed in enumerate(seeds):
        made = script().panel(seed)
        rows = [row for row in made.forecasts if row["forecaster"] == forecaster and "shares" not in row]
        named = {row[name] for row in rows for name in ("question", "given") if name in row}
        asked = {row["slug"]: _apart(row, seed) for row in made.questions if row["slug"] in named}
        answers = [_apart(row, seed) for row in made.outcomes if row["question"] in named]
        places += [place] * len(rows)
        forecasts += [
            _forecast(_apart(row, seed), asked[row["question"]], number)
            for number, row in enumerate(rows, start=len(forecasts) + 1)
        ]
        questions += [_question(row) for row in asked.values()]
        outcomes += [_outcome(row, number) for number, row in enumerate(answers, start=len(outcomes) + 1)]
    frame = marked(
        judged(frames.forecasts(*forecasts), frames.questions(*questions), frames.outcomes(*outcomes), on=ON),
        on=ON,
    )
    of_seed = np.asarray(places)[frame["position"].to_numpy() - 1]
    return [frame[of_seed == place].reset_index(drop=True) for place in range(max(places) + 1)]


def _apart(row: Mapping[str, str], seed: int) -> dict[str, str]:
    """A row whose question and event are those of one seed alone."""
    return {
        name: f"{value}-{seed}" if name in ("slug", "question", "given", "cluster") else value
        for name, value in row.items()
    }


@cache
def script() -> Any:
    """The panel's script as a module, its neighbour beside it."""
    sys.path.insert(0, str(PANEL))
    try:
        return import_module("make_panel")
    finally:
        sys.path.remove(str(PANEL))
        for name in ("make_panel", "faults"):
            sys.modules.pop(name, None)


def _forecast(row: dict[str, str], asked: dict[str, str], position: int) -> frames.Row:
    said = date.fromisoformat(row["said"])
    common: dict[str, Any] = {
        **{name: row[name] for name in ("question", "forecaster")},
        "entry": 4,
        "position": position,
        "made_on": said,
        "attested_on": _day(row.get("attested_on")),
        "recorded_at": NOW,
    }
    if "unscoreable" in row or row.get("chance") in script().VAGUE_WORDS:
        return frames.forecast(**common, belief="vague", rule="vague", p=None, unscoreable=("vague word",))
    if "quantiles" in row:
        levels, values = zip(*(pair.split(": ") for pair in row["quantiles"].split("; ")), strict=True)
        return frames.quantiles(
            [float(value) for value in values],
            [float(level) for level in levels],
            **common,
            deadline=_day(row["deadline"]),
        )
    read = read_chance(row["chance"], scale=row.get("scale")) if "chance" in row else None
    if "when" in row:
        window = read_window(row["when"], said=said)
        p = read.p if read else None
        if p is not None and window.earliest is None:
            return frames.forecast(**common, p=p, deadline=window.latest)
        horizon = date.fromisoformat(asked["horizon"])
        belief = timeline(window, horizon=horizon, p=p)
        return frames.window(
            **common,
            p=p,
            **{name: getattr(belief, name) for name in ("earliest", "central", "latest", "horizon", "rule")},
            days=belief.days,
            heights=belief.cdf,
        )
    assert read is not None
    given = {"condition_question": row["given"], "condition_answer": "happens"} if "given" in row else {}
    return frames.forecast(
        **common,
        **given,
        condition_by=_day(row.get("given_by")),
        p=read.p,
        low=read.low,
        high=read.high,
        above=float(row["above"]) if "above" in row else None,
        deadline=_day(row["deadline"]),
    )


def _question(row: dict[str, str]) -> frames.Row:
    options = tuple(row["options"].split("; ")) if "options" in row else None
    return frames.question(
        **{name: row[name] for name in ("slug", "statement", "kind", "topic")},
        cluster=row.get("cluster"),
        horizon=_day(row.get("horizon")),
        options=options,
    )


def _outcome(row: dict[str, str], position: int) -> frames.Row:
    return frames.outcome(
        row["outcome"],
        _day(row.get("on")),
        question=row["question"],
        handle=f"5.{position}",
        known_on=_day(row.get("known_on") or row.get("on")),
        value=float(row["value"]) if "value" in row else None,
        grade=float(row["grade"]) if "grade" in row else None,
        option=row.get("option"),
        because=row.get("because"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
