"""How a page shows the truth, over HTTP and by itself; and the nights of the clock."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from makers import NOON
from tickerd.liveblog.event import PostAdded
from tickerd.newsroom import (
    Desk,
    Fault,
    Layout,
    Names,
    Newsroom,
    Order,
    Play,
    Tongue,
    clock_changes,
    open_newsroom,
    rehearse,
)
from tickerd.newsroom.words import load_copy

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    """Three desks that do only what they are told, with eight posts each, of which it shows four.

    Its clock stands still.
    """
    async with open_newsroom(1, lambda: NOON, rhythm=None, backlog=8, window=4) as newsroom:
        yield newsroom


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    return newsroom.desks[0]


async def fetch(newsroom: Newsroom, **headers: str) -> tuple[int, str]:
    """Status and text of the first desk's page."""
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(newsroom.urls[0], headers=headers) as answer,
    ):
        return answer.status, await answer.text()


async def test_an_empty_answer_is_a_good_one_without_bytes(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.fail(desk, Fault.EMPTY)

    assert await fetch(newsroom) == (200, "")


async def test_a_page_without_posts_has_all_the_rest(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.fail(desk, Fault.NO_POSTS)

    _, page = await fetch(newsroom)

    assert desk.truth().headline in page
    assert "<article" not in page


async def test_a_stuck_server_says_not_modified_to_all_who_have_any_version(
    newsroom: Newsroom, desk: Desk
) -> None:
    newsroom.fail(desk, Fault.NOT_MODIFIED)
    desk.publish(NOON, "News.")

    assert await fetch(newsroom, **{"If-None-Match": '"any"'}) == (304, "")
    assert (await fetch(newsroom))[0] == 200


async def test_two_caches_answer_in_turn(newsroom: Newsroom, desk: Desk) -> None:
    _, old = await fetch(newsroom)
    newsroom.fail(desk, Fault.TURNS)
    desk.publish(NOON + timedelta(seconds=1), "News.")

    pages = [(await fetch(newsroom))[1] for _ in range(4)]

    assert ["News." in page for page in pages] in ([True, False] * 2, [False, True] * 2)
    assert old in pages


async def test_two_variants_answer_in_turn(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.fail(desk, Fault.VARIANTS)

    pages = {(await fetch(newsroom))[1] for _ in range(4)}

    assert len(pages) == 2
    assert sorted(page.count(" …") > 3 for page in pages) == [False, True]


async def test_the_second_page_has_the_older_posts(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.fail(desk, Fault.SECOND_PAGE)

    _, page = await fetch(newsroom)

    ids = [post.id for post in desk.truth().posts]
    assert [f'id="post-{name}"' in page for name in ids] == [False] * 4 + [True] * 4


async def test_a_page_is_laid_out_as_it_was_told_to(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.lay_out(desk, Layout(names=Names.PLACES, order=Order.OLDEST_FIRST))

    _, page = await fetch(newsroom)

    assert page.count('<article class="post') == 4
    assert 'id="post-1"' in page


def test_each_naming_calls_posts_as_it_says() -> None:
    desk = next(iter(rehearse(1))).truth
    named = {
        names: [[post.id for post in Layout(names=names).show(desk, turn).posts] for turn in (1, 2)]
        for names in Names
    }

    true = [post.id for post in desk.shown]
    assert named[Names.STEADY] == [true, true]
    assert named[Names.RENAMED][0] == named[Names.RENAMED][1] != true
    assert set(named[Names.ANEW][0]).isdisjoint(named[Names.ANEW][1])
    assert named[Names.PLACES][0] == [str(place) for place in range(1, len(true) + 1)]
    assert len(set(named[Names.SHARED][0])) < len(true)


def test_a_smaller_window_shows_fewer_posts(desk: Desk) -> None:
    desk.resize(NOON, 2)

    assert len(desk.truth().shown) == 2
    assert len(desk.truth().posts) == 8


def test_a_desk_that_rests_does_nothing() -> None:
    lively = Desk(load_copy("regatta"), seed=1, opens_at=NOON)
    lively.rest(NOON + timedelta(hours=1))

    assert lively.advance(NOON + timedelta(minutes=59)) == []
    assert lively.advance(NOON + timedelta(minutes=61)) != []


@pytest.mark.parametrize("change", clock_changes(ROME, 2026), ids=str)
def test_in_the_nights_of_the_clock_all_times_are_right(change: datetime) -> None:
    opens_at = change - timedelta(minutes=6)
    play = Play(copy="regata", tongue=Tongue.TIMESTAMPS, opens_at=opens_at)
    claimed: dict[str, datetime] = {}
    true: dict[str, datetime] = {}

    for scene in rehearse(3, looks=40, play=play):
        true |= {post.id: post.published_at for post in scene.truth.posts}
        for entry in scene.entries:
            if isinstance(entry.event, PostAdded) and (claim := entry.event.post.published):
                claimed[(entry.event.post.source_id or "").lstrip("e")] = claim.at

    known = claimed.keys() & true.keys()
    assert len(known) > 8
    assert all(abs(claimed[post] - true[post]) < timedelta(seconds=1) for post in known)
