"""The lines that pages offer for copying name the address by which the reader came."""

import pytest
from aiohttp.test_utils import make_mocked_request

from tickerd.gateway.lines import make_lines, reached_at


def reached(**headers: str) -> str:
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return reached_at(make_mocked_request("GET", "/", {"Host": "ticker.example", **headers}))


def test_a_page_behind_a_proxy_with_tls_prints_addresses_with_tls() -> None:
    server = reached(X_Forwarded_Proto="https")

    lines = make_lines("regatta-1", server)

    assert server == "https://ticker.example"
    assert lines.follow == "tickerd follow regatta-1 --server https://ticker.example"
    assert lines.websocket == "wss://ticker.example/v1/stream?blog=regatta-1"
    assert 'src="https://ticker.example/ticker.js"' in lines.embed


@pytest.mark.parametrize("forwarded", ["http", "javascript", "", "https://elsewhere.example"])
def test_a_proxy_can_say_nothing_else_but_that_there_is_tls(forwarded: str) -> None:
    assert reached(X_Forwarded_Proto=forwarded) == "http://ticker.example"


def test_without_a_proxy_the_addresses_are_those_of_the_gateway() -> None:
    assert make_lines("a", reached()).websocket == "ws://ticker.example/v1/stream?blog=a"
