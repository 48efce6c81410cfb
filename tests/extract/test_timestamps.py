"""Repeated blocks with times, in whatever they are dressed."""

import json
from collections.abc import Callable

import pytest

from tickerd.liveblog.post import PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HEADING_WITH_UHR = "<h2>{h:02}.05 Uhr: Title {h}</h2><p>{text}</p><p>More.</p>"
A_BOLD_LINE_WITH_PLUSES = "<p><b>+++ {h}:05 Title {h} +++</b><br>{text}</p>"
A_BOLD_LINE_AND_A_PARAGRAPH = "<p><strong>{h}h05 - Title {h}</strong></p><p>{text}</p>"
A_HEADING_UNDER_A_TIME = "<div id=t{h}><span>{h}:05 Uhr</span><h3>Title {h}</h3></div><p>{text}</p>"
A_BOX = "<section class=x><span>{h}:05</span><h2>Title {h}</h2><p>{text}</p></section>"
A_BOX_WITH_A_CLASSED_TITLE = (
    '<div class=e><div class="e-title">Title {h}</div><div>July 18, 2024 - {h}:05</div>'
    "<div><p>{text}</p></div></div>"
)
AN_EPOCH = '<div id=p{h} data-sort-time="{epoch}"><h3>Title {h}</h3><p>{text}</p></div>'
MILLISECONDS = (
    '<x-post data-post-id=p{h} data-posted="{epoch}000"><h2>Title {h}</h2><p>{text}</p></x-post>'
)

MIDNIGHT_IN_BERLIN = 1_721_253_600


@pytest.mark.parametrize(
    "form",
    [
        HEADING_WITH_UHR,
        A_BOLD_LINE_WITH_PLUSES,
        A_BOLD_LINE_AND_A_PARAGRAPH,
        A_HEADING_UNDER_A_TIME,
        A_BOX,
        A_BOX_WITH_A_CLASSED_TITLE,
        AN_EPOCH,
        MILLISECONDS,
    ],
)
def test_posts_are_found_by_structure(look: Look, page: Make, prose: Say, form: str) -> None:
    hours = (15, 14, 12)
    body = "".join(
        form.format(h=hour, text=prose(hour), epoch=MIDNIGHT_IN_BERLIN + hour * 3600 + 300)
        for hour in hours
    )

    snapshot = look(page(f"<div>{body}</div>"), zone="Europe/Berlin")

    assert [post.headline for post in snapshot.posts] == ["Title 15", "Title 14", "Title 12"]
    assert [post.text.split("\n")[0] for post in snapshot.posts] == [prose(hour) for hour in hours]
    assert [
        post.published and post.published.at.strftime("%d %H:%M") for post in snapshot.posts
    ] == [
        "18 13:05",
        "18 12:05",
        "18 10:05",
    ]


