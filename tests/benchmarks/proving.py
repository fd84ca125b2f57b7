"""What a tree over a million entries costs: its cache beside bare hashing, a checkpoint and a proof from it.

The entries are rows with random digests in a SQLite ledger; no record is written. The peer reads the same
digests with the driver and hashes as many leaves and nodes as the tree has, without keeping them.
"""

from __future__ import annotations

import secrets
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from forecasts.ledger import Ledger
from forecasts.model import Key
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.keys import SigningKey
from forecasts.proofs.ledger_trees import ledger_tree
from forecasts.proofs.merkle import leaf_hash
from forecasts.proofs.notes import Note
from forecasts.proofs.paths import InclusionProof
from forecasts.proofs.signing import sign_head
from tests.forecasts.builders import forecast, forecaster, question

ENTRIES = 1_000_000
NEW = 1_000
RECORDED = 300
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work()
    return time.process_time() - start


def add(path: Path, first: int, count: int) -> None:
    """Puts entries with random digests behind the last, as no program of ours would."""
    moment = "2026-01-02T00:00:00.000000Z"
    rows = (
        (number, moment, "ann", "log", 0, secrets.token_hex(32), secrets.token_hex(32))
        for number in range(first, first + count)
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO entries (sequence, recorded_at, recorded_by, action, records, previous, digest) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def bare(path: Path) -> None:
    """Reads the digests and hashes two nodes for each."""
    with closing(sqlite3.connect(path)) as connection:
        for (digest,) in connection.execute("SELECT digest FROM entries ORDER BY sequence"):
            data = bytes.fromhex(digest)
            sha256(b"\x01" + sha256(b"\x00" + data).digest() + data).digest()


def recording(folder: Path) -> tuple[float, float]:
    """Milliseconds to record a forecast in an entry of its own: without a key, and under key and checkpoint.

    The two take turns, and the median of each is taken, so that what else the machine does hits both alike.
    """
    key = SigningKey.new("example.com/ledger")
    spans: dict[bool, list[float]] = {False: [], True: []}
    with (
        Ledger.create(folder / "bare.db", now=NOW, by="ann") as bare_one,
        Ledger.create(folder / "keyed.db", now=NOW, by="ann") as keyed,
    ):
        with keyed.entry("key", by="ann", now=NOW) as entry:
            entry.add(Key(verifier=key.verifier.text))
        for ledger in (bare_one, keyed):
            with ledger.entry("log", by="ann", now=NOW) as entry:
                entry.add_all([question(), forecaster()])
        sign_head(keyed, key, cache=folder / "trees")
        for number in range(RECORDED):
            for ledger in (bare_one, keyed):

                def record(ledger: Ledger = ledger, number: int = number) -> None:
                    with ledger.entry("log", by="ann", now=NOW) as entry:
                        entry.add(forecast(made_on=date(2021, 6, 1) - timedelta(days=number)))

                spans[ledger is keyed].append(spent(record))
    return 1000 * statistics.median(spans[False]), 1000 * statistics.median(spans[True])


def main() -> None:
    """Prints the figures with what is allowed."""
    key = SigningKey.new("example.com/ledger")
    with TemporaryDirectory() as folder:
        without, under = recording(Path(folder))
        path, cache = Path(folder) / "ledger.db", Path(folder) / "cache"
        with Ledger.create(path, now=NOW, by="ann") as ledger:
            with ledger.entry("key", by="ann", now=NOW) as entry:
                entry.add(Key(verifier=key.verifier.text))
            add(path, 2, ENTRIES - 1)
            peer = spent(lambda: bare(path))
            built = spent(lambda: ledger_tree(ledger.view(), None, cache))
            note = Note.read(sign_head(ledger, key, cache=cache).note)
            add(path, ENTRIES + 1, NEW)
            signed = spent(lambda: sign_head(ledger, key, cache=cache))
            head = Checkpoint.of(note)
            tree = ledger_tree(ledger.view(), head, cache)
            digests = list(ledger.view().entry_digests())
            proofs = []
            for index in range(0, ENTRIES, ENTRIES // 200):
                leaf = leaf_hash(digests[index])

                def prove(index: int = index, leaf: bytes = leaf) -> None:
                    path = tuple(tree.inclusion_proof(index, head.size))
                    InclusionProof(index=index, path=path, note=note).check(leaf)

                proofs.append(spent(prove))
    print(f"{'task':56} {'ours':>10} {'allowed':>10}")
    print(f"{f'the cache of {ENTRIES:,} entries':56} {built:8.2f} s {'':>10}")
    print(f"{'  the same digests read and hashed, nothing kept':56} {peer:8.2f} s {'':>10}")
    print(f"{f'a checkpoint after {NEW:,} more, from the cache':56} {signed:8.2f} s {0.5:8.2f} s")
    print(f"{'a forecast recorded, no key in the ledger':56} {without:7.2f} ms")
    print(f"{'  under a key and a checkpoint':56} {under:7.2f} ms {1.05 * without:7.2f} ms")
    print(f"{'a proof, found and checked':56} {1000 * statistics.median(proofs):7.2f} ms {5:7.2f} ms")


if __name__ == "__main__":
    main()
