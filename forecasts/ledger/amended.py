"""Which records no longer stand as they were, and by which amendment.

A correction puts another record in a record's place, a mistake takes a record away, a withdrawal leaves
it standing. An amendment is itself a record: marked as a mistake, it counts no more, and what it had set
aside stands again; the replacement that came with a correction falls with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from forecasts.handles import Handle
from forecasts.model import Amendment, AmendmentKind

Amended = dict[Handle, tuple[Handle, Amendment]]
Replaced = dict[Handle, Handle]
"""Of each replacement the record in whose place it was put, also where that was taken back since."""


def amended(newest_first: Iterable[tuple[Handle, Amendment]]) -> Amended:
    """Of each amended record the amendment that counts, with that amendment's own handle.

    A withdrawal follows the forecast into every later version of it, and back into the one that stands again;
    it never hides that the forecast was a mistake.

    >>> second, third = Handle(2, 1), Handle(3, 1)
    >>> wrong = Amendment(target=Handle(1, 1), kind=AmendmentKind.MISTAKE, because="entered twice")
    >>> undone = Amendment(target=second, kind=AmendmentKind.MISTAKE, because="it was not")
    >>> set(amended([(second, wrong)]))
    {Handle(entry=1, position=1)}
    >>> set(amended([(third, undone), (second, wrong)]))
    {Handle(entry=2, position=1)}
    """
    found: Amended = {}
    taken_back: Amended = {}
    withdrawals: Amended = {}
    versions: list[tuple[Handle, Handle]] = []
    for handle, amendment in newest_first:
        if handle in taken_back:
            if amendment.replacement is not None:
                found[amendment.replacement] = taken_back[handle]
                if (withdrawn := withdrawals.get(amendment.replacement)) is not None:
                    withdrawals.setdefault(amendment.target, withdrawn)
            continue
        if amendment.kind is AmendmentKind.WITHDRAWAL:
            withdrawals.setdefault(amendment.target, (handle, amendment))
            continue
        found.setdefault(amendment.target, (handle, amendment))
        if amendment.kind is AmendmentKind.MISTAKE:
            taken_back.setdefault(amendment.target, (handle, amendment))
        elif amendment.replacement is not None:
            versions.append((amendment.target, amendment.replacement))
    for old, new in reversed(versions):
        if old in withdrawals:
            withdrawals.setdefault(new, withdrawals[old])
    return withdrawals | found


def latest(handle: Handle, amendments: Amended, replaced: Replaced) -> Handle:
    """The version of a record that stands in its place: itself where it was never corrected.

    A correction that was taken back leads back: who pointed at the replacement that fell now points at the
    record that stands again. Where no version stands, it is the last.

    >>> first, second, third = Handle(1, 1), Handle(2, 1), Handle(3, 1)
    >>> by = (Handle(2, 2), Amendment(target=first, kind=AmendmentKind.CORRECTION, because="x",
    ...     replacement=second))
    >>> latest(first, {first: by}, {second: first}) == latest(second, {first: by}, {second: first}) == second
    True
    >>> latest(second, {}, {second: first}) == first
    True
    """
    found = first_version(handle, replaced)
    while (by := amendments.get(found)) is not None and by[1].replacement is not None:
        found = by[1].replacement
    return found


def first_version(handle: Handle, replaced: Replaced) -> Handle:
    """The record that was there before every correction of it."""
    while handle in replaced:
        handle = replaced[handle]
    return handle
