"""Why a command failed on a ledger that somebody altered: its first damage, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from forecasts.errors import DamagedLedger, TrackerError
from forecasts.ledger.records import DAMAGE

if TYPE_CHECKING:
    from forecasts.ledger.auditing import Audit

SYMPTOMS = (*DAMAGE, IndexError, ArithmeticError, AssertionError, StopIteration)
"""What is raised where rows are not what the records say, and by faults of ours."""


def explain(error: BaseException | None, where: str, audit: Callable[[], Audit]) -> None:
    """Raises DamagedLedger in the place of an error where an audit of the ledger finds something.

    Where it finds nothing the error is the program's own, and is left as it is.
    """
    if not isinstance(error, SYMPTOMS) or isinstance(error, TrackerError):
        return
    try:
        problems = audit().problems
    except (*SYMPTOMS, TrackerError):
        return
    if problems:
        raise DamagedLedger(where, str(problems[0])) from error
