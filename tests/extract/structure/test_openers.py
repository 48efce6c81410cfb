"""Which lines that begin with a time open a post, and which text between two is of the first."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (18, 17, 16, 15, 14, 12)


@pytest.mark.parametrize(
    ("stray", "more"),
    [
        ("<p>10:30 tomorrow is when they meet again.</p>", 0),
        ("<p>15:30 and all is well at the gate of the harbour.</p>", 1),
    ],
)
def test_a_line_that_says_more_than_a_time_opens_a_post_if_it_is_in_order(
    look: Look, page: Make, prose: Say, stray: str, more: int
) -> None:
    lines = "".join(
        f"<p>{hour}:05</p><p>{prose(hour)}</p>" + stray * (hour == 16) for hour in HOURS
    )

    snapshot = look(page(f"<div>{lines}</div>"), zone="UTC")

    assert len(snapshot.posts) == len(HOURS) + more
    days = {post.published.at.date() for post in snapshot.posts if post.published}
    assert len(days) == 1


def test_a_heading_with_text_below_it_is_of_the_post_above_where_another_follows(
    look: Look, page: Make, prose: Say
) -> None:
    inner = f"<h3>What next?</h3><p>{prose(99)}</p>"
    lines = "".join(
        f"<p><b>{hour}:05</b> {prose(hour)}</p>" + inner * (hour in (16, 12)) for hour in HOURS
    )

    snapshot = look(page(f"<div>{lines}</div>"))

    assert [post.text for post in snapshot.posts] == [
        f"{prose(hour)}\nWhat next?\n{prose(99)}" if hour == 16 else prose(hour) for hour in HOURS
    ]


def test_a_heading_right_above_a_line_is_none_of_the_post_before(
    look: Look, page: Make, prose: Say
) -> None:
    lines = "".join(
        "<h3>Earlier</h3>" * (hour == 15) + f"<p><b>{hour}:05</b> {prose(hour)}</p>"
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{lines}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in HOURS]


def test_the_line_of_a_name_may_end_with_a_time_of_the_morning(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div id=p{n}><h3>Title {n}</h3><p>By Jo Vane, {n}:05 a.m.</p><p>{prose(n)}</p></div>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div>{posts}</div>"), zone="UTC")

    assert [post.published and post.published.at.hour for post in snapshot.posts] == [6, 5, 4]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


@pytest.mark.parametrize(
    "insert",
    [
        "<div class=x><a href=/n/1><img src=/i.jpg><h4>The bridge</h4><p>All of it.</p></a></div>",
        "<section><b>More</b><ul><li><a href=/n/1>The bridge that nobody wants</a></ul></section>",
        "<p><em>Updated at 18:12</em></p>",
        "<div class=gallery><h3>The bridge in pictures</h3><i>1/12</i><button>Next</button></div>",
    ],
)
def test_what_is_put_between_lines_is_none_of_their_text(
    look: Look, page: Make, prose: Say, insert: str
) -> None:
    lines = "".join(
        f"<p><b>{hour}:05</b> {prose(hour)}</p>" + insert * (hour in (16, 12)) for hour in HOURS
    )

    snapshot = look(page(f"<div>{lines}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in HOURS]


def test_a_box_of_links_with_times_between_posts_is_none(
    look: Look, page: Make, prose: Say
) -> None:
    links = "".join(
        f"<a href=/n/{n}>What became of bridge {n} and all of its gates</a><time>{n}h ago</time>"
        for n in (2, 3)
    )
    posts = "".join(
        f"<div class=e><b>{hour}:05</b><p>{prose(hour)}</p></div>"
        + f"<div class=more>{links}</div>" * (hour == 16)
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{posts}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in HOURS]


def test_a_heading_with_nothing_but_a_picture_below_it_is_one(
    look: Look, page: Make, prose: Say
) -> None:
    lines = "".join(
        f"<h3>{hour}:05: Title {hour}</h3>"
        + ("<figure><img src=/i.jpg></figure>" if hour == 16 else f"<p>{prose(hour)}</p>")
        for hour in HOURS
    )

    snapshot = look(page(f"<div>{lines}</div>"))

    assert [post.headline for post in snapshot.posts] == [f"Title {hour}" for hour in HOURS]
