"""A gateway's refusals as errors."""

import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tickerd.client import follow, snapshot
from tickerd.client.problems import check_server, read_problem
from tickerd.errors import (
    BadCursor,
    BadRequest,
    GatewayFailed,
    GatewayUnreachable,
    UnknownBlog,
    WrongToken,
)

SERVER = "http://gateway.example"


def problem(code: str, **members: object) -> bytes:
    return json.dumps({"type": f"urn:tickerd:problem:{code}", **members}).encode()


def test_a_problem_becomes_the_error_that_it_was() -> None:
    error = read_problem(SERVER, 404, problem("unknown-blog", detail="No.", blog="b"))

    assert isinstance(error, UnknownBlog)
    assert error.blog == "b"
    assert isinstance(read_problem(SERVER, 401, problem("wrong-token")), WrongToken)
    assert isinstance(read_problem(SERVER, 400, problem("bad-cursor", cursor="x")), BadCursor)


def test_an_unknown_refusal_keeps_its_sentence() -> None:
    error = read_problem(SERVER, 415, problem("unsupported-media-type", detail="Send JSON."))

    assert isinstance(error, BadRequest)
    assert str(error) == "Send JSON."


async def test_a_gateway_that_answers_that_it_cannot_is_not_said_to_be_absent() -> None:
    body = problem("wire-unavailable", detail="The wire cannot be reached. Try again soon.")

    async def away(request: web.Request) -> web.Response:
        return web.Response(status=503, body=body)

    app = web.Application()
    app.router.add_get("/v1/{path:.*}", away)
    async with TestServer(app) as server:
        url = str(server.make_url("/")).rstrip("/")
        with pytest.raises(GatewayFailed) as asked:
            await snapshot(url, "any")
        with pytest.raises(GatewayFailed) as followed:
            await anext(follow(url))

    told = f"The gateway at {url} answers that it cannot do this: The wire cannot be reached."
    assert str(asked.value).startswith(told)
    assert str(followed.value).startswith(told)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, problem("wire-unavailable", detail="The wire cannot be reached.")),
        (502, b"<h1>Bad Gateway</h1>"),
        (404, b"[1]"),
        (404, b"\xff"),
    ],
)
def test_trouble_at_the_other_end_is_no_fault_of_the_asker(status: int, body: bytes) -> None:
    error = read_problem(SERVER, status, body)

    assert isinstance(error, GatewayUnreachable)
    assert error.server == SERVER


def test_a_server_is_named_without_its_last_slash() -> None:
    assert check_server("https://gateway.example/live/") == "https://gateway.example/live"
