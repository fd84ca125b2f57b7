"""What cells came to, in a file that grows as they come, so that a run can be stopped and goes on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.simulations.cells import Promise
from tests.simulations.table import AGAIN, Found


@dataclass(frozen=True, kw_only=True)
class Share:
    """In what share of the sets a cell of a promise held, or its test fired; NaN if too few showed it."""

    promise: str
    row: str
    column: str
    sets: int
    seed: int
    share: float


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The shares of a file, which need not be there yet; one written later stands for those before it."""

    path: Path
    seed: int

    def shares(self) -> dict[tuple[str, int], dict[tuple[str, str], float]]:
        """By promise and number of sets, the share of each cell by its row and column."""
        found: dict[tuple[str, int], dict[tuple[str, str], float]] = {}
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            one = Share(**json.loads(line))
            if one.seed == self.seed:
                found.setdefault((one.promise, one.sets), {})[one.row, one.column] = one.share
        return found

    def add(self, promise: Promise, cell: int, sets: int, share: float) -> None:
        """One more cell, at the end of the file."""
        row, column = promise.cells[cell].row, promise.cells[cell].column
        one = Share(promise=promise.name, row=row, column=column, sets=sets, seed=self.seed, share=share)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")

    def missing(self, promise: Promise, sets: int) -> list[int]:
        """The places of the cells that were not yet tried on so many sets."""
        known = self.shares().get((promise.name, sets), {})
        return [place for place, cell in enumerate(promise.cells) if (cell.row, cell.column) not in known]

    def found(self, promises: tuple[Promise, ...]) -> list[Found]:
        """Each promise whose cells were all tried, by the most sets of which that is so."""
        shares, again, found = self.shares(), replace(self, seed=self.seed + 1).shares(), []
        for promise in promises:
            cells = [(cell.row, cell.column) for cell in promise.cells]
            whole = [
                sets
                for (name, sets), known in shares.items()
                if name == promise.name and all(cell in known for cell in cells)
            ]
            if whole:
                known = shares[promise.name, max(whole)]
                tried = tuple(known[cell] for cell in cells)
                one = Found(promise=promise, shares=tried, sets=max(whole))
                fresh = again.get((promise.name, one.sets * AGAIN), {}).get(cells[one.worst])
                found.append(replace(one, again=fresh))
        return found
