"""The nouns of the ledger: frozen, keyword-only, and impossible to make wrong."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import DeadlineBeforeForecast, UnfitNoun, brief
from forecasts.handles import Handle
from forecasts.proofs.keys import VerifierKey
from forecasts.proofs.notes import read_signatures
from forecasts.texts import checked_line, checked_slug, checked_text

PRIMARY = "primary"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RUN = re.compile(r"[1-9]\d{0,11}\.([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LONGEST_RUN = 1_000_000


class ForecasterKind(StrEnum):
    """Who forecasts."""

    PERSON = "person"
    ORGANISATION = "organisation"
    MODEL = "model"
    CROWD = "crowd"


class QuestionKind(StrEnum):
    """What would answer a question: a date, an option, an option in an order, a number."""

    EVENT = "event"
    CHOICE = "choice"
    ORDERED = "ordered"
    QUANTITY = "quantity"


class OutcomeKind(StrEnum):
    """What came of a question."""

    HAPPENED = "happened"
    NOT_THROUGH = "not through"
    VALUE = "value"
    OPTION = "option"
    PARTLY = "partly"
    VOID = "void"
    AMBIGUOUS = "ambiguous"


class AmendmentKind(StrEnum):
    """Why a record no longer stands as it was."""

    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"
    MISTAKE = "mistake"


class NamedKind(StrEnum):
    """What has a slug that can change."""

    FORECASTER = "forecaster"
    QUESTION = "question"
    SOURCE = "source"


class NamingAct(StrEnum):
    """How a slug changed: it gave way to another, or to that of the same thing recorded twice."""

    RENAMED = "renamed"
    MERGED = "merged"


class ReviewAct(StrEnum):
    """What a reviewer, or who answers one, does with a frozen report."""

    OPENED = "opened"
    QUESTIONED = "questioned"
    ANSWERED = "answered"
    SIGNED = "signed"
    REJECTED = "rejected"


class Unscoreable(StrEnum):
    """Why a forecast can be counted but not scored."""

    VAGUE_WORD = "vague word"
    NO_DEADLINE = "no deadline"
    NO_CRITERION = "no criterion"
    NO_PROBABILITY = "no probability"


def _checked_optional(text: str | None, what: str, *, longest: int = 20_000) -> None:
    if text is not None:
        checked_text(text, what, longest=longest)


def _checked_short(text: str | None, what: str, *, longest: int) -> None:
    if text is not None:
        checked_line(text, what, longest=longest)


def _checked_moment(moment: datetime | None, what: str) -> None:
    if moment is not None and moment.utcoffset() != UTC.utcoffset(None):
        raise UnfitNoun(f"{what} is {moment.isoformat()}", "give an aware moment in UTC")


def _checked_digest(digest: str, what: str) -> None:
    if not _DIGEST.fullmatch(digest):
        raise UnfitNoun(f"{what[:1].upper()}{what[1:]} is {digest[:20]!r}", "give 64 hexadecimal digits")


def _checked_recipe(recipe: str) -> None:
    checked_text(recipe, "the recipe")
    try:
        found = json.loads(recipe)
    except ValueError as error:
        raise UnfitNoun(f"The recipe {recipe[:40]!r} is not JSON", "give the recipe of a report") from error
    if not isinstance(found, dict):
        raise UnfitNoun(f"The recipe {recipe[:40]!r} is no JSON object", "give the recipe of a report")


@cache
def _checked_zone(zone: str) -> None:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise UnfitNoun(
            f"There is no time zone {brief(zone)!r}", "use a name such as UTC or Europe/London"
        ) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecaster:
    """Who forecast: a person, an organisation, a model or a crowd, under one slug whatever the spelling."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: ForecasterKind = ForecasterKind.PERSON
    affiliation: str | None = None

    def __post_init__(self) -> None:
        checked_slug(self.slug, "the forecaster")
        checked_line(self.name, "the forecaster's name", longest=300)
        for alias in self.aliases:
            checked_line(alias, "the alias", longest=300)
        _checked_short(self.affiliation, "the affiliation", longest=300)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where it was said. `archived` is the salted SHA-256 of a text kept outside the chain."""

    slug: str
    title: str
    publisher: str | None = None
    url: str | None = None
    published_on: date | None = None
    language: str | None = None
    archived: str | None = None

    def __post_init__(self) -> None:
        checked_slug(self.slug, "the source")
        checked_line(self.title, "the source's title", longest=1000)
        _checked_short(self.publisher, "the publisher", longest=300)
        _checked_short(self.url, "the url", longest=2000)
        _checked_short(self.language, "the language", longest=35)
        _checked_optional(self.archived, "the archived text's digest", longest=64)


_MOST_CASES = 2**53


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What was forecast. An event's one observed date answers every deadline that anyone named.

    `zone` is whose calendar its dates are; `cluster` names events that stand or fall together;
    `recurs` marks an event that can happen again; `horizon` is where its timelines end. A reference class
    is how often things like it happened: `reference_rate`, of `reference_count` cases, in the source
    `reference_source`; skill is against it.
    """

    slug: str
    statement: str
    criteria: str | None = None
    kind: QuestionKind = QuestionKind.EVENT
    unit: str | None = None
    options: tuple[str, ...] = ()
    topic: str | None = None
    tags: tuple[str, ...] = ()
    zone: str = "UTC"
    cluster: str | None = None
    recurs: bool = False
    horizon: date | None = None
    reference_rate: float | None = None
    reference_source: str | None = None
    reference_count: int | None = None

    def __post_init__(self) -> None:
        checked_slug(self.slug, "the question")
        checked_line(self.statement, "the statement", longest=2000)
        _checked_optional(self.criteria, "the criteria")
        _checked_short(self.unit, "the unit", longest=100)
        _checked_short(self.topic, "the topic", longest=200)
        _checked_short(self.cluster, "the cluster", longest=200)
        for text in (*self.options, *self.tags):
            checked_line(text, "the option or tag", longest=300)
        if self.zone != "UTC":
            _checked_zone(self.zone)
        chosen = self.kind in (QuestionKind.CHOICE, QuestionKind.ORDERED)
        if chosen and (len(self.options) < 2 or len(set(self.options)) != len(self.options)):
            raise UnfitNoun(
                f"The {self.kind} question {self.slug!r} has the options {list(self.options)}",
                "name two or more, each once",
            )
        if self.options and not chosen:
            raise UnfitNoun(
                f"The {self.kind} question {self.slug!r} has options", "make it a choice or leave them out"
            )
        if self.kind is not QuestionKind.EVENT and (self.recurs or self.horizon):
            raise UnfitNoun(
                f"The {self.kind} question {self.slug!r} recurs or has a horizon", "only events can"
            )
        self._check_reference()

    def _check_reference(self) -> None:
        """Refuse a reference class that is none."""
        rate, count = self.reference_rate, self.reference_count
        if rate is None:
            if self.reference_source is not None or count is not None:
                raise UnfitNoun(
                    f"The reference class of {self.slug!r} has a source or a count and no rate",
                    "give the rate, such as 0.12",
                )
            return
        if self.kind is not QuestionKind.EVENT:
            raise UnfitNoun(
                f"The {self.kind} question {self.slug!r} has a reference class", "only events can"
            )
        if not 0 <= rate <= 1:
            raise UnfitNoun(
                f"The reference rate of {self.slug!r} is {rate:g}", "give a share from 0 to 1, such as 0.12"
            )
        if self.reference_source is not None:
            checked_slug(self.reference_source, "the source of the reference class")
        if count is not None and not 1 <= count <= _MOST_CASES:
            raise UnfitNoun(
                f"The reference class of {self.slug!r} has {count} cases", "give how many there were, from 1"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What was said: a source, a place in it, and the decisive words. Several readings may share one."""

    quote: str
    source: str | None = None
    locator: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        checked_text(self.quote, "the quote")
        if self.source is not None:
            checked_slug(self.source, "the statement's source")
        _checked_optional(self.locator, "the locator", longest=500)
        _checked_short(self.language, "the language", longest=35)


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """What must come first: a question, the answer it must have, and by when."""

    question: str
    answer: str = "happens"
    by: date | None = None

    def __post_init__(self) -> None:
        checked_slug(self.question, "the condition's question")
        checked_text(self.answer, "the condition's answer", longest=300)


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What is asserted of the question: that it happens, or an option, or a value above, below or between.

    The deadline day counts in full. `when` keeps words about time that an analyst had to settle.
    """

    option: str | None = None
    above: float | None = None
    below: float | None = None
    not_before: date | None = None
    deadline: date | None = None
    when: str | None = None
    condition: Condition | None = None

    def __post_init__(self) -> None:
        _checked_optional(self.option, "the option", longest=300)
        _checked_optional(self.when, "the words about time", longest=500)
        for bound in (self.above, self.below):
            if bound is not None and not math.isfinite(bound):
                raise UnfitNoun(f"The claim is bounded by {bound}", "give a finite number")
        if self.option is not None and (self.above is not None or self.below is not None):
            raise UnfitNoun("The claim names an option and a range of values", "choose one")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise UnfitNoun(
                f"The claim is above {self.above} and below {self.below}", "make above the smaller"
            )
        if self.not_before and self.deadline and self.deadline < self.not_before:
            raise UnfitNoun(
                f"The claim runs from {self.not_before} to {self.deadline}", "put the earlier day first"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Forecast:
    """One reading of what one forecaster said of one question on one day.

    `made_at` is the moment where the hour is known; `attested_on` the day by which a platform or an
    archive proves that the forecast existed. Another forecast by the same forecaster on the same
    question, claim and reading is an update; together they are a series.
    """

    question: str
    forecaster: str
    made_on: date
    claim: Claim
    belief: Belief | None = None
    statement: Handle | None = None
    made_at: datetime | None = None
    attested_on: date | None = None
    reading: str = PRIMARY
    settled_by: str | None = None
    restates: Handle | None = None
    unscoreable_because: tuple[Unscoreable, ...] = ()

    def __post_init__(self) -> None:
        checked_slug(self.question, "the question")
        checked_slug(self.forecaster, "the forecaster")
        checked_line(self.reading, "the reading", longest=100)
        _checked_optional(self.settled_by, "who settled the deadline", longest=200)
        _checked_moment(self.made_at, "The moment of the forecast")
        condition = self.claim.condition
        if condition is not None and condition.question == self.question:
            raise UnfitNoun(
                f"The forecast on {self.question!r} is conditional on {self.question!r} itself",
                "a condition must be another question",
            )
        if self.attested_on is not None and self.attested_on < self.made_on:
            raise UnfitNoun(
                f"The proof of {self.attested_on} is older than the forecast on {self.question!r}, "
                f"made on {self.made_on}",
                "give the day by which the proof existed, or mend the day of the forecast",
            )
        if self.claim.deadline is not None and self.claim.deadline < self.made_on:
            raise DeadlineBeforeForecast(self.claim.deadline, self.made_on)
        if isinstance(self.belief, Timeline):
            self._check_timeline(self.belief)
        if self.unscoreable_because:
            return
        if self.belief is None or isinstance(self.belief, Vague):
            raise UnfitNoun(
                f"The forecast on {self.question!r} asserts no numbers",
                "give a chance, a window, quantiles or shares, or say why it is unscoreable",
            )

    def _check_timeline(self, timeline: Timeline) -> None:
        if timeline.latest is not None and timeline.latest < self.made_on:
            raise DeadlineBeforeForecast(timeline.latest, self.made_on)
        if timeline.horizon <= self.made_on:
            raise UnfitNoun(
                f"The horizon {timeline.horizon} of {self.question!r} is not after {self.made_on}",
                "the timeline cannot be scored; give the forecast a deadline and a probability instead",
            )
        if self.claim.option is not None or self.claim.above is not None or self.claim.below is not None:
            raise UnfitNoun(
                "The claim of a timeline names an option or a value", "a timeline says when an event happens"
            )

    @property
    def matures_on(self) -> date | None:
        """The day on which the verdict falls due: the deadline, or the window's latest date."""
        if self.claim.deadline is not None:
            return self.claim.deadline
        if isinstance(self.belief, Timeline):
            return self.belief.latest or self.belief.horizon
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of a question, and when that was publicly knowable.

    `on` is the date it happened, or the date through which it had not. `known_on` defaults to it.
    """

    question: str
    kind: OutcomeKind
    on: date | None = None
    value: float | None = None
    option: str | None = None
    grade: float | None = None
    known_on: date | None = None
    evidence: str | None = None
    because: str | None = None

    def __post_init__(self) -> None:
        checked_slug(self.question, "the question")
        _checked_optional(self.evidence, "the evidence")
        _checked_optional(self.because, "the reason")
        _checked_optional(self.option, "the option", longest=300)
        needed = {
            OutcomeKind.HAPPENED: ("on",),
            OutcomeKind.NOT_THROUGH: ("on",),
            OutcomeKind.VALUE: ("value",),
            OutcomeKind.OPTION: ("option",),
            OutcomeKind.PARTLY: ("grade",),
            OutcomeKind.VOID: ("because",),
            OutcomeKind.AMBIGUOUS: ("because",),
        }[self.kind]
        for part in needed:
            if getattr(self, part) is None:
                raise UnfitNoun(f"The outcome {self.kind!s} of {self.question!r} lacks its {part}", "give it")
        for part in ("value", "option", "grade"):
            if getattr(self, part) is not None and part not in needed:
                raise UnfitNoun(
                    f"The outcome {self.kind!s} of {self.question!r} has a {part}", "leave it out"
                )
        if self.value is not None and not math.isfinite(self.value):
            raise UnfitNoun(f"The value of {self.question!r} is {self.value}", "give a finite number")
        if self.grade is not None and not 0 < self.grade < 1:
            raise UnfitNoun(
                f"The grade of {self.question!r} is {self.grade}", "partly lies above 0 and below 1"
            )
        if self.known_on is None:
            if self.on is None:
                raise UnfitNoun(
                    f"Nobody says when the outcome of {self.question!r} was known",
                    "give the day it was known",
                )
            object.__setattr__(self, "known_on", self.on)
        elif self.on is not None and self.known_on < self.on:
            raise UnfitNoun(
                f"The outcome of {self.question!r} was known on {self.known_on}, before {self.on}",
                "it cannot be known before its own date",
            )

    @property
    def sentence(self) -> str:
        """The outcome in words, such as 'happened on 2021-08-15'."""
        match self.kind:
            case OutcomeKind.HAPPENED:
                return f"happened on {self.on}"
            case OutcomeKind.NOT_THROUGH:
                return f"had not happened through {self.on}"
            case OutcomeKind.VALUE:
                return f"came to {self.value:g}"
            case OutcomeKind.OPTION:
                return f"was {self.option!r}"
            case OutcomeKind.PARTLY:
                return f"partly happened ({self.grade:g})"
            case OutcomeKind.VOID | OutcomeKind.AMBIGUOUS:
                return f"{self.kind!s}, because {self.because}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """Why a record no longer stands: corrected by another, withdrawn by the forecaster, or a mistake."""

    target: Handle
    kind: AmendmentKind
    because: str
    replacement: Handle | None = None
    withdrawn_on: date | None = None

    def __post_init__(self) -> None:
        checked_text(self.because, "the reason", longest=2000)
        if (self.kind is AmendmentKind.CORRECTION) != (self.replacement is not None):
            raise UnfitNoun(
                f"The {self.kind} of {self.target}", "a correction, and only that, names its replacement"
            )
        if (self.kind is AmendmentKind.WITHDRAWAL) != (self.withdrawn_on is not None):
            raise UnfitNoun(f"The {self.kind} of {self.target}", "a withdrawal, and only that, names its day")


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """That from now on a forecaster, a question or a source is called otherwise, or is one with another.

    `slug` is the one under which it was first recorded, and records go on saying that. `becomes` is the new
    slug, or the first one of what it is merged into. `aside` are outcomes that say what the other question's
    say, and count no more while the two are one.
    """

    kind: NamedKind
    act: NamingAct
    slug: str
    becomes: str
    because: str | None = None
    aside: tuple[Handle, ...] = ()

    def __post_init__(self) -> None:
        checked_slug(self.slug, f"the {self.kind}")
        checked_slug(self.becomes, f"the {self.kind}")
        _checked_optional(self.because, "the reason", longest=2000)
        if self.act is NamingAct.RENAMED:
            if self.aside:
                raise UnfitNoun(f"The new name of {self.slug!r} sets records aside", "only a merger does")
            return
        if self.because is None:
            raise UnfitNoun(f"Nothing says why {self.slug!r} is {self.becomes!r}", "give the reason")
        if self.slug == self.becomes:
            raise UnfitNoun(f"{self.slug!r} is to be merged into itself", "name two")
        if self.kind is NamedKind.SOURCE:
            raise UnfitNoun(
                f"The source {self.slug!r} is to be merged into {self.becomes!r}",
                "forecasters and questions are merged; give each statement its source with "
                '`tracker amend HANDLE --source SOURCE --because "..."`',
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What the ledger assumes unless told otherwise: the scale for words, the sampling frame, whose holidays.

    `country` is an ISO 3166 code of two letters, such as DE.
    """

    scale: str | None = None
    frame: str | None = None
    country: str | None = None

    def __post_init__(self) -> None:
        _checked_optional(self.scale, "the scale", longest=100)
        _checked_optional(self.frame, "the sampling frame", longest=2000)
        if self.country is not None and not _COUNTRY.fullmatch(self.country):
            raise UnfitNoun(f"The country is {self.country[:40]!r}", "give its two letters, such as DE")


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """That an archived text was erased, and why; its digest stays in the chain."""

    digest: str
    because: str

    def __post_init__(self) -> None:
        checked_text(self.digest, "the digest", longest=64)
        checked_text(self.because, "the reason", longest=2000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """That a file was imported: its name, the SHA-256 of its bytes, its format, what was assumed of it.

    `archived` holds the salted digests of its rows, kept outside the chain: each with the records that came
    of it. `mapping` names the columns' meaning where somebody gave them one. `retracted` are the handles of
    standing records that earlier files of the source brought and this one says no more, `restored` those of
    which an earlier import found so and that it says again; `4.1-3` is three of them.
    """

    file: str
    sha256: str
    form: str
    assumptions: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    mapping: str | None = None
    retracted: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checked_line(self.file, "the file's name", longest=1000)
        checked_line(self.sha256, "the file's digest", longest=64)
        checked_line(self.form, "the file's format", longest=100)
        for text in (*self.assumptions, *self.archived):
            checked_text(text, "the assumption", longest=2000)
        for text in (*self.retracted, *self.restored):
            run = _RUN.fullmatch(text)
            if run is None or not 0 <= int(run[2] or run[1]) - int(run[1]) < _LONGEST_RUN:
                raise UnfitNoun(
                    f"The import names the records {text[:40]!r}", "write handles, as 4.1 or 4.1-3"
                )
        _checked_short(self.mapping, "the mapping", longest=200)


@dataclass(frozen=True, kw_only=True, slots=True)
class Freeze:
    """A report as it was made: its digest, and all that is needed to make it again.

    `report` is its kind, `recipe` the plain JSON of what was asked for, `as_of` and `head` the entry it
    was made from, `program` and `libraries` the versions of what made it. Its text is `archived` outside
    the chain. `supersedes` is the slug of the freeze before it of the same report.
    """

    slug: str
    report: str
    title: str
    digest: str
    recipe: str
    as_of: int
    head: str
    program: str
    libraries: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    archived: str | None = None
    supersedes: str | None = None

    def __post_init__(self) -> None:
        checked_slug(self.slug, "the frozen report")
        checked_slug(self.report, "the kind of report")
        checked_line(self.title, "the report's title", longest=2000)
        _checked_digest(self.digest, "the report's digest")
        _checked_recipe(self.recipe)
        if self.as_of < 1:
            raise UnfitNoun(f"The report is as of entry {self.as_of}", "freeze one of a ledger with entries")
        _checked_digest(self.head, "the head's digest")
        checked_line(self.program, "the program's version", longest=100)
        for text in (*self.libraries, *self.rules):
            checked_text(text, "the rule or library", longest=2000)
        if self.archived is not None:
            _checked_digest(self.archived, "the archived report's digest")
        if self.supersedes is not None:
            checked_slug(self.supersedes, "the superseded report")


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """What somebody did with a frozen report: opened, questioned, answered, signed or rejected it.

    `row` is the handle of the forecast in question, or a forecaster's slug; `answers` the handle of the
    question that is answered; `digest` what was signed. `own` says that the signer was let sign
    although forecasts or outcomes in the report were recorded by the signer alone. `signature` is the line
    below a signed note that the signer's own key made, where there is one.
    """

    report: str
    act: ReviewAct
    row: str | None = None
    text: str | None = None
    answers: Handle | None = None
    digest: str | None = None
    own: bool = False
    signature: str | None = None

    def __post_init__(self) -> None:
        checked_slug(self.report, "the frozen report")
        _checked_short(self.row, "the row", longest=100)
        _checked_optional(self.text, "the text", longest=2000)
        if self.digest is not None:
            _checked_digest(self.digest, "the signed digest")
        needed = {
            ReviewAct.OPENED: (),
            ReviewAct.QUESTIONED: ("row", "text"),
            ReviewAct.ANSWERED: ("answers", "text"),
            ReviewAct.SIGNED: ("digest",),
            ReviewAct.REJECTED: ("text",),
        }[self.act]
        for part in ("row", "text", "answers", "digest"):
            if (getattr(self, part) is not None) != (part in needed):
                fault, remedy = ("lacks its", "give it") if part in needed else ("has a", "leave it out")
                raise UnfitNoun(f"The review act {self.act!s} of {self.report!r} {fault} {part}", remedy)
        if self.own and self.act is not ReviewAct.SIGNED:
            raise UnfitNoun(
                f"The review act {self.act!s} of {self.report!r} is of own work", "only signatures say so"
            )
        if self.signature is not None:
            _checked_signature(self.signature, self.act)


def _checked_signature(line: str, act: ReviewAct) -> None:
    """Refuses what is not one signature of Ed25519, with its line feed, or no signing."""
    made = read_signatures(line)
    if act is not ReviewAct.SIGNED or len(made) != 1 or len(made[0].made) != 64 or made[0].line != line:
        raise UnfitNoun(
            f"The review act {act!s} bears {line[:40]!r}",
            "give one line of a signed note",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A public key that the ledger knows: it signs the ledger's checkpoints, or what its holder signs.

    `verifier` is the key as text, `name+id+base64`. A second record of the same key with `revoked`, the
    reason, says that nothing that it signs is to be believed from there on.
    """

    verifier: str
    holder: str | None = None
    revoked: str | None = None

    def __post_init__(self) -> None:
        if VerifierKey.read(self.verifier).text != self.verifier:
            raise UnfitNoun(f"The key {self.verifier!r} has signs around it", "give it without them")
        _checked_short(self.holder, "the key's holder", longest=200)
        _checked_optional(self.revoked, "the reason", longest=2000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """That a forecast was made and is kept shut: whose, when, its latest day, and nothing of what it says.

    `archived` is the salted SHA-256 of its records' text, which lies outside the chain until a `Reveal`.
    """

    forecaster: str
    made_on: date
    archived: str
    deadline: date | None = None

    def __post_init__(self) -> None:
        checked_slug(self.forecaster, "the forecaster")
        _checked_digest(self.archived, "the sealed text's digest")
        if self.deadline is not None and self.deadline < self.made_on:
            raise DeadlineBeforeForecast(self.deadline, self.made_on)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reveal:
    """That a forecast is the one that was sealed: the sealed text, which fits its digest, holds it."""

    seal: Handle
    forecast: Handle


Noun = (
    Forecaster
    | Source
    | Question
    | Statement
    | Forecast
    | Outcome
    | Amendment
    | Settings
    | Erasure
    | Freeze
    | Review
    | Import
    | Key
    | Naming
    | Seal
    | Reveal
)

__all__ = [
    "PRIMARY",
    "Amendment",
    "AmendmentKind",
    "Belief",
    "Chance",
    "Claim",
    "Condition",
    "Erasure",
    "Forecast",
    "Forecaster",
    "ForecasterKind",
    "Freeze",
    "Handle",
    "Import",
    "Key",
    "NamedKind",
    "Naming",
    "NamingAct",
    "Noun",
    "Outcome",
    "OutcomeKind",
    "Quantiles",
    "Question",
    "QuestionKind",
    "Reveal",
    "Review",
    "ReviewAct",
    "Seal",
    "Settings",
    "Shares",
    "Source",
    "Statement",
    "Timeline",
    "Unscoreable",
    "Vague",
]
