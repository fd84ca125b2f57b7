"""A record's name for life."""

from __future__ import annotations

import pytest
from hypothesis import given

from forecasts.errors import UnfitText
from forecasts.handles import Handle
from tests.forecasts.strategies import handles


@given(handles)
def test_a_handle_is_read_as_it_is_written(handle: Handle) -> None:
    """Entry and position come back, with spaces around them too."""
    assert Handle.read(str(handle)) == handle
    assert Handle.read(f"  {handle}\n") == handle


@given(handles, handles)
def test_handles_sort_in_the_order_of_recording(one: Handle, other: Handle) -> None:
    """By entry, and within an entry by position; not as texts do."""
    assert (one < other) == ((one.entry, one.position) < (other.entry, other.position))


@pytest.mark.parametrize(
    "text",
    ["", "17", "17.", ".3", "0.1", "1.0", "17.3.1", "-1.2", "1,2", "a.b", "01.2", "١.٢", "1" * 13 + ".1"],
)
def test_what_is_no_handle_is_refused(text: str) -> None:
    """One sentence shows what a handle looks like."""
    with pytest.raises(UnfitText, match=r"give an entry and a position, such as 17\.3"):
        Handle.read(text)
