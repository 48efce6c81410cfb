"""Publishers' own JSON, and prefetched embeds: documents of our own making, in their shapes."""

import json
from collections.abc import Callable
from html import escape

import pytest

from tickerd.liveblog.post import KEY_EVENT, PINNED, SUMMARY
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
Epoch = Callable[[int], int]
Minutes = Callable[[Snapshot], list[int | None]]


def block(prose: Say, epoch: Epoch, minute: int, flags: dict[str, bool]) -> dict[str, object]:
    """A block of the Guardian's model; its draft was begun five minutes before."""
    return {
        "id": f"6{minute}",
        "title": f"Minute {minute}",
        "blockCreatedOn": epoch(minute - 5) * 1000,
        "blockFirstPublished": epoch(minute) * 1000,
        "blockLastUpdated": epoch(minute + (2 if minute == 20 else 0)) * 1000,
        "attributes": flags,
        "contributors": [{"name": "Ann Bee"}],
        "elements": [
            {"_type": "model.TextBlockElement", "html": f"<p>{prose(minute)}</p>"},
            {
                "_type": "model.ImageBlockElement",
                "media": {"allImages": [{"url": "https://media.example/a.jpg"}]},
                "data": {"alt": "The quay"},
            },
        ],
    }


@pytest.mark.parametrize(
    ("design", "pages", "live"), [("LiveBlogDesign", 4, None), ("DeadBlogDesign", 1, False)]
)
def test_the_model_behind_a_guardian_page_is_read(
    answer: Look, prose: Say, epoch: Epoch, design: str, pages: int, *, live: bool | None
) -> None:
    kinds = {30: {"pinned": True}, 20: {"keyEvent": True, "summary": True}, 10: {}}
    model = {
        "webTitle": "Storm",
        "webURL": "https://paper.example/storm",
        "format": {"design": design},
        "blocks": [block(prose, epoch, minute, flags) for minute, flags in kinds.items()],
        "pagination": {"currentPage": 1, "totalPages": pages},
    }

    snapshot = answer(model)

    assert (snapshot.dialect, snapshot.headline) == ("guardian", "Storm")
    assert (snapshot.live, snapshot.complete) == (live, pages == 1)
    assert [post.source_id for post in snapshot.posts] == ["630", "620", "610"]
    assert [post.labels for post in snapshot.posts] == [(PINNED,), (KEY_EVENT, SUMMARY), ()]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.modified is not None for post in snapshot.posts] == [False, True, False]
    assert [medium.text for medium in snapshot.posts[0].media] == ["The quay"]
    assert snapshot.posts[0].permalink == (
        "https://paper.example/storm?page=with:block-630#block-630"
    )


def test_a_blogs_export_gives_the_posts_of_all_its_blogs(
    answer: Look, prose: Say, epoch: Epoch, minutes: Minutes
) -> None:
    """An export of a Portuguese publisher: local date and time in strings, UTC as a number."""
    value = [
        {
            "guid": 240 + blog,
            "title": f"Storm {blog}",
            "created_at": epoch(0),
            "updated_at": epoch(50),
            "posts": [
                {
                    "_id": f"{blog}-{minute}",
                    "title": f"Minute {minute}",
                    "body": f"<p>{prose(minute)}</p>",
                    "created_at": epoch(minute),
                    "updated_at": epoch(minute + (5 if minute == 20 else 0)),
                    "date": "2024-07-18",
                    "time": f"10:{minute}:00",
                    "timestamp": epoch(minute),
                }
                for minute in (10, 20)
            ],
        }
        for blog in (1, 2)
    ]

    snapshot = answer(value)

    assert [post.source_id for post in snapshot.posts] == ["1-10", "1-20", "2-10", "2-20"]
    assert [post.headline for post in snapshot.posts] == ["Minute 10", "Minute 20"] * 2
    assert [post.modified is not None for post in snapshot.posts] == [False, True] * 2
    assert {post.published and post.published.at.hour for post in snapshot.posts} == {9}
    assert minutes(snapshot) == [10, 20, 10, 20]


def test_a_prefetched_tickaroo_embed_is_read(answer: Look, prose: Say, minutes: Minutes) -> None:
    schema = {
        "@type": "LiveBlogPosting",
        "headline": "Storm",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": f"Minute {minute}",
                "articleBody": f"Minute {minute}\n{prose(minute)}",
                "datePublished": f"2024-07-18T09:{minute}:00Z",
                "author": {"@type": "Person", "name": "Ann Bee"},
            }
            for minute in (30, 20, 10)
        ],
    }
    data = escape(json.dumps({"liveblog": {"schemaOrg": json.dumps(schema)}}))

    snapshot = answer({"html": f'<tickaroo-liveblog initialData="{data}"></tickaroo-liveblog>'})

    assert (snapshot.dialect, snapshot.headline) == ("tickaroo", "Storm")
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert {post.author for post in snapshot.posts} == {"Ann Bee"}
    assert minutes(snapshot) == [30, 20, 10]


