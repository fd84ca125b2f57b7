"""Questions in their order, and what was answered so far: the state of a dialogue, without a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forecasts.errors import TrackerError
from forecasts.ledger.view import View

EMPTY = "-"
"""What is typed to leave a part empty that had an answer before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """How an answer was read: its value, and what to show of it, label by label.

    Where the answer said more than was asked, `text` is what is left of it, and `offers` answers later steps.
    """

    value: Any
    shown: tuple[tuple[str, object], ...] = ()
    text: str | None = None
    offers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One question of a dialogue.

    `read` turns an answer into what was heard, or refuses it with a sentence. `asked` says whether the
    answers before it make the question one; `wording` puts facts into it; `default` is what the return key
    means. A step that is not `spoken` is shown in the summary and asked only there. `dated` marks an answer
    that must agree with the day of the forecast.
    """

    name: str
    label: str
    question: str
    more: str
    read: Callable[[str, Sheet], Heard]
    asked: Callable[[Sheet], bool] = lambda _: True
    default: Callable[[Sheet], str] = lambda _: ""
    wording: Callable[[Sheet], str] | None = None
    required: bool = False
    spoken: bool = True
    dated: bool = False


@dataclass(kw_only=True)
class Sheet:
    """The answers to some steps. `texts` are as typed, `heard` as read; `was` holds answers gone back on."""

    steps: Sequence[Step]
    view: View
    today: date
    texts: dict[str, str] = field(default_factory=dict)
    heard: dict[str, Heard] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """What was heard at a step; None where it was not asked, or not answered."""
        found = self.heard.get(name)
        return None if found is None else found.value

    def next(self) -> tuple[Step, TrackerError | ValueError | None] | None:
        """The first step without an answer, or whose answer no longer fits, and the refusal; None at the end.

        What a step was answered when it was still a question is forgotten once it is none.
        """
        for step in self.steps:
            if not step.asked(self):
                self.heard.pop(step.name, None)
                continue
            if step.name in self.heard:
                continue
            if step.name not in self.texts and step.spoken:
                return step, None
            try:
                self.heard[step.name] = step.read(self.texts.get(step.name, ""), self)
            except (TrackerError, ValueError) as refusal:
                self.was[step.name] = self.texts.pop(step.name, "")
                return step, refusal
        return None

    def answer(self, step: Step, text: str) -> Heard:
        """Takes an answer, or raises what refuses it; the answers after it are to be read anew."""
        text = "" if text == EMPTY and not step.required else text
        heard = step.read(text, self)
        self.reopen(step.name)
        self.texts[step.name] = text if heard.text is None else heard.text
        self.heard[step.name] = heard
        self.was.pop(step.name, None)
        self.was.update(heard.offers)
        return heard

    def reopen(self, name: str) -> None:
        """Asks a step again; its answer is offered, and later answers are read anew."""
        names = [step.name for step in self.steps]
        for later in names[names.index(name) :]:
            self.heard.pop(later, None)
        if name in self.texts:
            self.was[name] = self.texts.pop(name)

    def before(self, step: Step) -> Step | None:
        """The question before this one; None at the first."""
        found = None
        for earlier in self.steps:
            if earlier.name == step.name:
                return found
            if earlier.spoken and earlier.asked(self):
                found = earlier
        return found

    def offered(self, step: Step) -> str:
        """What the return key means: the answer gone back on, or else the default."""
        return self.was.get(step.name) or step.default(self)

    def lines(self) -> list[tuple[Step, str]]:
        """Every step that applies with its answer as typed, for a summary."""
        return [(step, self.texts.get(step.name, "")) for step in self.steps if step.asked(self)]


def without_options(sentence: str) -> str:
    """A refusal without the advice to type an option, which nobody can give in a dialogue.

    >>> without_options("'soon' names no date: wait, or give --deadline.")
    "'soon' names no date: wait."
    >>> without_options("It ends too soon: check --said, or name the year.")
    'It ends too soon: name the year.'
    """
    kept = [part for part in re.split(r"(?<=[:;,]) ", sentence) if "--" not in part]
    left = re.sub(r"(?<=[:;]) or ", " ", " ".join(kept)) if "--" in sentence else sentence
    return left.rstrip(":;,.? ") + ("?" if sentence.endswith("?") else ".")
