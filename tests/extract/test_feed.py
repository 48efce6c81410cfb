"""RSS, Atom and JSON Feed as publishers really write them."""

import json
from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)
RSS = '<?xml version="1.0"?><rss version="2.0" {}><channel><title>Storm</title>{}</channel></rss>'
ITEM = (
    '<item><title>Minute {n}</title><guid isPermaLink="false">p{n}</guid><dc:creator>Ann Bee'
    "</dc:creator><dc:date>2024-07-18T09:{n}:00Z</dc:date><description>In short.</description>"
    '<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded><media:content medium="image"'
    ' url="https://media.example/{n}.jpg"/></item>'
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    ' xmlns:fh="http://purl.org/syndication/history/1.0"><title>Storm</title>{}</feed>'
)
ENTRY = (
    '<entry><id>p{n}</id><title type="html">Minute &amp;amp; {n}</title>'
    '<link rel="self" href="/a"/>'
    '<link href="https://news.example.com/#{n}"/><author><name>Ann Bee</name></author>'
    "<published>2024-07-18T09:{n}:00Z</published><updated>2024-07-18T09:{n}:30Z</updated>"
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p><p>And <b>more'
    "</b>.</p></div></content></entry>"
)


def rss(say: Say, spaces: str = SPACES) -> str:
    return RSS.format(spaces, "".join(ITEM.format(n=n, text=say(n)) for n in (30, 20, 10)))


def atom(say: Say, before: str = "") -> str:
    return ATOM.format(before + "".join(ENTRY.format(n=n, text=say(n)) for n in (30, 20, 10)))


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "text/html", "text/plain", "application/json", None]
)
def test_a_feed_is_told_by_its_beginning_not_by_its_type(
    look: Look, prose: Say, kind: str | None
) -> None:
    snapshot = look("\ufeff" + rss(prose), content_type=kind)

    assert (snapshot.dialect, snapshot.headline) == ("feed", "Storm")
    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}
    assert [post.published and post.published.at.minute for post in snapshot.posts] == [30, 20, 10]
    assert snapshot.posts[0].media[0].url == "https://media.example/30.jpg"


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("Thu, 18 Jul 2024 09:00 +0200", 7),
        ("18 Jul 2024 09:00:00 EST", 14),
        ("Thu, 18 Jul 24 09:00:00 PDT", 16),
        ("Thursday, 18 July 2024 09:00:00 Z", 9),
        ("Thu, 18 Jul 2024 9:00 AM EDT", 13),
        ("2024-07-18T09:00:00+02:00", 7),
        ("2024-07-18 09:00:00", 7),
        ("18.07.2024 09:00", 7),
        ("1721293200", 9),
    ],
)
def test_times_are_read_in_odd_forms(look: Look, prose: Say, said: str, hour: int) -> None:
    item = (
        f"<item><guid>a</guid><pubDate>{said}</pubDate><description>{prose(1)}</description></item>"
    )

    (post,) = look(RSS.format("", item), content_type="text/xml", zone="Europe/Rome").posts

    assert post.published
    assert post.published.at.hour == hour


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("Minute", "Sun & sea &nbsp; &ouml; \x07"),
        lambda text: text.replace(SPACES, ""),
        lambda text: text.replace("?>", '?><!DOCTYPE rss PUBLIC "-//a//b" "http://c.example/d">'),
    ],
)
def test_a_feed_that_is_no_xml_is_mended(
    look: Look, prose: Say, spoil: Callable[[str], str]
) -> None:
    snapshot = look(spoil(rss(prose)), content_type="text/xml")

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]


def test_of_a_feed_that_breaks_off_the_whole_entries_are_read(look: Look, prose: Say) -> None:
    for text in (rss(prose), atom(prose)):
        snapshot = look(text[: int(len(text) * 0.8)], content_type="text/xml")

        assert [post.source_id for post in snapshot.posts] == ["p30", "p20"]


