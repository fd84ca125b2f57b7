"""Corrections, mistakes and withdrawals in any order, held against the rules applied one by one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.handles import Handle
from forecasts.ledger.amended import Amended, Replaced, amended, latest
from forecasts.model import Amendment, AmendmentKind
from tests.forecasts.builders import SAID

FIRST = Handle(1, 1)


def correction(entry: int, target: Handle) -> tuple[Handle, Amendment]:
    """An entry's correction of a record, with the replacement that came before it in the entry."""
    replacement = Handle(entry, 1)
    kind = AmendmentKind.CORRECTION
    return Handle(entry, 2), Amendment(target=target, kind=kind, because="x", replacement=replacement)


def withdrawal(entry: int, target: Handle) -> tuple[Handle, Amendment]:
    """An entry that withdraws a forecast."""
    kind = AmendmentKind.WITHDRAWAL
    return Handle(entry, 1), Amendment(target=target, kind=kind, because="x", withdrawn_on=SAID)


def mistake(entry: int, target: Handle) -> tuple[Handle, Amendment]:
    """An entry that takes a record back."""
    return Handle(entry, 1), Amendment(target=target, kind=AmendmentKind.MISTAKE, because="x")


@pytest.mark.parametrize("corrections", range(6))
@pytest.mark.parametrize("withdrawn_after", range(6))
def test_a_withdrawal_follows_the_forecast_through_every_correction(
    corrections: int, withdrawn_after: int
) -> None:
    """However many corrections came before it and after it, the version that stands is withdrawn."""
    chain = [FIRST]
    recorded: list[tuple[Handle, Amendment]] = []
    for entry in range(2, 3 + corrections):
        if entry - 2 == min(withdrawn_after, corrections):
            recorded.append(withdrawal(100 * entry, chain[-1]))
        if len(chain) <= corrections:
            recorded.append(correction(100 * entry + 1, chain[-1]))
            chain.append(Handle(100 * entry + 1, 1))
    found = amended(reversed(recorded))
    handle, counts = found[chain[-1]]
    assert (counts.kind, handle.entry % 100) == (AmendmentKind.WITHDRAWAL, 0)
    assert {latest(version, found, replaced(recorded)) for version in chain} == {chain[-1]}
    for old, new in pairwise(chain):
        assert found[old][1].replacement == new


def replaced(recorded: list[tuple[Handle, Amendment]]) -> Replaced:
    """Of each replacement what it replaced."""
    return {one.replacement: one.target for _, one in recorded if one.replacement is not None}


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Handle, Amendment]]:
    """What people may do with one forecast and with what they did before, oldest first."""
    recorded: list[tuple[Handle, Amendment]] = []
    for entry in range(2, 2 + draw(st.integers(1, 9))):
        state = by_rules(recorded)
        stands = next((one for one in [FIRST, *_replacements(recorded)] if _stands(one, state)), None)
        own = [handle for handle, one in recorded if handle not in state]
        moves = ["undo"] * bool(own)
        if stands is not None:
            moves += ["correct", "mistake"] + ["withdraw"] * (stands not in state)
        if not moves:
            break
        move = draw(st.sampled_from(moves))
        if move == "undo":
            target = draw(st.sampled_from(own))
            undone = dict(recorded)[target]
            if undone.replacement is not None and not _stands(undone.replacement, state):
                continue  # refused: the replacement has been amended since
            if undone.target in dict(recorded) and target != recorded[-1][0]:
                continue  # refused where what is to be set aside again has been amended since
            recorded.append(mistake(entry, target))
        elif stands is not None:
            make = {"correct": correction, "mistake": mistake, "withdraw": withdrawal}[move]
            recorded.append(make(entry, stands))
    return recorded


def _replacements(recorded: list[tuple[Handle, Amendment]]) -> list[Handle]:
    return [one.replacement for _, one in recorded if one.replacement is not None]


def _stands(record: Handle, state: dict[Handle, AmendmentKind]) -> bool:
    return state.get(record) in {None, AmendmentKind.WITHDRAWAL}


def by_rules(recorded: list[tuple[Handle, Amendment]]) -> dict[Handle, AmendmentKind]:
    """What each record is: set aside by a correction or a mistake, or withdrawn; the rest is as it was.

    The amendments that count are those that no later amendment that counts took back. They are applied
    oldest first; a replacement inherits that its forecast was withdrawn, and where the correction fell, the
    forecast inherits it from the replacement.
    """
    fallen: set[Handle] = set()
    for handle, one in reversed(recorded):
        if handle not in fallen and one.kind is AmendmentKind.MISTAKE:
            fallen.add(one.target)
    state: dict[Handle, AmendmentKind] = {}
    fell_back: dict[Handle, Handle] = {}
    for handle, one in recorded:
        if handle in fallen:
            if one.replacement is not None:
                state[one.replacement] = AmendmentKind.MISTAKE
                fell_back[one.replacement] = one.target
            continue
        if one.replacement is not None and state.get(one.target) is AmendmentKind.WITHDRAWAL:
            state[one.replacement] = AmendmentKind.WITHDRAWAL
        target = one.target
        while target in fell_back:
            target = fell_back[target]
        state[target] = one.kind
    return state


@given(histories())
def test_what_stands_is_what_the_rules_say(recorded: list[tuple[Handle, Amendment]]) -> None:
    """For any history: which records are set aside, by what, and which are withdrawn."""
    expected = by_rules(recorded)
    found: Amended = amended(reversed(recorded))
    assert {handle: one.kind for handle, (_, one) in found.items()} == expected


@given(histories())
def test_every_version_leads_to_the_one_that_stands(recorded: list[tuple[Handle, Amendment]]) -> None:
    """Whoever pointed at a record, or at a replacement that has fallen since, finds what stands."""
    state = by_rules(recorded)
    versions = [FIRST, *_replacements(recorded)]
    standing = {version for version in versions if _stands(version, state)}
    assert len(standing) < 2
    found = {latest(version, amended(reversed(recorded)), replaced(recorded)) for version in versions}
    if standing:
        assert found == standing
    assert len(found) == 1
