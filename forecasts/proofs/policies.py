r"""Whom a verifier trusts (c2sp.org/tlog-policy): which logs, which witnesses, and how many of these.

>>> log = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
>>> policy = Policy.read(f"log {log}\nquorum none\n")
>>> [key.name for key in policy.logs], policy.is_met(())
(['example.com/foo'], True)
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from forecasts.errors import brief
from forecasts.proofs.keys import Signs, VerifierKey
from forecasts.proofs.refusals import UnfitNote

NONE = "none"
MOST_LINES = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Witnesses and groups, of which some must have seen a checkpoint."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """The keys of logs, those of witnesses by the policy's own names, groups of them, and the quorum."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    @classmethod
    def of(
        cls, logs: Iterable[VerifierKey], witnesses: Iterable[VerifierKey] = (), needed: int = 0
    ) -> Policy:
        """The policy that asks for some number of witnesses out of those given."""
        named = {key.text: key for key in witnesses}
        if needed > len(named):
            raise UnfitNote("policy", f"it asks for {needed} witnesses and names {len(named)}")
        groups = {"witnesses": Group(needed=needed, members=tuple(named))} if needed else {}
        return cls(logs=tuple(logs), witnesses=named, groups=groups, quorum="witnesses" if needed else NONE)

    @classmethod
    def read(cls, text: str) -> Policy:
        """The policy that a file holds.

        Raises
        ------
        UnfitNote
            If a line cannot be read, names what no earlier line defines, or there is not one quorum.
        """
        made = _Reading()
        lines = text.splitlines()
        if len(lines) > MOST_LINES:
            raise UnfitNote("policy", f"it has {len(lines):,} lines, and {MOST_LINES:,} are the most")
        for number, line in enumerate(lines, 1):
            words = line.split()
            if words and not words[0].startswith("#"):
                made.take(number, words)
        if made.quorum is None:
            raise UnfitNote("policy", "it has no line `quorum NAME`, such as `quorum none`")
        return cls(logs=tuple(made.logs), witnesses=made.witnesses, groups=made.groups, quorum=made.quorum)

    def is_met(self, seen_by: Collection[str]) -> bool:
        """Whether witnesses, by the policy's own names, are enough."""
        return self.quorum == NONE or self._has_seen(self.quorum, seen_by)

    @property
    def wanted(self) -> str:
        """What the quorum asks for, in words."""
        if self.quorum == NONE:
            return "no witness"
        group = self.groups.get(self.quorum, Group(needed=1, members=(self.quorum,)))
        return f"{group.needed} of {len(group.members)}"

    def _has_seen(self, name: str, seen_by: Collection[str]) -> bool:
        group = self.groups.get(name)
        if group is None:
            return name in seen_by
        return sum(self._has_seen(member, seen_by) for member in group.members) >= group.needed


class _Reading:
    """A policy line by line."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def take(self, number: int, words: list[str]) -> None:
        match words:
            case ["log", key, *url] if len(url) < 2:
                self._add_log(number, VerifierKey.read(key))
            case ["witness", name, key, *url] if len(url) < 2:
                self._define(number, name)
                self.witnesses[name] = self._witness(number, VerifierKey.read(key))
            case ["group", name, threshold, *members] if members:
                self._add_group(number, name, threshold, tuple(members))
            case ["quorum", name] if self.quorum is None:
                if name != NONE and name not in self._defined:
                    raise _unfit(number, f"{brief(name)!r} is defined by no line before it")
                self.quorum = name
            case _:
                raise _unfit(number, f"{brief(' '.join(words))!r} is no log, witness, group or single quorum")

    @property
    def _defined(self) -> set[str]:
        return {*self.witnesses, *self.groups}

    def _define(self, number: int, name: str) -> None:
        if name == NONE or name in self._defined:
            raise _unfit(number, f"the name {brief(name)!r} is taken")

    def _add_log(self, number: int, key: VerifierKey) -> None:
        if key.signs is not Signs.NOTES or key.public in [log.public for log in self.logs]:
            raise _unfit(number, f"{brief(key.name)!r} is no log's key, or is here twice")
        self.logs.append(key)

    def _witness(self, number: int, key: VerifierKey) -> VerifierKey:
        if key.signs is not Signs.COSIGNATURES or key.public in [
            known.public for known in self.witnesses.values()
        ]:
            raise _unfit(number, f"{brief(key.name)!r} is no witness's key, or is here twice")
        return key

    def _add_group(self, number: int, name: str, threshold: str, members: tuple[str, ...]) -> None:
        self._define(number, name)
        needed = {"any": 1, "all": len(members)}.get(threshold)
        if needed is None:
            needed = int(threshold) if threshold.isascii() and threshold.isdigit() else 0
        if not 1 <= needed <= len(members):
            raise _unfit(number, f"{brief(threshold)!r} is not any, all or a count up to {len(members)}")
        for member in members:
            if member not in self._defined or member in self._members:
                raise _unfit(number, f"{brief(member)!r} is not defined before it, or is in a group already")
            self._members.add(member)
        self.groups[name] = Group(needed=needed, members=members)


def _unfit(number: int, fault: str) -> UnfitNote:
    return UnfitNote("policy", f"in line {number} {fault}")
