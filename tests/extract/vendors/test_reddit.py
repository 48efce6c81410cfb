"""Reddit Live: a document of our own making, in the shape of a thread's listing."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]


@pytest.mark.parametrize("after", [None, "LiveUpdate_5"])
def test_a_thread_is_read_without_what_was_struck(
    answer: Look,
    prose: Say,
    epoch: Callable[[int], int],
    minutes: Callable[[Snapshot], list[int]],
    after: str | None,
) -> None:
    children = [
        {
            "kind": "LiveUpdate",
            "data": {
                "id": f"u{minute}",
                "name": f"LiveUpdate_u{minute}",
                "author": "ann",
                "created": epoch(minute) + 28_800.0,
                "created_utc": float(epoch(minute)),
                "body": prose(minute),
                "body_html": f"&lt;div&gt;&lt;p&gt;{prose(minute)}&lt;/p&gt;&lt;/div&gt;",
                "stricken": minute == 20,
            },
        }
        for minute in (30, 20, 10)
    ]
    listing = {"kind": "Listing", "data": {"children": children, "after": after, "before": None}}

    snapshot = answer(listing, url="https://www.reddit.com/live/storm.json?limit=100")

    assert (snapshot.dialect, snapshot.complete) == ("reddit", after is None)
    assert [post.source_id for post in snapshot.posts] == ["u30", "u10"]
    assert [post.headline for post in snapshot.posts] == [None, None]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(10)]
    assert snapshot.posts[0].permalink == "https://www.reddit.com/live/storm/updates/u30"
    assert minutes(snapshot) == [30, 10]
