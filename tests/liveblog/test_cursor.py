"""A place on the wire, in its public form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.errors import BadCursor
from tickerd.liveblog.cursor import Cursor

EPOCHS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=16)


@given(EPOCHS, st.integers(0, 10**15))
def test_a_cursor_is_read_as_it_was_written(epoch: str, seq: int) -> None:
    cursor = Cursor(epoch, seq)

    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "7", "a-", "-7", "a-07", "a-1-2", "A-1", "a-1\n", "a--1"])
def test_what_is_no_cursor_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadCursor, match="is no cursor"):
        Cursor.parse(text)
