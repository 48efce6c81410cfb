"""What kind of document this is, whatever stands before it."""

import json
from collections.abc import Callable

import pytest

from tickerd.extract.text.forms import form_of, page_in
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]

HOURS = (9, 8, 7)


def told(say: Say) -> list[dict[str, object]]:
    return [{"id": f"p{h}", "ts": f"2024-07-18T0{h}:00:00Z", "text": say(h)} for h in HOURS]


@pytest.mark.parametrize(
    "script",
    [
        'onFeed({"posts": POSTS});',
        'var LIVE = {"posts": POSTS};',
        'window.live["storm"] = {"posts": POSTS};\n',
        '/* made at nine */\nconst feed = {"posts": POSTS}',
        'export default {"posts": POSTS};',
    ],
)
@pytest.mark.parametrize("kind", ["application/javascript", "text/plain", None])
def test_a_script_that_gives_but_a_value_is_json(
    look: Look, prose: Say, script: str, kind: str | None
) -> None:
    body = script.replace("POSTS", json.dumps(told(prose)))

    assert [post.source_id for post in look(body, content_type=kind).posts] == ["p9", "p8", "p7"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_objects_on_lines_are_a_list_and_a_torn_last_one_is_none(
    look: Look, prose: Say, end: str
) -> None:
    lines = end.join(json.dumps(one) for one in told(prose))

    whole, torn = look(lines, content_type=None), look(lines[:-9], content_type="text/plain")

    assert [post.source_id for post in whole.posts] == ["p9", "p8", "p7"]
    assert [post.source_id for post in torn.posts] == ["p9", "p8"]


def test_linked_data_may_be_the_document_itself(look: Look, prose: Say) -> None:
    updates = [
        {"@type": "BlogPosting", "@id": f"#p{h}", "articleBody": prose(h)}
        | {"datePublished": f"2024-07-18T0{h}:00:00Z"}
        for h in HOURS
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "Storm", "liveBlogUpdate": updates}

    snapshot = look(json.dumps(blog), content_type="application/json")

    assert (snapshot.dialect, snapshot.headline) == ("jsonld", "Storm")
    assert [post.source_id for post in snapshot.posts] == ["p9", "p8", "p7"]


def test_a_page_within_an_answer_is_read_as_a_page(look: Look, prose: Say) -> None:
    html = "".join(
        f'<article id="post-{h}"><time datetime="2024-07-18T0{h}:00:00Z">now</time>'
        f"<p>{prose(h)}</p></article>"
        for h in HOURS
    )
    body = json.dumps({"count": 3, "newest": "post-9", "html": html})

    posts = look(body, content_type="application/json").posts

    assert [post.source_id for post in posts] == ["post-9", "post-8", "post-7"]
    assert [post.text for post in posts] == [prose(h) for h in HOURS]


def test_an_answer_that_lists_records_or_holds_little_is_no_page() -> None:
    html = "<p>" + "word " * 90

    assert page_in(json.dumps({"html": html})) == html
    assert page_in(json.dumps({"html": html, "posts": [{"id": 1}]})) is None
    assert page_in(json.dumps({"html": "<p>none</p>"})) is None
    assert page_in(json.dumps({"html": html, "content": html})) is None
    assert page_in('{"html": "<p>torn') is None


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("<?xml version='1.0'?><!-- " + "word " * 300 + "--><rss></rss>", "text/xml", "feed"),
        ("<br />Warning on line 3<br /><rss></rss>", "application/rss+xml", "feed"),
        ("<?xml version='1.0'?><html><rss></rss></html>", None, "html"),
        ("<p><rss></rss>", "text/html", "html"),
        ("He said (and meant it) = yes", None, "text"),
        ("call(me)", "text/plain", "text"),
    ],
)
def test_the_form_is_told_by_the_beginning(text: str, kind: str | None, form: str) -> None:
    assert form_of(text, kind) == form
