"""A page that breaks off: its last post may be but the half of it."""

from collections.abc import Callable

import pytest

from tickerd.extract.text.endings import breaks_off
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.fixture
def whole(page: Make, prose: Say) -> str:
    return page(
        "".join(
            f'<article id="e{n}"><time datetime="2024-07-18T1{n}:05:00Z">1{n}:05</time>'
            f"<h3>Minute {n}</h3><p>{prose(n)}</p></article>"
            for n in (7, 6, 5, 4, 3)
        )
    )


@pytest.mark.parametrize("end", ["Minute 4", "<p>The council", "datetime=", "</h3>", "13:05</time"])
def test_the_half_of_a_post_is_none(look: Look, whole: str, end: str) -> None:
    at = whole.rindex(end) + len(end)

    snapshot = look(whole[:at])

    whole_posts = {post.source_id: post for post in look(whole).posts}
    assert len(snapshot.posts) >= 3
    assert all(post == whole_posts[post.source_id] for post in snapshot.posts)


def test_a_whole_page_keeps_its_last_post(look: Look, whole: str) -> None:
    assert len(look(whole).posts) == 5


def test_the_half_of_an_entry_is_none(look: Look, prose: Say) -> None:
    items = "".join(
        f"<item><guid>n{n}</guid><title>Minute {n}</title><description>{prose(n)}</description>"
        f"<pubDate>Thu, 18 Jul 2024 1{n}:05:00 GMT</pubDate></item>"
        for n in (7, 6, 5, 4)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Live</title>{items}'

    snapshot = look(feed[: feed.rindex("talks")], content_type="application/rss+xml")

    assert [post.source_id for post in snapshot.posts] == ["n7", "n6", "n5"]


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><p>All of it.</p></body></html>\n",
        "<!doctype html><title>Tags may be left out</title><p>All of it.",
        "<html><body><div>All of it.</div>\n\n",
        "<html><body><div>All of it.</div><!-- cached -->",
        "<html><body><p>All of it.</p><script>let posts = [",
        "",
    ],
)
def test_what_is_whole_or_a_piece_does_not_break_off(text: str) -> None:
    assert not breaks_off(text)
