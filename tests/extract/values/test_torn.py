"""JSON that breaks off, or in whose strings quotation marks stand bare."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.extract.values.json_values import load_json
from tickerd.extract.values.torn import close_torn, escape_inner

BLOG: dict[str, Any] = {
    "@graph": [
        {"@type": "Person", "name": "Ann", "knows": ["a", "b", "c"]},
        {
            "@type": "LiveBlogPosting",
            "liveBlogUpdate": [
                {"headline": f"T {n} [{{\\", "author": [{"name": "A"}, {"name": "B"}]}
                for n in range(5)
            ],
        },
    ]
}
TEXT = json.dumps(BLOG)


@given(st.integers(0, len(TEXT)))
def test_what_is_left_of_json_that_breaks_off_is_whole(place: int) -> None:
    found = load_json(TEXT[:place])

    if place == len(TEXT):
        assert found == BLOG
    elif found is not None:
        told = found["@graph"][-1].get("liveBlogUpdate", [])
        assert told == BLOG["@graph"][1]["liveBlogUpdate"][: len(told)]


def test_the_updates_before_the_tear_are_all_kept() -> None:
    place = TEXT.index('"headline": "T 4')

    found = load_json(TEXT[:place])

    assert [one["headline"][:3] for one in found["@graph"][1]["liveBlogUpdate"]] == [
        "T 0",
        "T 1",
        "T 2",
        "T 3",
    ]


@pytest.mark.parametrize("text", ["", "{", "[", "]", '{"a": 1}', "[1}", '{"a": ["b"'])
def test_nothing_is_made_of_what_is_whole_or_has_no_whole_part(text: str) -> None:
    assert close_torn(text) is None


def test_bare_quotation_marks_in_a_string_are_its_own() -> None:
    text = '{"a": "He said "wait" to them", "b": ["x", "y"], "c": "A \\"b\\" c"}'

    assert json.loads(escape_inner(text)) == {
        "a": 'He said "wait" to them',
        "b": ["x", "y"],
        "c": 'A "b" c',
    }
