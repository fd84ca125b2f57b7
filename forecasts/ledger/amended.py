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


def amended(newest_first: Iterable[tuple[Handle, Amendment]]) -> Amended:
    """Of each amended record the amendment that counts, with that amendment's own handle.

    A withdrawal follows the forecast into every later version of it.

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
                found.setdefault(amendment.replacement, taken_back[handle])
            continue
        found.setdefault(amendment.target, (handle, amendment))
        if amendment.kind is AmendmentKind.MISTAKE:
            taken_back.setdefault(amendment.target, (handle, amendment))
        elif amendment.replacement is not None:
            versions.append((amendment.target, amendment.replacement))
        else:
            withdrawals.setdefault(amendment.target, (handle, amendment))
    for old, new in reversed(versions):
        if old in withdrawals:
            found.setdefault(new, withdrawals.setdefault(new, withdrawals[old]))
    return found


def latest(handle: Handle, amendments: Amended) -> Handle:
    """The version of a record that replaced all the earlier ones: itself where it was never corrected."""
    while (by := amendments.get(handle)) is not None and by[1].replacement is not None:
        handle = by[1].replacement
    return handle
