"""What the statistics cost from ten thousand to ten million rows, drawn to `docs/cost.svg`.

Run it as `OPENBLAS_NUM_THREADS=1 python -m tests.benchmarks.cost`, on one thread, with nothing else running.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from tests.benchmarks.science import Floats, made_up, our_corp, seconds
from tracker.calibration.reliability import reliability_curve
from tracker.certainty.mean_interval import mean_interval
from tracker.discrimination.roc import auc
from tracker.tally import Tally

SIZES = [10**4, 10**5, 10**6, 10**7]
PICTURE = Path(__file__).parents[2] / "docs" / "cost.svg"

ROUNDED: dict[str, Callable[[Floats, Floats], object]] = {
    "one pass (np.dot)": lambda p, y: np.dot(p, y),
    "tally": Tally.of,
    "CORP": our_corp,
    "AUC": lambda p, y: auc(Tally.of(p, y)),
    "mean Brier with interval": lambda p, y: mean_interval(Tally.of(p, y)),
    "reliability curve with band, 999 replicates": lambda p, y: reliability_curve(Tally.of(p, y), seed=1),
}


def costs() -> dict[str, list[float]]:
    """Seconds from the rows for each task at each size."""
    found: dict[str, list[float]] = {name: [] for name in (*ROUNDED, "CORP, unrounded")}
    for size in SIZES:
        p, y = made_up(size)
        for name, work in ROUNDED.items():
            found[name].append(seconds(partial(work, p, y)))
        p, y = made_up(size, rounded=False)
        found["CORP, unrounded"].append(seconds(partial(our_corp, p, y)))
    return found


def picture(found: dict[str, list[float]]) -> Figure:
    """The costs on two logarithmic axes, each line named at its end."""
    figure = Figure(figsize=(9, 5.5), layout="constrained")
    ax = figure.subplots()
    for name, times in found.items():
        ax.plot(SIZES, times, marker="o", label=name, linestyle="--" if "dot" in name else "-")
    ax.set(
        xscale="log", yscale="log", xlabel="rows, probabilities rounded to 0.01 unless said", ylabel="seconds"
    )
    ax.set_title("Time from the rows to the answer, one thread", loc="left")
    ax.grid(visible=True, alpha=0.3)
    ax.legend(frameon=False)
    return figure


def main() -> None:
    """Measure, print and draw."""
    found = costs()
    for name, times in found.items():
        print(f"{name:46}" + "".join(f"{time:10.5f}" for time in times))
    with mpl.rc_context({"svg.hashsalt": "cost", "svg.fonttype": "none"}):
        picture(found).savefig(PICTURE, metadata={"Date": None})


if __name__ == "__main__":
    main()
