"""24liveblog: a document of our own making, in the shape of its list of news."""

from collections.abc import Callable

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]


def test_the_news_of_an_event_are_read_once_each(
    answer: Look, prose: Say, epoch: Callable[[int], int], minutes: Callable[[Snapshot], list[int]]
) -> None:
    news = [
        {
            "nid": f"2441056{minute}",
            "newstitle": "" if minute == 10 else f"Minute {minute}",
            "contents": f"<p>{prose(minute)}</p>",
            "created": epoch(minute),
        }
        for minute in (30, 20, 10, 10)
    ]

    snapshot = answer({"err_code": 100, "data": {"count": 4, "news": news}})

    assert snapshot.dialect == "24liveblog"
    assert [post.source_id for post in snapshot.posts] == ["244105630", "244105620", "244105610"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", None]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert minutes(snapshot) == [30, 20, 10]
    assert snapshot.live is None


def test_an_event_that_was_closed_is_over(
    answer: Look, prose: Say, epoch: Callable[[int], int]
) -> None:
    news = [{"nid": "1", "contents": prose(1), "created": epoch(1)}]

    for closed in (0, 1):
        snapshot = answer({"data": {"event": {"title": "Storm", "closed": closed}, "news": news}})

        assert (snapshot.live, snapshot.headline) == (not closed, "Storm")


def test_a_post_that_comes_again_stands_where_it_came_first(answer: Look) -> None:
    news = [{"nid": f"{n}", "created": 1721293200 + n, "contents": f"Post {n}."} for n in (3, 2, 1)]

    posts = answer({"data": {"news": [*news, news[1]]}}).posts

    assert [post.source_id for post in posts] == ["3", "2", "1"]
