"""What is found by a shortcut is what the long way finds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.extract import bounds
from tickerd.extract.text import lines, links
from tickerd.extract.values import states

BASES = ("https://www.example.org/a/b.html", "http://example.org", "https://h:80/x?y#z", "//x", "")
PIECES = ("/", "a", "b.c", "..", ".", "#x", "#", "?q=1", "%20", ":", "//", "@", "~", "é", "&", " ")
SCRIPT = (
    *("window", "self", "globalThis", ".a", '["b-c"]', "var ", "let x", "const  y", "__A_STATE__"),
    *("Maker.data", "my.Maker.x", " = ", "=", "{", '"', "JSON.parse(", ";", "q", "\n", "$"),
)
SHORT = 12
"""Characters of a long tag, here."""


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.sampled_from(BASES))
def test_an_address_from_the_root_is_what_joining_would_make(address: str, base: str) -> None:
    long_way = links._resolve(address, base, ("http", "https")) if address else None

    assert links.clean_url(address, base) == long_way


@pytest.fixture
def short_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tags that count as long after a few characters."""
    monkeypatch.setattr(bounds, "LONG_TAG", SHORT)
    monkeypatch.setattr(bounds, "_LONG", re.compile(rf"<[a-zA-Z][^>]{{{SHORT}}}"))


@pytest.mark.usefixtures("short_tags")
def test_long_tags_are_found_by_their_gaps_as_by_a_search_of_all() -> None:
    @given(st.lists(st.sampled_from(("<", "a", ">", "  ", " c=d", "<p")), max_size=40).map("".join))
    def hold(text: str) -> None:
        spans = [
            found.span()
            for start, end in bounds._unended(text)
            for found in bounds._LONG.finditer(text, start, end)
        ]

        assert spans == [found.span() for found in bounds._LONG.finditer(text)]

    hold()


@given(st.text() | st.text("ab \n\t\x0b\x1c\x1f\x85\u00a0\u200b\u200d\u2028\u00ad\ufeff"))
def test_only_what_is_not_seen_is_taken_from_a_text(text: str) -> None:
    long_way = lines._INVISIBLE.sub("", text)

    assert lines.strip_invisible(text) == long_way
    assert lines.tidy(text) == " ".join(long_way.split())


@given(st.lists(st.sampled_from(SCRIPT)).map("".join))
def test_all_variables_are_found_by_the_words_that_their_names_begin_with(script: str) -> None:
    places = states._places_of_names(script)

    assert {found.start() for found in states._ASSIGNED.finditer(script)} <= set(places)
