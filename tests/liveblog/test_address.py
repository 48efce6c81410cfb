"""Which addresses may be watched."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.errors import BadRequest
from tickerd.liveblog.address import check_page


@given(st.text(max_size=60) | st.text(max_size=30).map("https://".__add__))
def test_any_text_is_a_page_or_a_bad_request(text: str) -> None:
    with suppress(BadRequest):
        assert check_page(text).lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "page", ["https://bücher.example/live", "http://127.0.0.1:9000/", "http://[::1]/?a=1#now"]
)
def test_names_of_all_scripts_and_addresses_may_be_watched(page: str) -> None:
    assert check_page(page) == page


def test_a_password_is_refused_and_not_said_again() -> None:
    with pytest.raises(BadRequest, match="shown to all readers") as refused:
        check_page("https://me:secret@harbour.example/live")

    assert "secret" not in str(refused.value)
