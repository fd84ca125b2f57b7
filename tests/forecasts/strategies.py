"""Hypothesis strategies for every noun there is, in every form it may take."""

from __future__ import annotations

import json
from datetime import UTC, date, timedelta
from typing import Any

from hypothesis import strategies as st

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.handles import Handle
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
from forecasts.texts import slugified

_letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
texts = st.text(_letters, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
slugs = texts.map(slugified).filter(lambda slug: slug == slug.casefold() and slugified(slug) == slug)
days = st.dates(date(1900, 1, 1), date(9999, 12, 31))
moments = st.datetimes(timezones=st.just(UTC))
handles = st.builds(Handle, st.integers(1, 10**6), st.integers(1, 10**6))
numbers = st.floats(-1e12, 1e12)
probabilities = st.floats(0, 1)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _tuples(strategy: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=4, unique=True).map(tuple)


forecasters = st.builds(
    Forecaster,
    slug=slugs,
    name=texts,
    aliases=_tuples(texts),
    kind=st.sampled_from(ForecasterKind),
    affiliation=_maybe(texts),
)
sources = st.builds(
    Source,
    slug=slugs,
    title=texts,
    publisher=_maybe(texts),
    url=_maybe(texts),
    published_on=_maybe(days),
    language=_maybe(texts),
    archived=_maybe(st.text("0123456789abcdef", min_size=64, max_size=64)),
)
statements = st.builds(
    Statement, quote=texts, source=_maybe(slugs), locator=_maybe(texts), language=_maybe(texts)
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of any kind."""
    kind = draw(st.sampled_from(QuestionKind))
    event = kind is QuestionKind.EVENT
    chosen = kind in (QuestionKind.CHOICE, QuestionKind.ORDERED)
    rate = draw(_maybe(probabilities)) if event else None
    return Question(
        slug=draw(slugs),
        statement=draw(texts),
        criteria=draw(_maybe(texts)),
        kind=kind,
        unit=draw(_maybe(texts)),
        options=draw(_tuples(texts, least=2)) if chosen else (),
        topic=draw(_maybe(texts)),
        tags=draw(_tuples(texts)),
        zone=draw(st.sampled_from(["UTC", "Asia/Kabul", "America/New_York"])),
        cluster=draw(_maybe(texts)),
        recurs=event and draw(st.booleans()),
        horizon=draw(_maybe(days)) if event else None,
        reference_rate=rate,
        reference_source=draw(_maybe(slugs)) if rate is not None else None,
        reference_count=draw(_maybe(st.integers(1, 10**6))) if rate is not None else None,
    )


chances = st.tuples(probabilities, probabilities, probabilities).map(
    lambda three: Chance(low=min(three), p=sorted(three)[1], high=max(three))
)
quantiles = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=5, unique=True).flatmap(
    lambda levels: st.builds(
        Quantiles,
        levels=st.just(tuple(sorted(levels))),
        values=st.lists(numbers, min_size=len(levels), max_size=len(levels)).map(
            lambda values: tuple(sorted(values))
        ),
        words=_maybe(texts),
    )
)


@st.composite
def shares(draw: st.DrawFn) -> Shares:
    """Shares of two to four options."""
    options = draw(_tuples(texts, least=2))
    weights = [draw(st.integers(1, 100)) for _ in options]
    return Shares(options=options, shares=tuple(weight / sum(weights) for weight in weights))


@st.composite
def timelines(draw: st.DrawFn, made_on: date) -> Timeline:
    """A timeline for a forecast made on a day."""
    size = draw(st.integers(1, 5))
    knots = sorted(draw(st.lists(st.integers(0, 3000), min_size=size, max_size=size, unique=True)))
    heights = sorted(draw(st.lists(probabilities, min_size=size, max_size=size)))
    named = sorted(made_on + timedelta(draw(st.integers(0, 3000))) for _ in range(3))
    windowed = draw(st.booleans())
    return Timeline(
        days=tuple(map(float, knots)),
        cdf=tuple(heights),
        horizon=made_on + timedelta(draw(st.integers(1, 3000))),
        words=draw(_maybe(texts)),
        earliest=named[0] if windowed else None,
        central=named[1] if windowed else None,
        latest=named[2] if windowed else None,
        p=draw(_maybe(probabilities)),
    )


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    """A forecast with any belief, or with a reason for having none."""
    made_on = draw(st.dates(date(1900, 1, 1), date(9900, 1, 1)))
    on, about = draw(st.lists(slugs, min_size=2, max_size=2, unique=True))
    belief: Belief | None = draw(
        chances | quantiles | shares() | timelines(made_on) | st.builds(Vague, words=texts) | st.none()
    )
    low, high = sorted(draw(st.lists(numbers, min_size=2, max_size=2, unique=True)))
    bounded = not isinstance(belief, Timeline) and draw(st.booleans())
    unscoreable = belief is None or isinstance(belief, Vague)
    claim = Claim(
        option=None if bounded or isinstance(belief, Timeline) else draw(_maybe(texts)),
        above=low if bounded else None,
        below=draw(_maybe(st.just(high))) if bounded else None,
        not_before=draw(_maybe(st.dates(date(1800, 1, 1), made_on))),
        deadline=draw(_maybe(st.dates(made_on, date(9999, 12, 31)))),
        when=draw(_maybe(texts)),
        condition=draw(_maybe(st.builds(Condition, question=st.just(about), answer=texts, by=_maybe(days)))),
    )
    return Forecast(
        question=on,
        forecaster=draw(slugs),
        made_on=made_on,
        claim=claim,
        belief=belief,
        statement=draw(_maybe(handles)),
        made_at=draw(_maybe(moments)),
        attested_on=draw(_maybe(st.dates(made_on, date(9999, 12, 31)))),
        reading=draw(texts),
        settled_by=draw(_maybe(texts)),
        restates=draw(_maybe(handles)),
        unscoreable_because=draw(_tuples(st.sampled_from(Unscoreable), least=1)) if unscoreable else (),
    )


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """An outcome of any kind."""
    kind = draw(st.sampled_from(OutcomeKind))
    dated = kind in (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH) or draw(st.booleans())
    on = draw(days) if dated else None
    explained = kind in (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)
    return Outcome(
        question=draw(slugs),
        kind=kind,
        on=on,
        value=draw(numbers) if kind is OutcomeKind.VALUE else None,
        option=draw(texts) if kind is OutcomeKind.OPTION else None,
        grade=draw(st.floats(0.01, 0.99)) if kind is OutcomeKind.PARTLY else None,
        known_on=draw(days) if on is None else draw(_maybe(st.dates(on, date(9999, 12, 31)))),
        evidence=draw(_maybe(texts)),
        because=draw(texts) if explained else draw(_maybe(texts)),
    )


@st.composite
def amendments(draw: st.DrawFn) -> Amendment:
    """An amendment of any kind."""
    kind = draw(st.sampled_from(AmendmentKind))
    return Amendment(
        target=draw(handles),
        kind=kind,
        because=draw(texts),
        replacement=draw(handles) if kind is AmendmentKind.CORRECTION else None,
        withdrawn_on=draw(days) if kind is AmendmentKind.WITHDRAWAL else None,
    )


digests = st.text("0123456789abcdef", min_size=64, max_size=64)
freezes = st.builds(
    Freeze,
    slug=slugs,
    report=st.sampled_from(["scorecard", "calibration", "comparison", "period"]),
    title=texts,
    digest=digests,
    recipe=st.dictionaries(texts, _maybe(texts) | st.booleans() | st.integers()).map(json.dumps),
    as_of=st.integers(1, 10**6),
    head=digests,
    program=texts,
    libraries=_tuples(texts),
    rules=_tuples(texts),
    archived=_maybe(digests),
    supersedes=_maybe(slugs),
)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    """Any act on a frozen report."""
    act = draw(st.sampled_from(ReviewAct))
    told = act in (ReviewAct.QUESTIONED, ReviewAct.ANSWERED, ReviewAct.REJECTED)
    return Review(
        report=draw(slugs),
        act=act,
        row=draw(texts) if act is ReviewAct.QUESTIONED else None,
        text=draw(texts) if told else None,
        answers=draw(handles) if act is ReviewAct.ANSWERED else None,
        digest=draw(digests) if act is ReviewAct.SIGNED else None,
        own=act is ReviewAct.SIGNED and draw(st.booleans()),
    )


@st.composite
def namings(draw: st.DrawFn) -> Naming:
    """Any renaming or merger."""
    act = draw(st.sampled_from(NamingAct))
    kinds = [NamedKind.QUESTION, NamedKind.FORECASTER]
    slug = draw(slugs)
    return Naming(
        kind=draw(st.sampled_from(NamedKind if act is NamingAct.RENAMED else kinds)),
        act=act,
        slug=slug,
        becomes=draw(slugs.filter(lambda other: other != slug)),
        because=draw(texts if act is NamingAct.MERGED else _maybe(texts)),
        aside=draw(_tuples(handles)) if act is NamingAct.MERGED else (),
    )


nouns: st.SearchStrategy[Noun] = st.one_of(
    forecasters,
    sources,
    questions(),
    statements,
    forecasts(),
    outcomes(),
    amendments(),
    st.builds(
        Settings,
        scale=_maybe(texts),
        frame=_maybe(texts),
        country=_maybe(st.sampled_from(["DE", "US"])),
    ),
    st.builds(Erasure, digest=texts, because=texts),
    freezes,
    namings(),
    st.builds(
        Seal,
        forecaster=slugs,
        made_on=st.just(date(2021, 6, 25)),
        archived=digests,
        deadline=st.just(date(2022, 1, 1)),
    ),
    st.builds(Reveal, seal=handles, forecast=handles),
    reviews(),
    st.builds(
        Import,
        file=texts,
        sha256=digests,
        form=texts,
        assumptions=_tuples(texts),
        archived=_tuples(texts),
        mapping=_maybe(texts),
    ),
)
