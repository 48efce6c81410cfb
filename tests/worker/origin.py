"""Origin servers of our own on loopback, and names that lead where the test says."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from makers import NOON
from tickerd.liveblog.document import Document
from tickerd.worker.address import Network
from tickerd.worker.fetcher import Fetcher, Validators

LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"),)
ONLY_SECOND: tuple[Network, ...] = (ip_network("127.0.0.2/32"),)
"""One allowed address beside many that are not."""

PAGE = "<h1>Harbour</h1>"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Origin:
    """A web server of our own: what it answers may be changed while it runs."""

    url: str = ""
    port: int = 0
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer this at the path from now on; gives the URL."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("Content-Type", "text/html; charset=utf-8")
        content = body.encode() if isinstance(body, str) else body

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=content, status=status, headers=named)

        return self.handle(path, answer)

    def handle(self, path: str, handler: Handler) -> str:
        self.pages[path] = handler
        return self.url + path

    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        handler = self.pages.get(request.path)
        return await handler(request) if handler else web.Response(status=404)


@asynccontextmanager
async def open_origin(host: str = "127.0.0.1") -> AsyncIterator[Origin]:
    origin = Origin()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", origin.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, host, 0)
    await site.start()
    origin.port = runner.addresses[0][1]
    origin.url = f"http://{host}:{origin.port}"
    try:
        yield origin
    finally:
        await runner.cleanup()


class Names(AbstractResolver):
    """Resolves names as the test says; each look-up takes the next of a name's answers."""

    def __init__(self, **names: list[str]) -> None:
        self._answers: dict[str, Iterator[str]] = {
            name.replace("_", "."): iter(addresses) for name, addresses in names.items()
        }

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = next(self._answers[host])
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        pass


async def fetch(fetcher: Fetcher, url: str, seen: Validators | None = None) -> Document:
    """Fetch a page that is there and new."""
    document = await fetcher.fetch(url, at=NOON, seen=seen)
    assert isinstance(document, Document)
    return document
