"""Who may add and remove watches, and what may be watched."""

from typing import Any

import aiohttp
import pytest

from gateway.people import Author, a_gateway
from tickerd.errors import NotAllowed
from tickerd.gateway.admin import check_same_machine
from tickerd.liveblog.blog import blog_id
from tickerd.wire.redis import RedisWire

PAGE = "https://harbour.example/live/regatta"
LOCAL = {"Host": "127.0.0.1:8080"}


async def test_a_watch_is_added_and_removed(wire: RedisWire, http: aiohttp.ClientSession) -> None:
    order = {
        "url": PAGE,
        "story": "regatta",
        "source": {"country": "it", "time_zone": "Europe/Rome"},
        "every_seconds": 20,
    }
    async with http.post("/v1/blogs", json=order) as added:
        told = await added.json()
    watch = (await wire.watches())[blog_id(PAGE)]
    async with http.post("/v1/blogs", json={"url": PAGE}) as again:
        replaced = await again.json()
    async with http.delete(added.headers["Location"]) as removed:
        left = await wire.watches()
    async with http.delete(added.headers["Location"]) as gone:
        problem = await gone.json(content_type="application/problem+json")

    assert (added.status, again.status, removed.status, gone.status) == (201, 200, 204, 404)
    assert told == watch.model_dump(mode="json")
    assert told["blog"]["source"]["country"] == "IT"
    assert replaced["every_seconds"] is None
    assert replaced["added_at"] == told["added_at"]
    assert left == {}
    assert problem["type"] == "urn:tickerd:problem:unknown-blog"


@pytest.mark.parametrize(
    ("order", "cause"),
    [
        ({}, "url: Field required"),
        ({"url": "ftp://harbour.example/"}, "begins with http:// or https://"),
        ({"url": "/live"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https:///live"}, "whole"),
        ({"url": "https://a*b.example/"}, "whole"),
        ({"url": "https://harbour.example\\@elsewhere.example/"}, "url"),
        ({"url": "https://harbour.example/\x0f"}, "url"),
        ({"url": "https://host:99999/"}, "no URL"),
        ({"url": "https://me:secret@harbour.example/"}, "password"),
        ({"url": PAGE, "every_seconds": 0}, "every_seconds"),
        ({"url": PAGE, "every_seconds": 0.09}, "every_seconds"),
        ({"url": PAGE, "source": {"time_zone": "Rome"}}, "IANA"),
        ({"url": PAGE, "source": {"country": "Italy"}}, "two letters, such as IT"),
        ({"url": PAGE, "colour": "red"}, "colour"),
    ],
)
async def test_a_bad_order_is_refused_with_its_cause(
    wire: RedisWire, http: aiohttp.ClientSession, order: dict[str, Any], cause: str
) -> None:
    async with http.post("/v1/blogs", json=order) as refused:
        problem = await refused.json(content_type="application/problem+json")

    assert refused.status == 400
    assert cause in problem["detail"]
    assert await wire.watches() == {}


@pytest.mark.parametrize(
    ("body", "type_", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"url": "https://harbour.example/"}', "text/plain", 415),
        (b" " * 70_000, "application/json", 413),
    ],
)
async def test_a_body_that_is_none_is_refused(
    http: aiohttp.ClientSession, body: bytes, type_: str, status: int
) -> None:
    async with http.post("/v1/blogs", data=body, headers={"Content-Type": type_}) as refused:
        problem = await refused.json(content_type="application/problem+json")

    assert refused.status == problem["status"] == status


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer open sesame", 201),
        ("bearer open sesame", 201),
        ("Bearer open sesam", 401),
        ("Basic open sesame", 401),
        ("Bearer", 401),
        ("Bearer schl\u00fcssel", 401),
        (None, 401),
    ],
)
async def test_with_a_token_only_its_bearer_may(
    wire: RedisWire, authorization: str | None, status: int
) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    async with (
        a_gateway(wire, token="open sesame") as gateway,  # noqa: S106  # of this test
        aiohttp.ClientSession(gateway.url, headers=headers) as session,
    ):
        async with session.post("/v1/blogs", json={"url": PAGE}) as answer:
            assert answer.status == status
        async with session.delete(f"/v1/blogs/{blog_id(PAGE)}") as answer:
            assert answer.status == (204 if status == 201 else 401)


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_the_same_machine_may(peer: str) -> None:
    check_same_machine(peer, LOCAL)
    check_same_machine(peer, {"Host": "localhost:8080", "Origin": "http://[::1]:8080"})


@pytest.mark.parametrize(
    "peer", ["192.168.1.4", "10.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", None]
)
def test_others_may_not_whatever_their_headers_say(peer: str | None) -> None:
    with pytest.raises(NotAllowed, match="machine"):
        check_same_machine(peer, LOCAL | {"X-Forwarded-For": "127.0.0.1"})


@pytest.mark.parametrize(
    "headers",
    [
        LOCAL | {"X-Forwarded-For": "127.0.0.1"},
        LOCAL | {"Forwarded": "for=127.0.0.1"},
        LOCAL | {"Via": "1.1 proxy"},
        LOCAL | {"Origin": "https://elsewhere.example"},
        LOCAL | {"Origin": "null"},
        {"Host": "rebound.example:8080"},
        {},
    ],
)
def test_a_proxy_or_a_strangers_page_on_this_machine_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        check_same_machine("127.0.0.1", headers)


async def test_a_page_from_elsewhere_learns_nothing_from_a_preflight(
    http: aiohttp.ClientSession,
) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    async with http.options("/v1/blogs", headers=asked) as preflight:
        assert "POST" not in preflight.headers["Access-Control-Allow-Methods"]
    async with http.post("/v1/blogs", json={"url": PAGE}) as answer:
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_events_stay_when_a_watch_is_removed(
    http: aiohttp.ClientSession, author: Author
) -> None:
    await author.open()
    async with http.delete(f"/v1/blogs/{author.blog.id}") as removed:
        assert removed.status == 204
    async with http.get(f"/v1/blogs/{author.blog.id}") as shown:
        state = await shown.json()

    assert state["watched"] is False
    assert state["headline"] == "Regatta"
