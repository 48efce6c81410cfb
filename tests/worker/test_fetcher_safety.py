"""Fetching goes nowhere that is not public, and takes no more than its share."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import backports.zstd
import brotli  # type: ignore[import-untyped]  # it carries no types
import psutil
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.errors import (
    ForbiddenAddress,
    TooLarge,
    Unreachable,
)
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.route import read_redirect, read_url
from worker.origin import LOOPBACK, ONLY_SECOND, PAGE, Names, Origin, fetch, open_origin

# ---------------------------------------------------------------- nowhere that is not public


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "①②⑦.⓪.⓪.①",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1%25lo]",
        "169.254.169.254",
        "localhost",
    ],
)
async def test_private_addresses_are_refused_however_written(host: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises((ForbiddenAddress, Unreachable)) as caught:
            await fetcher.fetch(f"http://{host}:9/", at=NOON)

    # some odd forms are read as addresses, others are no address at all
    assert isinstance(caught.value, ForbiddenAddress) or "address" in str(caught.value)


async def test_a_plain_private_address_is_refused_with_the_cure() -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(ForbiddenAddress, match=r"--allow-address 127\.0\.0\.1"):
            await fetcher.fetch("http://127.0.0.1:9/", at=NOON)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"]
)
async def test_a_redirect_leads_to_no_private_address(target: str) -> None:
    async with open_origin("127.0.0.2") as origin, Fetcher(allow_addresses=ONLY_SECOND) as fetcher:
        url = origin.put("/live", status=302, Location=target)

        with pytest.raises(ForbiddenAddress):
            await fetcher.fetch(url, at=NOON)

        assert origin.paths() == ["/live"]


async def test_a_name_that_changes_its_address_is_checked_each_time() -> None:
    names = Names(harbour_example=["127.0.0.2", "127.0.0.2", "127.0.0.1"])
    async with (
        open_origin("127.0.0.2") as origin,
        Fetcher(allow_addresses=ONLY_SECOND, resolver=names) as fetcher,
    ):
        origin.put("/robots.txt", Connection="close")
        origin.put("/live", PAGE, Connection="close")
        url = f"http://harbour.example:{origin.port}/live"
        await fetch(fetcher, url)

        with pytest.raises(ForbiddenAddress):
            await fetch(fetcher, url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://harbour.example/",
        "file:///etc/passwd",
        "http://me:secret@harbour.example/",
        "http://harbour.example\\@evil.example/",
        "http://harbour.example/a b",
        "http://harbour.example/\x00",
        "http://harbour.example:99999/",
        "http://[::1/",
        "http://",
        "/live",
        "",
    ],
)
async def test_strange_urls_are_refused_before_a_socket_is_made(url: str) -> None:
    with pytest.raises(Unreachable) as caught:
        read_url(url)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("here", "location"),
    [
        ("https://harbour.example/", "http://harbour.example/"),
        ("https://harbour.example/", "//me:secret@harbour.example/"),
        ("https://harbour.example/", "javascript:alert(1)"),
        ("https://harbour.example/", "http://[::1/"),
    ],
)
def test_a_redirect_to_what_is_less_safe_is_refused(here: str, location: str) -> None:
    with pytest.raises(Unreachable) as caught:
        read_redirect(here, read_url(here), location)

    assert "secret" not in str(caught.value)


@given(st.text(max_size=60) | st.text("htps:/@[]%?#.\\0179ab-", max_size=40))
def test_any_text_is_read_as_an_address_or_refused(text: str) -> None:
    for read in (read_url, lambda text: read_redirect("u", read_url("https://a.example/"), text)):
        with suppress(Unreachable):
            url = read(text)
            assert url.scheme in {"http", "https"}
            assert url.host
            assert url.user is url.password is None


# ---------------------------------------------------------------- caps


async def test_a_page_over_the_cap_is_too_large(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", "x" * 100_001)

    with pytest.raises(TooLarge) as caught:
        await fetch(fetcher, url)

    assert caught.value.limit_bytes == 100_000


BOMB = bytes(64_000_000)
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=1),
    "zstd": backports.zstd.compress,
}


@pytest.mark.parametrize("packing", PACKERS)
async def test_a_packed_bomb_costs_no_memory(
    fetcher: Fetcher, origin: Origin, packing: str
) -> None:
    packed = PACKERS[packing](BOMB)
    url = origin.put("/live", packed, Content_Encoding=packing)
    await fetch(fetcher, origin.put("/warm-up", PAGE))
    before = psutil.Process().memory_info().rss

    with pytest.raises(TooLarge):
        await fetch(fetcher, url)

    assert psutil.Process().memory_info().rss - before < 16_000_000


@pytest.mark.parametrize("packing", PACKERS)
async def test_packed_pages_are_read(fetcher: Fetcher, origin: Origin, packing: str) -> None:
    url = origin.put("/live", PACKERS[packing](PAGE.encode()), Content_Encoding=packing)

    assert (await fetch(fetcher, url)).body == PAGE.encode()


async def test_a_page_that_drips_is_given_up(origin: Origin) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while request.transport is not None:
            await response.write(b".")
            await asyncio.sleep(0.05)
        return response

    url = origin.handle("/live", drip)

    async with Fetcher(allow_addresses=LOOPBACK, fetch_seconds=0.4) as fetcher, asyncio.timeout(2):
        with pytest.raises(Unreachable, match=r"within 0\.4 seconds"):
            await fetch(fetcher, url)


async def test_the_time_cap_counts_over_all_redirects(origin: Origin) -> None:
    async def dawdle(request: web.Request) -> web.Response:
        await asyncio.sleep(0.25)
        hop = int(request.path[1:]) + 1
        return web.Response(status=302, headers={"Location": f"/{hop}"})

    for hop in range(5):
        origin.handle(f"/{hop}", dawdle)

    async with Fetcher(allow_addresses=LOOPBACK, fetch_seconds=0.4) as fetcher, asyncio.timeout(2):
        with pytest.raises(Unreachable, match="seconds"):
            await fetch(fetcher, f"{origin.url}/0")
