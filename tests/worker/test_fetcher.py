"""Fetching over real sockets: polite, bounded, and nowhere that is not public."""

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import backports.zstd
import brotli  # type: ignore[import-untyped]  # it carries no types
import psutil
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from makers import NOON
from tickerd.errors import (
    Disallowed,
    FetchError,
    ForbiddenAddress,
    Refused,
    TooLarge,
    Unreachable,
    Unreadable,
)
from tickerd.liveblog.document import Document, NotModified
from tickerd.liveblog.source import Source
from tickerd.worker.fetcher import Fetcher, Validators, read_redirect, read_url
from worker.origin import LOOPBACK, ONLY_SECOND, Names, Origin, open_origin

PAGE = "<h1>Harbour</h1>"


async def fetch(fetcher: Fetcher, url: str, seen: Validators | None = None) -> Document:
    document = await fetcher.fetch(url, at=NOON, seen=seen)
    assert isinstance(document, Document)
    return document


# ---------------------------------------------------------------- a good page


async def test_a_page_comes_home_with_what_its_headers_said(
    fetcher: Fetcher, origin: Origin
) -> None:
    url = origin.put("/live", PAGE, ETag='"1"', Last_Modified="Mon, 01 Jun 2026 11:00:00 GMT")
    source = Source(language="it")

    document = await fetcher.fetch(f"{url}#post-1", at=NOON, source=source)

    assert isinstance(document, Document)
    assert document.url == url
    assert document.body == PAGE.encode()
    assert document.content_type == "text/html; charset=utf-8"
    assert document.etag == '"1"'
    assert document.last_modified == "Mon, 01 Jun 2026 11:00:00 GMT"
    assert document.source is source
    assert NOON <= document.fetched_at < NOON + timedelta(seconds=5)


async def test_we_say_who_we_are_and_how_to_reach_us(origin: Origin) -> None:
    url = origin.put("/live", PAGE)

    async with Fetcher(allow_addresses=LOOPBACK, contact="mailto:me@harbour.example") as fetcher:
        await fetcher.fetch(url, at=NOON, source=Source(language="it"))

    for request in origin.asked:
        assert request.headers["User-Agent"].startswith("tickerd/")
        assert "(+mailto:me@harbour.example)" in request.headers["User-Agent"]
    assert origin.asked[-1].headers["Accept-Language"] == "it"


async def test_a_page_that_is_not_modified_is_a_value(fetcher: Fetcher, origin: Origin) -> None:
    async def answer(request: web.Request) -> web.Response:
        unchanged = request.headers.get("If-None-Match") == '"1"'
        return web.Response(status=304) if unchanged else web.Response(text=PAGE)

    url = origin.handle("/live", answer)

    again = await fetcher.fetch(url, at=NOON, seen=Validators(etag='"1"'))

    assert isinstance(again, NotModified)
    assert again.fetched_at >= NOON


