"""What is recorded besides forecasts and outcomes: names, freezes, reviews and keys, each by its rules."""

from __future__ import annotations

from forecasts.ledger.key_rules import check_key
from forecasts.ledger.merging import check_naming
from forecasts.ledger.reviewable import check_freeze, check_review
from forecasts.ledger.view import View
from forecasts.model import Freeze, Key, Naming, Noun, Review


def check_deed(view: View, noun: Noun) -> None:
    """Refuses a deed that the records before it do not allow; what has no rules of its own passes."""
    if isinstance(noun, Naming):
        check_naming(view, noun)
    elif isinstance(noun, Freeze):
        check_freeze(view, noun)
    elif isinstance(noun, Review):
        check_review(view, noun)
    elif isinstance(noun, Key):
        check_key(view, noun)
