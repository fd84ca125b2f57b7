"""What an import decides by itself is told by kind, number and first example, and has another way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forecasts.errors import UnfitRows
from forecasts.exchange.choices import Choices
from forecasts.exchange.formats.common import HELD
from forecasts.exchange.importing import import_file
from forecasts.exchange.mapping.mapped import NO_CHANCE
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.mapping.outcomes import LEFT_OPEN, UNDATED
from forecasts.exchange.notices import BY_CASE, EQUAL, TWINS
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger
from tests.forecasts.exchange.formats.imported import scores

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
COLUMNS = ("question=Question", "forecaster=Who", "p=Prob", "made=Made", "deadline=Due", "outcome=Outcome")
HEADER = "Question,Who,Prob,Made,Due,Outcome\n"

Bring = Callable[..., Imported]


@pytest.fixture
def bring(ledger: Ledger, tmp_path: Path) -> Bring:
    """Import rows under a header as a spreadsheet, with choices."""

    def brought(*rows: str, percent: bool | None = None, **choices: object) -> Imported:
        path = tmp_path / "bets.csv"
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        options = ImportOptions(
            mapping=mapping_from_options(COLUMNS),
            percent=percent,
            choices=Choices(**choices),  # type: ignore[arg-type]  # each test names what Choices knows
        )
        return import_file(path, ledger, by="ann", now=NOW, options=options)

    return brought


def told(done: Imported) -> dict[str, tuple[int, str]]:
    """How often each kind was told, with its first example."""
    return {notice.sentence: (notice.count, notice.first) for notice in done.notices}


REDACTED = tuple(f"[redacted],Ann,{p}%,2021-04-26,2021-12-31,no" for p in (90, 60, 30))


def test_several_chances_of_one_title_and_day_are_told(bring: Bring) -> None:
    """One question, of whose forecasts one counts."""
    done = bring(*REDACTED)
    assert done.new["question"] == 1
    count, first = told(done)[TWINS]
    assert count == 2
    assert first.startswith("line 3, redacted")


def test_titles_are_kept_apart_where_somebody_says_so(bring: Bring) -> None:
    """A question a row, and the same ones when the file comes again."""
    done = bring(*REDACTED, keep_apart=True)
    assert done.new["question"] == 3
    assert TWINS not in told(done)
    again = bring(*REDACTED, "Rain,Ann,10%,2021-04-26,2021-12-31,no", keep_apart=True)
    assert again.new["question"] == 1


def test_equal_rows_are_told(bring: Bring) -> None:
    """They are one forecast."""
    assert told(bring(REDACTED[0], REDACTED[0]))[EQUAL] == (1, "line 3")


CASES = ("A,Olivia,70%,2024-01-02,2024-02-01,no", "A,olivia,20%,2024-01-03,2024-02-01,no")


def test_names_that_differ_in_capitals_are_told(bring: Bring) -> None:
    """Two rows, one person."""
    done = bring(*CASES)
    assert done.new["forecaster"] == 1
    assert told(done)[BY_CASE] == (1, "'olivia' and 'Olivia'")


def test_names_are_kept_as_written_where_somebody_says_so(bring: Bring) -> None:
    """Two people."""
    done = bring(*CASES, as_written=True)
    assert done.new["forecaster"] == 2
    assert BY_CASE not in told(done)


def test_names_by_case_are_told_of_tables_of_our_own(ledger: Ledger, tmp_path: Path) -> None:
    """And kept apart, if wanted."""
    path = tmp_path / "rows.csv"
    rows = ("question,statement,forecaster,said,chance,deadline", "a,A,Olivia,2024-01-02,0.7,2024-02-01")
    path.write_text(
        "\n".join((*rows, "a,,olivia x,2024-01-03,0.2,2024-02-01", "a,,OLIVIA,2024-01-04,0.3,2024-02-01"))
    )
    apart = ImportOptions(choices=Choices(as_written=True))
    assert import_file(path, ledger, by="ann", now=NOW, options=apart).new["forecaster"] == 3
    with Ledger.create(":memory:", now=NOW, by="ann") as other:
        done = import_file(path, other, by="ann", now=NOW)
    assert done.new["forecaster"] == 2
    assert told(done)[BY_CASE] == (1, "'OLIVIA' and 'olivia'")


YES = "A,Ann,70%,2024-01-02,2024-02-01,yes"


def test_a_yes_without_a_day_is_told_left_open_or_refused(bring: Bring, ledger: Ledger) -> None:
    """As somebody chooses; left open, the true day may come later."""
    assert told(bring(YES, undated="open"))[LEFT_OPEN] == (1, "line 2, A")
    assert not list(ledger.view().standing("outcome"))
    with pytest.raises(UnfitRows, match="nothing says when"):
        bring(YES, undated="refuse")
    assert told(bring(YES))[UNDATED] == (1, "line 2, A")


def test_a_row_without_a_chance_is_told_or_refused(bring: Bring) -> None:
    """It makes a question, and no forecast."""
    done = bring("A,Ann,,2024-01-02,2024-02-01,no")
    assert (done.new["question"], done.new.get("forecast")) == (1, None)
    assert told(done)[NO_CHANCE] == (1, "line 2, A")
    with pytest.raises(UnfitRows, match="is empty: fill it in"):
        bring("B,Ann,,2024-01-02,2024-02-01,no", need_chance=True)


def test_a_total_is_no_question(bring: Bring) -> None:
    """The last row of many a sheet."""
    with pytest.raises(UnfitRows, match="is no question but a total"):
        bring(YES, "Total,,,,,1")


MIXED = ("A,Ann,70%,2024-01-02,2024-02-01,no", "B,Ann,0.3,2024-01-02,2024-02-01,no")


def test_a_column_of_percents_and_fractions_names_its_rows(bring: Bring) -> None:
    """0.3 beside 70% may be 0.3% or 30%."""
    with pytest.raises(UnfitRows, match=r"line 3: .*write 0\.3% or 30%"):
        bring(*MIXED, percent=True)
    with pytest.raises(UnfitRows, match="line 3"):
        bring(*MIXED)
    assert bring(*MIXED, percent=False).new["forecast"] == 2


def test_parts_of_a_percent_are_told(bring: Bring) -> None:
    """Where no cell has a sign, --percent is an answer."""
    done = bring(MIXED[1], "A,Ann,70,2024-01-02,2024-02-01,no", percent=True)
    assert [notice.first for notice in done.notices if "parts of a percent" in notice.sentence] == [
        "Prob: 0.3"
    ]


MARKET = {
    "id": "m1",
    "question": "Will it have happened by 2074?",
    "outcomeType": "BINARY",
    "closeTime": 3_282_000_000_000,
    "isResolved": True,
    "resolution": "NO",
    "resolutionTime": 1_741_000_000_000,
}
BET = {
    "id": "b1",
    "contractId": "m1",
    "userId": "u1",
    "createdTime": 1_736_900_000_000,
    "amount": 10,
    "outcome": "YES",
    "probAfter": 0.4,
}


@pytest.mark.parametrize("is_end", [False, True])
def test_a_market_that_resolved_early_is_told_and_may_end_that_day(
    ledger: Ledger, tmp_path: Path, is_end: bool
) -> None:
    """Instead of being held until its close, in 2074."""
    path = tmp_path / "bets.json"
    path.write_text(json.dumps({"bets": [BET], "markets": [MARKET]}), encoding="utf-8")
    options = ImportOptions(choices=Choices(resolved_is_end=is_end))
    done = import_file(path, ledger, by="ann", now=NOW, options=options)
    assert (HELD in told(done)) is not is_end
    verdicts = [verdict for verdict, _, _ in scores(ledger)]
    assert verdicts == ["no" if is_end else "pending"]
