"""Nouns become canonical records and nouns again; the bytes of a record never change their form."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forecasts.errors import UnfitText
from forecasts.handles import Handle
from forecasts.ledger.mirrors import mirror_columns, mirror_row
from forecasts.ledger.records import (
    NOUNS,
    canonical,
    canonical_part,
    canonical_texts,
    noun_name,
    read_record,
)
from forecasts.ledger.tables import MIRRORS
from forecasts.model import Claim, Noun, Outcome, OutcomeKind, Statement
from tests.forecasts.builders import every_noun
from tests.forecasts.strategies import nouns

GOLDEN = (Path(__file__).parents[2] / "golden" / "records.jsonl").read_text(encoding="utf-8")


@given(nouns)
def test_every_noun_comes_back_as_it_was(noun: Noun) -> None:
    """A noun, written and read, is the same noun; written again, the same bytes."""
    body = canonical(noun)
    again = read_record(body)
    assert again == noun
    assert canonical(again) == body


@given(nouns)
def test_a_record_is_one_line_of_strict_json_with_sorted_keys(noun: Noun) -> None:
    """Any JSON reader of any language reads it, and writes the same keys in the same order."""
    body = canonical(noun)
    record = json.loads(body)
    assert "\n" not in body
    assert body == json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert (record["noun"], record["version"]) == (noun_name(noun), 1)
    assert None not in record.values()
    body.encode()


@pytest.mark.parametrize(("noun", "body"), list(zip(every_noun(), GOLDEN.splitlines(), strict=True)))
def test_the_form_of_a_record_is_for_ever(noun: Noun, body: str) -> None:
    """These bytes are in ledgers: a change here needs a new version of the form, and a reader of the old."""
    assert canonical(noun) == body
    assert read_record(body) == noun


def test_every_noun_has_a_golden_record_and_a_table() -> None:
    """A new noun comes with both."""
    assert {noun_name(noun) for noun in every_noun()} == set(NOUNS) == set(MIRRORS)


@given(nouns)
def test_the_typed_row_holds_every_part_of_its_record(noun: Noun) -> None:
    """No part of a record is without a column: what is not null in one is not null in the other."""
    record = json.loads(canonical(noun))
    row = mirror_row(Handle(3, 4), record)
    assert list(row) == list(MIRRORS[record["noun"]].columns.keys())
    assert (row["entry"], row["position"]) == (3, 4)
    parts = set(record) - {"noun", "version", "claim", "belief", "unscoreable_because"}
    assert parts <= {name for name, value in row.items() if value is not None}
    for name in ("claim", "belief"):
        for part in record.get(name, {}):
            column = {
                "cdf": "heights",
                "kind": "belief",
                "condition": "condition_question",
            }.get(part, part)
            assert row[column] is not None


@given(st.lists(nouns, min_size=1))
def test_many_nouns_are_written_as_each_of_them(mixed: list[Noun]) -> None:
    """A field of many nouns at a time gives the very texts, and the very rows that an audit makes of them."""
    for name in {noun_name(noun) for noun in mixed}:
        alike = [noun for noun in mixed if noun_name(noun) == name]
        texts = canonical_texts(alike)
        assert texts == [canonical(noun) for noun in alike]
        positions = range(4, 4 + len(alike))
        rows = [mirror_row((3, at), json.loads(text)) for at, text in zip(positions, texts, strict=True)]
        columns = mirror_columns(3, positions, alike, texts)
        assert list(zip(*columns, strict=True)) == [tuple(row.values()) for row in rows]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\t\n"\\'), min_size=1))
def test_a_text_is_written_as_json_writes_it(words: str) -> None:
    """Letters of any script stand as they are; quotes, tabs and line breaks are escaped."""
    assume(words.strip())
    with suppress(UnfitText):
        noun = Statement(quote=words)
        plain = {"noun": "statement", "quote": words, "version": 1}
        assert canonical(noun) == json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    ("number", "text"), [(0.1, "0.1"), (-0.0, "-0.0"), (1e22, "1e+22"), (5e-324, "5e-324"), (3, "3.0")]
)
def test_a_number_is_written_in_one_way(number: float, text: str) -> None:
    """The shortest digits that give the number back, as Python writes them; a whole one has a point."""
    outcome = Outcome(question="q", kind=OutcomeKind.VALUE, value=number, known_on=date(2021, 1, 1))
    assert f'"value":{text},' in canonical(outcome)
    assert canonical_texts([outcome]) == [canonical(outcome)]


def test_what_is_equal_is_still_written_as_it_is() -> None:
    """0.0 and -0.0 are equal and not the same text, whichever was written first."""
    claims = [Claim(above=above) for above in (0.0, -0.0, 0.0)]
    assert [canonical_part(claim) for claim in claims] == ['{"above":0.0}', '{"above":-0.0}', '{"above":0.0}']


def test_a_record_of_a_later_form_is_not_guessed_at() -> None:
    """A reader that does not know the form says so."""
    with pytest.raises(ValueError, match="version 2 was written by a later program"):
        read_record('{"noun":"statement","quote":"x","version":2}')
