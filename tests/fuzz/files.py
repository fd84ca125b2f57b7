"""The files that are mutated: a small one of every format that can be imported, with what goes with it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from forecasts.exchange.importing import import_file
from forecasts.exchange.jsonl import written
from forecasts.exchange.mapping.mappings import ColumnMapping
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.out import excel, parquet
from forecasts.exchange.out.summary import ExportSummary
from forecasts.ledger import Ledger
from tests.fuzz.archives import members, zipped

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "tests" / "forecasts" / "exchange" / "formats" / "fixtures"
SEEDS = ROOT / "seeds"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
BY = "ann"
ASKED = ImportOptions(me="Ann Lee", scale="icd203")
_ROWS = 30
_CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_SPREADSHEET = """Title,Chance,Date,Due,Result,Who
The ferry strike ends,70%,2024-05-01,2024-09-01,yes,Ann Ode
The bridge opens,0.2,1/6/2024,31/12/2024,no,Bob
The harvest fails,likely,2024-07-01 12:00,2024-12-31,void,"Ode, Ann"
"The mill, by the river, closes",5%,2024-07-02,2025-12-31,,Bob
"""
_MAPPING = ColumnMapping(
    columns={
        "question": "Title",
        "p": "Chance",
        "made": "Date",
        "deadline": "Due",
        "outcome": "Result",
        "forecaster": "Who",
    },
    percent=False,
    day_first=True,
    zone="Europe/London",
    scale="icd203",
)

_SHORT = {"question": "Title", "p": "Chance", "made": "Date", "deadline": "Due", "outcome": "Result"}
_CELLS = (
    ["The bridge opens", "70%", "2024-05-01", "2024-09-01", "no"],
    ["The mill closes", "5%", "December 31, 2024", "2025-03", ""],
    ["The strike ends", "20%", "2024-05-01 11:59 PM", "Q4 2024", "yes"],
)
_LIST = "# 2024\n\n## World\n1. It thaws: 70%\n2. ~~It snows: 20%~~\n3. **It rains: 85%**\n- 40% - It hails\n"

Named = tuple[str, bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class Specimen:
    """A file that can be imported: whose it is, its name and bytes, and what it is imported with.

    `beside` are given together with it; `before` are imported before it.
    """

    form: str
    name: str
    data: bytes
    beside: tuple[Named, ...] = ()
    before: tuple[Named, ...] = ()
    options: ImportOptions = ASKED


@cache
def specimens() -> tuple[Specimen, ...]:
    """All of them, always in the same order and with the same bytes."""
    spreadsheet = Specimen(
        form="spreadsheet",
        name="my.csv",
        data=_SPREADSHEET.encode(),
        options=replace(ASKED, mapping=_MAPPING),
    )
    own = (*_tables("founding-case"), *_tables("panel"), *_exports())
    return (*_peers(), *own, spreadsheet, *_any_tables())


def _any_tables() -> Iterable[Specimen]:
    """Tables and lists as people keep them: JSON, Markdown, a column a forecaster, titles above."""
    mapped = replace(ASKED, mapping=replace(_MAPPING, columns=_SHORT, scale=None))
    rows = [dict(zip(_SHORT.values(), cells, strict=True)) for cells in _CELLS]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    bars = "\n".join(f"| {' | '.join(cells)} |" for cells in (_SHORT.values(), ["---"] * 5, *_CELLS))
    commas = "\n".join(",".join(cells) for cells in (_SHORT.values(), *_CELLS))
    kept = {
        "rows.json": json.dumps({"page": 1, "results": rows}).encode(),
        "rows.jsonl": lines.encode(),
        "log.md": f"My log\n\n{bars}\n".encode(),
        "titled.csv": f"My log,,,,\n,,,,\n{commas}\n".encode(),
        "log.csv.gz": gzip.compress(commas.encode(), mtime=0),
    }
    for name, data in kept.items():
        yield Specimen(form="any table", name=name, data=data, options=mapped)
    listed = replace(ASKED, constants={"made": "2024-01-01", "deadline": "2024-12"})
    yield Specimen(form="list", name="2024.md", data=_LIST.encode(), options=listed)
    wide = ColumnMapping(
        columns={"question": "Title", "made": "Date", "deadline": "Due", "outcome": "Result"},
        wide=("Ann", "Bob"),
    )
    cells = "It rains,2024-05-01,2024-09-01,no,70%,\nIt snows,31-May-24,Q4 2024,no,5%,9%\n"
    text = f"Title,Date,Due,Result,Ann,Bob\n{cells}"
    yield Specimen(form="wide", name="wide.csv", data=text.encode(), options=replace(ASKED, mapping=wide))


def _peers() -> Iterable[Specimen]:
    """The fixtures of the formats of other tools, and zips of those that come as such."""
    folders = sorted(path for path in PEERS.rglob("*") if path.is_dir())
    for folder in folders:
        together = [
            (path.name, path.read_bytes())
            for path in sorted(folder.iterdir())
            if path.is_file() and not path.name.startswith(".")
        ]
        form = folder.relative_to(PEERS).parts[0]
        for name, data in together:
            others = tuple(other for other in together if other[0] != name)
            yield Specimen(form=form, name=name, data=data, beside=others)
        if form == "metaculus":
            for left_out in ("forecast_data.csv", "forecast_data_anonymized.csv"):
                inside = [member for member in together if member[0] not in (left_out, "posts.json")]
                for _ in range(4):
                    yield Specimen(form="metaculus zip", name="metaculus.zip", data=zipped(inside))


def _tables(seed: str) -> Iterable[Specimen]:
    """Our own CSV, each file after those on which it rests."""
    before: tuple[Named, ...] = ()
    for path in sorted((SEEDS / seed).glob("*.csv")):
        data = b"".join(path.read_bytes().splitlines(keepends=True)[:_ROWS])
        yield Specimen(form="our CSV", name=path.name, data=data, before=before)
        before = (*before, (path.name, data))


def _exports() -> Iterable[Specimen]:
    """A ledger as JSON lines, as a workbook and as Parquet."""
    numbers = count()
    with (
        TemporaryDirectory() as place,
        patch("forecasts.ledger.entry.new_salt", lambda kind: f"{kind}:{next(numbers)}"),
    ):
        folder = Path(place)
        with Ledger.create(":memory:", now=NOW, by=BY) as ledger:
            for path in sorted((SEEDS / "founding-case").glob("*.csv")):
                import_file(path, ledger, by=BY, now=NOW, options=ASKED)
            chain = "".join(f"{line}\n" for line in written(ledger.export_entries())).encode()
            excel.write(ledger.view(), folder / "ledger.xlsx", ExportSummary())
            parquet.write(ledger.view(), folder / "parquet", ExportSummary())
        yield from (Specimen(form="JSONL", name="ledger.jsonl", data=chain) for _ in range(2))
        book = _undated((folder / "ledger.xlsx").read_bytes())
        yield from (Specimen(form="Excel", name="ledger.xlsx", data=book) for _ in range(3))
        before: tuple[Named, ...] = ()
        for path in sorted((folder / "parquet").iterdir()):
            yield Specimen(form="Parquet", name=path.name, data=path.read_bytes(), before=before)
            before = (*before, (path.name, path.read_bytes()))


def _undated(book: bytes) -> bytes:
    """A workbook that does not say when it was written."""
    return zipped([(name, _CREATED.sub(rb"\g<1>2026-01-01T00:00:00Z", data)) for name, data in members(book)])
