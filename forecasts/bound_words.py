"""Above and below what a claim says that a value lies, in words; a bound that itself counts says so."""

from __future__ import annotations

import math
from collections.abc import Iterator


def bound_words(above: float | None, below: float | None) -> Iterator[str]:
    """What is said of a value, a part for each bound.

    A number with a tolerance reaches to the next numbers outside its ends, since both of these count.

    >>> list(bound_words(95.0, None)), list(bound_words(math.nextafter(95, 0), math.nextafter(105, 200)))
    (['above 95'], ['at least 95', 'at most 105'])
    """
    if above is not None:
        yield (
            f"at least {above:g}" if above == math.nextafter(_shown(above), -math.inf) else f"above {above:g}"
        )
    if below is not None:
        yield f"at most {below:g}" if below == math.nextafter(_shown(below), math.inf) else f"below {below:g}"


def _shown(number: float) -> float:
    return float(f"{number:.12g}")