def test_paragraphs_of_xhtml_stay_apart(look: Look, prose: Say) -> None:
    snapshot = look(atom(prose), content_type="application/atom+xml")

    assert [post.text for post in snapshot.posts] == [
        f"{prose(n)}\nAnd more." for n in (30, 20, 10)
    ]
    assert snapshot.posts[0].headline == "Minute & 30"
    assert snapshot.posts[0].permalink == "https://news.example.com/#30"
    assert [post.modified and post.modified.at.second for post in snapshot.posts] == [30] * 3
    assert not snapshot.complete


def test_an_entry_that_was_taken_back_is_no_post(look: Look, prose: Say) -> None:
    buried = '<at:deleted-entry ref="p20" when="2024-07-18T09:40:00Z"/>'
    unknown = '<at:deleted-entry ref="p99" when="2024-07-18T09:40:00Z"/>'

    snapshot = look(atom(prose, buried + unknown), content_type="application/atom+xml")

    assert [post.source_id for post in snapshot.posts] == ["p30", "p10"]


def test_a_feed_may_say_that_it_is_all_there_is(look: Look, prose: Say) -> None:
    assert look(atom(prose, "<fh:complete/>"), content_type="text/xml").complete


def test_several_hundred_items_are_all_read(look: Look, prose: Say) -> None:
    items = "".join(f"<item><guid>{n}</guid><title>T{n}</title></item>" for n in range(700))

    snapshot = look(RSS.format("", items), content_type="text/xml")

    assert (len(snapshot.posts), snapshot.reason) == (700, None)


@pytest.mark.parametrize("kind", ["application/feed+json", "text/plain"])
def test_json_feed_is_read(look: Look, prose: Say, kind: str) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Storm",
        "home_page_url": "https://news.example.com/",
        "items": [
            {
                "id": f"p{n}",
                "url": f"https://news.example.com/{n}",
                "title": f"Minute {n}",
                "summary": "In short.",
                "content_html": f"<p>{prose(n)}</p>",
                "date_published": f"2024-07-18T09:{n}:00Z",
                "date_modified": f"2024-07-18T09:{n}:30Z",
                "authors": [{"name": "Ann Bee"}, {"name": "Bo Cee"}],
                "tags": ["weather"],
            }
            for n in (30, 20, 10)
        ],
    }

    snapshot = look(json.dumps(feed), content_type=kind)

    assert snapshot.headline == "Storm"
    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert {post.author for post in snapshot.posts} == {"Ann Bee, Bo Cee"}
    assert [post.modified and post.modified.at.second for post in snapshot.posts] == [30] * 3


def test_names_of_an_undeclared_space_are_read_over(look: Look) -> None:
    item = (
        '<item><title>A</title><guid>1</guid><m:thing x:href="https://a.example" href="b"/>'
        "<pubDate>Thu, 18 Jul 2024 09:00:00 GMT</pubDate><description>Words.</description></item>"
    )
    body = f'<rss version="2.0" xmlns:loc=""><channel><title>Storm</title>{item}</channel></rss>'

    snapshot = look(body, content_type="application/rss+xml")

    assert [(post.source_id, post.text) for post in snapshot.posts] == [("1", "Words.")]


@pytest.mark.parametrize("broken", ["", "<copyright>A & B</copyright>"])
def test_what_is_said_of_a_picture_is_neither_title_nor_text(look: Look, broken: str) -> None:
    item = (
        '<item><media:content url="https://a.example/1.jpg" medium="image"><media:credit>Ann'
        "</media:credit></media:content><media:title>The quay</media:title><title>A</title>"
        "<guid>1</guid><pubDate>Thu, 18 Jul 2024 09:00:00 GMT</pubDate>"
        "<description>Words.</description></item>"
    )
    space = 'xmlns:media="http://search.yahoo.com/mrss/"'
    body = f'<rss version="2.0" {space}><channel>{broken}<title>Storm</title>{item}</channel></rss>'

    (post,) = look(body, content_type="application/rss+xml").posts

    assert (post.headline, post.text) == ("A", "Words.")
    assert [medium.url for medium in post.media] == ["https://a.example/1.jpg"]
