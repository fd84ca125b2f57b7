"""Policies of verifiers: groups and quorums as tlog-policy means them, and what no policy may say."""

from __future__ import annotations

import pytest

from forecasts.proofs.keys import SigningKey, Signs
from forecasts.proofs.policies import Policy
from forecasts.proofs.refusals import UnfitNote
from tests.forecasts.proofs.cases import LOG

KEYS = [SigningKey(name=f"w{n}", seed=bytes([n] * 32), signs=Signs.COSIGNATURES) for n in range(5)]
NAMED = "".join(f"witness W{n} {key.verifier.text}\n" for n, key in enumerate(KEYS))
LEVELS = f"""
# two of the first three, and any of the others
log {LOG.verifier.text} https://example.com/
{NAMED}group first 2 W0 W1 W2
 group others\tany W3 W4
group both all first others

quorum both
"""


@pytest.mark.parametrize(
    ("seen", "met"),
    [
        ("", False),
        ("W0 W1", False),
        ("W0 W3", False),
        ("W0 W1 W2", False),
        ("W3 W4", False),
        ("W0 W2 W4", True),
        ("W0 W1 W2 W3 W4", True),
    ],
)
def test_groups_of_groups_are_counted(seen: str, met: bool) -> None:
    """A threshold of members, each a witness or a group."""
    policy = Policy.read(LEVELS)
    assert policy.is_met(seen.split()) is met
    assert policy.wanted == "2 of 2"
    assert policy.logs == (LOG.verifier,)


def test_one_witness_or_none_may_be_enough() -> None:
    """A quorum names a witness, a group, or none."""
    assert Policy.read("quorum none").is_met(())
    one = Policy.read(f"{NAMED}quorum W1")
    assert (one.is_met(("W0",)), one.is_met(("W1",)), one.wanted) == (False, True, "1 of 1")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no line `quorum NAME`"),
        ("quorum none\nquorum none", "in line 2"),
        ("quorum W9", "'W9' is defined by no line before it"),
        ("group g any W0\nquorum g", "'W0' is not defined before it"),
        (f"{NAMED}group g 0 W0\nquorum g", "'0' is not any, all or a count up to 1"),
        (f"{NAMED}group g 2 W0\nquorum g", "'2' is not any"),
        (f"{NAMED}group g two W0\nquorum g", "'two' is not any"),
        (f"{NAMED}group g any W0\ngroup h any W0\nquorum h", "or is in a group already"),
        (f"{NAMED}group W0 any W1\nquorum W0", "the name 'W0' is taken"),
        (f"witness none {KEYS[0].verifier.text}\nquorum none", "the name 'none' is taken"),
        (f"{NAMED}witness again {KEYS[0].verifier.text}\nquorum none", "or is here twice"),
        (f"log {KEYS[0].verifier.text}\nquorum none", "is no log's key"),
        (f"witness W {LOG.verifier.text}\nquorum none", "is no witness's key"),
        ("trust everybody\nquorum none", "is no log, witness, group or single quorum"),
        ("#\n" * 1_001 + "quorum none", "1,002 lines"),
    ],
)
def test_what_no_policy_says_is_refused_with_its_line(text: str, fault: str) -> None:
    """Nothing is guessed of what is trusted."""
    with pytest.raises(UnfitNote, match=fault):
        Policy.read(text)
