"""Which heading in a post's box is the post's."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
HOURS = (16, 15, 14)


def of_posts(make: Callable[[int], str]) -> str:
    """Posts with a time above whatever is made of their hour."""
    boxes = (f"<div class=one><div class=at>{n}:05</div>{make(n)}</div>" for n in HOURS)
    return f"<div>{''.join(boxes)}</div>"


@pytest.mark.parametrize(
    "insert",
    [
        "<div class=clip-player data-video-id=88{n}><span class=title>The harbour {n}</span></div>",
        "<aside class=more><h4>More of this {n}</h4><ul><li><a href=/n>A boat</a></ul></aside>",
        "<figure><img src=/{n}.jpg><h5>The harbour {n}</h5></figure>",
        "<h4>What the mayor said {n}</h4><p>He said little.</p>",
    ],
)
def test_a_heading_below_the_text_or_in_an_insert_is_no_title(
    look: Look, page: Make, prose: Say, insert: str
) -> None:
    snapshot = look(page(of_posts(lambda n: f"<p>{prose(n)}</p>{insert.format(n=n)}")))

    assert [(post.headline, post.source_id) for post in snapshot.posts] == [(None, None)] * 3
    assert all(post.text.startswith("The council") for post in snapshot.posts)


@pytest.mark.parametrize("above", ["<p>Harbour</p>", "<figure><img src=/{n}.jpg></figure>"])
def test_a_heading_below_a_label_or_a_picture_is_the_title(
    look: Look, page: Make, prose: Say, above: str
) -> None:
    made = look(page(of_posts(lambda n: f"{above.format(n=n)}<h3>Title {n}</h3><p>{prose(n)}</p>")))

    assert [post.headline for post in made.posts] == [f"Title {n}" for n in HOURS]


@pytest.mark.parametrize(
    "head", ["<div class=entry-head><a href=#e{n}>{n}:05</a></div>", "<h3>[{n}:05]</h3>"]
)
def test_what_shows_but_the_time_is_no_title(look: Look, page: Make, prose: Say, head: str) -> None:
    posts = "".join(f"<div>{head.format(n=n)}<p>{prose(n)}</p></div>" for n in HOURS)

    snapshot = look(page(f"<section>{posts}</section>"))

    assert [(post.headline, post.text) for post in snapshot.posts] == [
        (None, prose(n)) for n in HOURS
    ]
