"""Which versions a report was made by: they stand beside its digest, and the digest does not cover them."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence

from reports.canonical import Plain

LIBRARIES = ("matplotlib", "numpy", "pandas", "scipy")
_KEYS = ("version", "libraries")


def program() -> str:
    """The version of this program."""
    return importlib.metadata.version("trackrecord")


def libraries() -> tuple[str, ...]:
    """The libraries on which figures may depend, each with the version that is installed."""
    return tuple(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)


def without_versions(data: dict[str, Plain]) -> dict[str, Plain]:
    """A report's JSON without the versions that made it: what its digest covers.

    >>> without_versions({"report": "scorecard", "heading": {"entry": 4, "version": "0.1.0"}})
    {'report': 'scorecard', 'heading': {'entry': 4}}
    """
    said = {key: part for key, part in data.items() if key not in _KEYS}
    heading = said.get("heading")
    if isinstance(heading, dict):
        said["heading"] = {key: part for key, part in heading.items() if key not in _KEYS}
    return said


def with_versions(data: dict[str, Plain], made_by: str, libraries: Sequence[str]) -> dict[str, Plain]:
    """The JSON of a report on a ledger with other versions in its heading."""
    heading = data["heading"]
    assert isinstance(heading, dict), "a report on a ledger has a heading"
    return data | {"heading": heading | {"version": made_by, "libraries": list(libraries)}}