def test_the_markup_of_live_blog_is_read_with_what_is_pinned(
    look: Look, page: Make, prose: Say, minutes: Minutes
) -> None:
    posts = "".join(
        f'<article class="lb-post" data-post-id="urn:{n}" data-post-sticky="{n == 20}">'
        f'<div class="lb-post-date" data-js-timestamp="2024-07-18T09:{n}:00+00:00">9:07</div>'
        f'<div class="lb-item text"><p>{prose(n)}</p></div></article>'
        for n in (30, 20, 10)
    )

    snapshot = look(page(f'<section class="timeline-body">{posts}</section>'))

    assert [post.source_id for post in snapshot.posts] == ["urn:30", "urn:20", "urn:10"]
    assert [post.labels for post in snapshot.posts] == [(), (PINNED,), ()]
    assert minutes(snapshot) == [30, 20, 10]


def test_sticky_posts_of_live_blog_stand_in_a_list_of_their_own(
    look: Look, page: Make, prose: Say, minutes: Minutes
) -> None:
    def post(number: int, items: str) -> str:
        return (
            f'<article class="lb-post show-author-avatar" data-post-id="urn:{number}"'
            f' data-post-sticky="{str(number == 20).lower()}"><div class="lb-post-date"'
            f' data-js-timestamp="2024-07-18T09:{number}:00+00:00">9:07</div>{items}</article>'
        )

    said = {n: f'<div class="lb-item text"><p>{prose(n)}</p></div>' for n in (30, 20, 10)}
    sold = post(15, '<div class="lb-item Advertisement Local"><p>Buy a mattress.</p></div>')
    filled = post(12, '<div class="lb-item embed"><script>load()</script></div>')

    snapshot = look(
        page(
            f'<section class="sticky">{post(20, said[20])}</section><section class="normal">'
            f"{post(30, said[30])}{sold}{filled}{post(10, said[10])}</section>"
        )
    )

    assert [post.source_id for post in snapshot.posts] == ["urn:20", "urn:30", "urn:12", "urn:10"]
    assert [post.labels for post in snapshot.posts] == [(PINNED,), (), (), ()]
    assert [post.text for post in snapshot.posts] == [prose(20), prose(30), "", prose(10)]
    assert {post.author for post in snapshot.posts} == {None}
    assert minutes(snapshot) == [20, 30, 12, 10]


def test_a_headline_that_is_the_beginning_of_a_sentence_stays_in_it(
    answer: Look, prose: Say
) -> None:
    updates = [
        {
            "headline": prose(n)[:24],
            "articleBody": prose(n),
            "datePublished": f"2024-07-18T09:0{n}Z",
        }
        for n in (3, 2, 1)
    ]
    schema = {"@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    data = escape(json.dumps({"schemaOrg": json.dumps(schema)}))

    posts = answer({"html": f'<tickaroo-liveblog initialData="{data}"></tickaroo-liveblog>'}).posts

    assert [post.text for post in posts] == [prose(3), prose(2), prose(1)]


def test_what_is_said_of_a_picture_is_no_text_of_a_post(answer: Look) -> None:
    def said(words: str) -> dict[str, object]:
        return {"type": "paragraph", "model": {"text": words}}

    picture = {
        "type": "image",
        "model": {"blocks": [{"type": "caption", "model": said("The quay")}]},
    }
    result = {"urn": "a:1", "dates": {"firstPublished": "2024-07-18T09:00:00Z"}}
    result |= {"content": {"model": {"blocks": [said("Words."), picture, said("More.")]}}}
    stream = {"content": {"data": {"results": [result], "page": {"total": 1}}}}

    (post,) = answer({"data": {"title": "Storm", "liveTextStream": stream}}).posts

    assert post.text.split() == ["Words.", "More."]


def test_one_post_alone_is_read_as_one_of_many(answer: Look, prose: Say) -> None:
    groups = [{"id": "root"}, {"refs": [{"item": {"item_type": "text", "text": prose(1)}}]}]
    item = {"_id": "urn:1", "published_date": "2024-07-18T09:00:00+00:00", "groups": groups}

    posts = answer(item | {"deleted": False, "post_status": "open"}).posts

    assert [(post.source_id, post.text) for post in posts] == [("urn:1", prose(1))]


def test_signs_in_a_commentary_stand_for_their_words(answer: Look) -> None:
    balls = [
        {
            "commText": f"A to B, B0$ through the covers {n}",
            "timestamp": 1721293200000 + n,
            "overNumber": 2.3,
            "commentaryFormats": {"bold": {"formatId": ["B0$"], "formatValue": ["FOUR"]}},
        }
        for n in (2, 1)
    ]

    snapshot = answer({"commentaryList": balls, "matchHeader": {"state": "Complete"}})

    assert [post.text for post in snapshot.posts] == [
        f"A to B, FOUR through the covers {n}" for n in (2, 1)
    ]
    assert (snapshot.posts[0].labels, snapshot.live) == (("2.3",), False)
