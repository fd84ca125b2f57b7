"""What a source says no more is told, noted for `check`, and taken back where the source is followed."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from forecasts.errors import UnfitNoun
from forecasts.exchange.importing import import_file, record_file
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.notices import MOVED, RETITLED
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.retractions import FOLLOWED, GONE, OPEN_AGAIN
from forecasts.exchange.summary import Imported
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.ledger.retracted import runs, spread
from forecasts.model import Forecast, Import, Question
from tests.forecasts.exchange.formats.imported import FIXTURES
from tracker.checks import RecordsToday, problems

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
Bring = Callable[..., Imported | None]
HEADER = "id,title,who,p,made,due,outcome\n"
COLUMNS = (
    *("question=id", "statement=title", "forecaster=who", "p=p"),
    *("made=made", "deadline=due", "outcome=outcome"),
)
ROWS = (
    "bridge,The bridge opens,Ann,0.7,2024-01-02,2024-02-01,yes",
    "strike,A strike is called,Ann,0.2,2024-01-02,2024-02-01,no",
    "rain,It rains,Ann,0.5,2024-01-02,2024-02-01,no",
    "rain,It rains,Bob,0.6,2024-01-02,2024-02-01,no",
)


@pytest.fixture
def bring(ledger: Ledger, tmp_path: Path) -> Bring:
    """Write rows under one name and import them."""

    def brought(*rows: str, name: str = "bets.csv", follow: bool = False) -> Imported | None:
        path = tmp_path / name
        path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        options = ImportOptions(mapping=mapping_from_options(COLUMNS), percent=False, follow=follow)
        try:
            return import_file(path, ledger, by="ann", now=NOW, options=options)
        except UnfitNoun as refusal:
            assert "nothing to import" in str(refusal)  # noqa: PT017 - any other refusal fails the test
            return None

    return brought


def told(done: Imported | None) -> dict[str, int]:
    """How often each kind was told."""
    assert done is not None
    return {notice.sentence: notice.count for notice in done.notices}


def contested(ledger: Ledger) -> list[str]:
    """What `check` says of records that their source says no more."""
    found = problems(RecordsToday.of(ledger.view(), today=NOW.date()))
    return [problem.message for problem in found if "its source" in problem.message]


def open_again(row: str) -> str:
    """A row with its outcome emptied."""
    return row.rpartition(",")[0] + ","


def test_an_outcome_that_its_source_has_open_is_told_and_checked(ledger: Ledger, bring: Bring) -> None:
    """The outcome stands, and nobody is left to think that its source still says so."""
    assert told(bring(*ROWS)).get(OPEN_AGAIN) is None
    again = bring(open_again(ROWS[0]), *ROWS[1:])
    assert told(again) == {OPEN_AGAIN: 1}
    assert (
        "The outcome of 'bridge' is open in its source since the import of bets.csv" in contested(ledger)[0]
    )
    assert bring(open_again(ROWS[0]), *ROWS[1:]) is None


def test_it_is_taken_back_where_the_source_is_followed(ledger: Ledger, bring: Bring) -> None:
    """As a record: both stay in the history."""
    bring(*ROWS)
    followed = bring(open_again(ROWS[0]), *ROWS[1:], follow=True)
    assert followed is not None
    assert followed.taken_back == {"outcome": 1}
    assert not list(ledger.view().standing("outcome", question="bridge"))
    assert contested(ledger) == []
    assert bring(*ROWS).new == {"outcome": 1}  # type: ignore[union-attr]


def test_who_follows_the_source_is_not_told_to(bring: Bring) -> None:
    """Each sentence says what was done, and the option is advised in none."""
    bring(*ROWS)
    moved = ROWS[3].replace("2024-02-01", "2024-03-01").replace("It rains", "Rain falls")
    also = ("snow,It snows,Ann,0.1,2024-01-05,2024-02-01,", "hail,It hails,Ann,0.1,2024-01-05,2024-02-01,")
    sentences = told(bring(open_again(ROWS[0]), moved, *also, follow=True))
    assert len(sentences) >= 4
    assert not [sentence for sentence in sentences if "unless --" in sentence or "; --follow" in sentence]
    assert {FOLLOWED[OPEN_AGAIN], FOLLOWED[GONE["forecast"]]} <= sentences.keys()


def test_an_outcome_that_its_source_says_again_is_contested_no_more(ledger: Ledger, bring: Bring) -> None:
    """The last word of the source counts."""
    bring(*ROWS)
    bring(open_again(ROWS[0]), *ROWS[1:])
    assert len(contested(ledger)) == 1
    bring(*ROWS)
    assert contested(ledger) == []


def test_an_outcome_of_somebody_else_is_not_the_sources_to_take_back(ledger: Ledger, bring: Bring) -> None:
    """A file that is open says nothing against what was entered by hand."""
    from forecasts.model import Outcome, OutcomeKind

    bring(*(open_again(row) for row in ROWS))
    with ledger.entry("resolve", by="ann", now=NOW) as entry:
        entry.add(Outcome(question="bridge", kind=OutcomeKind.HAPPENED, on=date(2024, 1, 9)))
    assert bring(*(open_again(row) for row in ROWS)) is None
    assert contested(ledger) == []


def test_a_row_that_vanished_from_a_grown_export_is_told(ledger: Ledger, bring: Bring) -> None:
    """Its forecast, its question and the outcome that only it gave."""
    bring(*ROWS)
    grown = (*ROWS[1:], "snow,It snows,Ann,0.1,2024-01-05,2024-02-01,no")
    assert told(bring(*grown)) == {GONE["forecast"]: 1, GONE["outcome"]: 1, GONE["question"]: 1}
    assert len(contested(ledger)) == 3


def test_followed_a_vanished_forecast_is_withdrawn_that_day(ledger: Ledger, bring: Bring) -> None:
    """What was known by then still counts: nobody improves a score by deleting rows."""
    bring(*ROWS)
    before = scores(ledger)
    bring(*ROWS[1:], follow=True)
    (gone,) = ledger.view().standing("forecast", question="bridge")
    _, amendment = ledger.view().amendments[gone.handle]
    assert amendment.withdrawn_on == NOW.date()
    assert len(scores(ledger)) == len(before)


def scores(ledger: Ledger) -> list[object]:
    """What each forecast came to."""
    from tests.forecasts.exchange.formats.imported import scores as found

    return list(found(ledger))


def test_another_file_takes_nothing_back(ledger: Ledger, bring: Bring) -> None:
    """A file that shares little with an earlier one is no later state of it."""
    bring(*ROWS)
    assert told(bring(ROWS[3], "snow,It snows,Ann,0.1,2024-01-05,2024-02-01,no", name="other.csv")) == {}
    assert contested(ledger) == []


def test_half_of_an_export_under_another_name_is_a_later_state_of_it(ledger: Ledger, bring: Bring) -> None:
    """Exactly half is enough, and a third is not."""
    rows = [open_again(row) for row in ROWS[:3]]
    bring(*rows[:2])
    assert told(bring(rows[0], rows[2], name="half.csv")) == {GONE["forecast"]: 1, GONE["question"]: 1}
    third = [row.replace("Ann", "Cat") for row in rows]
    bring(*third, name="three.csv")
    assert told(bring(third[0], "snow,It snows,Cat,0.1,2024-01-05,2024-02-01,", name="one.csv")) == {}


def test_what_is_contested_stays_so_while_other_files_come(ledger: Ledger, bring: Bring) -> None:
    """Only a file that says it again puts it right."""
    bring(*ROWS)
    bring(*ROWS[1:])
    before = contested(ledger)
    assert len(before) == 3
    snow, hail = (
        "snow,It snows,Ann,0.1,2024-01-05,2024-02-01,no",
        "hail,It hails,Ann,0.1,2024-01-05,2024-02-01,no",
    )
    bring(snow, name="other.csv")
    bring(snow, hail, name="other.csv")
    assert contested(ledger) == before


def test_what_came_in_another_form_is_not_open_again(ledger: Ledger, bring: Bring, tmp_path: Path) -> None:
    """A spreadsheet that leaves a question open says nothing against an outcome from our own table."""
    bring(open_again(ROWS[0]))
    path = tmp_path / "outcomes.csv"
    path.write_text("question,outcome,on\nbridge,happened,2024-01-09\n", encoding="utf-8")
    assert import_file(path, ledger, by="ann", now=NOW).new == {"outcome": 1}
    assert told(bring(open_again(ROWS[0]), ROWS[1])) == {}
    assert contested(ledger) == []


def test_a_moved_deadline_is_told_and_the_forecast_stays_one(ledger: Ledger, bring: Bring) -> None:
    """Without a moment too; a second claim on the same day, beside the first, is another forecast."""
    row = open_again(ROWS[0])
    bring(row)
    moved = row.replace("2024-02-01", "2024-03-01")
    assert told(bring(moved)) == {MOVED: 1}
    assert [forecast.claim.deadline for forecast in forecasts(ledger)] == [date(2024, 2, 1)]
    beside = bring(moved, row)
    assert beside is not None
    assert beside.new == {"forecast": 1}


def test_two_deadlines_in_one_file_are_two_forecasts(ledger: Ledger, bring: Bring) -> None:
    """Only what an earlier import brought can have been moved."""
    bring(open_again(ROWS[0]))
    first = open_again(ROWS[0]).replace("Ann", "Bob")
    both = bring(first, first.replace("2024-02-01", "2024-03-01"))
    assert both is not None
    assert both.new["forecast"] == 2
    assert MOVED not in told(both)


def test_followed_a_moved_deadline_is_corrected(ledger: Ledger, bring: Bring) -> None:
    """And the file brings nothing new afterwards."""
    bring(open_again(ROWS[0]))
    moved = open_again(ROWS[0]).replace("2024-02-01", "2024-03-01")
    assert bring(moved, follow=True).changed == {"forecast": 1}  # type: ignore[union-attr]
    assert [forecast.claim.deadline for forecast in forecasts(ledger)] == [date(2024, 3, 1)]
    assert bring(moved) is None


def test_a_changed_title_is_told_checked_and_corrected_if_followed(ledger: Ledger, bring: Bring) -> None:
    """Where an id says that it is the same question."""
    bring(*ROWS)
    renamed = [row.replace("The bridge opens", "The new bridge opens") for row in ROWS]
    assert told(bring(*renamed))[RETITLED] == 1
    assert "another title" in contested(ledger)[0]
    assert bring(*renamed, follow=True).changed == {"question": 1}  # type: ignore[union-attr]
    (question,) = ledger.view().standing("question", slug="bridge")
    assert isinstance(question.noun, Question)
    assert question.noun.statement == "The new bridge opens"
    assert contested(ledger) == []


def forecasts(ledger: Ledger) -> list[Forecast]:
    """The standing forecasts."""
    found = [stored.noun for stored in ledger.view().standing("forecast")]
    return [noun for noun in found if isinstance(noun, Forecast)]


def emptied(path: Path, *columns: str, to: str = "") -> bytes:
    """A table with some columns emptied."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    places = [rows[0].index(column) for column in columns]
    for row in rows[1:]:
        for place in places:
            row[place] = to
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def unsaid(value: Any, **keys: Any) -> Any:
    """A document with the values of some keys replaced wherever they stand."""
    if isinstance(value, list):
        return [unsaid(item, **keys) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: keys.get(key, unsaid(item, **keys)) for key, item in value.items()}


