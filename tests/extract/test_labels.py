"""Boxes above and beside the posts say which one is pinned, and which are the key events."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.post import KEY_EVENT, PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def posts(say: Say, classes: str = "post") -> str:
    return "".join(
        f'<article class="{classes if n == 20 else "post"}" id="p{n}">'
        f'<time datetime="2024-07-18T09:{n}:00Z">09:{n}</time><p>{say(n)}</p></article>'
        for n in (40, 30, 20, 10)
    )


def test_the_post_that_a_pinned_box_points_to_is_pinned(look: Look, page: Make, prose: Say) -> None:
    box = '<section class="pinned"><p><a href="#p20">Shelter 20</a></p></section>'

    snapshot = look(page(box + posts(prose)))

    assert [post.labels for post in snapshot.posts] == [(), (), (PINNED,), ()]


def test_the_post_whose_copy_stands_in_a_pinned_box_is_pinned(
    look: Look, page: Make, prose: Say
) -> None:
    box = (
        '<section class="pinned"><article class="post" id="p20">'
        f'<time datetime="2024-07-18T09:20:00Z">09:20</time><p>{prose(20)}</p></article></section>'
    )

    snapshot = look(page(f"{box}<section>{posts(prose)}</section>"))

    assert [post.labels for post in snapshot.posts] == [(), (), (PINNED,), ()]


def test_the_posts_of_a_list_of_key_events_are_key_events(
    look: Look, page: Make, prose: Say
) -> None:
    listed = '<ul class="key-events"><li><a href="/live/storm#p20">Shelter 20</a></li></ul>'

    snapshot = look(page(listed + posts(prose)))

    assert [post.labels for post in snapshot.posts] == [(), (), (KEY_EVENT,), ()]


@pytest.mark.parametrize("name", ["key-events", "pinned-index"])
def test_a_list_that_points_to_all_posts_says_nothing(
    look: Look, page: Make, prose: Say, name: str
) -> None:
    links = "".join(f'<a href="#p{n}">Shelter</a>' for n in (40, 30, 20, 10))

    snapshot = look(page(f'<div class="{name}">{links}</div>' + posts(prose)))

    assert {post.labels for post in snapshot.posts} == {()}


@pytest.mark.parametrize("classes", ["post key", "key post", "post key-event", "post is-key-event"])
def test_a_post_whose_box_is_classed_as_key_is_a_key_event(
    look: Look, page: Make, prose: Say, classes: str
) -> None:
    snapshot = look(page(posts(prose, classes)))

    assert [post.labels for post in snapshot.posts] == [(), (), (KEY_EVENT,), ()]


@pytest.mark.parametrize("classes", ["post keyboard", "post monkey", "post key-figures"])
def test_a_class_that_only_begins_so_says_nothing(
    look: Look, page: Make, prose: Say, classes: str
) -> None:
    snapshot = look(page(posts(prose, classes)))

    assert {post.labels for post in snapshot.posts} == {()}
