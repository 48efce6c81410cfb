"""The network's failures, made for real, are told in words."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tickerd.errors import (
    Unreachable,
)
from tickerd.worker.fetcher import Fetcher
from worker.origin import fetch


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
