"""What befalls a zip, of exports or of a workbook's parts: members lost, renamed, altered, or swelling."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from tests.fuzz import absurd, tables

Members = list[tuple[str, bytes]]
_DATE = (2026, 1, 1, 0, 0, 0)
_TEXT = re.compile(rb">([^<>]+)<")


def members(data: bytes) -> Members:
    """The names and bytes of what a zip holds; none of what is no zip."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return [
                (info.filename, archive.read(info)) for info in archive.infolist() if info.file_size < 2**24
            ]
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError, OSError):
        return []


def zipped(inside: Members) -> bytes:
    """A zip of these members, always the same bytes; names may stand twice."""
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside:
            info = zipfile.ZipInfo(name.encode("utf-8", "replace").decode()[:60_000] or "x", _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            _quietly(archive, info, data)
    return whole.getvalue()


def member_renamed(data: bytes, rng: Random) -> bytes:
    """One member under another name."""
    inside = members(data)
    if inside:
        at = rng.randrange(len(inside))
        name = rng.choice(
            ("../../x.csv", "C:\\x.csv", "", "a/" * 30 + "x.csv", inside[0][0], absurd.text(rng)[:500])
        )
        inside[at] = (name, inside[at][1])
    return zipped(inside)


def member_missing(data: bytes, rng: Random) -> bytes:
    """One member less."""
    inside = members(data)
    if inside:
        inside.pop(rng.randrange(len(inside)))
    return zipped(inside)


def member_doubled(data: bytes, rng: Random) -> bytes:
    """One member twice, under the same name or in a folder."""
    inside = members(data)
    name, content = rng.choice(inside) if inside else ("x", b"")
    return zipped([*inside, (rng.choice((name, f"again/{name}")), content)])


def member_altered(data: bytes, rng: Random) -> bytes:
    """One member as tables or texts of markup are altered."""
    inside = members(data)
    if inside:
        at = rng.randrange(len(inside))
        name, content = inside[at]
        change = marked_up if name.endswith((".xml", ".rels")) else rng.choice(tables.CHANGES)
        inside[at] = (name, change(content, rng))
    return zipped(inside)


def marked_up(data: bytes, rng: Random) -> bytes:
    """Texts or attributes of markup hold what they should not."""
    texts = list(_TEXT.finditer(data))
    if not texts or rng.random() < 0.2:
        return data.replace(
            *rng.choice(((b't="n"', b't="s"'), (b"inlineStr", b"d"), (b"</row>", b""), (b'r="', b'r="9')))
        )
    for found in sorted(rng.sample(texts, min(len(texts), rng.choice((1, 10)))), key=lambda f: -f.start()):
        content = escape(absurd.text(rng)).encode("utf-8", "replace")
        data = data[: found.start(1)] + content + data[found.end(1) :]
    return data


def nested(data: bytes, rng: Random) -> bytes:
    """The zip in a zip, some times over."""
    for _ in range(rng.choice((1, 3))):
        data = zipped([(rng.choice(("export.zip", "forecast_data.csv", "question_data.csv")), data)])
    return data


def crowded(data: bytes, rng: Random) -> bytes:
    """With very many members."""
    return zipped([*members(data), *((f"{number}.csv", b"") for number in range(rng.choice((900, 3_000))))])


def swelling(data: bytes, rng: Random) -> bytes:
    """One member swells when it is unpacked."""
    inside = members(data)
    name = rng.choice(inside)[0] if inside else "forecast_data.csv"
    kept = [member for member in inside if member[0] != name]
    filler = rng.choice((b"\x00" * 64, b"a,b\n", b"<si><t>a</t></si>", b"<row><c><v>1</v></c></row>"))
    size = rng.choice((20, 20, 60, 300))
    return swollen(zipped(kept), name, filler, size, level=rng.choice((1, 6))) if name else data


def lying(data: bytes, rng: Random) -> bytes:
    """Sizes, flags or methods in its directory are false."""
    found = bytearray(data)
    start = found.rfind(b"PK\x01\x02")
    if start >= 0 and len(found) > start + 46:
        found[start + rng.choice((8, 10, 16, 20, 24, 28, 42))] ^= rng.randrange(1, 256)
    return bytes(found)


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(member_renamed, member_missing, member_doubled, lying, nested),
    *(member_altered, member_altered, member_altered, member_altered, member_altered, member_altered),
    *(member_altered, member_altered, crowded, swelling),
)


def swollen(data: bytes, name: str, filler: bytes, megabytes: int, *, level: int) -> bytes:
    """A zip with one more member, whose bytes repeat a filler, packed the smaller the higher the level."""
    whole = BytesIO(data)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as archive:
        _quietly(archive, zipfile.ZipInfo(name, _DATE), b"")
    return _with_content(whole.getvalue(), *_packed(filler, megabytes, level))


def _with_content(data: bytes, packed: bytes, crc: int, size: int) -> bytes:
    """The last member of a zip, which is empty, given its content as it is packed already."""
    at, directory = data.rfind(b"PK\x03\x04"), data.rfind(b"PK\x01\x02")
    end = data.rfind(b"PK\x05\x06")
    first = int.from_bytes(data[end + 16 : end + 20], "little")
    facts = b"".join(number.to_bytes(4, "little") for number in (crc, len(packed), size))
    deflated = b"\x08\x00"
    local = data[at : at + 8] + deflated + data[at + 10 : at + 14] + facts + data[at + 26 : first]
    entry = data[directory : directory + 10] + deflated + data[directory + 12 : directory + 16] + facts
    before, others = data[:at], data[first:directory]
    tail = data[end : end + 16] + (first + len(packed)).to_bytes(4, "little") + data[end + 20 :]
    return before + local + packed + others + entry + data[directory + 28 : end] + tail


@cache
def _packed(filler: bytes, megabytes: int, level: int) -> tuple[bytes, int, int]:
    """So many megabytes of a filler compressed, with its checksum and its size."""
    piece = filler * (2**20 // len(filler))
    packer, crc = zlib.compressobj(level, zlib.DEFLATED, -15), 0
    # After a full flush the packer remembers nothing, so that every megabyte is packed to the same bytes.
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        crc = zlib.crc32(piece, crc)
    return packed * megabytes + packer.flush(), crc, len(piece) * megabytes


def _quietly(archive: zipfile.ZipFile, info: zipfile.ZipInfo, data: bytes) -> None:
    """Write a member; that its name is there already is meant."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr(info, data)
