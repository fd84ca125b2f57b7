"""What stands, written as CSV and read back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.exchange.cells import guarded, unguarded
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.exchange.out.rows import FILES, OwnRows
from forecasts.exchange.own.beliefs import belief_cells, read_belief
from forecasts.exchange.own.rows import Row
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
    Forecast,
    Forecaster,
    ForecasterKind,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Settings,
    Source,
    Statement,
    Unscoreable,
)

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
SAID = date(2021, 6, 25)
TEXTS = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc"],
        blacklist_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
    max_size=30,
).filter(str.strip)
CHANCES = st.builds(
    lambda bounds, words: Chance(p=bounds[1], low=bounds[0], high=bounds[2], words=words, rule="icd203"),
    st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    st.none() | TEXTS,
)
TIMELINES = st.builds(
    lambda knots, words, p: Timeline(
        days=tuple(sorted(knots)),
        cdf=tuple(sorted(knots.values())),
        horizon=date(2021, 12, 25),
        words=words,
        earliest=date(2021, 7, 25),
        latest=date(2021, 9, 25),
        p=p,
    ),
    st.dictionaries(st.floats(0, 1e4), st.floats(0, 1), min_size=1, max_size=6),
    st.none() | TEXTS,
    st.none() | st.floats(0, 1),
)
QUANTILES = st.builds(
    lambda pairs: Quantiles(levels=tuple(sorted(pairs)), values=tuple(sorted(pairs.values()))),
    st.dictionaries(
        st.floats(0, 1, exclude_min=True, exclude_max=True),
        st.floats(allow_nan=False, allow_infinity=False),
        min_size=1,
    ),
)
SHARES = st.builds(
    lambda options: Shares(options=tuple(options), shares=(1.0, *[0.0] * (len(options) - 1))),
    st.lists(TEXTS, min_size=1, unique=True),
)
BELIEFS = st.none() | CHANCES | TIMELINES | QUANTILES | SHARES | st.builds(Vague, words=TEXTS)


@given(BELIEFS)
def test_any_belief_is_read_back(belief: Belief | None) -> None:
    """Numbers exactly, words and rule as they were."""
    text = StringIO()
    cells = belief_cells(belief)
    csv.writer(text).writerow(guarded(cell) for cell in cells.values())
    read = next(csv.reader(StringIO(text.getvalue(), newline="")))
    filled = dict(zip(cells, (unguarded(cell) for cell in read), strict=True))
    assert read_belief(Row(filled=filled)) == belief


def exported(ledger: Ledger, folder: Path) -> Path:
    """The CSV files of a ledger."""
    folder.mkdir(exist_ok=True)
    sheets = OwnRows(view=ledger.view())
    for name, layout in FILES.items():
        if text := "".join(sheets.lines(layout)):
            (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def rebuilt(folder: Path) -> Ledger:
    """A new ledger from such files."""
    fresh = Ledger.create(":memory:", now=NOW, by="bob")
    for path in data_files([folder]):
        import_file(path, fresh, by="bob", now=NOW)
    return fresh


def standing(ledger: Ledger) -> dict[str, list[Noun]]:
    """Every standing noun but statements and amendments; a forecast names its statement by its words."""
    view = ledger.view()
    kinds = ("forecaster", "source", "question", "forecast", "outcome")
    found: dict[str, list[Noun]] = {kind: [stored.noun for stored in view.standing(kind)] for kind in kinds}
    found["forecast"] = [
        replace(noun, statement=None, restates=None)
        for noun in found["forecast"]
        if isinstance(noun, Forecast)
    ]
    found["statement"] = [
        view.get(stored.noun.statement).noun
        for stored in view.standing("forecast")
        if isinstance(stored.noun, Forecast) and stored.noun.statement is not None
    ]
    return found


@pytest.fixture
def rich(ledger: Ledger) -> Ledger:
    """A ledger with something of everything that can stand."""
    with ledger.entry("log", by="ann", now=NOW) as entry:
        entry.add(Forecaster(slug="ann", name="=Ann", aliases=("A; B", "Ánn")))
        entry.add(Forecaster(slug="crowd", name="Crowd", kind=ForecasterKind.CROWD, affiliation="-"))
        entry.add(Source(slug="mk", title='MK, "late"', url="https://a.b/c", published_on=SAID))
        entry.add(
            Question(
                slug="kabul",
                statement="Kabul falls",
                tags=("a", "b; c"),
                zone="Asia/Kabul",
                cluster="fall",
                recurs=True,
                horizon=date(2021, 12, 25),
            )
        )
        entry.add(Question(slug="kunduz", statement="@Kunduz falls", criteria="two\nlines"))
        entry.add(
            Question(slug="who", statement="Who wins", kind=QuestionKind.CHOICE, options=("A: 1", "[B"))
        )
        entry.add(Question(slug="price", statement="Price", kind=QuestionKind.QUANTITY, unit="€"))
        words = entry.add(Statement(quote="- soon", source="mk", locator="p. 1", language="en"))
        base = Forecast(
            question="kunduz",
            forecaster="ann",
            made_on=SAID,
            claim=Claim(deadline=date(2021, 9, 25), when="soon", not_before=SAID),
            belief=Chance.stated(0.1 + 0.2),
            statement=words,
            made_at=datetime(2021, 6, 25, 1, 2, 3, 4, tzinfo=UTC),
            attested_on=SAID,
            settled_by="-bob",
        )
        first = entry.add(base)
        given = Condition(question="kunduz", answer="does not happen", by=date(2021, 8, 1))
        window = Timeline(days=(0.0, 0.5, 183.0), cdf=(0.0, 1 / 3, 0.7), horizon=date(2021, 12, 25), p=0.7)
        entry.add(replace(base, question="kabul", claim=Claim(condition=given), belief=window, reading="B"))
        unproven = replace(base, attested_on=None)
        entry.add(replace(unproven, restates=first, statement=None, made_on=date(2021, 6, 26), made_at=None))
        entry.add(
            replace(
                base,
                reading="C",
                belief=None,
                unscoreable_because=(Unscoreable.NO_DEADLINE, Unscoreable.NO_CRITERION),
            )
        )
        vague = (Unscoreable.VAGUE_WORD,)
        entry.add(
            replace(
                base,
                reading="D",
                belief=Vague(words="=may"),
                unscoreable_because=vague,
                claim=Claim(when="x"),
            )
        )
        shares = Shares(options=("A: 1", "[B"), shares=(0.25, 0.75))
        entry.add(replace(base, question="who", claim=Claim(), belief=shares, statement=None))
        entry.add(replace(base, question="who", claim=Claim(option="[B"), statement=None))
        entry.add(replace(base, question="price", claim=Claim(above=-5.5, below=1e20), statement=None))
        quantiles = Quantiles(levels=(0.1, 0.9), values=(-3.25, 1e-9))
        withdrawn = entry.add(replace(base, question="price", claim=Claim(), belief=quantiles, reading="E"))
        entry.add(
            Amendment(
                target=withdrawn, kind=AmendmentKind.WITHDRAWAL, because="+1", withdrawn_on=date(2021, 7, 1)
            )
        )
        happened = Outcome(question="kabul", kind=OutcomeKind.HAPPENED, on=date(2021, 8, 15), evidence="=x")
        entry.add(happened)
        entry.add(replace(happened, on=date(2021, 8, 16), known_on=date(2021, 8, 17)))
        entry.add(Outcome(question="price", kind=OutcomeKind.VALUE, value=-1.5, known_on=SAID))
        entry.add(Outcome(question="who", kind=OutcomeKind.OPTION, option="A: 1", known_on=SAID))
        entry.add(Outcome(question="kunduz", kind=OutcomeKind.VOID, because="-", known_on=SAID))
    return ledger


def test_what_stands_is_rebuilt_from_the_files(rich: Ledger, tmp_path: Path) -> None:
    """Every noun is equal, in the same order."""
    with rebuilt(exported(rich, tmp_path)) as fresh:
        assert standing(fresh) == standing(rich)


def test_a_second_export_is_the_same(rich: Ledger, tmp_path: Path) -> None:
    """But for the handles in the columns that name rows."""
    first = exported(rich, tmp_path / "one")
    with rebuilt(first) as fresh:
        second = exported(fresh, tmp_path / "two")
    names = {path.name for path in first.iterdir()}
    assert names == {path.name for path in second.iterdir()}
    for name in names:
        assert _without_ids(first / name) == _without_ids(second / name)


def _without_ids(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{k: v for k, v in row.items() if k not in ("id", "statement_id", "restates")} for row in rows]


def test_links_between_rows_survive(rich: Ledger, tmp_path: Path) -> None:
    """What restates what, what was withdrawn when, and which rows share a statement."""
    with rebuilt(exported(rich, tmp_path)) as fresh:
        view = fresh.view()
        forecasts = [(stored.handle, stored.noun) for stored in view.standing("forecast")]
        ((withdrawn, (_, amendment)),) = view.amendments.items()
    nouns = [noun for _, noun in forecasts if isinstance(noun, Forecast)]
    assert nouns[2].restates == forecasts[0][0]
    assert nouns[0].statement == nouns[1].statement is not None
    assert withdrawn == forecasts[-1][0]
    assert (amendment.withdrawn_on, amendment.because) == (date(2021, 7, 1), "+1")


def test_no_text_leaves_as_a_formula(rich: Ledger, tmp_path: Path) -> None:
    """Only numbers may start with a sign."""
    for path in exported(rich, tmp_path).iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    assert not cell.startswith(("=", "+", "@", "\t"))
                    if cell.startswith("-"):
                        float(cell)


def test_corrected_and_mistaken_records_stay_behind(rich: Ledger, tmp_path: Path) -> None:
    """What a correction replaced is not exported, and its successor is linked in its place."""
    first = next(rich.view().standing("forecast"))
    assert isinstance(first.noun, Forecast)
    with rich.entry("amend", by="ann", now=NOW) as entry:
        entry.correct(first.handle, replace(first.noun, belief=Chance.stated(0.9)), because="misheard")
    (outcome,) = rich.view().standing("outcome", question="who")
    with rich.entry("amend", by="ann", now=NOW) as entry:
        entry.add(Amendment(target=outcome.handle, kind=AmendmentKind.MISTAKE, because="wrong question"))
    rows = _without_ids(exported(rich, tmp_path) / "4-forecasts.csv")
    stated = [row["p"] for row in rows if row["question"] == "kunduz" and row["rule"] == "stated"]
    assert stated[:2] == ["0.9", "0.30000000000000004"]
    assert "who" not in (tmp_path / "5-outcomes.csv").read_text(encoding="utf-8")


def test_statements_without_a_forecast_leave_by_themselves(rich: Ledger, tmp_path: Path) -> None:
    """They have a file of their own, and so have the settings."""
    with rich.entry("log", by="ann", now=NOW) as entry:
        entry.add(Statement(quote="=nothing came of it"))
        entry.add(Settings(scale="phia"))
    with rebuilt(exported(rich, tmp_path)) as fresh:
        assert "=nothing came of it" in [
            stored.noun.quote
            for stored in fresh.view().standing("statement")
            if isinstance(stored.noun, Statement)
        ]
        assert fresh.view().settings == Settings(scale="phia")


def test_a_correction_stands_in_the_place_of_what_it_corrected(rich: Ledger, tmp_path: Path) -> None:
    """So that a row which restates it still comes after it."""
    first = next(rich.view().standing("forecast"))
    assert isinstance(first.noun, Forecast)
    with rich.entry("amend", by="ann", now=NOW) as entry:
        entry.correct(first.handle, replace(first.noun, belief=Chance.stated(0.9)), because="misheard")
    with rebuilt(exported(rich, tmp_path)) as fresh:
        forecasts = list(fresh.view().standing("forecast"))
    assert isinstance(forecasts[0].noun, Forecast)
    assert isinstance(forecasts[2].noun, Forecast)
    assert forecasts[0].noun.belief == Chance.stated(0.9)
    assert forecasts[2].noun.restates == forecasts[0].handle


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quote=TEXTS, words=TEXTS, name=TEXTS, tags=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_survives_a_round_trip(
    quote: str, words: str, name: str, tags: list[str], tmp_path: Path
) -> None:
    """Whatever script, sign or quotation mark it holds."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add(Forecaster(slug="ann", name=name))
            entry.add(Question(slug="kabul", statement=words, tags=tuple(tags)))
            said = Statement(quote=quote)
            entry.add(
                Forecast(
                    question="kabul",
                    forecaster="ann",
                    made_on=SAID,
                    claim=Claim(deadline=SAID),
                    belief=Chance(p=0.5, low=0.1, high=0.9, words=words, rule="x"),
                    statement=entry.add(said),
                )
            )
        with rebuilt(exported(ledger, tmp_path / "tables")) as fresh:
            assert standing(fresh) == standing(ledger)
            assert isinstance(next(fresh.view().standing("forecast")).noun, Forecast)
            assert fresh.view().get(Handle(3, 1)).noun == said
