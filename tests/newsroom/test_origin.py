"""Desks on the web: validators, robots.txt, faults."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import aiohttp
import pytest

from makers import NOON
from tickerd.errors import PortTaken
from tickerd.liveblog.blog import blog_id
from tickerd.newsroom import Desk, Fault, Newsroom, Rhythm, open_newsroom


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def go(self, seconds: float) -> datetime:
        self.time += timedelta(seconds=seconds)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def newsroom(clock: Clock) -> AsyncIterator[Newsroom]:
    """Three desks that do only what they are told, with three posts each."""
    async with open_newsroom(1, clock, rhythm=None, backlog=3) as newsroom:
        yield newsroom


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def desk(newsroom: Newsroom) -> Desk:
    return newsroom.desks[0]


@pytest.fixture
def url(newsroom: Newsroom) -> str:
    return newsroom.urls[0]


async def test_a_page_is_fetched_once_and_then_not_modified_until_something_happens(
    browser: aiohttp.ClientSession, clock: Clock, desk: Desk, url: str
) -> None:
    first = await browser.get(url)
    clock.go(60)
    again = await browser.get(url, headers={"If-None-Match": first.headers["ETag"]})
    desk.publish(clock.go(1), "News.")
    changed = await browser.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, again.status, changed.status) == (200, 304, 200)
    assert await again.read() == b""
    assert again.headers["ETag"] == first.headers["ETag"] != changed.headers["ETag"]
    assert "News." in await changed.text()


async def test_a_date_is_a_validator_too(
    browser: aiohttp.ClientSession, clock: Clock, desk: Desk, url: str
) -> None:
    first = await browser.get(url)
    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    again = await browser.get(url, headers=since)
    desk.publish(clock.go(1), "News.")
    changed = await browser.get(url, headers=since)
    other_tag = await browser.get(url, headers={**since, "If-None-Match": '"no"'})

    assert [page.status for page in (first, again, changed, other_tag)] == [200, 304, 200, 200]


async def test_robots_style_pictures_and_the_front_page_are_there(
    browser: aiohttp.ClientSession, newsroom: Newsroom
) -> None:
    for path, kind in [
        ("/robots.txt", "text/plain"),
        ("/style.css", "text/css"),
        ("/pictures/one.svg", "image/svg+xml"),
        ("/", "text/html"),
    ]:
        answer = await browser.get(newsroom.urls[0].replace(desk_path(newsroom), path))

        assert (answer.status, answer.content_type) == (200, kind)


async def test_the_blogs_are_ready_to_be_watched(newsroom: Newsroom) -> None:
    assert [blog.url for blog in newsroom.blogs] == list(newsroom.urls)
    assert [blog.id for blog in newsroom.blogs] == [blog_id(url) for url in newsroom.urls]
    assert [blog.source.country for blog in newsroom.blogs] == ["GB", "IT", "DE"]
    assert [blog.source.language for blog in newsroom.blogs] == ["en", "it", "de"]
    assert len({blog.story for blog in newsroom.blogs}) == 2


async def test_a_lively_newsroom_has_news_at_once_and_goes_on(
    browser: aiohttp.ClientSession, clock: Clock
) -> None:
    async with open_newsroom(1, clock, rhythm=Rhythm(seconds_between=5)) as newsroom:
        for desk, url in zip(newsroom.desks, newsroom.urls, strict=True):
            first = await (await browser.get(url)).text()
            newest = desk.truth().posts[0]
            assert newest.published_at == NOON
            assert newest.paragraphs[0].split(",")[0].split(" ")[0] in first
        clock.go(120)
        pages = [await (await browser.get(url)).text() for url in newsroom.urls]

        assert all(len(desk.acts) > 12 for desk in newsroom.desks)
        assert len(set(pages)) == 3


async def test_an_error_lasts_as_long_as_it_was_told_to(
    browser: aiohttp.ClientSession, newsroom: Newsroom, clock: Clock, desk: Desk, url: str
) -> None:
    newsroom.fail(desk, Fault.ERROR, until=clock.time + timedelta(seconds=10))
    failed = await browser.get(url)
    neighbour = await browser.get(newsroom.urls[1])
    clock.go(10)
    well = await browser.get(url)

    assert (failed.status, neighbour.status, well.status) == (500, 200, 200)


async def test_a_reset_gives_no_answer(
    browser: aiohttp.ClientSession, newsroom: Newsroom, desk: Desk, url: str
) -> None:
    newsroom.fail(desk, Fault.RESET)

    with pytest.raises(aiohttp.ClientConnectionError):
        await browser.get(url)

    newsroom.mend()
    assert (await browser.get(url)).status == 200


async def test_a_page_that_breaks_off_promises_more_than_it_sends(
    browser: aiohttp.ClientSession, newsroom: Newsroom, desk: Desk, url: str
) -> None:
    newsroom.fail(desk, Fault.BROKEN_OFF)

    answer = await browser.get(url)
    with pytest.raises(aiohttp.ClientPayloadError):
        await answer.read()

    assert answer.status == 200


async def test_half_a_page_looks_whole_to_http(
    browser: aiohttp.ClientSession, newsroom: Newsroom, desk: Desk, url: str
) -> None:
    whole = await (await browser.get(url)).read()
    newsroom.fail(desk, Fault.HALF_PAGE)

    half = await (await browser.get(url)).read()

    assert half == whole[: len(whole) // 2]


async def test_a_stale_cache_shows_the_page_of_yesterday(
    browser: aiohttp.ClientSession, newsroom: Newsroom, clock: Clock, desk: Desk, url: str
) -> None:
    before = await (await browser.get(url)).read()
    newsroom.fail(desk, Fault.STALE)
    desk.publish(clock.go(5), "News.")
    stale = await (await browser.get(url)).read()
    newsroom.mend()
    fresh = await (await browser.get(url)).text()

    assert stale == before
    assert "News." in fresh


async def test_a_port_that_is_taken_is_named(newsroom: Newsroom, clock: Clock) -> None:
    port = int(newsroom.urls[0].split(":")[2].split("/")[0])

    with pytest.raises(PortTaken) as caught:
        async with open_newsroom(1, clock, port=port):
            pass

    assert caught.value.port == port


def desk_path(newsroom: Newsroom) -> str:
    return f"/{newsroom.desks[0].copy.path}"
