"""Each markup says what the truth says."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tickerd.newsroom.desk import Desk
from tickerd.newsroom.render import Tongue, jsonld, render, render_front
from tickerd.newsroom.words import Copy, load_copy

URL = "http://127.0.0.1:8000/town/blog"


@pytest.fixture
def desk(copy: Copy, noon: datetime) -> Desk:
    """A desk after a quarter of an hour: some posts were corrected, some removed."""
    desk = Desk(copy, seed=8, opens_at=noon, backlog=3, window=20)
    desk.advance(noon + timedelta(minutes=15))
    return desk


def read(desk: Desk, tongue: Tongue) -> LexborHTMLParser:
    return LexborHTMLParser(render(desk.truth(), desk.copy, tongue, url=URL))


def read_jsonld(page: LexborHTMLParser) -> dict[str, Any]:
    script = page.css_first('script[type="application/ld+json"]')
    loaded: dict[str, Any] = json.loads(script.text() if script else "{}")
    return loaded


def test_jsonld_says_what_the_truth_says(desk: Desk) -> None:
    truth = desk.truth()

    stated = read_jsonld(read(desk, Tongue.JSONLD))

    assert stated["@type"] == "LiveBlogPosting"
    assert stated["headline"] == truth.headline
    assert "coverageEndTime" not in stated
    assert [
        (
            update["@id"],
            update.get("headline"),
            update["articleBody"],
            datetime.fromisoformat(update["datePublished"]),
        )
        for update in stated["liveBlogUpdate"]
    ] == [
        (f"{URL}#post-{post.id}", post.headline, post.text, post.published_at)
        for post in truth.shown
    ]
    assert len(truth.shown) == 20


@pytest.mark.parametrize(
    ("tongue", "posts", "prefix"),
    [(Tongue.JSONLD, "article.post", "post-"), (Tongue.TIMESTAMPS, "div.post", "e")],
)
def test_blocks_say_what_the_truth_says(
    desk: Desk, tongue: Tongue, posts: str, prefix: str
) -> None:
    blocks = read(desk, tongue).css(posts)

    found = []
    for block in blocks:
        time = block.css_first("time")
        headline = block.css_first("h2, h3")
        paragraphs = [paragraph.text() for paragraph in block.css("p:not(.author)")]
        found.append(
            (
                block.attributes["id"],
                datetime.fromisoformat((time.attributes["datetime"] if time else "") or ""),
                headline.text() if headline else None,
                tuple(paragraphs),
            )
        )

    exact = tongue is Tongue.JSONLD
    assert found == [
        (
            f"{prefix}{post.id}",
            post.published_at if exact else post.published_at.replace(microsecond=0),
            post.headline,
            post.paragraphs,
        )
        for post in desk.truth().shown
    ]


def test_bullets_say_what_the_truth_says_and_no_more(desk: Desk) -> None:
    page = read(desk, Tongue.BULLETS)

    bullets = page.css("ul.bullets > li")
    updated = page.css_first(".updated")

    assert [bullet.text(separator="") for bullet in bullets] == [
        "".join(post.paragraphs) for post in desk.truth().shown
    ]
    assert updated is not None
    assert desk.copy.clock(desk.truth().changed_at) in updated.text()
    assert not page.css("time, main [id]")


def test_the_pinned_post_also_stands_at_the_top(quiet_desk: Desk, noon: datetime) -> None:
    post = quiet_desk.publish(noon, "All hands.", headline="All hands are on deck")
    quiet_desk.pin(noon, post.id)

    for tongue in (Tongue.JSONLD, Tongue.TIMESTAMPS):
        pinned = read(quiet_desk, tongue).css_first(".pinned a")

        assert pinned is not None
        assert pinned.text() == "All hands are on deck"
        assert pinned.attributes["href"] in (f"#post-{post.id}", f"#e{post.id}")


def test_the_end_is_told(quiet_desk: Desk, noon: datetime) -> None:
    quiet_desk.publish(noon, "One.")
    quiet_desk.close(noon + timedelta(minutes=1))

    for tongue in Tongue:
        main = read(quiet_desk, tongue).css_first("main")
        assert main is not None
        assert quiet_desk.copy.words.ended in main.text()
    ended = read_jsonld(read(quiet_desk, Tongue.JSONLD))["coverageEndTime"]
    assert datetime.fromisoformat(ended) == noon + timedelta(minutes=1)


@pytest.mark.parametrize("tongue", Tongue)
def test_no_words_can_break_the_page(quiet_desk: Desk, noon: datetime, tongue: Tongue) -> None:
    hostile = '</script><script>alert(1)</script><b id="x">{{ 1 }} & "so on"'
    quiet_desk.publish(noon, hostile, headline=hostile, caption=hostile)

    page = read(quiet_desk, tongue)

    assert len(page.css("script")) == (1 if tongue is Tongue.JSONLD else 0)
    assert not page.css("#x")
    assert hostile in (page.body.text() if page.body else "")
    if tongue is Tongue.JSONLD:
        assert read_jsonld(page)["liveBlogUpdate"][0]["articleBody"] == hostile


def test_a_page_has_furniture_around_its_posts(desk: Desk) -> None:
    for tongue in Tongue:
        page = read(desk, tongue)

        assert page.css("header nav a")
        assert page.css("aside.beside li")
        assert page.css("footer")
        assert page.css(".posts p a[href], .bullets li a[href]")


def test_the_front_page_links_to_each_blog(noon: datetime) -> None:
    copy = load_copy("sturm")
    desk = Desk(copy, seed=1, opens_at=noon, backlog=1)

    front = LexborHTMLParser(render_front([(copy, desk.truth(), URL)]))

    assert [link.attributes["href"] for link in front.css("main li a")] == [URL]


def test_jsonld_leaves_out_what_is_not_known(quiet_desk: Desk, noon: datetime) -> None:
    quiet_desk.publish(noon, "One.")

    (update,) = jsonld(quiet_desk.truth(), quiet_desk.copy, url=URL)["liveBlogUpdate"]

    assert "headline" not in update
    assert "image" not in update
