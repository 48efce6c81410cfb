"""Automattic Liveblog: documents of our own making, in the shapes of its answers and its markup."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.post import KEY_EVENT
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
Minutes = Callable[[Snapshot], list[int | None]]

NEW = (
    '<article id="id_{n}" class="liveblog-entry {key}"><aside class="liveblog-entry-aside">'
    '<a class="liveblog-meta-time" href="/live/storm#{n}"><span>5 hours ago</span>'
    '<span>9:{n} am</span></a></aside><div class="liveblog-entry-main"><header>'
    '<div class="liveblog-meta-author"><span class="liveblog-meta-author-name">Ann Bee</span></div>'
    '</header><div class="liveblog-entry-content"><p>{text}</p></div></div></article>'
)
OLD = (
    '<div id="id_{n}" class="liveblog-entry {key}" data-timestamp="{epoch}">'
    '<header class="liveblog-meta"><span class="liveblog-author-name">Ann Bee</span>'
    '<span class="liveblog-meta-time"><a href="#id_{n}"><span class="date">July 18, 2024</span>'
    '<span class="time">9:{n} am</span></a></span></header>'
    '<div class="liveblog-entry-text"><p>{text}</p></div></div>'
)


@pytest.mark.parametrize(("box", "key"), [(NEW, "is-key-event"), (OLD, "type-key")])
def test_its_markup_is_read_old_and_new(
    look: Look,
    page: Make,
    prose: Say,
    minutes: Minutes,
    epoch: Callable[[int], int],
    box: str,
    key: str,
) -> None:
    boxes = "".join(
        box.format(n=n, key=key if n == 20 else "", text=prose(n), epoch=epoch(n))
        for n in (30, 20, 10)
    )

    snapshot = look(page(f'<div id="wpcom-liveblog-container">{boxes}</div>'), zone="UTC")

    assert snapshot.dialect == "automattic"
    assert [post.source_id for post in snapshot.posts] == ["id_30", "id_20", "id_10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.author for post in snapshot.posts] == ["Ann Bee"] * 3
    assert [post.labels for post in snapshot.posts] == [(), (KEY_EVENT,), ()]
    assert minutes(snapshot) == [30, 20, 10]


def test_the_time_that_the_markup_states_comes_before_the_one_that_is_shown(
    look: Look, page: Make, prose: Say, minutes: Minutes
) -> None:
    stamp = '<time datetime="2026-11-20T08:{n}:00Z">9:{n}</time>'
    boxes = "".join(
        f'<li id="id_{n}" class="liveblog-entry"><a class="liveblog-meta-time" href="#id_{n}">'
        f"{stamp.format(n=n)}</a>"
        f'<div class="liveblog-entry-content"><p>{prose(n)}</p></div></li>'
        for n in (30, 20, 10)
    )

    snapshot = look(page(f"<ul>{boxes}</ul>"))

    assert minutes(snapshot) == [30, 20, 10]
    assert {post.published.rule for post in snapshot.posts if post.published} == {"absolute"}


def test_an_answer_is_read_without_what_it_says_was_deleted(
    answer: Look, prose: Say, epoch: Callable[[int], int], minutes: Minutes
) -> None:
    entries = [
        {
            "id": str(minute),
            "type": "update" if minute == 20 else "new",
            "render": f"<p>{prose(minute)}</p>",
            "content": prose(minute),
            "css_classes": "liveblog-entry type-key" if minute == 20 else "liveblog-entry",
            "timestamp": str(epoch(minute) + (60 if minute == 20 else 0)),
            "entry_time": epoch(minute),
            "authors": [{"id": 1, "name": "Ann Bee"}, {"id": 2, "name": "Bo Cee"}],
            "share_link": f"https://news.example.com/live/storm/#{minute}",
        }
        for minute in (30, 20, 10)
    ]
    gone = {"id": "10", "type": "delete", "content": "", "timestamp": epoch(50), "entry_time": 1}

    snapshot = answer({"entries": [*entries, gone], "page": 1, "pages": 2, "total": 7})

    assert (snapshot.dialect, snapshot.complete) == ("automattic", False)
    assert [post.source_id for post in snapshot.posts] == ["30", "20"]
    assert [post.permalink and post.permalink[-3:] for post in snapshot.posts] == ["#30", "#20"]
    assert [post.labels for post in snapshot.posts] == [(), (KEY_EVENT,)]
    assert [post.modified is not None for post in snapshot.posts] == [False, True]
    assert {post.author for post in snapshot.posts} == {"Ann Bee, Bo Cee"}
    assert minutes(snapshot) == [30, 20]


def test_an_old_answer_has_its_text_and_author_in_the_markup(answer: Look, prose: Say) -> None:
    entries = [
        {
            "id": n,
            "type": "new",
            "timestamp": 1721293200 + n,
            "html": f'<div id="liveblog-entry-{n}"><b class="liveblog-author-name">Ann Bee</b>'
            f'<span class="liveblog-meta-time">5 min</span><div class="liveblog-entry-text">'
            f"<p>{prose(n)}</p></div></div>",
        }
        for n in (2, 1)
    ]

    posts = answer({"entries": entries, "latest_timestamp": 1721293202}).posts

    assert [(post.source_id, post.author, post.text) for post in posts] == [
        (str(n), "Ann Bee", prose(n)) for n in (2, 1)
    ]


def test_boxes_that_borrow_the_plugin_s_classes_but_not_its_times_are_read_as_any_others(
    look: Look,
) -> None:
    posts = "".join(
        f'<li class="liveblog-entry" id="e{n}"><div class="when">1{n}:05</div><h2>Title {n}</h2>'
        f'<div class="liveblog-entry-content"><p>Boat number {n} has come in from the sea, and all'
        " on board are well, the harbour says.</p></div></li>"
        for n in (6, 5, 4)
    )

    snapshot = look(f"<!doctype html><title>Storm live</title><h1>Storm live</h1><ul>{posts}</ul>")

    assert [post.source_id for post in snapshot.posts] == ["e6", "e5", "e4"]
    assert all(post.published for post in snapshot.posts)
