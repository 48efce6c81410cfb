"""LiveBlogPosting in JSON-LD, as pages write it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def blog(say: Say, hours: range = range(9, 6, -1), **more: object) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Storm",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": f"Hour {hour}",
                "url": f"https://news.example.com/live/storm#post-{hour}",
                "datePublished": f"2024-07-18T{hour:02}:00:00Z",
                "articleBody": say(hour),
            }
            for hour in hours
        ],
        **more,
    }


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def test_posts_stand_in_page_order_with_ids_and_times(look: Look, page: Make, prose: Say) -> None:
    snapshot = look(page("", head=script(blog(prose))))

    assert snapshot.dialect == "jsonld"
    assert [post.source_id for post in snapshot.posts] == ["post-9", "post-8", "post-7"]
    assert [post.headline for post in snapshot.posts] == ["Hour 9", "Hour 8", "Hour 7"]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: [{"@type": "WebPage"}, value],
        lambda value: {"@context": "https://schema.org", "@graph": [{"@type": "Person"}, value]},
        lambda value: {"@type": "WebPage", "mainEntity": value},
        lambda value: json.dumps(value).replace("}]", "},]"),
        lambda value: json.dumps(value).replace("tonight", "to\tnight\n"),
        lambda value: f"<!--\n{json.dumps(value)}\n-->",
        lambda value: f"//<![CDATA[\n{json.dumps(value)}\n//]]>",
        lambda value: json.dumps(value).replace('"', "&quot;"),
        lambda value: json.dumps(value) + ";",
    ],
)
def test_it_is_found_however_it_is_wrapped(
    look: Look, page: Make, prose: Say, wrap: Callable[[object], object]
) -> None:
    snapshot = look(page("", head=script(wrap(blog(prose)))))

    assert len(snapshot.posts) == 3


def test_coverage_that_has_ended_says_that_the_blog_is_over(
    look: Look, page: Make, prose: Say
) -> None:
    over = blog(
        prose,
        coverageStartTime="2024-07-18T07:00:00Z",
        coverageEndTime="2024-07-18T17:00:00Z",
    )
    lasting = {**over, "coverageEndTime": "2024-07-19T17:00:00Z"}
    filled = {**over, "coverageEndTime": over["coverageStartTime"]}

    found = [look(page("", head=script(one))).live for one in (over, lasting, filled)]

    assert found == [False, True, None]


def test_a_shell_says_that_its_posts_are_elsewhere(look: Look, page: Make) -> None:
    head = script({"@type": "LiveBlogPosting", "headline": "Storm"})
    body = (
        '<div id=feed></div><script>const FEED_URL = "https://api.example.com/feed.json";</script>'
    )

    snapshot = look(page(body, head=head))

    assert snapshot.posts == ()
    assert snapshot.elsewhere == "https://api.example.com/feed.json"
    assert snapshot.reason


def test_a_known_embed_is_named_with_the_address_of_its_posts(look: Look, page: Make) -> None:
    body = '<div class="arena-liveblog" data-publisher="paper" data-event="storm"></div>'

    snapshot = look(page(body))

    assert snapshot.elsewhere == "https://cached-api.arena.im/v1/liveblog/paper/storm"


def test_the_headline_of_the_blog_is_no_headline_of_its_posts(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose)
    updates = told["liveBlogUpdate"]
    assert isinstance(updates, list)
    for update in updates:
        update["headline"] = "Storm"

    snapshot = look(page("<h1>News</h1>", head=script(told)))

    assert snapshot.headline == "Storm"
    assert [post.headline for post in snapshot.posts] == [None, None, None]


def blocks(say: Say, hours: range, stamp: str = "2024-07-18T{:02}:00:00Z") -> str:
    return (
        "<div>"
        + "".join(
            f'<article id="post-{hour}"><time datetime="{stamp.format(hour)}">{hour}:00</time>'
            f"<h2>Hour {hour}</h2><p>{say(hour)}</p><p>More of it.</p></article>"
            for hour in hours
        )
        + "</div>"
    )


def test_times_that_are_one_constant_give_way_to_those_of_the_page(
    look: Look, page: Make, prose: Say
) -> None:
    told = blog(prose)
    updates = told["liveBlogUpdate"]
    assert isinstance(updates, list)
    for update in updates:
        update["datePublished"] = "2024-07-18T09:30:00Z"

    snapshot = look(page(blocks(prose, range(9, 6, -1)), head=script(told)))

    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


@pytest.mark.parametrize(
    "at", [datetime(2024, 7, 18, 10, 0, tzinfo=UTC), datetime(2024, 7, 20, tzinfo=UTC)]
)
def test_local_time_labelled_utc_gives_way_to_the_json(
    look: Look, page: Make, prose: Say, at: datetime
) -> None:
    body = blocks(prose, range(11, 8, -1))
    told = blog(prose)
    updates = told["liveBlogUpdate"]
    assert isinstance(updates, list)
    for update, hour in zip(updates, range(11, 8, -1), strict=True):
        update["url"] = f"https://news.example.it/live#post-{hour}"
        update["articleBody"] = prose(hour)

    snapshot = look(page(body, head=script(told)), url="https://news.example.it/live", at=at)

    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


def test_a_window_of_the_page_does_not_hide_the_posts_of_the_json(
    look: Look, page: Make, prose: Say
) -> None:
    body = blocks(prose, range(15, 12, -1))

    snapshot = look(page(body, head=script(blog(prose, range(15, 2, -1)))))

    assert len(snapshot.posts) == 13


def test_a_json_with_few_posts_is_not_the_better_rung(look: Look, page: Make, prose: Say) -> None:
    body = blocks(prose, range(15, 2, -1))

    snapshot = look(page(body, head=script(blog(prose, range(15, 12, -1)))))

    assert len(snapshot.posts) == 13
    assert snapshot.posts[0].text.endswith("More of it.")


def test_a_front_that_tells_of_several_live_blogs_is_none(
    look: Look, page: Make, prose: Say
) -> None:
    urls = ("https://news.example.com/live/storm", "https://news.example.com/live/vote")
    told = page("", head=script([blog(prose, url=url) for url in urls]))

    assert look(told, url="https://news.example.com/news").posts == ()
    assert len(look(told, url=urls[0]).posts) == len(range(9, 6, -1))


def test_a_page_that_names_its_main_address_as_one_of_the_blogs_is_that_blog(
    look: Look, page: Make, prose: Say
) -> None:
    urls = ("https://news.example.com/live/storm", "https://news.example.com/live/vote")
    head = script([blog(prose, url=url) for url in urls])
    head += f"<link rel=canonical href={urls[0]}>"

    snapshot = look(page("", head=head), url="https://news.example.com/amp/1")

    assert len(snapshot.posts) == len(range(9, 6, -1))
