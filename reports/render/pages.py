"""What every page on a ledger says of its making."""

from __future__ import annotations

from reports.headings import NOT_STATED
from reports.render.layout import Facts
from reports.report import Heading
from tracker.measures import title_of

EVERYTHING = "everything in the ledger"
_COMMAND = "Made again by"


def facts(heading: Heading) -> Facts:
    """What the report was made from, and the command that makes it again."""
    recorded = f", recorded {heading.recorded_at:%Y-%m-%d %H:%M} UTC" if heading.recorded_at else ""
    scored = [title_of(name) for name in heading.score_rules]
    libraries = f" with {', '.join(heading.libraries)}" if heading.libraries else ""
    pairs = (
        ("Evaluated on", str(heading.on)),
        ("Selection", heading.selection.described() or EVERYTHING),
        ("Ledger", f"as of entry {heading.entry:,}{recorded}"),
        ("Head", heading.head),
        ("Sampling frame", heading.sampling or NOT_STATED),
        ("Words read by", ", ".join(_scales(heading.reading_rules))),
        ("Scored by", ", ".join(scored)),
        ("Program", f"trackrecord {heading.version}{libraries}"),
        (_COMMAND, heading.command),
    )
    return Facts(pairs=tuple((name, value) for name, value in pairs if value), typed=(_COMMAND,))


def _scales(rules: tuple[str, ...]) -> tuple[str, ...]:
    """The scales with their versions by which words were read, each once: of a rule, what is before its word.

    >>> _scales(("W80-1", "icd203-2015/likely", "icd203-2015/unlikely"))
    ('W80-1', 'icd203-2015')
    """
    return tuple(dict.fromkeys(rule.partition("/")[0] for rule in rules))
