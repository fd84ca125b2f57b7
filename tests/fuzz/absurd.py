"""Values that no file should hold and some do: numbers beyond bounds, days outside the calendar, formulas."""

from __future__ import annotations

from random import Random

FORMULAS = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://localhost/?"&A1,"open")',
    "==1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "'=1+1",
)
NUMBERS = (
    *("nan", "NaN", "inf", "-inf", "1e999", "-1e999", "1e308", "1e-400", "-0", "-1", "2", "101%", "-5%"),
    *("0", "1", "100%", "1_000", "0x10", "1,5", "1.2.3", "٣٫٤", "²", "0.30000000000000004", "4e1", "1e9"),
    *("9" * 400, "9" * 5_000, "-" + "9" * 20, str(2**63), str(-(2**31) - 1), "253402300800", "-62135596801"),
)
MOMENTS = (
    *(
        "0000-01-01",
        "10000-01-01",
        "0001-01-01",
        "9999-12-31",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ),
    *(
        "0001-01-01 00:00:00+14:00",
        "9999-12-31 23:59:59-12:00",
        "2024-02-30",
        "2023-02-29 25:61:61",
        "99/99/9999",
    ),
    *(
        "3/4/21",
        "31.12.99",
        "2024-01-01T00:00:00.123456789Z",
        "2024-01-01T24:00:00Z",
        "2024-1-1",
        "１２/１２/２０２４",
    ),
    *("2024-01-01T00:00:00+25:00", "2024-01-01T00:00:00+23:59:59", "tomorrow", "2999-01-01", "-2024-01-01"),
)
TEXTS = (
    *(
        "",
        " ",
        "\n",
        "\r",
        "\r\n\r\n",
        "\x00",
        "a\x00b",
        "\x07\x1b[31m",
        "\x7f\x85",
        "\u2028",
        "\ufeff",
        '"',
        "'",
    ),
    *("\ud800", "a\udfffb", "\u202eevil\u202c", "\u2066x", "e\u0301", "\U0001f3b2" * 300, "x" * 5_000),
    *("null", "None", "[]", "{}", "N/A", "TRUE", "yes", "no", "void", "[0.1, nan]", "['a', 'b'", "[" * 3_000),
    *('{"a":' * 3_000, "../../etc/passwd", "<script>alert(1)</script>", ";;;", "a;b: 0.4", "-", "%", "&amp;"),
    *("ß" * 700, "İ", "a" * 121, "é" * 2_001, "x" * 70_000, "word " * 5_000),
)
ENDLESS = "x" * (2**20 + 5)


def text(rng: Random) -> str:
    """One absurd value as text."""
    if rng.random() < 0.02:
        return ENDLESS
    return rng.choice(rng.choice((FORMULAS, NUMBERS, MOMENTS, TEXTS)))


def value(rng: Random) -> object:
    """One absurd value as JSON may have it: of any type."""
    if rng.random() < 0.5:
        return text(rng)
    nested: object = rng.choice((None, "x", 1))
    for _ in range(rng.choice((1, 2, 40, 400))):
        nested = [nested] if rng.random() < 0.5 else {"a": nested}
    plain: tuple[object, ...] = (
        None,
        True,
        False,
        0,
        1,
        -1,
        0.5,
        10**400,
        2**63,
        -(2**70),
        1e308,
        5e-324,
        "",
        [],
        {},
        [[]],
        [None],
    )
    unlike: tuple[object, ...] = (
        {"": {}},
        [1, "a", None, {}],
        {"id": []},
        float("nan"),
        float("inf"),
        -float("inf"),
        253402300800000,
    )
    return rng.choice((*plain, *unlike, nested))
