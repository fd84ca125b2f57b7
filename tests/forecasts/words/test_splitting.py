"""A chance and a window in one breath are parted where one cut alone parts them."""

from __future__ import annotations

from datetime import date

import pytest

from forecasts.words.splitting import chance_and_window

SAID = date(2021, 6, 25)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("probably next year", ("probably", "next year")),
        ("very likely by Christmas", ("very likely", "by Christmas")),
        ("within three months, 70%", ("70%", "within three months")),
        ("70% by the end of Q3", ("70%", "by the end of Q3")),
        ("probably", None),
        ("next year", None),
        ("three months", None),
        ("hardly next year", None),
    ],
)
def test_each_part_is_read_by_its_own_reader(words: str, parts: tuple[str, str] | None) -> None:
    """What neither reader knows is left whole."""
    assert chance_and_window(words, said=SAID, scale=None) == parts
