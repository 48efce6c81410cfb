"""How an event reads in a terminal."""

from datetime import UTC

from makers import NOON, a_post, nothing_known
from tickerd.cli.lines import describe_event
from tickerd.liveblog.event import BlogEnded, PostAdded


def test_an_event_is_one_line_with_time_blog_kind_and_headline() -> None:
    event = PostAdded(
        blog=nothing_known().blog.id,
        observed_at=NOON,
        post=a_post("a", "Words.", headline="Gate\nclosed"),
        revision=1,
        change=1,
        recognised_by="new",
    )

    line = describe_event(event, "Harbour News", UTC).plain

    assert line == f"12:00:00  {'Harbour News':24}  added     Gate closed"


def test_a_long_text_is_cut_with_a_mark() -> None:
    event = BlogEnded(blog="b", observed_at=NOON, reason="long " * 100)

    assert describe_event(event, "x", UTC).plain.endswith("…")
