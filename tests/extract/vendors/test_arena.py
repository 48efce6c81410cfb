"""Arena: a document of our own making, in the shape of its cached live blog."""

from collections.abc import Callable

from tickerd.liveblog.post import PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]


def test_a_cached_live_blog_is_read(
    answer: Look, prose: Say, epoch: Callable[[int], int], minutes: Callable[[Snapshot], list[int]]
) -> None:
    posts = [
        {
            "key": f"k{minute}",
            "createdAt": epoch(minute) * 1000,
            "updatedAt": epoch(minute) * 1000 + (60_000 if minute == 20 else 0),
            "isPinned": minute == 20,
            "message": {"title": f"Minute {minute}", "text": f"<p>{prose(minute)}</p>"},
            "sender": {"displayName": "Ann Bee", "photoURL": "https://maker.example/a.png"},
        }
        for minute in (30, 20, 10)
    ]
    event = {"name": "Storm", "description": "All we know.", "modifiedAt": epoch(40) * 1000}

    snapshot = answer({"eventInfo": event, "posts": posts})

    assert (snapshot.dialect, snapshot.headline) == ("arena", "Storm")
    assert snapshot.standfirst == "All we know."
    assert [post.source_id for post in snapshot.posts] == ["k30", "k20", "k10"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.labels for post in snapshot.posts] == [(), (PINNED,), ()]
    assert [post.modified is not None for post in snapshot.posts] == [False, True, False]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}
    assert minutes(snapshot) == [30, 20, 10]
