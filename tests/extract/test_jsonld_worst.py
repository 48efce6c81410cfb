"""JSON-LD in its worst forms: escaped twice, torn, in parts, stale, without times of its own."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def told(say: Say, minutes: tuple[int, ...] = (30, 20, 10), **more: object) -> dict[str, Any]:
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"#p{n}",
            "headline": f"Minute {n}",
            "datePublished": f"2024-07-18T09:{n}:00Z",
            "articleBody": say(n),
        }
        for n in minutes
    ]
    return {"@type": "LiveBlogPosting", "url": "/live", "liveBlogUpdate": updates, **more}


def script(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda blog: json.dumps(json.dumps(blog)),
        lambda blog: {**blog, "@type": ["NewsArticle", "LiveBlogPosting"]},
        lambda blog: {**blog, "@type": "https://schema.org/LiveBlogPosting"},
        lambda blog: {**blog, "@type": "schema:LiveBlogPosting"},
        lambda blog: {
            **blog,
            "liveBlogUpdate": {str(n): one for n, one in enumerate(blog["liveBlogUpdate"])},
        },
        lambda blog: {**blog, "liveBlogUpdate": {"@list": blog["liveBlogUpdate"]}},
        lambda blog: {
            **blog,
            "liveBlogUpdate": [
                {"@type": "ListItem", "position": n, "item": one}
                for n, one in enumerate(blog["liveBlogUpdate"])
            ],
        },
        lambda blog: json.dumps(blog).replace("The council", 'The "council" of'),
        lambda blog: json.dumps(blog).replace("tonight", "to\x00night\x0b"),
        lambda blog: json.dumps(blog).replace("the mayor", "the&nbsp;mayor&#39;s&amp;quot;"),
        lambda blog: f"/*<![CDATA[*/ {json.dumps(blog)} /*]]>*/",
        lambda blog: json.dumps([[blog]]),
    ],
)
def test_the_posts_are_found_whatever_was_done_to_them(
    look: Look, page: Make, prose: Say, spoil: Callable[[dict[str, Any]], object]
) -> None:
    snapshot = look(page("", head=script(spoil(told(prose)))))

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert all("shelter" in post.text and "&" not in post.text for post in snapshot.posts)


def test_an_update_that_is_alone_needs_no_list(look: Look, page: Make, prose: Say) -> None:
    blog = told(prose, (30,))

    snapshot = look(page("", head=script({**blog, "liveBlogUpdate": blog["liveBlogUpdate"][0]})))

    assert [post.source_id for post in snapshot.posts] == ["p30"]


def test_of_a_page_that_breaks_off_in_the_json_the_whole_updates_are_read(
    look: Look, page: Make, prose: Say
) -> None:
    whole = page("", head=script(told(prose)))

    snapshot = look(whole[: whole.index("Minute 10")])

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20)]


def test_of_two_tellings_of_a_blog_the_newer_is_believed(
    look: Look, page: Make, prose: Say
) -> None:
    stale = told(prose, (30, 20, 10, 11), dateModified="2024-07-18T09:31:00Z", headline="Before")
    fresh = told(prose, (40, 30, 20), dateModified="2024-07-18T09:41:00Z", headline="After")

    for head in (script(stale) + script(fresh), script(fresh) + script(stale)):
        snapshot = look(page("", head=head))

        assert snapshot.headline == "After"
        assert [post.source_id for post in snapshot.posts] == ["p40", "p30", "p20"]


def test_a_newer_stub_is_no_reason_to_forget_the_posts(look: Look, page: Make, prose: Say) -> None:
    stub = {"@type": "LiveBlogPosting", "dateModified": "2024-07-18T09:59:00Z"}

    snapshot = look(page("", head=script(told(prose)) + script(stub)))

    assert len(snapshot.posts) == 3


def test_a_blog_that_is_told_in_parts_is_one(look: Look, page: Make, prose: Say) -> None:
    head = script(told(prose, (30, 20))) + script(told(prose, (15, 10)))

    snapshot = look(page("", head=head))

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p15", "p10"]


def test_updates_without_times_have_none(look: Look, page: Make, prose: Say) -> None:
    blog = told(prose)
    for update in blog["liveBlogUpdate"]:
        del update["datePublished"]

    snapshot = look(page("", head=script(blog)))

    assert [post.published for post in snapshot.posts] == [None] * 3


def test_the_time_of_the_page_is_no_time_of_its_posts(look: Look, page: Make, prose: Say) -> None:
    blog = told(prose, dateModified="2024-07-18T09:59:00Z")
    for update in blog["liveBlogUpdate"]:
        update |= {"datePublished": "2024-07-18T09:59:00Z", "dateModified": "2024-07-18T09:59:00Z"}

    snapshot = look(page("", head=script(blog)))

    assert [(post.published, post.modified) for post in snapshot.posts] == [(None, None)] * 3
    assert "published" not in snapshot.given_by


def test_a_body_of_html_keeps_its_paragraphs_and_links(look: Look, page: Make, prose: Say) -> None:
    blog = told(prose)
    for update in blog["liveBlogUpdate"]:
        update["articleBody"] = (
            f"&lt;p&gt;{prose(1)}&lt;/p&gt;&lt;p&gt;See <a href=/x?utm_source=a>this</a>.&lt;/p&gt;"
            "<script>alert(1)</script>"
        ).replace("</script>", "<\\/script>")

    snapshot = look(page("", head=script(json.dumps(blog).replace("\\\\/", "\\/"))))

    assert {post.text for post in snapshot.posts} == {f"{prose(1)}\nSee this."}
    assert 'href="https://news.example.com/x"' in snapshot.posts[0].html