@pytest.mark.parametrize(
    "form",
    [
        "<li>{h}:05 - {text}</li>",
        "<tr><td>{h}:05</td><td>{text}</td></tr>",
        "<p><b>{h}.05</b> {text}</p>",
    ],
)
def test_lines_that_begin_with_a_time_are_posts(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    lines = "".join(form.format(h=hour, text=prose(hour)) for hour in (15, 14, 12))
    body = f"<table>{lines}</table>" if "<tr>" in form else f"<ul>{lines}</ul>"

    snapshot = look(page(body), zone="UTC")

    assert [post.text for post in snapshot.posts] == [prose(15), prose(14), prose(12)]


def test_day_headings_above_the_posts_date_them(look: Look, page: Make, prose: Say) -> None:
    line = "<h4>{h:02}.05 Uhr: Title {h}</h4><p>{text}</p>"
    today = "".join(line.format(h=hour, text=prose(hour)) for hour in (11, 0))
    before = "".join(line.format(h=hour, text=prose(hour + 1)) for hour in (11, 0))

    snapshot = look(
        page(f"<h2>Donnerstag, 18. 7.</h2>{today}<h2>Montag, 15. 7.</h2>{before}"), zone="UTC"
    )

    assert [post.published and post.published.at.day for post in snapshot.posts] == [18, 18, 15, 15]


def test_match_minutes_are_labels_and_no_times(look: Look, page: Make, prose: Say) -> None:
    body = "".join(f"<li><span>{m}'</span><p>{prose(m)}</p></li>" for m in ("90+3", 61, 9))

    snapshot = look(page(f"<ol>{body}</ol>"))

    assert [post.labels for post in snapshot.posts] == [("90+3'",), ("61'",), ("9'",)]
    assert [post.published for post in snapshot.posts] == [None, None, None]


def test_a_pinned_copy_is_left_out_and_the_post_in_the_feed_is_pinned(
    look: Look, page: Make, prose: Say
) -> None:
    form = (
        "<article id=p{h} class='{c}'><time datetime='2024-07-18T{h:02}:00:00Z'></time>"
        "<p>{text}</p></article>"
    )
    copy = form.format(h=8, c="post pinned", text=prose(8))
    feed = "".join(form.format(h=hour, c="post", text=prose(hour)) for hour in (9, 8, 7))

    snapshot = look(page(f"<div>{copy}{feed}</div>"))

    assert [post.source_id for post in snapshot.posts] == ["p9", "p8", "p7"]
    assert PINNED in snapshot.posts[1].labels


HEADLINES = "<li><span>{h}:05</span> <a href=/news/{h}>{text}</a></li>"
CARDS = (
    "<article><time>{h}:05</time><h3><a href=/news/{h}>Title {h}</a></h3><p>{text}</p></article>"
)
COMMENTS = "<div class=comment id=comment-{h}><b>Ann</b><time>{h}:05</time><p>{text}</p></div>"
CHAPTERS = "<li>{h}:05 - Part {h}</li>"
PROGRAMME = "<tr><td>{h}:05</td><td>Rowing, women {h}</td></tr>"


TIMETABLE = "<p><b>{h}:05</b> Opening speeches in the hall, number {h2}, by the mayor</p>"


def test_a_programme_under_a_title_that_says_live_is_no_live_blog(look: Look, page: Make) -> None:
    lines = "".join(TIMETABLE.format(h=hour, h2=hour) for hour in (10, 11, 12, 14, 15))

    snapshot = look(page(f"<div>{lines}</div>", title="How to watch the opening live"))

    assert snapshot.posts == ()


@pytest.mark.parametrize("form", [HEADLINES, CARDS, COMMENTS, CHAPTERS, PROGRAMME])
def test_what_only_looks_like_a_feed_is_none(look: Look, page: Make, prose: Say, form: str) -> None:
    items = "".join(form.format(h=hour, text=prose(hour)) for hour in (17, 16, 15, 14, 12))
    story = "".join(f"<p>{prose(number)}</p>" for number in range(5))

    snapshot = look(page(f"<article>{story}</article><div>{items}</div>", title="A storm is near"))

    assert snapshot.posts == ()
    assert snapshot.reason
    assert snapshot.dialect is None


def test_a_post_in_a_box_of_its_own_keeps_its_byline_out_of_its_text(
    look: Look, prose: Say
) -> None:
    body = "".join(
        f'<article id="p{hour}"><header><time datetime="2026-01-05T{hour}:00:00Z">{hour}:00</time>'
        f'</header><p>{prose(hour)}</p><p class="author">By Ada Quill</p></article>'
        for hour in (14, 13, 12, 11)
    )

    posts = look(f"<h1>Storm live</h1><div>{body}</div>").posts

    assert [post.text for post in posts] == [prose(hour) for hour in (14, 13, 12, 11)]
    assert {post.author for post in posts} == {"Ada Quill"}
    assert posts[0].source_id == "p14"


@pytest.mark.parametrize("changed", ["", "edited just now", "edited 7 min ago", "Bearbeitet 12:36"])
def test_that_a_post_was_edited_changes_neither_its_text_nor_its_byline(
    look: Look, page: Make, prose: Say, changed: str
) -> None:
    people = json.dumps([{"@type": "Person", "name": "Ann Bee"}])
    posts = "".join(
        f'<article id="e{n}"><div><time datetime="2024-07-18T1{n}:05:00Z">1{n}:05</time>'
        f"<span>{changed}</span><span>Ann Bee</span></div><p>{prose(n)}</p></article>"
        for n in (6, 5, 4)
    )
    head = f'<script type="application/ld+json">{people}</script>'

    snapshot = look(page(posts, head=head))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}


