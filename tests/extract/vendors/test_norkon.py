"""Norkon Live Center: documents of our own making, in the shape of its feed and its markup."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.post import PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
Minutes = Callable[[Snapshot], list[int | None]]


@pytest.fixture
def bulletins(prose: Say, epoch: Callable[[int], int]) -> list[dict[str, object]]:
    return [
        {
            "id": 7000 + minute,
            "created": epoch(minute),
            "updated": epoch(minute) + (90 if minute == 20 else 0),
            "authorName": "Ann Bee",
            "title": f"Minute {minute}",
            "content": {"html": f"<p>{prose(minute)}</p><ncpost-content data-type='TWEET'/>"},
        }
        for minute in (30, 20, 10)
    ]


@pytest.mark.parametrize("more", [True, False])
def test_the_initial_answer_is_read_and_says_whether_it_is_all(
    answer: Look, minutes: Minutes, prose: Say, bulletins: list[dict[str, object]], *, more: bool
) -> None:
    result = {"addedOrChanged": bulletins, "hasMore": more, "lastChangesId": 9}

    snapshot = answer({"success": True, "result": result})

    assert (snapshot.dialect, snapshot.complete) == ("norkon", not more)
    assert [post.source_id for post in snapshot.posts] == ["7030", "7020", "7010"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert minutes(snapshot) == [30, 20, 10]
    assert [post.modified is not None for post in snapshot.posts] == [False, True, False]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}


def test_older_pages_are_lists_or_bulletins_and_never_all(
    answer: Look, bulletins: list[dict[str, object]]
) -> None:
    for value in (bulletins, {"result": {"bulletins": bulletins, "hasMore": False}}):
        snapshot = answer(value)

        assert (snapshot.dialect, len(snapshot.posts)) == ("norkon", 3)
        assert not snapshot.complete


def test_the_newest_posts_of_the_markup_are_read(
    look: Look, page: Make, prose: Say, minutes: Minutes
) -> None:
    boxes = "".join(
        f'<article class="ncpost-list-post"><div class="ncpost-container{pin}" data-ncpost-id={n}>'
        f'<div class="ncpost-header"><div class="ncpost-timestamp">July 18, 2024 - 9:{n} AM</div>'
        f'<div class="ncpost-byline">Ann Bee</div></div><h3 class="ncpost-title">Minute {n}</h3>'
        f'<div class="ncpost-content"><p>{prose(n)}</p></div></div></article>'
        for n, pin in ((30, ""), (20, " ncpost-pinned"), (10, ""))
    )

    snapshot = look(page(f"<div id=master-container>{boxes}</div>"), zone="Europe/London")

    assert snapshot.dialect == "norkon"
    assert [post.source_id for post in snapshot.posts] == ["30", "20", "10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.labels for post in snapshot.posts] == [(), (PINNED,), ()]
    assert minutes(snapshot) == [30, 20, 10]
    assert snapshot.posts[0].published
    assert snapshot.posts[0].published.at.hour == 8