def changed(path: Path, **keys: Any) -> bytes:
    """A JSON file with the values of some keys replaced."""
    return json.dumps(unsaid(json.loads(path.read_text(encoding="utf-8-sig")), **keys)).encode()


SOURCES: dict[str, tuple[str, tuple[str, ...], Callable[[Path], bytes]]] = {
    "fatebook": ("fatebook/export.csv", (), lambda path: emptied(path, "Resolution", "Resolved at")),
    "predictionbook": (
        "predictionbook/my_predictions.csv",
        (),
        lambda path: emptied(path, "outcome", "withdrawn"),
    ),
    "predictionbook, API": (
        "predictionbook/pages.json",
        (),
        lambda path: changed(path, outcome=None, withdrawn=False),
    ),
    "metaculus": ("metaculus/question_data.csv", (), lambda path: emptied(path, "Resolution")),
    "metaculus-posts": ("metaculus/posts.json", (), lambda path: changed(path, resolution=None)),
    "manifold": (
        "manifold/markets.json",
        ("manifold/bets.json",),
        lambda path: changed(path, isResolved=False, resolution=None),
    ),
    "good-judgment": (
        "good_judgment/questions.json",
        ("good_judgment/prediction_sets.json",),
        lambda path: changed(
            path, **{"resolved?": False}, resolved_at=None, correctness_known_at=None, voided_at=None
        ),
    ),
    "hubverse": (
        "hubverse/time-series.csv",
        ("hubverse/2022-11-19-acme-first.csv",),
        lambda path: emptied(path, "observation", to="NA"),
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_every_importer_tells_of_what_its_source_has_open_again(
    ledger: Ledger, tmp_path: Path, source: str
) -> None:
    """By one mechanism: a format only says that a row leaves its question open."""
    name, others, edited = SOURCES[source]
    paths = [tmp_path / Path(other).name for other in (name, *others)]
    for path, other in zip(paths, (name, *others), strict=True):
        path.write_bytes((FIXTURES / other).read_bytes())
    form = source.partition(",")[0]

    def import_all() -> Counter[str]:
        found: Counter[str] = Counter()
        for path in reversed(paths):
            with suppress(UnfitNoun), ledger.entry("import", by="ann", now=NOW) as entry:
                options = ImportOptions(form=form, me="ann", skip_bad=True)
                done = record_file(
                    path, entry, by="ann", options=options, today=NOW.date(), together=tuple(paths)
                )
                found.update({notice.sentence: notice.count for notice in done.notices})
        return found

    assert OPEN_AGAIN not in import_all()
    outcomes = sum(1 for _ in ledger.view().standing("outcome"))
    assert outcomes
    paths[0].write_bytes(edited(paths[0]))
    assert import_all()[OPEN_AGAIN] == outcomes
    assert len(contested(ledger)) == outcomes


def test_an_outcome_that_is_gone_from_a_table_of_our_own_is_told(ledger: Ledger, tmp_path: Path) -> None:
    """Its row was the only one to say it."""
    asked, path = tmp_path / "questions.csv", tmp_path / "outcomes.csv"
    asked.write_text("slug,statement\na,A\nb,B\nc,C\n", encoding="utf-8")
    head = "question,outcome,on\na,happened,2024-01-02\n"
    path.write_text(f"{head}b,happened,2024-01-03\n", encoding="utf-8")
    for file in (asked, path):
        import_file(file, ledger, by="ann", now=NOW)
    path.write_text(f"{head}c,happened,2024-01-03\n", encoding="utf-8")
    assert told(import_file(path, ledger, by="ann", now=NOW)) == {GONE["outcome"]: 1}


def test_of_a_row_that_is_gone_from_a_table_of_our_own_only_its_question_is(
    ledger: Ledger, tmp_path: Path
) -> None:
    """The questions of the rows that stayed are in the file as before."""
    path = tmp_path / "forecasts.csv"
    head = "question,statement,forecaster,said,chance,deadline"
    rows = [f"q{number},Q{number},Ann,2024-01-02,0.7,2024-02-01" for number in range(4)]
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    import_file(path, ledger, by="ann", now=NOW)
    path.write_text("\n".join((head, *rows[1:])) + "\n", encoding="utf-8")
    done = import_file(path, ledger, by="ann", now=NOW)
    assert told(done) == {GONE["forecast"]: 1, GONE["question"]: 1}
    assert [notice.first for notice in done.notices if notice.sentence == GONE["question"]] == ["q0, 1.1"]


@for_any(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 40)), max_size=60))
def test_runs_hold_the_very_handles(places: list[tuple[int, int]]) -> None:
    """In order, each once."""
    handles = [Handle(*place) for place in places]
    assert list(spread(runs(handles))) == sorted(set(handles))


@pytest.mark.parametrize("text", ["4", "4.2-1", "4.1-9999999", "x", "4.1-"])
def test_an_import_names_records_by_handles_only(text: str) -> None:
    """Nothing that is no run, and none without end."""
    with pytest.raises(UnfitNoun, match="write handles"):
        Import(file="a.csv", sha256="0" * 64, form="spreadsheet", retracted=(text,))
