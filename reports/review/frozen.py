"""What was frozen: the text on record, and whether a report that is made again says the same."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from forecasts.errors import NotReviewable
from reports.canonical import Plain, digest
from reports.provenance import with_versions, without_versions

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from forecasts.model import Freeze
    from reports.report import LedgerReport


def says_the_same(report: LedgerReport, freeze: Freeze) -> bool:
    """Whether a report says what was frozen, whatever versions made the one and the other.

    The digest of a freeze covers what its report says. That of an older freeze covers the versions as well:
    it is computed again with the versions that the freeze names.
    """
    if report.digest == freeze.digest:
        return True
    return digest(with_versions(report.as_json(), freeze.program, freeze.libraries)) == freeze.digest


def frozen_json(view: View, freeze: Freeze) -> dict[str, Plain] | None:
    """The report's JSON as it was archived; None where the text was erased or was too long to keep.

    Raises
    ------
    NotReviewable
        If the archived text is not the one that was frozen.
    """
    text = view.archived(freeze.archived) if freeze.archived is not None else None
    if text is None:
        return None
    data: dict[str, Plain] = json.loads(text)
    if freeze.digest not in (digest(without_versions(data)), sha256(text.encode()).hexdigest()):
        raise NotReviewable(
            freeze.slug, "has an archived text that is not what was frozen", "see `tracker audit`"
        )
    return data
