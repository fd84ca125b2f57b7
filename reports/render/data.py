"""A report as JSON: the keys of `docs/reports.md`, and the digest last."""

from __future__ import annotations

import json
from functools import singledispatch

from reports.report import Report


@singledispatch
def as_json(report: Report) -> str:
    """The report as indented JSON, its digest last.

    The digest is SHA-256 over the rest, but for the versions that made it, in canonical form: sorted keys,
    no spaces, UTF-8.
    """
    data = report.as_json() | {"digest": report.digest}
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