async def test_the_same_bytes_are_not_modified_either(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", PAGE)
    seen = Validators.of(await fetch(fetcher, url))

    assert isinstance(await fetcher.fetch(url, at=NOON, seen=seen), NotModified)
    origin.put("/live", PAGE + "!")
    assert isinstance(await fetcher.fetch(url, at=NOON, seen=seen), Document)


async def test_a_304_that_nobody_asked_for_is_no_page(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", status=304)

    with pytest.raises(Refused):
        await fetcher.fetch(url, at=NOON)


async def test_cookies_are_not_kept(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", PAGE, Set_Cookie="id=1")
    await fetch(fetcher, url)
    await fetch(fetcher, url)

    assert not any("Cookie" in request.headers for request in origin.asked)


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


# ---------------------------------------------------------------- redirects


async def test_redirects_are_followed_and_the_end_is_told(fetcher: Fetcher, origin: Origin) -> None:
    origin.put("/old", status=301, Location="/live?page=1#top")
    origin.put("/live", PAGE)

    document = await fetch(fetcher, f"{origin.url}/old")

    assert document.url == f"{origin.url}/live?page=1"


async def test_a_circle_of_redirects_is_named(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/one", status=302, Location="/two")
    origin.put("/two", status=302, Location="/one")

    with pytest.raises(Unreachable, match="go in a circle"):
        await fetch(fetcher, url)


async def test_five_redirects_are_followed_and_no_more(fetcher: Fetcher, origin: Origin) -> None:
    for hop in range(6):
        origin.put(f"/{hop}", status=302, Location=f"/{hop + 1}")
    origin.put("/6", PAGE)

    assert (await fetch(fetcher, f"{origin.url}/1")).url == f"{origin.url}/6"
    with pytest.raises(Unreachable, match="more than 5 times"):
        await fetch(fetcher, f"{origin.url}/0")


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
async def test_a_refusal_tells_its_status(fetcher: Fetcher, origin: Origin, status: int) -> None:
    url = origin.put("/live", status=status)

    with pytest.raises(Refused) as caught:
        await fetch(fetcher, url)

    assert caught.value.status == status
    assert caught.value.retry_after_seconds is None


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("120", 120, 120),
        ("Mon, 01 Jun 2026 12:02:00 GMT", 115, 120),
        ("Mon, 01 Jun 2020 12:02:00 GMT", 0, 0),
    ],
)
async def test_retry_after_is_read_in_both_its_forms(
    fetcher: Fetcher, origin: Origin, value: str, least: float, most: float
) -> None:
    url = origin.put("/live", status=503, Retry_After=value)

    with pytest.raises(Refused) as caught:
        await fetch(fetcher, url)

    seconds = caught.value.retry_after_seconds
    assert seconds is not None
    assert least <= seconds <= most


async def test_a_retry_after_that_makes_no_sense_is_left_aside(
    fetcher: Fetcher, origin: Origin
) -> None:
    url = origin.put("/live", status=503, Retry_After="soon")

    with pytest.raises(Refused) as caught:
        await fetch(fetcher, url)

    assert caught.value.retry_after_seconds is None


# ---------------------------------------------------------------- what is no page


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/json", "application/feed+json; charset=utf-8", "application/xml"],
)
async def test_many_kinds_of_text_may_be_a_live_page(
    fetcher: Fetcher, origin: Origin, kind: str
) -> None:
    url = origin.put("/live", "{}", Content_Type=kind)

    assert (await fetch(fetcher, url)).content_type == kind


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4"])
async def test_other_kinds_are_not_even_read(fetcher: Fetcher, origin: Origin, kind: str) -> None:
    url = origin.put("/live", "x" * 200_000, Content_Type=kind)

    with pytest.raises(Unreadable, match=kind):
        await fetch(fetcher, url)


@pytest.mark.parametrize("status", [200, 204])
async def test_an_empty_page_is_unreadable(fetcher: Fetcher, origin: Origin, status: int) -> None:
    url = origin.put("/live", status=status)

    with pytest.raises(Unreadable, match="empty"):
        await fetch(fetcher, url)


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


# ---------------------------------------------------------------- failures in words


async def test_a_closed_port_is_told_in_words(fetcher: Fetcher, unused_tcp_port: int) -> None:
    with pytest.raises(Unreachable, match=r"no connection could be made to 127\.0\.0\.1"):
        await fetch(fetcher, f"http://127.0.0.1:{unused_tcp_port}/live")


@pytest.mark.parametrize(
    ("host", "cause"),
    [
        ("nowhere.invalid", "no address is known for the name nowhere.invalid"),
        (f"{'x' * 64}.example", "its name is none that a host can have"),
    ],
)
async def test_an_unknown_name_is_told_in_words(fetcher: Fetcher, host: str, cause: str) -> None:
    with pytest.raises(Unreachable) as caught:
        await fetch(fetcher, f"http://{host}/live")

    assert caught.value.cause == cause
    assert caught.value.url == f"http://{host}/live"


NO_RULES = b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@asynccontextmanager
async def raw_server(answer: bytes) -> AsyncIterator[str]:
    """An origin that gives each page these bytes and closes; yields a page's URL."""

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        writer.write(NO_RULES if b"/robots.txt" in request else answer)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(reply, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/live"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"", "closed the connection"),
        (b"what?\r\n\r\n", "not good HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", "broke off, or is damaged"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nhalf",
            "broke off, or is damaged",
        ),
    ],
)
async def test_damaged_answers_are_told_in_words(
    fetcher: Fetcher, answer: bytes, cause: str
) -> None:
    async with raw_server(answer) as url:
        with pytest.raises(Unreachable, match=cause):
            await fetch(fetcher, url)


async def test_a_certificate_that_nobody_vouches_for_is_told_in_words(
    fetcher: Fetcher, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = f"openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=harbour -keyout {key}"
    making = await asyncio.create_subprocess_exec(
        *command.split(), "-out", certificate, stderr=asyncio.subprocess.DEVNULL
    )
    assert await making.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(lambda _, w: w.close(), "127.0.0.1", 0, ssl=context)

    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(Unreachable, match="certificate cannot be trusted"):
            await fetch(fetcher, f"https://127.0.0.1:{port}/live")


# ---------------------------------------------------------------- politeness


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
