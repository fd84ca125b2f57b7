"""Entries whose digests fit, with bodies that an attacker wrote: refused, or the ledger is sound.

python -m tests.fuzz.entries 5000
"""

from __future__ import annotations

import json
import sys
from random import Random
from typing import Any

from forecasts.errors import TrackerError
from forecasts.ledger import Ledger
from forecasts.ledger.records import canonical
from forecasts.ledger.unsound import sound
from forecasts.model import Noun
from tests.forecasts.builders import NOW, forecast, forecaster, mistake, outcome, question, timeline
from tests.forecasts.ledger.test_replay_admission import chained

VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    7.0,
    1e308,
    2**70,
    "",
    "x",
    "9999-12-31",
    "2021-99-99",
    "1.1",
    "3.1",
    [],
    ["a"],
    {},
    True,
)


def attacked(body: str, rng: Random) -> str:
    """A record in which a part was changed, left out, added or taken from elsewhere."""
    parts: dict[str, Any] = json.loads(body)
    inner = [parts, *(part for part in parts.values() if isinstance(part, dict))]
    place = rng.choice(inner)
    key = rng.choice([*place, "extra"])
    if rng.random() < 0.2:
        place.pop(key, None)
    else:
        place[key] = rng.choice(VALUES)
    return json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def trial(number: int) -> bool:
    """Whether the entries of a number were taken; then every record of the ledger must be sound."""
    from forecasts.handles import Handle
    from forecasts.model import Claim

    rng = Random(number)
    windowed = forecast(claim=Claim(), belief=timeline(), reading="another")
    nouns: list[Noun] = [question(), forecaster(), forecast(), windowed, outcome(), mistake(Handle(3, 1))]
    bodies = [canonical(noun) for noun in nouns]
    for _ in range(rng.choice((1, 1, 2))):
        place = rng.randrange(len(bodies))
        bodies[place] = attacked(bodies[place], rng) if rng.random() < 0.8 else rng.choice(bodies)
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        try:
            ledger.replay(chained(*([body] for body in bodies)))
        except TrackerError:
            assert ledger.view().head.sequence == 0
            return False
        assert ledger.audit().whole
        assert sound(ledger.view()).unsound == {}
        return True


def main(count: int) -> int:
    """How many of so many trials were taken; one that breaks a promise raises."""
    return sum(trial(number) for number in range(count))


if __name__ == "__main__":
    wanted = int(sys.argv[1])
    print(f"{wanted:,} ledgers of entries: {main(wanted):,} taken, the others refused, none half.")  # noqa: T201
