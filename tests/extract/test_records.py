"""JSON of timed records, vendors' JSON, microdata and feeds."""

import json
from collections.abc import Callable

import pytest

from tickerd.liveblog.post import KEY_EVENT, PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

JSON = "application/json"
HOURS = (9, 8, 7)


def own_feed(say: Say) -> object:
    return {
        "title": "Storm",
        "entries": [
            {
                "id": f"p{h}",
                "timestamp": f"2024-07-18T0{h}:00:00Z",
                "headline": f"T{h}",
                "body": say(h),
            }
            for h in HOURS
        ],
    }


def listing(say: Say) -> object:
    """`created` is skewed by eight hours; only `created_utc` is right."""
    moments = {h: 1_721_260_800 + h * 3600 for h in HOURS}
    return {
        "kind": "Listing",
        "data": {
            "children": [
                {
                    "kind": "Update",
                    "data": {
                        "id": f"p{h}",
                        "created": moments[h] + 28_800,
                        "created_utc": moments[h],
                        "body": f"[T{h}](/x) {say(h)}",
                        "body_html": f"&lt;p&gt;{say(h)}&lt;/p&gt;",
                    },
                }
                for h in HOURS
            ]
        },
    }


def bulletins(say: Say) -> object:
    moments = {h: 1_721_260_800 + h * 3600 for h in HOURS}
    posts = [
        {
            "id": f"p{h}",
            "created": moments[h],
            "title": f"T{h}",
            "content": {"html": f"<p>{say(h)}</p>"},
        }
        for h in HOURS
    ]
    return {"success": True, "result": {"addedOrChanged": posts, "hasMore": True}}


def messages(say: Say) -> object:
    moments = {h: (1_721_260_800 + h * 3600) * 1000 for h in HOURS}
    return {
        "eventInfo": {"name": "Storm"},
        "posts": [
            {"_id": f"p{h}", "createdAt": moments[h], "message": {"title": f"T{h}", "text": say(h)}}
            for h in HOURS
        ],
    }


@pytest.mark.parametrize("shape", [own_feed, listing, bulletins, messages])
@pytest.mark.parametrize("wrap", ["{}", "\ufeff{}", "callback({});", ")]}}'\n{}"])
def test_timed_records_are_posts_whatever_their_keys(
    look: Look, prose: Say, shape: Callable[[Say], object], wrap: str
) -> None:
    body = wrap.format(json.dumps(shape(prose)))

    snapshot = look(body, content_type=JSON)

    assert [post.source_id for post in snapshot.posts] == ["p9", "p8", "p7"]
    assert [post.text for post in snapshot.posts] == [prose(h) for h in HOURS]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


@pytest.mark.parametrize(
    "picture",
    [
        {"image": "./a.png", "imageCaption": "The quay"},
        {"image": {"url": "https://paper.example/live/a.png", "caption": "The quay"}},
        {"photo": "/live/a.png", "alt": "The quay"},
    ],
)
def test_a_picture_beside_the_text_belongs_to_the_post(
    look: Look, prose: Say, picture: dict[str, object]
) -> None:
    feed = own_feed(prose)
    assert isinstance(feed, dict)
    feed["entries"][0] |= picture

    first, *others = look(json.dumps(feed), content_type=JSON).posts

    assert [(m.kind, m.url.rpartition("/")[2], m.text) for m in first.media] == [
        ("image", "a.png", "The quay")
    ]
    assert not any(post.media for post in others)


def test_records_of_several_lists_are_one_blog_and_take_their_owners_title(
    look: Look, prose: Say
) -> None:
    incidents = [
        {
            "name": f"Incident {number}",
            "incident_updates": [
                {
                    "id": f"{number}-{h}",
                    "body": prose(h),
                    "created_at": f"2024-07-1{number}T0{h}:00:00Z",
                    "display_at": f"2024-07-1{number}T0{h}:00:00Z",
                    "updated_at": f"2024-07-1{number}T0{h}:30:00Z",
                }
                for h in HOURS
            ],
        }
        for number in (8, 7)
    ]

    snapshot = look(json.dumps({"page": {"name": "X"}, "incidents": incidents}), content_type=JSON)

    assert len(snapshot.posts) == 6
    assert {post.headline for post in snapshot.posts} == {"Incident 8", "Incident 7"}
    assert snapshot.posts[0].modified is not None


def test_an_envelope_keeps_deleted_posts_and_comments_to_itself(look: Look, prose: Say) -> None:
    def item(name: str, **more: object) -> dict[str, object]:
        groups = [{"id": "root"}, {"refs": [{"item": {"item_type": "text", "text": prose(name)}}]}]
        base = {"_id": name, "published_date": "2024-07-18T09:00:00+00:00", "groups": groups}
        return {**base, "deleted": False, "post_status": "open", **more}

    items = [
        item("a", sticky=True, lb_highlight=True),
        item("b", deleted=True),
        item("c", post_status="comment"),
    ]

    snapshot = look(json.dumps({"_items": items, "_meta": {"total": 9}}), content_type=JSON)

    assert [post.source_id for post in snapshot.posts] == ["a"]
    assert snapshot.posts[0].labels == (PINNED, KEY_EVENT)
    assert not snapshot.complete


