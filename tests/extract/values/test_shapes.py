"""JSON of any shape: where its records stand, what their times look like, which are no posts."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from extract.values.plain_rows import HOURS, JSON, Look, Rows, Say, rows


def without(rows_: Rows, name: str) -> Rows:
    return [{key: value for key, value in row.items() if key != name} for row in rows_]


def named(rows_: Rows) -> object:
    """Objects under their ids."""
    return {
        "title": "Storm",
        "posts": dict(zip(("p9", "p8", "p7"), without(rows_, "id"), strict=True)),
    }


def by_day(rows_: Rows) -> object:
    return {"2024-07-19": rows_[:1], "2024-07-18": rows_[1:]}


def sources(rows_: Rows) -> object:
    """As search engines and stores of documents answer: the record within, its id without."""
    return [{"_id": row.pop("id"), "_score": None, "_source": row} for row in rows_]


def threads(rows_: Rows) -> object:
    return {"feed": [{"post": {"uri": row.pop("id"), "record": row, "likes": 3}} for row in rows_]}


def objects(rows_: Rows) -> object:
    return {"data": [{"id": row.pop("id"), "type": "post", "attributes": row} for row in rows_]}


@pytest.mark.parametrize("shape", [list, named, by_day, sources, threads, objects])
def test_records_are_found_wherever_they_stand(
    look: Look, prose: Say, shape: Callable[[Rows], object]
) -> None:
    posts = look(json.dumps(shape(rows(prose))), content_type=JSON).posts

    assert [post.source_id for post in posts] == ["p9", "p8", "p7"]
    assert [post.headline for post in posts] == ["T9", "T8", "T7"]
    assert [post.text for post in posts] == [prose(h) for h in HOURS]
    assert [post.published and post.published.at.hour for post in posts] == [9, 8, 7]


@pytest.mark.parametrize(
    "stamp",
    [
        {"at": "/Date(1721293{h}00000-0500)/"},
        {"created": {"$date": "2024-07-18T09:0{h}:00Z"}},
        {"created": {"_seconds": "17212932{h}0"}},
        {
            "created": {
                "date": "2024-07-18 09:0{h}:00.000000",
                "timezone_type": 3,
                "timezone": "UTC",
            }
        },
        {"time": "20240718T090{h}00Z"},
        {"time": "20240718090{h}", "zone": "x"},
        {"created_at": "Thu Jul 18 09:0{h}:00 +0000 2024"},
        {"date_gmt": "2024-07-18T09:0{h}:00", "date": "2024-07-18T14:0{h}:00"},
        {"date": "18.07.2024", "time": "09:0{h}"},
        {"time": "09:0{h}"},
    ],
)
def test_times_are_read_however_they_are_written(
    look: Look, prose: Say, stamp: dict[str, object]
) -> None:
    made = [
        {"id": h, "text": prose(h)} | json.loads(json.dumps(stamp).replace("{h}", str(h)))
        for h in (5, 4, 3)
    ]
    for row in made:
        row.update({"published": row.pop("at")} if "at" in row else {})

    posts = look(json.dumps({"posts": made}), content_type=JSON, zone="UTC").posts

    day = datetime(2024, 7, 18, tzinfo=UTC).date()
    assert [post.published and post.published.at.date() for post in posts] == [day] * 3
    if "at" not in stamp and "_seconds" not in str(stamp):
        assert [post.published and post.published.at.minute for post in posts] == [5, 4, 3]


def test_a_clock_belongs_to_the_day_of_its_group(look: Look, prose: Say) -> None:
    groups = [
        {
            "date": f"2024-07-{day}",
            "items": [{"id": day * 10 + h, "time": f"1{h}:15", "text": prose(h)}],
        }
        for day, h in ((18, 1), (16, 9))
    ]

    posts = look(json.dumps({"groups": groups}), content_type=JSON, zone="UTC").posts

    assert [post.published and post.published.at.isoformat()[:16] for post in posts] == [
        "2024-07-18T11:15",
        "2024-07-16T19:15",
    ]
    assert not any(post.headline for post in posts)


@pytest.mark.parametrize(
    "flag",
    [
        {"isDeleted": 1},
        {"state": "draft"},
        {"published": False},
        {"visible": "false"},
        {"deletedAt": "2024-07-18T08:30:00Z"},
        {"status": "trash"},
        {"retracted": True},
    ],
)
def test_what_is_struck_hidden_or_a_draft_is_no_post(
    look: Look, prose: Say, flag: dict[str, object]
) -> None:
    made = rows(prose)
    made[1] |= flag

    posts = look(json.dumps({"posts": made}), content_type=JSON).posts

    assert [post.source_id for post in posts] == ["p9", "p7"]


@pytest.mark.parametrize("state", [{"visible": 1}, {"deletedAt": None}, {"status": "scheduled"}])
def test_what_is_shown_stays(look: Look, prose: Say, state: dict[str, object]) -> None:
    assert len(look(json.dumps(rows(prose, **state)), content_type=JSON).posts) == 3


def test_a_headline_that_few_records_have_is_theirs(look: Look, prose: Say) -> None:
    made = without(rows(prose), "title")
    made[2]["headline"] = "Bridge closed"

    posts = look(json.dumps(made), content_type=JSON).posts

    assert [post.headline for post in posts] == [None, None, "Bridge closed"]


def test_records_keep_their_owners_name_when_there_is_but_one_list(look: Look, prose: Say) -> None:
    made = [{"external_desc": "Outage", "updates": without(rows(prose), "title")}]

    posts = look(json.dumps(made), content_type=JSON).posts

    assert [post.headline for post in posts] == ["Outage"] * 3


def test_keys_of_other_languages_are_known(look: Look, prose: Say) -> None:
    made = [
        {"id": h, "fecha": f"2024-07-18T0{h}:00:00Z", "titulo": f"T{h}", "texto": prose(h)}
        for h in HOURS
    ]

    posts = look(json.dumps(made), content_type=JSON).posts

    assert [(post.headline, post.text) for post in posts] == [(f"T{h}", prose(h)) for h in HOURS]


def test_of_translations_the_first_is_read(look: Look, prose: Say) -> None:
    made = [
        {
            "id": h,
            "ts": 1721293200 + h,
            "text": {"en": prose(h), "de": "Anderes"},
            "title_en": f"T{h}",
        }
        for h in HOURS
    ]

    posts = look(json.dumps(made), content_type=JSON).posts

    assert [(post.headline, post.text) for post in posts] == [(f"T{h}", prose(h)) for h in HOURS]


@pytest.mark.parametrize("name", ["related", "comments", "authors", "moreArticles"])
def test_larger_lists_beside_the_posts_are_none(look: Look, prose: Say, name: str) -> None:
    others = [
        {"id": n, "created_at": f"2024-07-1{n % 8}T09:00:00Z", "body": prose(n) * 3}
        for n in range(60)
    ]

    posts = look(json.dumps({name: others, "updates": rows(prose)}), content_type=JSON).posts

    assert [post.source_id for post in posts] == ["p9", "p8", "p7"]


@pytest.mark.parametrize("name", ["revisions", "comments", "tags"])
def test_lists_within_posts_are_none(look: Look, prose: Say, name: str) -> None:
    within = [
        {"id": n, "created_at": f"2024-07-18T08:0{n}:00Z", "body": prose(n) * 3} for n in range(5)
    ]

    posts = look(json.dumps({"posts": rows(prose, **{name: within})}), content_type=JSON).posts

    assert [post.source_id for post in posts] == ["p9", "p8", "p7"]


def test_of_records_and_the_updates_in_them_the_updates_are_the_posts(
    look: Look, prose: Say
) -> None:
    incident = {"id": 1, "name": "Outage", "created_at": "2024-07-18T06:00:00Z"}
    incident |= {"message": prose(1) * 4, "updates": without(rows(prose), "title")}

    posts = look(json.dumps({"data": [incident]}), content_type=JSON).posts

    assert [(post.source_id, post.headline) for post in posts] == [
        (f"p{h}", "Outage") for h in HOURS
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"price": 9.5},
        {"rating": 4},
        {"upvotes": 3, "replies": []},
        {"tag_name": "v1.2"},
        {"audio": "a.mp3", "duration": "45:11"},
    ],
)
def test_goods_remarks_and_releases_are_no_posts(
    look: Look, prose: Say, more: dict[str, object]
) -> None:
    body = json.dumps({"items": rows(prose, **more)})

    assert look(body, content_type=JSON, url="https://shop.example/api/list").posts == ()


def test_teasers_of_other_pages_are_no_posts_and_links_into_one_page_are(
    look: Look, prose: Say
) -> None:
    def read(link: str) -> int:
        made = [row | {"url": link.format(row["id"])} for row in rows(prose)]
        url = "https://paper.example/api/list"
        return len(look(json.dumps({"posts": made}), content_type=JSON, url=url).posts)

    assert read("https://paper.example/world/{}") == 0
    assert read("https://paper.example/world/storm#{}") == 3
    assert read("https://paper.example/live/storm-2024/{}") == 3


def test_plans_are_no_posts(look: Look, prose: Say) -> None:
    made = [row | {"ts": f"2024-08-1{n}T09:00:00Z"} for n, row in enumerate(rows(prose))]

    assert look(json.dumps({"talks": made}), content_type=JSON).posts == ()


def test_overs_without_times_are_posts_with_the_ids_of_their_balls(look: Look, prose: Say) -> None:
    balls = [
        {
            "OverNo": 3,
            "BallName": f"2.{n}",
            "BallUniqueID": 70 + n,
            "MatchID": 4,
            "Commentary": prose(n),
        }
        for n in range(6)
    ]

    posts = look(json.dumps({"Innings1": {"OverHistory": balls}}), content_type=JSON).posts

    assert [post.source_id for post in posts] == [str(70 + n) for n in range(6)]
    assert not any(post.published for post in posts)


def test_more_posts_of_an_answer_are_posts_and_more_articles_are_none(
    look: Look, prose: Say
) -> None:
    def read(name: str) -> int:
        return len(look(json.dumps({name: rows(prose)}), content_type=JSON).posts)

    assert read("morePosts") == 3
    assert read("moreArticles") == 0
