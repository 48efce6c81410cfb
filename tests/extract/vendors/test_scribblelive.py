"""ScribbleLive: a document of our own making, in the shape of its streams of posts."""

from collections.abc import Callable

from tickerd.liveblog.post import PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]


def test_a_stream_is_read_without_its_readers_comments(
    answer: Look, prose: Say, minutes: Callable[[Snapshot], list[int]]
) -> None:
    posts = [
        {
            "Id": 500 + minute,
            "Type": "TEXT",
            "Content": f"<p>{prose(minute)}</p>",
            "CreationDate": f"2024-07-18T09:{minute}:00Z",
            "LastModifiedDate": f"2024-07-18T09:{minute}:{'30' if minute == 20 else '00'}Z",
            "Creator": {"Id": 1, "Name": "Ann Bee", "Avatar": ""},
            "IsComment": int(minute == 40),
            "Rank": int(minute != 20),
            "PostMeta": {"Type": "scribble:post"},
        }
        for minute in (40, 30, 20, 10)
    ]
    picture = {
        "Id": 5,
        "Type": "IMAGE",
        "Content": "",
        "CreationDate": "2024-07-18T09:05:00Z",
        "Media": {"Type": "IMAGE", "Url": "https://maker.example/a.jpg"},
    }

    snapshot = answer({"posts": [*posts, picture], "streamMeta": {"IsLive": 1}})

    assert (snapshot.dialect, snapshot.live) == ("scribblelive", True)
    assert [post.source_id for post in snapshot.posts] == ["530", "520", "510", "5"]
    assert [post.labels for post in snapshot.posts] == [(), (PINNED,), (), ()]
    assert [post.author for post in snapshot.posts] == ["Ann Bee"] * 3 + [None]
    assert [post.modified is not None for post in snapshot.posts] == [False, True, False, False]
    assert [medium.url for medium in snapshot.posts[3].media] == ["https://maker.example/a.jpg"]
    assert minutes(snapshot) == [30, 20, 10, 5]
