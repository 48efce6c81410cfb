"""Lists of records of unusual make, and lists that are indexes, plans or packages."""

import json
from collections.abc import Callable

import pytest

from extract.values.plain_rows import HOURS, JSON, Look, Rows, Say, rows


def nested(rows_: Rows) -> object:
    """Title and body in an object of their own, the times in another."""
    return [
        {
            "id": row["id"],
            "meta": {"createdAt": row["ts"]},
            "content": {"title": row["title"], "body": f"<p>{row['text']}</p>"},
        }
        for row in rows_
    ]


def prefixed(rows_: Rows) -> object:
    return [
        {
            "post_id": row["id"],
            "post_date_gmt": row["ts"],
            "post_title": row["title"],
            "post_content": row["text"],
        }
        for row in rows_
    ]


def sheet(rows_: Rows) -> object:
    return {"values": [["id", "Time", "Headline", "Text"], *(list(row.values()) for row in rows_)]}


def thread(rows_: Rows) -> object:
    """Each post a reply to the one before."""
    node: dict[str, object] = {"replies": []}
    for row in reversed(rows_):
        node = {"replies": [row | node]}
    return node


@pytest.mark.parametrize("shape", [nested, prefixed, sheet, thread])
def test_posts_of_unusual_make_are_read(
    look: Look, prose: Say, shape: Callable[[Rows], object]
) -> None:
    posts = look(json.dumps(shape(rows(prose))), content_type=JSON).posts

    assert [post.source_id for post in posts] == ["p9", "p8", "p7"]
    assert [(post.headline, post.text) for post in posts] == [(f"T{h}", prose(h)) for h in HOURS]
    assert [post.published and post.published.at.hour for post in posts] == [9, 8, 7]


def test_numbers_in_a_row_are_places_and_no_names(look: Look, prose: Say) -> None:
    made = {str(at): row for at, row in enumerate(rows(prose))}
    for row in made.values():
        del row["id"]

    posts = look(json.dumps({"posts": made}), content_type=JSON).posts

    assert [post.source_id for post in posts] == [None] * 3


def test_texts_go_before_mere_descriptions(look: Look, prose: Say) -> None:
    line_up = [
        {"name": f"N{n}", "description": prose(n) * 3, "updated": f"2024-07-1{n % 8}T09:00:00Z"}
        for n in range(30)
    ]

    posts = look(
        json.dumps({"match": {"bench": line_up}, "feed": rows(prose)}), content_type=JSON
    ).posts

    assert [post.source_id for post in posts] == ["p9", "p8", "p7"]


@pytest.mark.parametrize(
    "more",
    [
        {"type": "liveblog"},
        {"start": "2024-07-18T09:00:00Z", "end": "2024-07-18T10:00:00Z"},
        {"version": "1.2", "license": "MIT"},
    ],
)
def test_live_blogs_appointments_and_packages_are_no_posts(
    look: Look, prose: Say, more: dict[str, object]
) -> None:
    assert look(json.dumps({"items": rows(prose, **more)}), content_type=JSON).posts == ()


def test_an_index_of_live_blogs_sums_up_and_leads_to_each(look: Look, prose: Say) -> None:
    def read(name: str) -> int:
        made = [
            {"title": f"T{h}", name: prose(h), "publishedAt": f"2024-07-18T0{h}:00:00Z"}
            | {"url": f"https://paper.example/live/{h}"}
            for h in HOURS
        ]
        return len(look(json.dumps({"items": made}), content_type=JSON).posts)

    assert (read("summary"), read("body")) == (0, 3)


@pytest.mark.parametrize(("more", "ids"), [({}, ["c2", "c1"]), ({"text": "Words " * 30}, ["1"])])
def test_comments_are_the_posts_of_what_has_no_text_of_its_own(
    look: Look, prose: Say, more: dict[str, object], ids: list[str]
) -> None:
    said = [
        {"id": f"c{n}", "createdAt": f"2024-07-18T0{n}:00:00Z", "content": prose(n)} for n in (2, 1)
    ]
    services = [
        {"name": "Disks", "description": prose(n) * 9, "createdAt": said[0]["createdAt"]}
        for n in (1, 2)
    ]
    incident = {"id": 1, "title": "Outage", "date": "2024-07-18T01:00:00Z", "comments": said}

    posts = look(json.dumps([incident | {"services": services} | more]), content_type=JSON).posts

    assert [post.source_id for post in posts] == ids
    assert {post.headline for post in posts} == {"Outage"}
