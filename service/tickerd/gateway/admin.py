"""Adding and removing watches: with the token, or without one from the same machine alone."""

import asyncio
import ipaddress
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from aiohttp import web
from pydantic import ValidationError
from yarl import URL

from tickerd.errors import BadRequest, NotAllowed, UnknownBlog, WrongToken
from tickerd.gateway.answers import NewWatch
from tickerd.liveblog.address import check_page
from tickerd.liveblog.blog import Blog, Watch, blog_id
from tickerd.liveblog.complaint import complain
from tickerd.wire.contract import Watches

_BODY_SECONDS: Final = 10.0
_PROXY_HEADERS: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")


class Admin:
    """The two requests that change something."""

    def __init__(self, watches: Watches, *, token: str | None, now: Callable[[], datetime]) -> None:
        self._watches = watches
        self._token = token
        self._now = now

    def routes(self) -> list[web.RouteDef]:
        """What needs to be allowed."""
        return [
            web.post("/v1/blogs", self.add),
            web.delete("/v1/blogs/{blog}", self.remove),
        ]

    async def add(self, request: web.Request) -> web.Response:
        """Watch a page: 201, or 200 if it was watched already and now is by the new order."""
        self._check(request)
        order = await _read_order(request)
        blog = Blog(id=blog_id(order.url), url=order.url, source=order.source, story=order.story)
        known = (await self._watches.watches()).get(blog.id)
        added_at = known.added_at if known else self._now()
        watch = Watch(
            blog=blog,
            every_seconds=order.every_seconds,
            keep_days=order.keep_days,
            keep_events=order.keep_events,
            added_at=added_at,
        )
        new = await self._watches.add_watch(watch)
        return web.Response(
            status=201 if new else 200,
            text=watch.model_dump_json(),
            content_type="application/json",
            headers={"Location": f"/v1/blogs/{blog.id}", "Cache-Control": "no-store"},
        )

    async def remove(self, request: web.Request) -> web.Response:
        """Watch a page no more; its events stay."""
        self._check(request)
        blog = request.match_info["blog"]
        if not await self._watches.remove_watch(blog):
            raise UnknownBlog(blog)
        return web.Response(status=204)

    def _check(self, request: web.Request) -> None:
        if self._token is None:
            check_same_machine(_peer(request), request.headers)
            return
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        right = secrets.compare_digest(given.strip().encode(), self._token.encode())
        if scheme.lower() != "bearer" or not right:
            raise WrongToken


def check_same_machine(peer: str | None, headers: Mapping[str, str]) -> None:
    """Whether a caller without a token may change something.

    The peer's address decides. Headers can only refuse: a proxy on this machine speaks for others,
    and a page in a browser on this machine may be a stranger's (under a name of its own that it
    had point here: DNS rebinding).

    Raises:
        NotAllowed: with the cure.
    """
    cure = "give the gateway a token (TICKERD_TOKEN) and send it"
    if peer is None or not _is_loopback(peer):
        raise NotAllowed(cause=f"Only the gateway's own machine may do this; or {cure}")
    if any(name in headers for name in _PROXY_HEADERS):
        raise NotAllowed(cause=f"This came through a proxy, so it needs a token: {cure}")
    if not _is_local(f"http://{headers.get('Host', '')}"):
        raise NotAllowed(cause=f"Without a token, call the gateway by localhost; or {cure}")
    if "Origin" in headers and not _is_local(headers["Origin"]):
        raise NotAllowed(cause=f"A page from elsewhere may not do this; or {cure}")


async def _read_order(request: web.Request) -> NewWatch:
    # Any page may have a browser post text/plain; JSON it must ask us for first, and we refuse.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(reason="Send application/json.")
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            body = await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout(reason="The body did not come.") from None
    try:
        order = NewWatch.model_validate_json(body)
    except ValidationError as error:
        raise BadRequest(cause=complain(error, whole="the body")) from None
    check_page(order.url)
    return order


def _peer(request: web.Request) -> str | None:
    name = request.transport.get_extra_info("peername") if request.transport else None
    return str(name[0]) if isinstance(name, tuple) else None


def _is_local(url: str) -> bool:
    try:
        host = URL(url).host or ""
    except ValueError:
        return False
    return host == "localhost" or _is_loopback(host)


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback
