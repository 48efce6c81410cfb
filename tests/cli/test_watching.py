"""What `tickerd list` says of each blog."""

import pytest

from makers import NOON, a_blog
from tickerd.cli.watching import describe_state
from tickerd.client import BlogLine
from tickerd.errors import ForbiddenAddress, Unreachable
from tickerd.liveblog.blog import Look

BLOG = a_blog()
REFUSED = Look(
    blog=BLOG.id,
    looked_at=NOON,
    state="Unreachable",
    problem=str(Unreachable(url=BLOG.url, cause="the name is not known")),
)
FINE = Look(blog=BLOG.id, looked_at=NOON)


def state_of(look: Look | None = FINE, *, watched: bool = True, sealed: bool = False) -> str:
    line = BlogLine(
        blog=BLOG, watched=watched, posts=3, look=look, sealed_at=NOON if sealed else None
    )
    return describe_state(line).plain


def test_a_page_that_could_not_be_read_says_why_in_words() -> None:
    assert state_of(REFUSED).startswith("cannot be reached: the name is not known.")
    error = ForbiddenAddress(url=BLOG.url, address="10.1.2.3")
    look = Look(blog=BLOG.id, looked_at=NOON, state=error.code, problem=str(error))
    assert state_of(look).startswith("leads to 10.1.2.3, which is not a public address.")
    assert len(state_of(look)) <= 72


def test_an_archived_blog_that_is_watched_and_fails_says_so() -> None:
    assert "cannot be reached" in state_of(REFUSED, sealed=True)


@pytest.mark.parametrize(
    ("look", "watched", "sealed", "words"),
    [
        (FINE, True, False, "ok"),
        (None, True, False, "not looked at yet"),
        (FINE, True, True, "archived"),
        (REFUSED, False, True, "archived"),
        (REFUSED, False, False, "not watched"),
    ],
)
def test_else_a_word_is_enough(
    look: Look | None, *, watched: bool, sealed: bool, words: str
) -> None:
    assert state_of(look, watched=watched, sealed=sealed) == words
