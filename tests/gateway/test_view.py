"""Views: what a query asks for, and which entries that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_blog, a_post
from tickerd.errors import BadRequest
from tickerd.gateway.view import EVERYTHING, View
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, encode, put_in_place
from tickerd.liveblog.event import KINDS, BlogEnded, Event, PostAdded
from tickerd.liveblog.source import Source

BLOG = a_blog(story="storm", source=Source(country="BR", language="pt-br"))


def an_entry(*, ended: bool = False) -> Entry:
    event: Event = (
        BlogEnded(blog=BLOG.id, observed_at=NOON, reason="over")
        if ended
        else PostAdded(
            blog=BLOG.id,
            observed_at=NOON,
            post=a_post("1", id="p1"),
            revision=1,
            change=1,
            recognised_by="new",
        )
    )
    return put_in_place(encode(event, BLOG), Cursor("e", 1))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ([], True),
        ([("blog", BLOG.id)], True),
        ([("blog", "another")], False),
        ([("blog", "another"), ("blog", BLOG.id)], True),
        ([("story", "storm")], True),
        ([("story", "calm")], False),
        ([("country", "br")], True),
        ([("country", "IT")], False),
        ([("language", "PT")], True),
        ([("language", "pt-br")], True),
        ([("language", "pt-pt")], False),
        ([("language", "p")], False),
        ([("kind", "post.added")], True),
        ([("kind", "blog.ended")], False),
        ([("story", "storm"), ("country", "IT")], False),
        ([("since", "earliest")], True),
    ],
)
def test_values_of_a_member_widen_and_members_narrow(
    query: list[tuple[str, str]],
    wanted: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    assert View.parse(query).matches(an_entry()) is wanted


def test_a_blog_without_a_story_is_in_no_story() -> None:
    assert not View(stories=frozenset(["storm"])).covers(a_blog())


def test_an_unknown_kind_is_refused_with_those_that_exist() -> None:
    with pytest.raises(BadRequest, match=r"post\.revised"):
        View.parse([("kind", "post.changed")])


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_refused(value: str) -> None:
    with pytest.raises(BadRequest, match="`blog=` needs a value"):
        View.parse([("blog", value)])


def test_a_view_without_end_is_refused() -> None:
    with pytest.raises(BadRequest, match="at most 100"):
        View.parse([("blog", str(number)) for number in range(101)])


MEMBERS = ("blog", "story", "country", "language")
QUERIES = st.lists(
    st.tuples(st.sampled_from(MEMBERS), st.sampled_from(["storm", "it", "pt-br", "BR", BLOG.id]))
    | st.tuples(st.just("kind"), st.sampled_from(KINDS)),
    max_size=8,
)


@given(QUERIES, st.sampled_from([an_entry(), an_entry(ended=True)]))
def test_what_a_view_says_of_itself_reads_back_to_the_same_view(
    query: list[tuple[str, str]], entry: Entry
) -> None:
    view = View.parse(query)
    again = View.parse((name, one) for name, some in view.as_json().items() for one in some)

    assert again == view
    assert (view == EVERYTHING) is (not query)
    # An entry that is in the view is of a blog that the view covers.
    assert view.covers(BLOG) or not view.matches(entry)
