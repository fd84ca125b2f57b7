"""Valid nouns to change one part of, and one of every kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from forecasts.belief import Chance, Quantiles, Shares, Timeline, Vague
from forecasts.handles import Handle
from forecasts.ledger.chain import archive_digest
from forecasts.ledger.seal_rules import sealed_text
from forecasts.model import (
    Amendment,
    AmendmentKind,
    Claim,
    Condition,
    Erasure,
    Forecast,
    Forecaster,
    ForecasterKind,
    Freeze,
    Import,
    Key,
    NamedKind,
    Naming,
    NamingAct,
    Noun,
    Outcome,
    OutcomeKind,
    Question,
    QuestionKind,
    Reveal,
    Review,
    ReviewAct,
    Seal,
    Settings,
    Source,
    Statement,
    Unscoreable,
)

NOW = datetime(2021, 12, 31, 12, tzinfo=UTC)
SAID = date(2021, 6, 25)
DEADLINE = date(2021, 9, 25)
HORIZON = date(2021, 12, 25)
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def forecaster(**changes: Any) -> Forecaster:
    """Somebody who forecasts."""
    return Forecaster(**{"slug": "ann-lee", "name": "Ann Lee", **changes})


def source(**changes: Any) -> Source:
    """A place where something was said."""
    return Source(**{"slug": "the-paper", "title": "The Paper", **changes})


def question(**changes: Any) -> Question:
    """An event that may happen."""
    return Question(**{"slug": "kabul", "statement": "The Taliban capture Kabul", **changes})


def choice(**changes: Any) -> Question:
    """A question answered by one of three options."""
    parts = {"slug": "winner", "statement": "Who wins the election", "kind": QuestionKind.CHOICE}
    return question(**{**parts, "options": ("red", "blue", "green"), **changes})


def quantity(**changes: Any) -> Question:
    """A question answered by a number."""
    parts = {"slug": "oil", "statement": "The price of a barrel", "kind": QuestionKind.QUANTITY}
    return question(**{**parts, "unit": "USD", **changes})


def statement(**changes: Any) -> Statement:
    """Words that were said."""
    return Statement(**{"quote": "a month or two, maybe three", **changes})


def chance(p: float = 0.7) -> Chance:
    """A probability stated as a number."""
    return Chance.stated(p)


def timeline(**changes: Any) -> Timeline:
    """A window read by the default rule."""
    parts = {
        "days": (0.0, 30.0, 61.0, 92.0, 183.0),
        "cdf": (0.0, 0.1, 0.5, 0.9, 0.95),
        "horizon": HORIZON,
        "rule": "W80-1",
        "earliest": date(2021, 7, 25),
        "central": date(2021, 8, 25),
        "latest": DEADLINE,
    }
    return Timeline(**{**parts, **changes})


def forecast(**changes: Any) -> Forecast:
    """A chance with a deadline, on the question and by the forecaster of these builders."""
    parts = {
        "question": "kabul",
        "forecaster": "ann-lee",
        "made_on": SAID,
        "claim": Claim(deadline=DEADLINE),
        "belief": chance(),
    }
    return Forecast(**{**parts, **changes})


def outcome(**changes: Any) -> Outcome:
    """It happened."""
    parts = {"question": "kabul", "kind": OutcomeKind.HAPPENED, "on": date(2021, 8, 15)}
    return Outcome(**{**parts, **changes})


def not_through(day: date, **changes: Any) -> Outcome:
    """It had not happened through a day."""
    return outcome(kind=OutcomeKind.NOT_THROUGH, on=day, **changes)


def mistake(target: Handle, **changes: Any) -> Amendment:
    """A record that should not be here."""
    return Amendment(
        **{"target": target, "kind": AmendmentKind.MISTAKE, "because": "entered twice", **changes}
    )


def withdrawal(target: Handle, **changes: Any) -> Amendment:
    """A forecast that the forecaster took back."""
    parts = {"target": target, "kind": AmendmentKind.WITHDRAWAL, "because": "retracted on air"}
    return Amendment(**{**parts, "withdrawn_on": date(2021, 7, 1), **changes})


def renamed(slug: str, becomes: str, /, **changes: Any) -> Naming:
    """A question by another slug."""
    parts = {"kind": NamedKind.QUESTION, "act": NamingAct.RENAMED, "slug": slug, "becomes": becomes}
    return Naming(**{**parts, **changes})


def merged(slug: str, becomes: str, /, **changes: Any) -> Naming:
    """Two questions that are one."""
    return renamed(slug, becomes, **{"act": NamingAct.MERGED, "because": "the same", **changes})


def freeze(**changes: Any) -> Freeze:
    """A scorecard that was frozen as of the first entry."""
    parts = {
        "slug": "scorecard-ann-lee-2021-12-31",
        "report": "scorecard",
        "title": "Ann Lee",
        "digest": "12" * 32,
        "recipe": '{"on":"2021-12-31","report":"scorecard"}',
        "as_of": 1,
        "head": "34" * 32,
        "program": "0.1.0",
    }
    return Freeze(**{**parts, **changes})


def review(act: ReviewAct = ReviewAct.OPENED, **changes: Any) -> Review:
    """Somebody looked at that scorecard."""
    return Review(**{"report": "scorecard-ann-lee-2021-12-31", "act": act, **changes})


SALT = "sealed:" + "ab" * 16
SHUT = sealed_text(
    [
        statement(source="the-paper", locator="page 3", language="en"),
        forecast(made_at=datetime(2021, 6, 25, 9, tzinfo=UTC), attested_on=SAID),
    ]
)
"""A forecast of `every_noun` as it was sealed, and the salt of its digest."""


def every_noun() -> list[Noun]:
    """One noun of each kind and each belief, in an order in which a ledger takes them, every part filled."""
    return [
        Settings(scale="icd203", frame="every forecast in the paper"),
        forecaster(aliases=("A. Lee", "Лее"), kind=ForecasterKind.ORGANISATION, affiliation="The Institute"),
        source(publisher="Press", url="https://example.org/?a=1&b=ä", published_on=SAID, language="en"),
        question(criteria="The flag", topic="war", tags=("asia", "war"), zone="Asia/Kabul", cluster="fall"),
        question(slug="flood", statement="The river floods", recurs=True, horizon=date(9999, 12, 31)),
        choice(),
        quantity(),
        statement(source="the-paper", locator="page 3", language="en"),
        forecast(statement=Handle(1, 8), made_at=datetime(2021, 6, 25, 9, tzinfo=UTC), attested_on=SAID),
        forecast(belief=timeline(words="a month or two", p=0.9), claim=Claim(when="soon"), settled_by="ann"),
        forecast(
            question="winner",
            claim=Claim(deadline=DEADLINE, condition=Condition(question="kabul", by=DEADLINE)),
            belief=Shares(options=("red", "blue", "green"), shares=(0.5, 0.25, 0.25)),
            reading="strict",
        ),
        forecast(
            question="oil",
            claim=Claim(not_before=SAID, deadline=DEADLINE, above=60.0, below=90.5),
            belief=Quantiles(levels=(0.1, 0.5, 0.9), values=(50.0, 70.0, 90.0)),
        ),
        forecast(
            question="winner", claim=Claim(option="red"), belief=Chance(p=0.5, low=0.4, high=0.6, rule="x")
        ),
        forecast(
            belief=Vague(words="may well"),
            restates=Handle(1, 9),
            unscoreable_because=(Unscoreable.VAGUE_WORD,),
        ),
        outcome(known_on=date(2021, 8, 16), evidence="Seen by all"),
        outcome(question="winner", kind=OutcomeKind.OPTION, on=None, option="blue", known_on=DEADLINE),
        outcome(question="oil", kind=OutcomeKind.VALUE, on=DEADLINE, value=72.5),
        outcome(question="flood", kind=OutcomeKind.PARTLY, on=DEADLINE, grade=0.25, because="half of it"),
        mistake(Handle(1, 14)),
        withdrawal(Handle(1, 13)),
        freeze(libraries=("numpy 2.1.0", "scipy 1.14"), rules=("W80-1: the default window",)),
        freeze(slug="scorecard-ann-lee-2021-12-31-2", supersedes="scorecard-ann-lee-2021-12-31"),
        review(),
        review(ReviewAct.QUESTIONED, row="1.9", text="Where is this said?"),
        review(ReviewAct.ANSWERED, answers=Handle(1, 24), text="On page 3"),
        review(ReviewAct.REJECTED, text="The source is missing"),
        review(ReviewAct.SIGNED, digest="12" * 32, own=True),
        question(
            slug="drought",
            statement="No rain falls",
            reference_rate=0.12,
            reference_source="the-paper",
            reference_count=40,
        ),
        question(slug="drought-2", statement="It does not rain"),
        outcome(question="drought"),
        outcome(question="drought-2"),
        renamed("drought", "dry-2021", because="there are several"),
        merged("drought-2", "drought", aside=(Handle(1, 31),)),
        Key(verifier=KEY, holder="Ann Lee"),
        Key(verifier=KEY, holder="Ann Lee", revoked="The file was lost"),
        Seal(forecaster="ann-lee", made_on=SAID, archived=archive_digest(SALT, SHUT), deadline=DEADLINE),
        Reveal(seal=Handle(1, 36), forecast=Handle(1, 9)),
        Import(
            file="export.csv",
            sha256="34" * 32,
            form="fatebook",
            assumptions=("Moments are in UTC.",),
            mapping="mine",
        ),
        Erasure(digest="ab" * 32, because="asked for"),
    ]