def test_lines_of_one_string_are_posts_with_their_own_times(look: Look) -> None:
    lines = (
        "<div><span> 11:35 PM PDT</span>&nbsp;We are looking into errors.</div>"
        "<div><span>12:10 AM PDT</span>&nbsp;We have found the cause.</div>"
    )
    event = {"summary": "Errors", "date": "1721284500", "description": lines}

    snapshot = look(json.dumps({"archive": [event], "current": []}), content_type=JSON)

    times = [post.published and post.published.at.isoformat() for post in snapshot.posts]
    assert times == ["2024-07-18T06:35:00+00:00", "2024-07-18T07:10:00+00:00"]


def test_json_that_is_no_blog_gives_no_posts(look: Look) -> None:
    body = json.dumps(
        {"items": [{"name": "Chair", "price": 3, "date": "2024-07-18T09:00:00Z"}] * 9}
    )

    snapshot = look(body, content_type=JSON)

    assert snapshot.posts == ()
    assert snapshot.reason


def test_microdata_gives_whole_posts(look: Look, page: Make, prose: Say) -> None:
    items = "".join(
        f'<li itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">'
        f'<meta itemprop="url" content="https://news.example.com/live/storm#{h}">'
        f'<meta itemprop="datePublished" content="2024-07-18T0{h}:00:52+00:00">'
        f'<meta itemprop="headline" content="Title {h}"><p itemprop="articleBody">{prose(h)}</p>'
        f'<span itemprop="author" itemscope><meta itemprop="name" content="Ann"></span></li>'
        for h in HOURS
    )
    body = f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><ul>{items}</ul></div>'

    snapshot = look(page(body))

    assert snapshot.dialect == "microdata"
    assert [post.source_id for post in snapshot.posts] == ["9", "8", "7"]
    assert [post.author for post in snapshot.posts] == ["Ann"] * 3
    assert [post.published and post.published.at.second for post in snapshot.posts] == [52] * 3


RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Storm</title>{}</channel></rss>'
RSS_ITEM = (
    "<item><title>T{h}</title><guid>p{h}</guid><link>https://news.example.com/#{h}</link>"
    "<pubDate>Thu, 18 Jul 2024 0{h}:00:00 GMT</pubDate><description>&lt;p&gt;{text}&lt;/p&gt;"
    "</description></item>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Storm</title>{}</feed>'
ATOM_ENTRY = (
    '<entry><id>p{h}</id><title>T{h}</title><link href="https://news.example.com/#{h}"/>'
    '<published>2024-07-18T0{h}:00:00Z</published><content type="html">&lt;p&gt;{text}&lt;/p&gt;'
    "</content></entry>"
)


@pytest.mark.parametrize(("around", "entry"), [(RSS, RSS_ITEM), (ATOM, ATOM_ENTRY)])
def test_feeds_are_read(look: Look, prose: Say, around: str, entry: str) -> None:
    body = around.format("".join(entry.format(h=h, text=prose(h)) for h in HOURS))

    snapshot = look(body, content_type="application/xml")

    assert [post.source_id for post in snapshot.posts] == ["p9", "p8", "p7"]
    assert [post.text for post in snapshot.posts] == [prose(h) for h in HOURS]
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [9, 8, 7]


def test_a_feed_with_entities_of_its_own_is_refused(look: Look) -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
    )

    snapshot = look(laughs, content_type="application/xml")

    assert snapshot.posts == ()


def test_what_stands_behind_a_line_without_a_time_belongs_to_it(look: Look) -> None:
    lines = (
        '<span class="x"> 4:35 AM PDT</span>&nbsp;We look into it.<br>'
        "<div>It is the <span>core</span> network.</div>"
        "<div><span>5:10 AM PDT</span>&nbsp;All is well.</div>"
    )
    event = {"summary": "Errors", "date": "1721302500", "description": lines}

    posts = look(json.dumps({"archive": [event], "current": []}), content_type=JSON).posts

    assert [" ".join(post.text.split()) for post in posts] == [
        "We look into it. It is the core network.",
        "All is well.",
    ]


def test_records_with_ids_may_say_what_others_say(look: Look) -> None:
    """Most incidents are told in the same four sentences."""
    said = ("We are looking into this.", "A fix is in place and watched.", "This is resolved.") * 3
    steps = [
        {"id": f"s{n}", "created_at": f"2024-07-18T0{n}:05:00Z", "body": text}
        for n, text in enumerate(said)
    ]
    bare = [{key: one[key] for key in ("created_at", "body")} for one in steps]

    named = look(json.dumps({"updates": steps}), content_type="application/json")
    unnamed = look(json.dumps({"updates": bare}), content_type="application/json")

    assert [post.text for post in named.posts] == list(said)
    assert unnamed.posts == ()
