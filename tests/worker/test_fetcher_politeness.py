"""Fetching is polite: robots.txt, gaps, one request at a time."""

import asyncio

import pytest
from aiohttp import web

from tickerd.errors import (
    Disallowed,
    FetchError,
    ForbiddenAddress,
    Refused,
    TooLarge,
    Unreachable,
)
from tickerd.worker.fetcher import Fetcher
from worker.origin import LOOPBACK, PAGE, Origin, fetch


async def test_robots_txt_is_heeded_and_asked_for_once(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/robots.txt", "User-agent: tickerd\nDisallow: /private\n")
    origin.put("/live", PAGE)

    await fetch(fetcher, f"{origin.url}/live")
    with pytest.raises(Disallowed):
        await fetch(fetcher, f"{origin.url}/private/live")

    assert [request.path for request in origin.asked] == ["/robots.txt", "/live"]


async def test_a_robots_txt_counts_whatever_kind_it_claims_to_be(
    fetcher: Fetcher, origin: Origin
) -> None:
    rules = "User-agent: *\nDisallow: /\n"
    origin.put("/robots.txt", rules, Content_Type="application/octet-stream")

    with pytest.raises(Disallowed):
        await fetch(fetcher, origin.put("/live", PAGE))


async def test_a_robots_txt_is_read_over_redirects_and_up_to_its_cap(
    fetcher: Fetcher, origin: Origin
) -> None:
    origin.put("/robots.txt", status=301, Location="/rules.txt")
    origin.put("/rules.txt", "User-agent: *\nDisallow: /private\n" + "# filling\n" * 100_000)

    await fetch(fetcher, origin.put("/live", PAGE))
    with pytest.raises(Disallowed):
        await fetch(fetcher, origin.put("/private", PAGE))


async def test_a_redirect_asks_the_robots_txt_of_where_it_leads(
    fetcher: Fetcher, origin: Origin, other_origin: Origin
) -> None:
    url = origin.put("/live", status=302, Location=f"{other_origin.url}/live")
    other_origin.put("/robots.txt", "User-agent: *\nDisallow: /\n")

    with pytest.raises(Disallowed):
        await fetch(fetcher, url)

    assert other_origin.paths() == []


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_host_whose_rules_cannot_be_known_is_left_alone_for_now(
    fetcher: Fetcher, origin: Origin, status: int
) -> None:
    url = origin.put("/live", PAGE)
    origin.put("/robots.txt", status=status)
    with pytest.raises(Refused, match=r"/robots\.txt answered"):
        await fetch(fetcher, url)

    origin.put("/robots.txt", "User-agent: *\nAllow: /\n")

    assert (await fetch(fetcher, url)).body == PAGE.encode()


async def test_hosts_are_asked_one_request_at_a_time(fetcher: Fetcher, origin: Origin) -> None:
    at_once = most_at_once = 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal at_once, most_at_once
        at_once += 1
        most_at_once = max(most_at_once, at_once)
        await asyncio.sleep(0.01)
        at_once -= 1
        return web.Response(text=PAGE, content_type="text/html")

    urls = [origin.handle(f"/{number}", answer) for number in range(5)]

    await asyncio.gather(*(fetch(fetcher, url) for url in urls))

    assert most_at_once == 1


async def test_a_host_that_is_not_our_own_is_given_its_gap(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[float] = []

    async def answer(_: web.Request) -> web.Response:
        times.append(asyncio.get_running_loop().time())
        return web.Response(text=PAGE, content_type="text/html")

    origin.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.3\n")
    url = origin.handle("/live", answer)

    async with Fetcher(allow_addresses=LOOPBACK, host_gap_seconds=0.1) as fetcher:
        await fetch(fetcher, url)
        await fetch(fetcher, url)
        monkeypatch.setattr(fetcher._resolver, "is_own", lambda _: False)
        await fetch(fetcher, url)

    assert times[1] - times[0] < 0.3 <= times[2] - times[1]


async def test_a_cancelled_fetch_gives_its_turn_away(fetcher: Fetcher, origin: Origin) -> None:
    asked = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        asked.set()
        await asyncio.sleep(20)
        return web.Response()

    hanging = asyncio.create_task(fetch(fetcher, origin.handle("/hang", hang)))
    await asked.wait()
    hanging.cancel()

    async with asyncio.timeout(2):
        assert (await fetch(fetcher, origin.put("/live", PAGE))).body == PAGE.encode()


def test_all_failures_to_fetch_are_of_one_family() -> None:
    for kind in (Unreachable, Refused, TooLarge, ForbiddenAddress, Disallowed):
        assert issubclass(kind, FetchError)
