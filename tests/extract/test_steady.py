"""Readings are steady: a post stays as it was, whatever happens to the others."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.saved_page import SavedHtml
from makers import NOON
from tickerd.extract import extract
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.newsroom.desk import Desk
from tickerd.newsroom.render import Tongue, render
from tickerd.newsroom.truth import TruePost
from tickerd.newsroom.words import NAMES, load_copy

URL = "http://127.0.0.1:8000/live"
LATER = datetime(2026, 6, 1, 15, 0, tzinfo=UTC)

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def look_at(body: str, url: str = URL, at: datetime = LATER) -> dict[str, Post]:
    """The posts that are read, by their id, or by their text where there is none."""
    document = Document(url, body.encode(), at, content_type="text/html; charset=utf-8")
    return {post.source_id or post.text: post for post in extract(document).posts}


def changes(before: dict[str, Post], after: dict[str, Post]) -> set[str]:
    """Which posts came, went or became others."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


# ---------------------------------------------------------------- pages of our own


@pytest.mark.parametrize("tongue", list(Tongue))
@settings(max_examples=25, deadline=None)
@given(name=st.sampled_from(NAMES), seed=st.integers(0, 999), data=st.data())
def test_a_post_is_read_alike_among_any_others_in_any_order(
    tongue: Tongue, name: str, seed: int, data: st.DataObject
) -> None:
    least = 1 if tongue is Tongue.JSONLD else 3
    desk = Desk(load_copy(name), seed=seed, opens_at=NOON, backlog=12)
    truth = desk.truth()
    whole = look_at(render(truth, desk.copy, tongue, url=URL))
    some: list[TruePost] = data.draw(st.permutations(truth.posts).map(list))
    some = some[: data.draw(st.integers(least, len(some)))]

    part = look_at(render(replace(truth, posts=tuple(some)), desk.copy, tongue, url=URL))

    assert len(whole) == 12
    assert len(part) == len(some)
    assert changes({name: whole[name] for name in part}, part) == set()


BLOCK = (
    '<section class="entry{extra}" id="block-77001{hour:02}">'
    '<time datetime="{at}">{clock}</time><h3>Hour {hour}</h3>'
    '<p>{text}</p><p><a href="/more">More</a> on hour {hour}.</p></section>'
)


def told_page(hours: list[int], prose: Say, page: Make, ids: str = "told") -> str:
    """A page whose JSON-LD gives every post the page's own time, and cuts its text.

    Args:
        hours: its posts.
        prose: what they say.
        page: makes the page around them.
        ids: `told`, if the JSON-LD tells the ends of its elements' ids.
    """
    blocks = "".join(
        BLOCK.format(
            extra=" key" if hour % 3 == 0 else "",
            at=f"2026-06-01T{hour:02}:00:00Z",
            clock=f"{hour:02}.00",
            hour=hour,
            text=prose(hour),
        )
        for hour in hours
    )
    changed = "2026-06-01T14:10:00Z"
    updates = [
        {"@type": "BlogPosting", "headline": f"Hour {hour}", "datePublished": changed}
        | {"articleBody": f"{prose(hour)}More on hou", "@id": f"77001{hour:02}"}
        for hour in hours
    ]
    blog = {"@type": "LiveBlogPosting", "headline": "Storm", "dateModified": changed}
    if ids != "told":
        updates = [{k: v for k, v in one.items() if k != "@id"} for one in updates]
    linked = json.dumps(blog | {"liveBlogUpdate": updates})
    return page(f"<div>{blocks}</div>", head=f"<script type=application/ld+json>{linked}</script>")


@pytest.mark.parametrize("ids", ["told", "untold"])
@settings(max_examples=25, deadline=None)
@given(st.permutations(range(2, 15)), st.integers(1, 13))
def test_what_markup_tells_wrongly_is_set_right_alike_for_any_posts(
    page: Make, prose: Say, ids: str, hours: list[int], count: int
) -> None:
    whole = look_at(told_page(list(range(14, 1, -1)), prose, page, ids))

    part = look_at(told_page(hours[:count], prose, page, ids))

    assert {name: post for name, post in whole.items() if name in part} == part
    for hour in hours[:count]:
        post = part[f"block-77001{hour:02}"]
        assert post.published is not None
        assert post.published.at == datetime(2026, 6, 1, hour, tzinfo=UTC)
        assert post.text == f"{prose(hour)}\nMore on hour {hour}."


def test_an_id_is_written_alike_whether_its_element_is_shown_or_not(page: Make, prose: Say) -> None:
    body = told_page([14, 13, 12, 11], prose, page)
    shorter = body.replace(body[body.index("<section") : body.index("</section>") + 10], "", 1)

    names = list(look_at(shorter))

    assert names == ["block-7700114", "block-7700113", "block-7700112", "block-7700111"]


# ---------------------------------------------------------------- saved real pages

SAVED = (
    "guardian-ukraine-2023-05-15",
    "express-harry-meghan-2024-07-18",
    "repubblica-israele-hamas-2023-11-02",
)


@pytest.mark.shared
@pytest.mark.parametrize("name", SAVED)
def test_a_saved_page_that_is_edited_shows_just_these_edits(shared_pages: Path, name: str) -> None:
    gold = json.loads((shared_pages / f"{name}.gold.json").read_text())
    ids = [update["id"] for update in gold["updates"]]
    at = datetime.fromisoformat(gold["updates"][0]["published"]) + timedelta(minutes=2)
    text, url = (shared_pages / f"{name}.html").read_text("utf-8"), gold["page_url"].split(" ")[0]
    page = SavedHtml(text, list(ids))
    whole = look_at(page.render().decode(), url, at)

    def now() -> set[str]:
        return changes(whole, look_at(page.render().decode(), url, at))

    assert set(whole) == set(ids)
    page.shuffle(seed=3)
    assert now() == set()
    edits = {page.remove(len(ids) // 2), page.reword(1), page.add()}
    assert now() == edits
    while len(page.ids) > 1:
        edits |= {page.remove(-1) for _ in range(min(9, len(page.ids) - 1))}
        assert now() == edits
