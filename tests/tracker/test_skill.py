"""The Brier skill score of a tally."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tracker.examples import golden
from tracker.skill import OWN_RATE, brier_skill
from tracker.tally import Tally


@pytest.mark.parametrize("row", golden("brier_skill_score"))
def test_golden_skill(row: dict[str, Any]) -> None:
    """The golden rows come out, the undefined one as None."""
    given = row["inputs"]
    found = brier_skill(Tally.of(given["p"], given["y"]), reference=given.get("reference_p"))
    assert found.skill == (row["expected"] and pytest.approx(row["expected"], abs=row["tolerance"]))
    assert (found.reason is None) == (found.skill is not None)


def test_the_reference_is_named() -> None:
    """A constant by its value, the outcomes' own rate as what it is."""
    tally = Tally.of([0.2, 0.9], [0, 1])
    assert brier_skill(tally, reference=0.25).reference == "always 0.25"
    assert brier_skill(tally, reference=None).reference == OWN_RATE
    assert brier_skill(tally, reference=None).table["skill"].tolist() == pytest.approx([0.9])


def test_the_undefined_and_the_refused() -> None:
    """Nothing has no skill; a reference in percent is refused."""
    assert brier_skill(Tally.of([], []), reference=0.5).reason == "There are no forecasts."
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_skill(Tally.of([0.2], [0]), reference=50)
