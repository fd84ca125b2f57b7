"""No row that no command would have written is judged: it is named, whatever it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from forecasts.belief import Quantiles, Shares
from forecasts.errors import UnsoundRecords
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.unsound import sound
from forecasts.model import Claim
from tests.forecasts.builders import choice, forecast, forecaster, outcome, quantity, question, timeline
from tests.forecasts.ledger.conftest import record
from tests.forecasts.ledger.test_unsound import spoil
from tracker.judged import Records

Change = Callable[[dict[str, Any]], object]

CHANCE, WINDOW, RANGE, PART, ANSWER, ASKED = (Handle(1, place) for place in (5, 6, 7, 8, 9, 1))
DAY = date(2022, 1, 5)


def _belief(**parts: Any) -> Change:
    return lambda body: body["belief"].update(parts)


def _claim(**parts: Any) -> Change:
    return lambda body: body["claim"].update(parts)


def _says(**parts: Any) -> Change:
    return lambda body: body.update(parts)


SPOILT: dict[str, tuple[Handle, Change]] = {
    "a chance above 1": (CHANCE, _belief(p=7.0, low=7.0, high=7.0)),
    "a chance below 0": (CHANCE, _belief(p=-0.5, low=-0.5)),
    "a chance outside its band": (CHANCE, _belief(low=0.9, high=0.95, p=0.1)),
    "no belief": (CHANCE, lambda body: body.pop("belief")),
    "a belief of no kind": (CHANCE, _belief(kind="hunch")),
    "a belief of another kind": (
        CHANCE,
        _says(belief={"kind": "shares", "options": ["a"], "shares": [1.0], "rule": "stated"}),
    ),
    "nobody": (CHANCE, _says(forecaster="nobody")),
    "no such question": (CHANCE, _says(question="nowhere")),
    "a deadline before it": (CHANCE, _claim(deadline="2020-01-01")),
    "a deadline before its first day": (CHANCE, _claim(not_before="2029-01-01")),
    "a proof before it": (CHANCE, _says(attested_on="2001-01-01")),
    "an option of an event": (CHANCE, _claim(option="A")),
    "a bound of an event": (CHANCE, _claim(above=3.0)),
    "a condition that is the question": (
        CHANCE,
        _claim(condition={"question": "kabul", "answer": "happens"}),
    ),
    "no reading": (CHANCE, _says(reading="")),
    "days that fall": (WINDOW, _belief(days=[50.0, 10.0], cdf=[0.1, 0.9])),
    "heights that fall": (WINDOW, _belief(days=[10.0, 50.0], cdf=[0.9, 0.1])),
    "a height above 1": (WINDOW, _belief(days=[10.0, 50.0], cdf=[0.1, 1.9])),
    "a height too few": (WINDOW, _belief(days=[10.0, 50.0], cdf=[0.1])),
    "no days": (WINDOW, _belief(days=[], cdf=[])),
    "days before it": (WINDOW, _belief(days=[-10.0, 50.0], cdf=[0.1, 0.9])),
    "a horizon before it": (WINDOW, _belief(horizon="2001-01-01")),
    "levels that fall": (RANGE, _belief(levels=[0.9, 0.1], values=[1.0, 2.0])),
    "a level of 1": (RANGE, _belief(levels=[0.1, 1.0], values=[1.0, 2.0])),
    "values that fall": (RANGE, _belief(levels=[0.1, 0.9], values=[2.0, 1.0])),
    "a value too few": (RANGE, _belief(levels=[0.1, 0.9], values=[2.0])),
    "shares above 1": (PART, _belief(shares=[0.9, 0.9, 0.9])),
    "a share below 0": (PART, _belief(shares=[-0.5, 1.5, 0.0])),
    "shares of other options": (PART, _belief(options=["red", "blue", "grey"])),
    "an outcome of nothing": (ANSWER, _says(question="nowhere")),
    "an outcome without its day": (ANSWER, lambda body: body.pop("on")),
    "an outcome known before it was": (ANSWER, _says(known_on="2001-01-01")),
    "an outcome of another kind": (ANSWER, _says(kind="value", value=3.0)),
    "a grade of seven": (ANSWER, _says(kind="partly", grade=7.0)),
    "an outcome of no kind": (ANSWER, _says(kind="whim")),
    "a question of no kind": (ASKED, _says(kind="whim")),
    "a choice without options": (ASKED, _says(kind="choice")),
    "a rate of seven": (ASKED, _says(reference_rate=7.0)),
    "a question twice": (ASKED, _says(slug="oil")),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a forecast of each kind of belief."""
    path = tmp_path_factory.mktemp("whole") / "ledger.db"
    now = datetime(2022, 1, 5, 12, tzinfo=UTC)
    price = Quantiles(levels=(0.1, 0.9), values=(60.0, 90.0))
    votes = Shares(options=("red", "blue", "green"), shares=(0.5, 0.3, 0.2))
    with Ledger.create(path, now=now, by="ann") as made:
        record(
            made,
            *(question(), quantity(), choice(), forecaster(), forecast()),
            forecast(claim=Claim(), belief=timeline(), reading="a window"),
            forecast(question="oil", belief=price),
            forecast(question="winner", belief=votes),
            outcome(),
            now=now,
        )
    return path


@pytest.mark.parametrize("kind", SPOILT)
def test_what_none_would_have_written_is_named_and_not_judged(whole: Path, tmp_path: Path, kind: str) -> None:
    """The judging refuses, and what is left out of it is that record, and what hangs on it."""
    handle, change = SPOILT[kind]
    path = shutil.copy(whole, tmp_path / "ledger.db")
    spoil(str(path), handle, change)
    with Ledger.open(path) as ledger:
        with pytest.raises(UnsoundRecords, match="No command would have written"):
            Records(ledger.view()).scores(DAY)
        clean = sound(ledger.view())
        assert handle in clean.unsound or kind == "a question twice"
        left = Records(clean).scores(DAY)
        assert str(handle) not in {*left["handle"], *left["outcome"].dropna()}


def test_a_sound_ledger_is_judged(whole: Path) -> None:
    """Nothing of it is odd."""
    with Ledger.open(whole) as ledger:
        assert len(Records(ledger.view()).scores(DAY)) == 4
