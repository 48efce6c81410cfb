"""The state that a page's scripts carry: its posts are read, and none of what else is in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]
Write = Callable[[Any], str]

URL = "https://news.example.com/live/storm"


def entries(say: Say, **more: object) -> list[dict[str, Any]]:
    return [
        {
            "id": f"p{n}",
            "headline": f"Minute {n}",
            "body": f"<p>{say(n)}</p>",
            "publishedAt": f"2024-07-18T09:{n}:00Z",
            **more,
        }
        for n in (30, 20, 10)
    ]


def props(listed: Any, key: str = "posts") -> dict[str, Any]:
    menu = [{"id": n, "title": f"Section {n}", "url": f"/section/{n}"} for n in range(9)]
    return {"props": {"menu": menu, "blog": {"title": "Storm", key: listed}}, "buildId": "a"}


def flatten(value: Any, made: list[Any]) -> int:
    """A value as Nuxt 3 writes it down: each part once, named by its place."""
    place = len(made)
    made.append(value)
    if isinstance(value, dict):
        made[place] = {key: flatten(inner, made) for key, inner in value.items()}
    elif isinstance(value, list):
        made[place] = [flatten(inner, made) for inner in value]
    return place


def as_nuxt(value: Any) -> str:
    made: list[Any] = []
    flatten({"data": value}, made)
    return f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(made)}</script>'


def as_stream(value: Any) -> str:
    text = value["props"]["blog"]["posts"][0]["body"]
    value["props"]["blog"]["posts"][0]["body"] = "$1f"
    stream = f'1f:T{len(text.encode()):x},{text}2:["$","div",null,{json.dumps(value)}]\n'
    cut = len(stream) // 2
    calls = (json.dumps([1, piece]) for piece in (stream[:cut], stream[cut:]))
    return "".join(f"<script>self.__next_f.push({call})</script>" for call in calls)


def as_cache(value: Any) -> str:
    """An Apollo cache: records by name, lists of references to them."""
    posts = value["props"]["blog"]["posts"]
    named = {f"LivePost:{one['id']}": {"__typename": "LivePost", **one} for one in posts}
    refs = {"edges": [{"node": {"__ref": name}} for name in named]}
    cache = {"ROOT_QUERY": {"__typename": "Query", 'posts({"first":20})': refs["edges"]}, **named}
    return f"<script>window.__APOLLO_STATE__={json.dumps(cache)};</script>"


WAYS: dict[str, Write] = {
    "next": lambda v: (
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(v)}</script>'
    ),
    "assigned": lambda v: (
        f"<script>window.__INITIAL_STATE__ = {json.dumps(v)};(function(){{}})()</script>"
    ),
    "bracket": lambda v: f'<script>window["__PRELOADED_STATE__"]={json.dumps(v)}</script>',
    "parsed": lambda v: (
        f"<script>window.__DATA__ = JSON.parse({json.dumps(json.dumps(v))});</script>"
    ),
    "string": lambda v: f"<script>var __INITIAL_DATA__ = {json.dumps(json.dumps(v))};</script>",
    "undefined": lambda v: (
        "<script>window.__NUXT__="
        + json.dumps({"error": None, **v}).replace('"error": null', '"error":undefined')
        + ";</script>"
    ),
    "nuxt": as_nuxt,
    "stream": as_stream,
    "apollo": as_cache,
}


@pytest.mark.parametrize("way", list(WAYS))
def test_posts_are_read_however_the_state_is_written_down(
    look: Look, page: Make, prose: Say, way: str
) -> None:
    snapshot = look(page(WAYS[way](props(entries(prose)))), url=URL)

    assert snapshot.dialect == "state"
    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert [post.headline for post in snapshot.posts] == ["Minute 30", "Minute 20", "Minute 10"]
    assert [post.text for post in snapshot.posts] == [prose(30), prose(20), prose(10)]
    assert [post.published and post.published.at.minute for post in snapshot.posts] == [30, 20, 10]


def test_a_text_that_is_a_tree_of_blocks_is_read_as_its_paragraphs(
    look: Look, page: Make, prose: Say
) -> None:
    listed = [
        {
            **one,
            "body": [
                {"type": "paragraph", "children": [{"text": prose(1)}, {"text": " More of it."}]},
                {"type": "image", "url": "https://media.example/a.jpg", "id": "x1"},
                {"type": "paragraph", "children": [{"text": "The end."}]},
            ],
        }
        for one in entries(prose)
    ]

    snapshot = look(page(WAYS["next"](props(listed))), url=URL)

    assert {post.text for post in snapshot.posts} == {f"{prose(1)} More of it.\nThe end."}


def test_what_the_page_shows_of_them_and_what_its_state_holds_are_one(
    look: Look, page: Make, prose: Say
) -> None:
    """Of many posts the page shows the newest two; the state holds them all."""
    shown = "".join(
        f'<article id="p{n}"><time datetime="2024-07-18T09:{n}:00Z">09:{n}</time>'
        f"<h2>Minute {n}</h2><p>{prose(n)}</p></article>"
        for n in (30, 20)
    )

    snapshot = look(page(shown + WAYS["next"](props(entries(prose)))), url=URL)

    assert [post.source_id for post in snapshot.posts] == ["p30", "p20", "p10"]
    assert snapshot.given_by["posts"] == "state"


FRONT = {"slug": "/2024/other", "section": "Town", "excerpt": "In short"}


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("articles", {}),
        ("comments", {}),
        ("posts", {"url": "https://news.example.com/2024/other.html"}),
        ("posts", {"url": "/2024/other.html"}),
        ("items", FRONT),
        ("relatedPosts", {}),
        ("posts", {"publishedAt": "2024-07-19T12:00:00Z"}),
        ("posts", {"body": "Short."}),
        ("posts", {"username": "ann", "replyCount": 2}),
        ("posts", {"likes": 3, "parentId": None}),
        ("posts", {"slug": "a-vote", "type": "article"}),
        ("events", {"startTime": "2024-07-18T09:00:00Z", "endTime": "2024-07-18T10:00:00Z"}),
    ],
)
@pytest.mark.parametrize("title", ["Storm live: latest updates", "News of the town"])
def test_teasers_comments_and_programmes_in_a_state_are_no_posts(
    look: Look, page: Make, prose: Say, key: str, more: dict[str, object], title: str
) -> None:
    body = WAYS["next"](props(entries(prose, **more), key))

    snapshot = look(page(body, title=title), url=URL)

    assert snapshot.posts == ()


def test_posts_in_the_state_of_a_page_that_does_not_call_itself_live_are_none_of_ours(
    look: Look, page: Make, prose: Say
) -> None:
    body = WAYS["next"](props(entries(prose)))

    snapshot = look(page(body, title="A blog of mine"), url="https://someone.example/blog")

    assert snapshot.posts == ()


@pytest.mark.parametrize(
    "script",
    [
        "<script>Paper.globalContent={};Paper.layout='a'</script>",
        "<script>window.__remixContext = {};</script>",
        "<div data-props='{}'></div>",
    ],
)
def test_a_state_is_found_wherever_a_page_keeps_it(
    look: Look, page: Callable[..., str], prose: Callable[[object], str], script: str
) -> None:
    posts = [
        {"id": f"p{h}", "publishedAt": f"2024-07-18T0{h}:00:00Z", "body": f"<p>{prose(h)}</p>"}
        for h in (9, 8, 7)
    ]
    state = json.dumps({"liveBlog": {"updates": posts}}).replace("'", "&#39;")

    snapshot = look(page(script.replace("{}", state)))

    assert [post.source_id for post in snapshot.posts] == ["p9", "p8", "p7"]


@pytest.mark.parametrize(
    ("title", "text", "time"),
    [
        ("titulo", "texto", "fecha"),
        ("tytul", "tresc", "dataPublikacji"),
        ("titre", "contenu", "date"),
    ],
)
def test_posts_whose_keys_are_of_another_language_are_read(
    look: Look, page: Make, prose: Say, title: str, text: str, time: str
) -> None:
    listed = [
        {"id": one["id"], title: one["headline"], text: one["body"], time: one["publishedAt"]}
        for one in entries(prose)
    ]
    state = json.dumps(props(listed))

    snapshot = look(
        page("", head=f"<script id=__NEXT_DATA__ type='application/json'>{state}</script>"), url=URL
    )

    assert [(post.source_id, post.headline) for post in snapshot.posts] == [
        (f"p{n}", f"Minute {n}") for n in (30, 20, 10)
    ]
