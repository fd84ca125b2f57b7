"""What text a record may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.errors import UnfitText
from forecasts.texts import LONGEST_SLUG, checked_slug, checked_text, slugified


@pytest.mark.parametrize(
    "text", ["a month or two", "Ещё не скоро", "三个月", "line\nbreak\tand tab", "👩‍🚀 soon"]
)
def test_words_of_any_script_are_kept_as_they_are(text: str) -> None:
    """Nothing is trimmed, folded or replaced."""
    assert checked_text(text, "the quote") is text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is empty"),
        (" \n\t ", "is empty"),
        ("a\x00b", r"U\+0000"),
        ("a\x1bb", r"U\+001B"),
        ("a\x7fb", r"U\+007F"),
        ("a\x85b", r"U\+0085"),
        ("a\ud800b", r"U\+D800"),
        ("a\u202eb", r"U\+202E"),
        ("a\u2066b", r"U\+2066"),
        ("x" * 20_001, "has 20,001 characters"),
    ],
)
def test_what_could_deceive_or_break_is_refused(text: str, fault: str) -> None:
    """Control characters, lone halves of characters, reversed text, emptiness and excess."""
    with pytest.raises(UnfitText, match=f"The quote .*{fault}"):
        checked_text(text, "the quote")


@given(st.text(max_size=200))
def test_any_text_suggests_a_slug_that_is_valid(text: str) -> None:
    """Whatever a title holds, the slug made of it can be used, and is its own slug."""
    slug = slugified(text)
    assert checked_slug(slug, "the question") == slug
    assert slugified(slug) == slug
    assert len(slug) <= LONGEST_SLUG


@pytest.mark.parametrize("slug", ["", "Kabul", "a b", "a--b", "-a", "a-", "a_b", "a.b", "x" * 81, "ﬁ", "a/b"])
def test_what_is_no_slug_is_refused_with_one_that_is(slug: str) -> None:
    """The refusal suggests a slug that would do."""
    with pytest.raises(UnfitText, match="such as"):
        checked_slug(slug, "the question")


@pytest.mark.parametrize("slug", ["kabul", "move-north", "2021-q3", "кабул", "カブール"])
def test_slugs_of_any_script_are_admitted(slug: str) -> None:
    """Letters and digits, joined by single hyphens."""
    assert checked_slug(slug, "the question") == slug


@pytest.mark.parametrize(
    ("text", "slug"), [("Алексей", "алексей"), ("Ёлкин", "ёлкин"), ("Müller-Šimek", "muller-simek")]
)
def test_only_latin_letters_lose_their_accents(text: str, slug: str) -> None:
    """The Cyrillic й and ё are letters of their own."""
    assert slugified(text) == slug
