"""Does the ledger still give a frozen report? It is made again, and set against what was frozen."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.canonical import Plain
from reports.provenance import without_versions
from reports.registry import make
from reports.review.frozen import frozen_json, says_the_same
from reports.review.scope import recipe_of
from reports.review.states import State, review_states
from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.model import Freeze

MOST = 20
_ABSENT = "absent"
_SENTENCES = re.compile(r"(^|\.)(methods|rules|summary|words|caution|command)(\[|\.|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One place in a report's JSON, such as "rows[3].score", with what it held and what it holds now."""

    path: str
    frozen: str
    now: str

    @property
    def is_new_key(self) -> bool:
        """Whether the report did not say this at all, because its program had no such key."""
        return self.frozen == _ABSENT and not self.path.endswith("]")

    @property
    def is_wording(self) -> bool:
        """Whether the program writes this: sentences of rules or of figures told elsewhere; a command."""
        return _SENTENCES.search(self.path) is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reproduction:
    """A frozen report made again. `versions` are those that differ, as `frozen` and `now` say them.

    `again` is the digest of what is made now. `differences` are at most 20, and `more` counts the rest; None
    where the frozen text was erased or never kept, and only the digests can be compared. `added` are keys
    that the report did not have when it was frozen, such as "rows[].score", and `reworded` the places of
    sentences that the program writes otherwise now.
    """

    slug: str
    frozen: str
    again: str
    versions: tuple[Difference, ...]
    differences: tuple[Difference, ...] | None
    more: int
    added: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()

    @property
    def identical(self) -> bool:
        """Whether every figure that was frozen comes out the same again."""
        return self.frozen == self.again or self.differences == ()


def reproduce(ledger: View | Records, freeze: Freeze) -> Reproduction:
    """Makes a frozen report again from the ledger as of its entry, and compares.

    Raises
    ------
    NotReviewable
        If the archived text is not the one that was frozen.
    """
    records = Records.of(ledger)
    report = make(recipe_of(freeze), records.at(freeze.as_of))
    then = frozen_json(records.view, freeze)
    same = says_the_same(report, freeze)
    every: list[Difference] = []
    if then is not None and not same:
        every = list(differences(without_versions(then), without_versions(report.as_json())))
    kept = [difference for difference in every if not difference.is_new_key]
    altered = [difference for difference in kept if not difference.is_wording]
    added = [re.sub(r"\[\d+\]", "[]", difference.path) for difference in every if difference.is_new_key]
    heading = report.heading
    return Reproduction(
        slug=freeze.slug,
        frozen=freeze.digest,
        again=freeze.digest if same else report.digest,
        versions=_versions(
            (f"trackrecord {freeze.program}", *freeze.libraries),
            (f"trackrecord {heading.version}", *heading.libraries),
        ),
        differences=tuple(altered[:MOST]) if same or then is not None else None,
        more=max(len(altered) - MOST, 0),
        added=tuple(dict.fromkeys(added)),
        reworded=tuple(difference.path for difference in kept if difference.is_wording),
    )


def made_otherwise(ledger: View | Records) -> tuple[Reproduction, ...]:
    """The signed reports, not superseded, in which the program that runs now finds other figures."""
    records = Records.of(ledger)
    signed = (state.freeze for state in review_states(records.view) if state.state is State.SIGNED)
    made = (reproduce(records, freeze) for freeze in signed)
    return tuple(found for found in made if not found.identical)


def differences(then: Plain, now: Plain, path: str = "") -> Iterator[Difference]:
    """The places where two pieces of plain data differ, in the order of their keys.

    >>> [str(found.path) for found in differences({"a": [1, 2], "b": 3}, {"a": [1, 4], "c": 5})]
    ['a[1]', 'b', 'c']
    """
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            below = f"{path}.{key}" if path else key
            if key not in then or key not in now:
                yield Difference(path=below, frozen=_brief(then, key), now=_brief(now, key))
            else:
                yield from differences(then[key], now[key], below)
    elif isinstance(then, list) and isinstance(now, list):
        for place in range(max(len(then), len(now))):
            below = f"{path}[{place}]"
            if place >= len(then) or place >= len(now):
                yield Difference(path=below, frozen=_brief(then, place), now=_brief(now, place))
            else:
                yield from differences(then[place], now[place], below)
    elif then != now or (then is True or then is False) != (now is True or now is False):
        yield Difference(path=path, frozen=_shown(then), now=_shown(now))


def _brief(data: dict[str, Plain] | list[Plain], key: str | int) -> str:
    if isinstance(data, dict):
        return _shown(data[str(key)]) if key in data else _ABSENT
    place = int(key)
    return _shown(data[place]) if place < len(data) else _ABSENT


def _shown(value: Plain) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:80] + "…"


def _versions(then: tuple[str, ...], now: tuple[str, ...]) -> tuple[Difference, ...]:
    before, after = (dict(text.rsplit(" ", 1) for text in texts if " " in text) for texts in (then, now))
    return tuple(
        Difference(path=name, frozen=before.get(name, _ABSENT), now=after.get(name, _ABSENT))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )
