"""Reports as plain data, and their digests."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.canonical import canonical, digest, plain
from reports.provenance import without_versions
from tests.reports import cases


def test_undefined_is_null_and_infinite_is_said() -> None:
    """Never 0, and never what JSON cannot hold."""
    assert plain([float("nan"), float("inf"), -float("inf"), None]) == [None, "inf", "-inf", None]


def test_dates_and_moments_are_iso_text() -> None:
    """Moments keep their microseconds and their offset."""
    assert plain(date(2021, 6, 25)) == "2021-06-25"
    assert plain(datetime(2021, 6, 25, 12, tzinfo=UTC)) == "2021-06-25T12:00:00.000000+00:00"


def test_what_is_not_plain_is_refused() -> None:
    """A report holds no frames."""
    with pytest.raises(ValueError, match="not object"):
        plain(object())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_ten_digits(value: float) -> None:
    """And survive being written down and read again."""
    kept = plain(value)
    assert kept == pytest.approx(value, rel=1e-9)
    assert json.loads(canonical(kept)) == kept


def test_the_digest_is_sha256_over_the_canonical_json() -> None:
    """Of what the report says, versions left out: anybody can check it without this program."""
    card = cases.founding_card()
    said = without_versions(card.as_json())
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert card.digest == digest(said) == sha256(text.encode()).hexdigest()


def test_the_heading_says_what_the_report_was_made_from() -> None:
    """Head digest, entry, evaluation date, sampling frame, program."""
    heading = cases.founding_card().as_json()["heading"]
    assert isinstance(heading, dict)
    assert heading["head"] == cases.HEAD
    assert heading["entry"] == 17
    assert heading["on"] == "2021-12-31"
    assert heading["sampling"] is None
    assert heading["version"] == "0.1.0"
