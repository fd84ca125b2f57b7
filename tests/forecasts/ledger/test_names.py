"""Slugs renamed and things merged, on each engine: any name means the same, and each deed can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from forecasts.errors import AlreadyThere, TrackerError, UnfitNoun, Unknown
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.names import Names
from forecasts.ledger.view import View
from forecasts.model import (
    Claim,
    Condition,
    Forecast,
    NamedKind,
    Naming,
    NamingAct,
    Noun,
    Outcome,
    OutcomeKind,
    QuestionKind,
)
from forecasts.recording.renaming import merge, rename
from forecasts.recording.undoing import undo
from tests.forecasts.builders import (
    NOW,
    chance,
    choice,
    forecast,
    forecaster,
    merged,
    mistake,
    not_through,
    outcome,
    question,
    renamed,
    source,
    statement,
)
from tests.forecasts.ledger.conftest import record

LATER = NOW + timedelta(days=1)
FALL = {"slug": "fall", "statement": "The Afghan capital falls"}


def done(ledger: Ledger, deed: Callable[..., Any], *names: str, **more: Any) -> Any:
    """One entry by `rename` or `merge`."""
    with ledger.entry(deed.__name__, by="ann", now=LATER) as entry:
        return deed(entry, *names, **more)


def undone(ledger: Ledger, sequence: int) -> None:
    """One entry that takes another back."""
    with ledger.entry("undo", by="ann", now=LATER) as entry:
        undo(entry, sequence, because="a slip")


def told(view: View, kind: str) -> list[tuple[str, str]]:
    """Handles and subjects of what stands of a noun."""
    named = {"question": "slug", "forecaster": "slug", "forecast": "question", "outcome": "question"}[kind]
    return [(str(stored.handle), getattr(stored.noun, named)) for stored in view.standing(kind)]


@pytest.fixture
def two(ledger: Ledger) -> Ledger:
    """Two questions, each with a forecast and an outcome, in the entries 2 and 3."""
    record(ledger, forecast(), outcome())
    record(ledger, question(**FALL), forecast(question="fall", belief=chance(0.4)), outcome(question="fall"))
    return ledger


def test_every_name_means_the_same_after_a_renaming(ledger: Ledger) -> None:
    """Forecasts made before and after it, by whichever name, are on one question."""
    record(ledger, forecast())
    done(ledger, rename, "kabul", "kabul-2021")
    record(ledger, forecast(belief=chance(0.5)), now=LATER)
    record(ledger, forecast(question="kabul-2021", belief=chance(0.6)), now=LATER)
    view = ledger.view()
    assert {asked for _, asked in told(view, "forecast")} == {"kabul-2021"}
    for name in ("kabul", "kabul-2021"):
        assert view.find("question", name).noun.slug == "kabul-2021"  # type: ignore[union-attr]
        assert len(list(view.standing("forecast", question=name))) == 3
        assert len(list(view.standing_among("forecast", "question", [name, "nothing"]))) == 3
        assert [entry.sequence for entry in view.history(question=name)] == [1, 2, 3, 4, 5]
    assert set(view.forecasts()["question"]) == {"kabul-2021"} == set(view.questions()["slug"])
    assert view.slugs("question") == ["kabul-2021"]
    assert ledger.audit().whole


def test_before_the_deed_the_old_state_is_seen(two: Ledger) -> None:
    """As of an earlier moment nothing was renamed and nothing merged."""
    done(two, rename, "kabul", "kabul-2021")
    done(two, merge, "fall", "kabul", because="the same")
    assert two.view(as_of=NOW).slugs("question") == ["fall", "kabul"]
    assert told(two.view(as_of=NOW), "outcome") == [("2.2", "kabul"), ("3.3", "fall")]
    with pytest.raises(Unknown):
        two.view(as_of=NOW).find("question", "kabul-2021")
    assert two.view().slugs("question") == ["kabul-2021"]
    assert told(two.view(), "outcome") == [("2.2", "kabul-2021")]


def test_what_says_the_same_counts_once_and_comes_back(two: Ledger) -> None:
    """The outcome of what was merged is set aside while the two are one."""
    before = two.view()
    assert done(two, merge, "fall", "kabul", because="the same").aside == (Handle(3, 3),)
    view = two.view()
    assert told(view, "forecast") == [("2.1", "kabul"), ("3.2", "kabul")]
    assert told(view, "outcome") == [("2.2", "kabul")]
    assert list(view.outcomes()["handle"]) == ["2.2"]
    assert list(view.questions()["slug"]) == ["kabul"]
    with pytest.raises(UnfitNoun, match=r"3\.3 counts no more since the merger 4\.1: .* `tracker undo 4`"):
        record(two, mistake(Handle(3, 3)), now=LATER)
    undone(two, 4)
    for kind in ("question", "forecast", "outcome"):
        assert told(two.view(), kind) == told(before, kind)
    undone(two, 5)
    assert told(two.view(), "outcome") == [("2.2", "kabul")]
    assert two.audit().whole


def test_a_correction_stays_where_its_record_was(two: Ledger) -> None:
    """A forecast that is corrected while its question is one with another goes back with it."""
    done(two, merge, "fall", "kabul", because="the same")
    with two.entry("amend", by="ann", now=LATER) as entry:
        old = entry.view.get(Handle(3, 2)).noun
        assert isinstance(old, Forecast)
        assert old.question == "kabul"
        entry.correct(Handle(3, 2), forecast(question="kabul", belief=chance(0.9)), because="misheard")
    undone(two, 4)
    assert told(two.view(), "forecast") == [("2.1", "kabul"), ("5.1", "fall")]


def test_people_are_merged_with_their_names(ledger: Ledger) -> None:
    """Whoever types the name of the one that was merged means the other."""
    record(ledger, forecaster(slug="a-lee", name="A. Lee", aliases=("Лее",)), forecast(forecaster="a-lee"))
    record(ledger, forecast(belief=chance(0.4)))
    done(ledger, merge, "a-lee", "ann-lee", because="one person")
    view = ledger.view()
    for name in ("a-lee", "A. Lee", "лее", "Ann Lee", "ann-lee"):
        assert view.meant("forecaster", name).handle == Handle(1, 2)
    assert set(view.forecasts()["forecaster"]) == {"ann-lee"}
    assert [stored.handle for stored in view.standing("forecaster")] == [Handle(1, 2)]
    record(ledger, forecast(forecaster="a-lee", belief=chance(0.3)), now=LATER)
    undone(ledger, 4)
    assert list(ledger.view().forecasts()["forecaster"]) == ["a-lee", "ann-lee", "ann-lee"]


def test_a_source_is_renamed_in_statements_and_reference_classes(ledger: Ledger) -> None:
    """All that names it follows."""
    record(ledger, source(), statement(source="the-paper"))
    record(
        ledger,
        question(slug="rain", statement="Rain", reference_rate=0.1, reference_source="the-paper"),
        forecast(statement=Handle(2, 2)),
    )
    done(ledger, rename, "the-paper", "the-times")
    view = ledger.view()
    assert view.get(Handle(2, 2)).noun.source == "the-times"  # type: ignore[union-attr]
    assert view.find("question", "rain").noun.reference_source == "the-times"  # type: ignore[union-attr]
    assert list(view.forecasts()["source"]) == ["the-times"]


REFUSED: list[tuple[list[Noun], Naming, str]] = [
    ([], renamed("kabul", "kabul"), "is called so already"),
    ([question(**FALL)], renamed("kabul", "fall"), r"has a question 'fall' already \(2.1\)"),
    ([question(**FALL), mistake(Handle(2, 1))], renamed("kabul", "fall"), r"was taken back \(2.1\)"),
    ([question(**FALL), renamed("fall", "end")], renamed("kabul", "fall"), "was another one of the question"),
    ([question(**FALL), renamed("fall", "end")], renamed("kabul", "end"), "the slug 'end' is taken"),
    ([question(**FALL), merged("fall", "kabul")], renamed("fall", "end"), "was merged into 'kabul'"),
    ([question(**FALL), merged("fall", "kabul")], merged("fall", "kabul"), "'fall' is 'kabul' already"),
    ([], renamed("nothing", "kabul-2"), "no question 'nothing'"),
    ([choice(slug="who")], merged("who", "kabul"), r"differ in kind \(choice and event\)"),
    (
        [question(**FALL, zone="Asia/Kabul")],
        merged("fall", "kabul"),
        r"differ in zone \(Asia/Kabul and UTC\)",
    ),
    ([question(**FALL, recurs=True)], merged("fall", "kabul"), "differ in recurs"),
    (
        [question(**FALL), outcome(question="fall"), not_through(date(2021, 9, 1))],
        merged("fall", "kabul"),
        r"two answers, that it happened on 2021-08-15 \(2.2\) and that it had not .*amend 2.3 --mistake",
    ),
    (
        [
            question(**FALL),
            statement(),
            forecast(statement=Handle(2, 2)),
            forecast(question="fall", statement=Handle(2, 2)),
        ],
        merged("fall", "kabul"),
        r"2.3 and 2.4 are both the primary reading of the statement 2.2, and cannot be one series: take",
    ),
    (
        [question(**FALL), forecast(claim=Claim(condition=Condition(question="fall")))],
        merged("fall", "kabul"),
        "is on .kabul. given that same question",
    ),
    (
        [
            question(**FALL),
            question(slug="doha", statement="They meet"),
            forecast(question="doha", claim=Claim(condition=Condition(question="fall"))),
            forecast(claim=Claim(condition=Condition(question="doha"))),
        ],
        merged("fall", "kabul"),
        "closes a circle of ann-lee's conditions",
    ),
]


@pytest.mark.parametrize(("before", "naming", "fault"), REFUSED)
def test_what_cannot_be_is_refused(file: Ledger, before: list[Noun], naming: Naming, fault: str) -> None:
    """A name that means two things, or two things that contradict each other as one."""
    if before:
        record(file, *before)
    stood = file.view().namings
    with pytest.raises(TrackerError, match=f"(?i){fault}"):
        record(file, naming, now=LATER)
    assert file.view().namings == stood


def test_a_slug_that_was_is_not_given_again(file: Ledger) -> None:
    """A new question by a former name would be two things under one."""
    done(file, rename, "kabul", "kabul-2021")
    with pytest.raises(AlreadyThere, match="kabul-2021"):
        record(file, question(), now=LATER)
    with pytest.raises(UnfitNoun, match=r"was renamed \(2\.1\): take that back first, with `tracker undo 2`"):
        record(file, mistake(Handle(1, 1)), now=LATER)
    done(file, rename, "kabul", "kabul")
    assert file.view().slugs("question") == ["kabul"]
    assert file.view().find("question", "kabul-2021").handle == Handle(1, 1)


def test_a_renaming_is_taken_back_only_while_its_name_is_free(file: Ledger) -> None:
    """After it was undone the new name may be given, and then the undoing cannot be undone."""
    done(file, rename, "kabul", "fall")
    undone(file, 2)
    with pytest.raises(Unknown):
        file.view().find("question", "fall")
    record(file, question(**FALL), now=LATER)
    with pytest.raises(UnfitNoun, match="has a question 'fall' already"):
        undone(file, 3)


def test_deeds_are_taken_back_in_any_order(file: Ledger) -> None:
    """Each leaves what the others did."""
    record(file, question(**FALL), question(slug="end", statement="The end"))
    done(file, merge, "fall", "kabul", because="the same")
    done(file, merge, "kabul", "end", because="the same")
    done(file, rename, "end", "over")
    done(file, rename, "end", "the-end")
    assert file.view().slugs("question") == ["the-end"]
    undone(file, 5)
    assert file.view().slugs("question") == ["the-end"]
    undone(file, 3)
    assert file.view().slugs("question") == ["fall", "the-end"]
    undone(file, 4)
    undone(file, 6)
    assert file.view().slugs("question") == ["end", "fall", "kabul"]


def test_what_was_made_of_two_as_one_keeps_them_one(file: Ledger) -> None:
    """A forecast that restates one of the other question would dangle."""
    record(file, question(**FALL), forecast(question="fall"))
    done(file, merge, "fall", "kabul", because="the same")
    again = forecast(restates=Handle(2, 2), belief=chance(0.2))
    record(file, again, now=LATER)
    with pytest.raises(UnfitNoun, match=r"4\.1 restates 2\.2, which is by ann-lee on 'fall': amend it first"):
        undone(file, 3)


def test_outcomes_that_came_to_contradict_keep_two_questions_one(file: Ledger) -> None:
    """What was set aside would contradict what was corrected since."""
    record(file, question(**FALL), not_through(date(2021, 8, 1), question="fall"), outcome(question="fall"))
    record(file, outcome())
    done(file, merge, "fall", "kabul", because="the same")
    record(file, mistake(Handle(3, 1)), now=LATER)
    with file.entry("amend", by="ann", now=LATER) as entry:
        entry.correct(Handle(2, 2), not_through(date(2021, 9, 1)), because="it lasted")
    with pytest.raises(UnfitNoun, match="'fall' would have two answers"):
        undone(file, 4)


def test_a_replay_carries_names(two: Ledger, tmp_path: Any) -> None:
    """The same head, the same names, and a file of lines that any program reads."""
    done(two, rename, "kabul", "kabul-2021")
    done(two, merge, "fall", "kabul", because="the same")
    with Ledger.create(tmp_path / "again.db", now=NOW, by="bob") as again:
        assert again.replay(two.export_entries()) == two.view().head
        assert told(again.view(), "forecast") == told(two.view(), "forecast")
        assert told(again.view(), "outcome") == told(two.view(), "outcome")
        assert again.audit().whole


def test_a_merger_sets_aside_only_what_was_told_twice(two: Ledger) -> None:
    """Another record cannot be made away with by a merger."""
    with pytest.raises(UnfitNoun, match="sets more aside than what was told twice"):
        record(two, merged("fall", "kabul", aside=(Handle(2, 2),)), now=LATER)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"act": NamingAct.MERGED, "because": None}, "says why"),
        ({"act": NamingAct.MERGED, "because": "x", "becomes": "kabul"}, "merged into itself"),
        ({"act": NamingAct.MERGED, "because": "x", "kind": NamedKind.SOURCE}, "forecasters and questions"),
        ({"aside": (Handle(1, 1),)}, "sets records aside"),
        ({"becomes": "Not A Slug"}, "slug"),
    ],
)
def test_a_naming_cannot_be_made_wrong(parts: dict[str, Any], fault: str) -> None:
    """The noun refuses what means nothing."""
    with pytest.raises(TrackerError, match=fault):
        renamed("kabul", "kabul-2021", **parts)


def test_names_go_back_and_forth() -> None:
    """A thing that got its first slug back has it, and keeps the others."""
    names = Names.of([renamed("one", "two"), renamed("one", "three"), renamed("one", "one")])
    assert (names.now("two"), names.now("three"), names.recorded("three")) == ("one", "one", "one")
    assert names.former("one") == ("three", "two")


def test_kinds_have_names_of_their_own(ledger: Ledger) -> None:
    """A question and a person may have one slug, and the deed says which it is of."""
    record(ledger, question(slug="ann-lee", statement="Ann Lee resigns", kind=QuestionKind.EVENT))
    with pytest.raises(UnfitNoun, match="'ann-lee' is a forecaster and a question: say which with --kind"):
        done(ledger, rename, "ann-lee", "ann")
    done(ledger, rename, "ann-lee", "ann", kind=NamedKind.FORECASTER)
    assert ledger.view().slugs("forecaster") == ["ann"]
    assert ledger.view().slugs("question") == ["ann-lee", "kabul"]


def test_void_questions_that_say_the_same_are_merged(file: Ledger) -> None:
    """Reasons may differ in their words."""
    void = {"kind": OutcomeKind.VOID, "on": None, "known_on": date(2021, 9, 1)}
    record(file, question(**FALL), outcome(**void, because="moot"))
    record(file, outcome(**void, because="it is moot", question="fall"))
    assert done(file, merge, "fall", "kabul", because="the same").aside == (Handle(3, 1),)
    (stands,) = file.view().standing("outcome")
    assert isinstance(stands.noun, Outcome)
    assert stands.noun.because == "moot"
