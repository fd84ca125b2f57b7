"""What a ledger lets in: known names, one meaning per slug, nothing from the future, no contradiction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from forecasts.belief import Quantiles, Shares
from forecasts.errors import (
    AlreadyThere,
    Contradiction,
    InTheFuture,
    NothingNew,
    TrackerError,
    UnfitNoun,
    Unknown,
)
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.model import Claim, Condition, Noun, Outcome, OutcomeKind, QuestionKind
from tests.forecasts.builders import (
    DEADLINE,
    HORIZON,
    NOW,
    SAID,
    choice,
    forecast,
    forecaster,
    not_through,
    outcome,
    quantity,
    question,
    source,
    statement,
    timeline,
)
from tests.forecasts.ledger.conftest import record

Admit = Callable[..., None]
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("noun", "sentence"),
    [
        (forecast(question="kabull"), "no question 'kabull': did you mean kabul"),
        (forecast(forecaster="an-lee"), "no forecaster 'an-lee': did you mean ann-lee"),
        (forecast(question="kab"), "no question 'kab': did you mean kabul"),
        (outcome(question="nowhere"), "no question 'nowhere': see what there is with `tracker list"),
        (statement(source="the-paper"), "no source 'the-paper'"),
        (forecast(statement=Handle(9, 9)), "no record '9.9'"),
        (
            forecast(claim=Claim(deadline=DEADLINE, condition=Condition(question="doha"))),
            "no question 'doha'",
        ),
    ],
)
@pytest.mark.parametrize("bulk", [False, True])
def test_an_unknown_name_is_refused(file: Ledger, noun: Noun, sentence: str, bulk: bool) -> None:
    """Nothing is recorded about what the ledger does not know; the nearest names are told."""
    with pytest.raises(Unknown, match=sentence), file.entry("log", by="ann", now=NOW) as entry:
        entry.add_all([noun]) if bulk else entry.add(noun)


@pytest.mark.parametrize(
    "noun", [question(statement="Another"), forecaster(name="Another"), source(title="Another")]
)
def test_a_taken_slug_is_refused(admitted: Admit, noun: Noun) -> None:
    """A slug means one thing for ever, and the refusal tells which record has it."""
    admitted(source())
    with pytest.raises(AlreadyThere, match=r"already \((1\.1|1\.2|2\.1)\)"):
        admitted(noun)


def test_a_slug_given_twice_in_one_entry_is_refused(file: Ledger) -> None:
    """Also where both come in bulk, and neither was written yet."""
    twice = [question(slug="doha"), question(slug="doha")]
    with pytest.raises(AlreadyThere, match=r"\(2\.1\)"), file.entry("log", by="ann", now=NOW) as entry:
        entry.add_all(twice)


ON = date(2021, 8, 15)
LATER = date(2021, 9, 15)
EARLIER = date(2021, 7, 15)
HAPPENED, PARTLY = outcome(on=ON), outcome(kind=OutcomeKind.PARTLY, on=ON, grade=0.5)
VOID = outcome(kind=OutcomeKind.VOID, on=None, because="moot", known_on=ON)
UNCLEAR = outcome(kind=OutcomeKind.AMBIGUOUS, on=None, because="unclear", known_on=ON)
FINE = None
PAIRS: list[tuple[Outcome, Outcome, type[TrackerError] | None, type[TrackerError] | None]] = [
    # what stands, what comes, refused where the event happens once, refused where it recurs
    (HAPPENED, outcome(on=ON), NothingNew, NothingNew),
    (HAPPENED, outcome(on=LATER), Contradiction, FINE),
    (HAPPENED, outcome(on=EARLIER), Contradiction, FINE),
    (HAPPENED, not_through(EARLIER), FINE, FINE),
    (HAPPENED, not_through(ON), Contradiction, FINE),
    (HAPPENED, not_through(LATER), Contradiction, FINE),
    (HAPPENED, PARTLY, Contradiction, Contradiction),
    (HAPPENED, VOID, Contradiction, Contradiction),
    (HAPPENED, UNCLEAR, Contradiction, Contradiction),
    (not_through(ON), not_through(LATER), FINE, FINE),
    (not_through(ON), not_through(ON), NothingNew, NothingNew),
    (not_through(ON), not_through(EARLIER), NothingNew, NothingNew),
    (not_through(ON), outcome(on=LATER), FINE, FINE),
    (not_through(ON), outcome(on=ON), Contradiction, Contradiction),
    (not_through(ON), outcome(on=EARLIER), Contradiction, Contradiction),
    (not_through(EARLIER), PARTLY, FINE, FINE),
    (not_through(EARLIER), VOID, FINE, FINE),
    (not_through(EARLIER), UNCLEAR, FINE, FINE),
    (not_through(LATER), PARTLY, Contradiction, Contradiction),
    (not_through(LATER), VOID, Contradiction, Contradiction),
    (PARTLY, HAPPENED, Contradiction, Contradiction),
    (PARTLY, outcome(kind=OutcomeKind.PARTLY, on=ON, grade=0.6), Contradiction, Contradiction),
    (PARTLY, PARTLY, NothingNew, NothingNew),
    (VOID, VOID, NothingNew, NothingNew),
    (VOID, UNCLEAR, Contradiction, Contradiction),
    (UNCLEAR, HAPPENED, Contradiction, Contradiction),
    (UNCLEAR, UNCLEAR, NothingNew, NothingNew),
]


@pytest.mark.parametrize(("stands", "comes", "once", "again"), PAIRS)
@pytest.mark.parametrize("recurs", [False, True])
def test_news_is_recorded_and_contradictions_are_refused(
    admitted: Admit,
    file: Ledger,
    stands: Outcome,
    comes: Outcome,
    once: type[TrackerError] | None,
    again: type[TrackerError] | None,
    recurs: bool,
) -> None:
    """Of every pair of outcomes it is known whether the second is news, nothing new, or a contradiction."""
    from dataclasses import replace

    admitted(question(slug="it", recurs=recurs), replace(stands, question="it"))
    refusal = again if recurs else once
    new = replace(comes, question="it")
    if refusal is None:
        admitted(new)
        assert len(list(file.view().standing("outcome", question="it"))) == 2
    else:
        with pytest.raises(refusal, match=r"2\.2, entered by ann"):
            admitted(new)


@pytest.mark.parametrize(
    ("stands", "comes", "refusal"),
    [
        ({"option": "red"}, {"option": "red"}, NothingNew),
        ({"option": "red"}, {"option": "blue"}, Contradiction),
        ({"value": 70.0}, {"value": 70.0}, NothingNew),
        ({"value": 70.0}, {"value": 70.5}, Contradiction),
    ],
)
def test_an_option_or_a_value_stands_once(
    admitted: Admit, stands: dict[str, object], comes: dict[str, object], refusal: type[TrackerError]
) -> None:
    """A choice has one answer, and a quantity one value."""
    slug, kind = ("winner", OutcomeKind.OPTION) if "option" in stands else ("oil", OutcomeKind.VALUE)
    admitted(choice(), quantity(), outcome(question=slug, kind=kind, **stands))
    with pytest.raises(refusal):
        admitted(outcome(question=slug, kind=kind, **comes))


def test_a_contradiction_within_one_entry_is_refused(admitted: Admit, file: Ledger) -> None:
    """What comes in the same entry is held against what came before it."""
    with pytest.raises(Contradiction, match=r"2\.1, entered by ann"):
        admitted(outcome(on=ON), outcome(on=LATER))
    with pytest.raises(Contradiction), file.entry("import", by="ann", now=NOW) as entry:
        entry.add_all([outcome(on=ON), outcome(on=LATER)])


@pytest.mark.parametrize(
    "noun",
    [
        forecast(made_on=TOMORROW, claim=Claim(deadline=HORIZON.replace(year=2030))),
        forecast(attested_on=TOMORROW),
        outcome(on=TOMORROW),
        outcome(on=ON, known_on=TOMORROW),
        not_through(TOMORROW),
    ],
)
def test_nothing_comes_from_the_future(admitted: Admit, noun: Noun) -> None:
    """What is dated after the day of the entry is refused; a deadline may lie ahead."""
    admitted(forecast(claim=Claim(deadline=date(2100, 1, 1))), not_through(ON))
    with pytest.raises(InTheFuture, match="2022-01-01, but today is 2021-12-31"):
        admitted(noun)


@pytest.mark.parametrize(
    ("noun", "sentence"),
    [
        (forecast(question="winner", belief=timeline(), claim=Claim()), "needs a question of kind event"),
        (forecast(belief=Quantiles(levels=(0.5,), values=(1.0,))), "needs a question of kind quantity"),
        (forecast(belief=Shares(options=("a", "b"), shares=(0.5, 0.5))), "kind choice or ordered"),
        (
            forecast(question="winner", belief=Shares(options=("red", "blue"), shares=(0.5, 0.5))),
            "name just red, blue, green",
        ),
        (forecast(question="winner", claim=Claim(option="pink")), "choose among red, blue, green"),
        (forecast(question="winner"), "does not say of what"),
        (forecast(question="oil"), "does not say of what"),
        (forecast(claim=Claim(option="red")), "leave the option out"),
        (forecast(claim=Claim(above=1.0)), "is no quantity"),
        (outcome(question="winner"), "cannot be answered by 'happened'"),
        (outcome(kind=OutcomeKind.VALUE, value=1.0), "cannot be answered by 'value'"),
        (outcome(question="winner", kind=OutcomeKind.OPTION, option="pink"), "no option 'pink'"),
        (
            forecast(claim=Claim(condition=Condition(question="winner", answer="happens"))),
            "choose among red, blue, green",
        ),
        (forecast(claim=Claim(condition=Condition(question="oil"))), "make the condition an event"),
        (forecast(statement=Handle(1, 1)), "name a statement instead"),
        (forecast(restates=Handle(1, 1)), "name a forecast instead"),
    ],
)
def test_what_does_not_fit_its_question_is_refused(admitted: Admit, noun: Noun, sentence: str) -> None:
    """Beliefs, claims, conditions and outcomes have the form that their question asks for."""
    admitted(choice(), quantity())
    with pytest.raises(UnfitNoun, match=sentence):
        admitted(noun)


@pytest.mark.parametrize(
    "noun",
    [
        forecast(question="oil", claim=Claim(above=70.0)),
        forecast(question="winner", claim=Claim(option="red")),
        forecast(claim=Claim(condition=Condition(question="winner", answer="red"))),
        forecast(question="rank", belief=Shares(options=("b", "a"), shares=(0.5, 0.5))),
        outcome(question="oil", kind=OutcomeKind.VOID, because="no market"),
    ],
)
def test_what_fits_is_admitted(admitted: Admit, noun: Noun) -> None:
    """The forms that each kind of question takes."""
    admitted(choice(), quantity(), choice(slug="rank", kind=QuestionKind.ORDERED, options=("a", "b")))
    admitted(noun)


def test_timelines_of_one_question_may_end_apart(admitted: Admit) -> None:
    """Each is recorded to its own rung, whoever was first; one bulk may hold both."""
    admitted(
        forecast(belief=timeline(), claim=Claim()),
        forecast(belief=timeline(horizon=date(2022, 6, 25)), claim=Claim()),
    )


def test_a_window_past_the_horizon_of_its_question_is_recorded_with_a_warning(file: Ledger) -> None:
    """Only the part up to the horizon is scored, and whoever logs it should know."""
    record(file, question(slug="doha", horizon=date(2021, 9, 1)))
    with file.entry("log", by="ann", now=NOW) as entry:
        entry.add(forecast(question="doha", belief=timeline(), claim=Claim()))
    (warning,) = entry.warnings
    assert warning.startswith("The window runs to 2021-09-25, past 2021-09-01, the horizon of 'doha':")


def test_odd_but_possible_things_are_recorded_with_a_warning(file: Ledger) -> None:
    """An outcome before a forecast, and a statement much like another, are told and kept."""
    record(file, forecast(), statement())
    with file.entry("log", by="ann", now=NOW) as entry:
        entry.add(outcome(on=SAID - timedelta(days=1)))
        entry.add(question(slug="kabul-2", statement="Taliban capture Kabul."))
        entry.add(statement(quote="A month or two,  maybe three!"))
    pre_dated, alike, said = entry.warnings
    assert "one forecast was made after that" in pre_dated
    assert "is much like 1.1" in alike
    assert "is much like 2.2" in said


def test_forecasts_made_too_late_are_told_in_bulk_too(file: Ledger) -> None:
    """Whether outcomes were looked up together or not, and of a forecast recorded since the look too."""
    record(file, question(slug="doha"), question(slug="herat"), forecast(), forecast(question="doha"))
    with file.entry("log", by="ann", now=NOW) as entry:
        entry.look_up_outcomes({"kabul", "doha", "herat"})
        entry.add(outcome(question="kabul", on=SAID))
        entry.add(outcome(question="doha", on=SAID - timedelta(days=1)))
        entry.add(forecast(question="herat"))
        entry.add(outcome(question="herat", on=SAID - timedelta(days=1)))
    assert [warning.split()[0] for warning in entry.warnings] == ["'doha'", "'herat'"]


def test_bulk_remembers_within_bounds(file: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked up is forgotten when it grows, and looked up again; nothing slips through."""
    monkeypatch.setattr("forecasts.ledger.admission._REMEMBERED", 50)
    monkeypatch.setattr("forecasts.ledger.entry.CHUNK", 20)
    questions = [question(slug=f"q-{n}", statement=f"Event {n}") for n in range(200)]
    answers = [outcome(question=f"q-{n}") for n in range(200)]
    with file.entry("import", by="ann", now=NOW) as entry:
        assert entry.add_all(questions) == 200
        assert entry.add_all(answers) == 200
        with pytest.raises(NothingNew):
            entry.add_all(answers[:1])
        with pytest.raises(AlreadyThere):
            entry.add_all(questions[:1])
    assert file.audit().whole
    assert len(file.view().outcomes()) == 200
