"""Counters in a post's box tick at every look, and are none of its words."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def feed(prose: Say, foot: str) -> str:
    return "".join(
        f'<article class="entry" id="e{n}"><time datetime="2024-07-18T1{n}:05:00Z">1{n}:05</time>'
        f"<h3>Minute {n}</h3><p>{prose(n)}</p>{foot}</article>"
        for n in (6, 5, 4, 3)
    )


@pytest.mark.parametrize(
    "foot",
    [
        "<div><span>53 comments</span></div>",
        '<div class="css-1"><button>♥ 12</button><span>1 comment</span></div>',
        "<p>Views: 1.2K</p>",
        "<div>913 views · 41 comments | 7 shares</div>",
        "<div><b>12</b> Kommentare</div>",
        '<div><a href="#c">(7) comentarios</a></div>',
        '<span class="like-count">1,204</span>',
        '<div class="reactions"><span class="heart">♥ 9</span></div>',
        "<small>👁 3,2 тыс. просмотров</small>",
    ],
)
def test_what_only_counts_is_no_text(look: Look, page: Make, prose: Say, foot: str) -> None:
    snapshot = look(page(feed(prose, foot)))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4, 3)]


@pytest.mark.parametrize(
    "line",
    [
        "We have had 53 comments on this so far.",
        "12 dead",
        "<b>53</b> comments were read out in court",
        '<span class="score">2-1</span>',
    ],
)
def test_numbers_in_the_text_stay(look: Look, page: Make, prose: Say, line: str) -> None:
    snapshot = look(page(feed(prose, f"<p>{line}</p>")))

    assert all(len(post.text.splitlines()) == 2 for post in snapshot.posts)
