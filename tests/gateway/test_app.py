"""The gateway as a whole: its port, its headers, its health, its modules."""

import asyncio
import logging
import socket

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from gateway.people import Author, a_gateway, follow, frame
from tickerd.errors import BadSetting, PortTaken
from tickerd.gateway.app import Gateway
from tickerd.gateway.tail import Tail
from tickerd.telemetry import DELIVERIES
from tickerd.wire.redis import RedisWire


async def test_a_port_in_use_is_named_with_another_one(wire: RedisWire) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            async with a_gateway(wire, port=port):
                pass

    assert (refused.value.port, refused.value.other) == (port, port + 1)


async def test_a_host_that_is_not_ours_is_a_bad_setting(wire: RedisWire) -> None:
    with pytest.raises(BadSetting, match=r"203\.0\.113\.1"):
        async with a_gateway(wire, host="203.0.113.1"):
            pass


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:80"),
        ("0.0.0.0", "http://127.0.0.1:80"),
        ("::", "http://[::1]:80"),
        ("localhost", "http://localhost:80"),
    ],
)
def test_a_gateways_url_is_one_that_a_browser_can_open(host: str, url: str) -> None:
    assert Gateway(host, 80).url.removesuffix("/") == url.removesuffix(":80")


@pytest.mark.parametrize(
    "path", ["/v1/blogs", "/v1/events", "/openapi.json", "/ticker.js", "/nowhere", "/healthz"]
)
async def test_any_page_may_read_and_none_may_guess_types(
    http: aiohttp.ClientSession, path: str
) -> None:
    async with http.get(path, headers={"Origin": "https://elsewhere.example"}) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_a_preflight_is_answered(http: aiohttp.ClientSession) -> None:
    async with http.options("/v1/stream") as answer:
        assert answer.status == 204
        assert "Last-Event-ID" in answer.headers["Access-Control-Allow-Headers"]


async def test_a_method_that_is_not_taken_is_a_problem(http: aiohttp.ClientSession) -> None:
    async with http.put("/v1/blogs") as refused:
        problem = await refused.json(content_type="application/problem+json")

    assert refused.status == 405
    assert refused.headers["Allow"] == "GET,HEAD,POST"
    assert problem["type"] == "urn:tickerd:problem:method-not-allowed"


async def test_what_nobody_foresaw_is_a_problem_and_logged(
    http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(RedisWire, "state", fail)
    async with http.get("/v1/blogs/any") as failed:
        problem = await failed.json(content_type="application/problem+json")

    assert problem["type"] == "urn:tickerd:problem:internal-error"
    assert "ZeroDivisionError" not in str(problem)
    assert "ZeroDivisionError" in capsys.readouterr().out


async def test_bytes_that_are_no_request_are_answered_without_a_traceback(
    gateway: Gateway, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", gateway.port)
    writer.write(b"\x16\x03\x01 hello\r\n\r\n")
    answer = await reader.read()
    writer.close()

    assert answer.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert "Traceback" not in capfd.readouterr().err
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_the_tickers_modules_are_served_and_asked_for_again(
    http: aiohttp.ClientSession,
) -> None:
    async with http.get("/ticker.js") as tag:
        assert tag.content_type == "text/javascript"
        body = await tag.text()
    again = {"If-None-Match": tag.headers["ETag"]}
    async with http.get("/ticker.js", headers=again) as same:
        assert same.status == 304
    async with http.get("/ticker/fold.js") as module:
        assert module.status == 200
    async with http.get("/ticker/..%2f__init__.py") as hidden:
        assert hidden.status == 404

    assert "/ticker/define.js" in body
    assert tag.headers["Cache-Control"] == "no-cache"


async def test_numbers_are_told_to_prometheus(
    gateway: Gateway, http: aiohttp.ClientSession, author: Author
) -> None:
    async with follow(gateway) as connection:
        await frame(connection, "live")
        async with http.get("/metrics") as told:
            text = await told.text()

    families = {family.name: family for family in text_string_to_metric_families(text)}
    [sample] = [
        one
        for one in families["tickerd_readers"].samples
        if one.labels == {"transport": "websocket"}
    ]
    assert sample.value >= 1
    assert "tickerd_watches" not in families, "those are a worker's, and none is here"
    assert told.headers["Content-Type"].startswith("text/plain; version=")


def delivered() -> float:
    """So many entries were written to readers."""
    [family] = DELIVERIES.collect()
    return family.samples[0].value


@pytest.mark.parametrize("query", ["?since=earliest", "?since=earliest&speed=1000"])
async def test_entries_of_history_count_as_delivered(
    gateway: Gateway, author: Author, query: str
) -> None:
    await author.open()
    await author.post("One.", "Two.")
    before = delivered()
    async with follow(gateway, query) as connection:
        await frame(connection, "live")

    assert delivered() - before == 3


async def test_a_tail_that_breaks_stops_the_gateway(
    wire: RedisWire, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invariant 7: our own broken promises stop the process."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Tail, "_take", fail)

    async def live_on() -> None:
        async with a_gateway(wire):
            await author.open()
            await asyncio.Event().wait()

    with pytest.raises(ZeroDivisionError):
        await live_on()


async def test_what_goes_wrong_beside_the_gateway_passes_through_as_it_is(wire: RedisWire) -> None:
    with pytest.raises(LookupError, match="mine"):
        async with a_gateway(wire):
            raise LookupError("mine")