@pytest.mark.parametrize("age", ["(5 min ago)", "vor 5 Minuten,", "[il y a 5 minutes]"])
def test_an_age_beside_the_time_is_no_text(look: Look, page: Make, prose: Say, age: str) -> None:
    posts = "".join(
        f'<div class="box"><h3>State {n}</h3><p>{prose(n)}</p><div><time'
        f' datetime="2024-07-18T1{n}:05:00Z">1{n}:05</time><span> {age}</span></div></div>'
        for n in (6, 5, 4)
    )

    snapshot = look(page(posts))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


def test_a_page_of_an_incident_is_live_though_its_updates_are_short(look: Look) -> None:
    posts = "".join(
        f'<div class="box"><h3>Monitoring</h3><p>Dashboards are slow in region {n} of the east.</p>'
        f'<time datetime="2024-07-18T1{n}:05:00Z">1{n}:05</time></div>'
        for n in (6, 5, 4)
    )

    snapshot = look(
        f"<!doctype html><title>Slow</title><h1>Slow dashboards</h1><main>{posts}</main>",
        url="https://status.example.com/incidents/1",
    )

    assert len(snapshot.posts) == 3


def test_a_list_of_key_events_in_a_box_beside_the_posts_is_no_post(
    look: Look, page: Make, prose: Say
) -> None:
    events = "".join(
        f"<li><time datetime=2024-07-18T1{n}:05Z></time>Event {n}</li>" for n in (6, 4)
    )
    posts = "".join(
        f"<article id=p{n}><time datetime=2024-07-18T1{n}:05Z></time><p>{prose(n)}</p></article>"
        for n in (6, 5, 4)
    )

    snapshot = look(page(f"<div><ul>{events}</ul></div><div>{posts}</div>"))

    assert [post.source_id for post in snapshot.posts] == ["p6", "p5", "p4"]


TEASER = (
    "<article><a href=/news/{n}><h3>The mayor and the sea: what we know of both</h3>"
    "<time datetime=2024-07-17T1{n}:30Z>17 July</time></a></article>"
)
RELATED = (
    '<article class="card related-card"><h3>The mayor</h3><p>What we know of him.</p>'
    "<time datetime=2024-07-17T1{n}:30Z>17 July</time></article>"
)


@pytest.mark.parametrize("insert", [TEASER, RELATED])
def test_what_is_put_between_posts_is_none(look: Look, page: Make, prose: Say, insert: str) -> None:
    posts = "".join(
        f"<article><time datetime=2024-07-18T1{n}:05Z>1{n}:05</time><p>{prose(n)}</p></article>"
        + insert.format(n=n)
        for n in (6, 5, 4, 3)
    )

    snapshot = look(page(posts))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4, 3)]


def test_a_post_of_media_alone_is_one_though_its_author_has_a_page(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<article><a rel=author href=/jo>Jo Vane</a><time datetime=2024-07-18T1{n}:05Z></time>"
        + (f"<img src=/{n}.jpg>" if n == 5 else f"<p>{prose(n)}</p>")
        + "</article>"
        for n in (6, 5, 4, 3)
    )

    snapshot = look(page(posts))

    assert [len(post.media) for post in snapshot.posts] == [0, 1, 0, 0]


def test_a_time_at_the_end_of_a_box_is_that_of_the_box(look: Look, page: Make, prose: Say) -> None:
    """Read from one time to the next, each post would have the text of the one below it."""
    hours = range(9, 0, -1)
    posts = "".join(
        f"<article id=p{n}><div><h4>Title {n}</h4><p class=author>Jo Vane of the Harbour News</p>"
        f"<ul><li>{prose(n)}</li></ul><div><time datetime=2024-07-18T1{n}:05Z>5m ago</time></div>"
        f"<div><a href=#comments>{n} comments</a></div></div></article>"
        for n in hours
    )

    snapshot = look(page(posts))

    assert [post.source_id for post in snapshot.posts] == [f"p{n}" for n in hours]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in hours]
