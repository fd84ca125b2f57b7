"""A scorecard of somebody whose forecasts came from a platform shows what that platform makes of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from forecasts.ledger import Ledger
from reports.canonical import plain
from reports.period import Period
from reports.period_reports import report_with_scorecards
from reports.scorecards import scorecard
from tests.shell import Shell

ON = ("--on", "2021-12-31")
FIXTURES = Path(__file__).parents[3] / "forecasts/exchange/formats/fixtures/metaculus"
SAID = {"ann": 0.8, "bob": 0.4}


@pytest.fixture
def answered(ledger: Shell, tmp_path: Path) -> Shell:
    """Six questions that came true on their last day, answered on their first by Ann and Bob of Metaculus."""
    asked, said = [], []
    for place in range(1, 7):
        opens, closes = f"2021-0{place}-01 00:00:00+00:00", f"2021-0{place}-20 12:00:00+00:00"
        asked.append(
            {
                "Question ID": place,
                "Question URL": f"https://www.metaculus.com/questions/{place}/q/",
                "Question Title": f"Will {place} come?",
                "Question Type": "binary",
                "Open Time": opens,
                "Scheduled Close Time": closes,
                "Actual Close Time": closes,
                "Resolution": "yes",
                "Resolution Known Time": closes,
            }
        )
        said += [
            {
                "Question ID": place,
                "Forecaster ID": number,
                "Forecaster Username": who,
                "Is Bot": False,
                "Start Time": opens,
                "Probability Yes": p,
            }
            for number, (who, p) in enumerate(SAID.items(), start=1)
        ]
    files = [_written(tmp_path, "question_data.csv", asked), _written(tmp_path, "forecast_data.csv", said)]
    ledger("import", *files)
    return ledger


def _written(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> str:
    """A file of Metaculus with all columns that it has, of which most are empty."""
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return str(folder / name)


def test_the_card_has_the_figures_of_the_command(answered: Shell) -> None:
    """Each by its measure, in the company of all who answered, though the card is of one."""
    card = answered.json("scorecard", "ann", *ON)
    assert (card["platform"]["platform"], card["platform"]["others"]) == ("metaculus", 1)
    printed = answered.json("scores", "--as-platform", "metaculus", "--forecaster", "ann", *ON)
    assert len(card["platform"]["scores"]) == len(printed["scores"]) == 4
    for own, same in zip(card["platform"]["scores"], printed["scores"], strict=True):
        assert own == plain(same)
    peer = {one["measure"]: one["mean"] for one in card["platform"]["scores"]}["peer"]
    assert peer == pytest.approx(69.3147, abs=1e-4)


def test_the_page_says_what_they_may_be_compared_with(answered: Shell) -> None:
    """And that the platform's own figures are others."""
    said = " ".join(answered("scorecard", "ann", *ON).split())
    assert "As Metaculus scores These forecasts came from Metaculus." in said
    assert "in the company of 1 other forecaster here" in said
    assert "not with another measure, and not with a score above" in said
    assert "higher is better, prospective" in said


def test_a_card_of_several_or_of_nobody_s_platform_has_none(answered: Shell) -> None:
    """The key is missing, so that reports without it have the digest that they had."""
    assert "platform" not in answered.json("scorecard", *ON)
    answered("log", "It rains", "--slug", "rain", "--by", "Cy", "-p", "0.4", "--said", "2021-03-01",
             "--deadline", "2021-04-01")  # fmt: skip
    assert "platform" not in answered.json("scorecard", "cy", *ON)


def test_a_period_s_scorecards_have_the_same_figures(answered: Shell) -> None:
    """Worked out once for all of them, and equal to those of a card that is made alone."""
    on = date(2021, 12, 31)
    view = Ledger.open(answered.path).view()
    _, cards = report_with_scorecards(view, period=Period.read("2021", today=on), on=on)
    found = {card.forecaster: whole.platform for card, whole in cards}
    alone = scorecard(view, forecaster="metaculus-ann", on=on)
    assert found["metaculus-ann"] == alone.platform is not None
    assert found["metaculus-bob"] != alone.platform
