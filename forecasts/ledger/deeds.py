"""What is recorded besides forecasts and outcomes: names, freezes, reviews, keys, seals, each by rules."""

from __future__ import annotations

from forecasts.ledger.key_rules import check_key
from forecasts.ledger.merging import check_naming
from forecasts.ledger.reviewable import check_freeze, check_review
from forecasts.ledger.seal_rules import check_reveal, check_seal
from forecasts.ledger.view import View
from forecasts.model import Freeze, Key, Naming, Noun, Reveal, Review, Seal


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
    elif isinstance(noun, Seal):
        check_seal(view, noun)
    elif isinstance(noun, Reveal):
        check_reveal(view, noun)
