"""Fetching over real sockets: what comes home, and what is told when nothing does."""

import hashlib
import threading
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web

from makers import NOON
from tickerd.errors import (
    Refused,
    Unreachable,
    Unreadable,
)
from tickerd.liveblog import document
from tickerd.liveblog.document import Document, NotModified
from tickerd.liveblog.source import Source
from tickerd.worker.fetcher import LARGE_BYTES, Fetcher, Validators
from worker.origin import LOOPBACK, PAGE, Origin, fetch

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
        assert "(mailto:me@harbour.example)" in request.headers["User-Agent"]
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


async def test_a_large_page_is_hashed_off_the_event_loop(
    origin: Origin, monkeypatch: pytest.MonkeyPatch
) -> None:
    where: list[int] = []

    def hash_and_tell(body: bytes) -> Any:
        where.append(threading.get_ident())
        return hashlib.sha256(body)

    monkeypatch.setattr(document, "hashlib", SimpleNamespace(sha256=hash_and_tell))
    async with Fetcher(allow_addresses=LOOPBACK, body_bytes=LARGE_BYTES) as fetcher:
        for size in (LARGE_BYTES, 1):
            await fetcher.fetch(origin.put("/live", "o" * size), at=NOON)

    assert [thread == threading.get_ident() for thread in where] == [False, True]


async def test_a_304_that_nobody_asked_for_is_no_page(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", status=304)

    with pytest.raises(Refused):
        await fetcher.fetch(url, at=NOON)


async def test_cookies_are_not_kept(fetcher: Fetcher, origin: Origin) -> None:
    url = origin.put("/live", PAGE, Set_Cookie="id=1")
    await fetch(fetcher, url)
    await fetch(fetcher, url)

    assert not any("Cookie" in request.headers for request in origin.asked)


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


SENT = "Mon, 01 Jun 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Mon, 01 Jun 2026 12:02:00 GMT", 120),
        ("Mon, 01 Jun 2020 12:02:00 GMT", 0),
    ],
)
async def test_retry_after_is_read_in_both_its_forms(
    fetcher: Fetcher, origin: Origin, value: str, seconds: float
) -> None:
    url = origin.put("/live", status=503, Retry_After=value, Date=SENT)

    with pytest.raises(Refused) as caught:
        await fetch(fetcher, url)

    assert caught.value.retry_after_seconds == seconds


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
