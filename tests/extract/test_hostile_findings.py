"""What the fuzzer found, each as the smallest document that shows it."""

import json
from collections.abc import Callable

import pytest

from extract.sanity import check_snapshot
from tickerd.extract.clock import read_time
from tickerd.extract.text.links import clean_url
from tickerd.liveblog.snapshot import Snapshot

SAID = "The council has opened a shelter tonight, the mayor said, after talks for hours."
AT = "2024-07-18T09:3{0}:00Z"


@pytest.mark.parametrize("text", ["2024-00-05T09:55:00Z", "2024-05-00", "0000-01-01", "00/00/2024"])
def test_a_month_zero_is_no_month(text: str) -> None:
    parts = read_time(text)

    assert parts is None or parts.month is None


@pytest.mark.parametrize(
    "address", ["/a\x01b", "https://x.example/\x00?q=\x1f", "a\udfffb", "\x7f"]
)
def test_control_characters_are_no_part_of_an_address(address: str) -> None:
    found = clean_url(address, "https://x.example/")

    assert found is not None
    assert found.isprintable()


@pytest.mark.parametrize("name", ["data-ti\u00e9me", "timé", "time\u0130", "data-time_\u00c3"])
def test_an_attribute_with_foreign_letters_in_its_name_breaks_no_selector(
    look: Callable[..., Snapshot], name: str
) -> None:
    boxes = "".join(f"<li {name}=178030{n}000>{n} {SAID}</li>" for n in range(4))

    check_snapshot(look(f"<!doctype html><ul>{boxes}</ul>"))


@pytest.mark.parametrize("inside", ["<h3>A</h3>", " <h3>A</h3>", "x <p>y</p>", "<ul><li>z</ul>"])
def test_a_bullet_with_blocks_in_it_is_no_paragraph(
    look: Callable[..., Snapshot], inside: str
) -> None:
    bullets = "".join(f"<li>{inside} {SAID} {n}</li>" for n in range(4))

    snapshot = look(
        f"<!doctype html><p>Last updated: 7:57 PM</p><ul>{bullets}</ul>",
        url="https://news.example.com/storm",
    )

    assert len(snapshot.posts) == 4
    check_snapshot(snapshot)


def test_a_sentence_cut_behind_two_paragraphs_is_healed_without_breaking_them(
    look: Callable[..., Snapshot],
) -> None:
    bullets = f"<li><p>{SAID}</p><p>{SAID} It was the</p></li><li>mayor of it. {SAID}</li>"

    snapshot = look(f"<!doctype html><p>Last updated: 7:57 PM</p><ul>{bullets * 3}</ul>")

    check_snapshot(snapshot)


def test_halves_of_surrogate_pairs_in_json_are_replaced(look: Callable[..., Snapshot]) -> None:
    one = '{"id": "\\ud800", "title": "\\udc00x", "text": "<p>\\ud83d %s</p>", "published": "%s"}'
    body = ", ".join(one % (f"{SAID} {n} \\ud83d\\ude00", AT.format(n)) for n in range(3))

    snapshot = look(f"[{body}]", content_type="application/json")

    assert len(snapshot.posts) == 3
    assert "\U0001f600" in snapshot.posts[0].text
    check_snapshot(snapshot)


def test_one_post_that_is_named_again_and_again_is_read_once(
    look: Callable[..., Snapshot],
) -> None:
    post = f'{{"@type": "BlogPosting", "@id": "x", "articleBody": "{SAID}"}}'
    named = ", ".join(['{"@id": "x"}'] * 9)
    data = f'[{{"@type": "LiveBlogPosting", "liveBlogUpdate": [{named}]}}, {post}]'

    snapshot = look(f'<!doctype html><script type="application/ld+json">{data}</script>')

    assert [one.text for one in snapshot.posts] == [SAID]


def test_a_post_without_end_is_cut(look: Callable[..., Snapshot]) -> None:
    posts = f'[{{"id": 1, "date": "{AT.format(1)}", "text": "{"word " * 100_000}"}}]'

    snapshot = look(posts, content_type="application/json")

    assert len(snapshot.posts[0].text) == 50_000
    check_snapshot(snapshot)


@pytest.mark.parametrize("items", ['{"groups": [{}, {}]}', '{"_id": "\\u0001", "groups": []}'])
def test_what_says_nothing_and_has_no_name_is_no_post(
    look: Callable[..., Snapshot], items: str
) -> None:
    refs = f'[{{}}, {{"refs": [{{"item": {{"text": "{SAID}"}}}}]}}]'

    snapshot = look(
        f'{{"_items": [{items}, {{"groups": {refs}}}]}}', content_type="application/json"
    )

    assert [post.text for post in snapshot.posts] == [SAID]
    check_snapshot(snapshot)


def test_an_instruction_to_a_processor_is_an_element_without_a_name(
    look: Callable[..., Snapshot], page: Callable[..., str]
) -> None:
    boxes = "".join(
        f"<article><time datetime={AT.format(n)}>9:3{n}</time><p>{SAID} {n}<?echo ?></p></article>"
        for n in (9, 8, 7, 6)
    )

    snapshot = look(page(boxes))

    assert [post.text for post in snapshot.posts] == [f"{SAID} {n}" for n in (9, 8, 7, 6)]
    check_snapshot(snapshot)


def test_a_control_character_in_the_last_update_is_not_told(
    look: Callable[..., Snapshot], page: Callable[..., str]
) -> None:
    meta = '<meta property="article:modified_time" content="2024-07-18 09:30\x7f">'
    boxes = "".join(
        f"<article><time datetime={AT.format(n)}>9:3{n}</time><p>{SAID} {n}</p></article>"
        for n in (9, 8, 7, 6)
    )

    snapshot = look(page(boxes, head=meta))

    assert snapshot.last_updated is not None
    assert snapshot.last_updated.raw == "2024-07-18 09:30"
    check_snapshot(snapshot)


def test_a_bullet_whose_bold_words_go_on_into_a_block_keeps_its_tags_in_order(
    look: Callable[..., Snapshot],
) -> None:
    bullets = f"<li><b>40'<p>{SAID}</p></b></li>" * 2 + f"<li><b>41'</b><p>{SAID}</p></li>"

    snapshot = look(
        f"<!doctype html><p>Last updated: 7:57 PM</p><ul>{bullets}</ul>",
        url="https://news.example.com/storm",
    )

    assert snapshot.posts[-1].html == f"<p><b>41'</b></p><p>{SAID}</p>"
    check_snapshot(snapshot)


def test_a_post_told_with_and_without_a_time_that_is_none_is_one_post(
    look: Callable[..., Snapshot], page: Callable[..., str]
) -> None:
    """All posts are told with one time, which the body's times prove wrong."""
    days = {"datePublished": "2024-07-18T12:00:00Z"}
    told = [{"@id": f"x{n}", "articleBody": f"{SAID} {n}"} for n in (9, 8, 7, 6, 5)]
    updates = [told[-1], *(one | days for one in told)]
    blog = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    boxes = "".join(
        f"<article id=x{n}><time datetime={AT.format(n)}>9:3{n}</time><p>{SAID} {n}</p></article>"
        for n in (9, 8, 7, 6)
    )

    snapshot = look(page(f'<script type="application/ld+json">{blog}</script>{boxes}'))

    assert sorted(post.source_id or "" for post in snapshot.posts) == ["x5", "x6", "x7", "x8", "x9"]
    check_snapshot(snapshot)
