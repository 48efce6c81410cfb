"""A gateway's questions and orders over HTTP: which blogs, their state, add, remove."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from types import TracebackType
from typing import Literal, Self, TypeVar
from urllib.parse import quote

import aiohttp
from pydantic import ValidationError

from tickerd.errors import GatewayUnreachable
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.frozen import Frozen, format_instant
from tickerd.liveblog.source import Source

from .answers import BlogLine, BlogList, BlogState, PostHistory
from .problems import check_server, read_problem

Answer = TypeVar("Answer", bound=Frozen)


Clock = Literal["observed", "published"]
"""What a past state goes by: when tickerd saw things, or when the page says that they were."""


class Gateway:
    """One gateway. Use it as an async context manager; each question is one request.

    All of them may raise GatewayUnreachable, and what the gateway refuses with: UnknownBlog,
    BadRequest, NotAllowed, WrongToken.
    """

    def __init__(
        self,
        server: str = "http://127.0.0.1:8080",
        token: str | None = None,
        *,
        seconds: float = 30.0,
    ) -> None:
        """Name a gateway; nothing is sent yet.

        Args:
            server: its base URL.
            token: what `add` and `remove` ask for, unless they are called on the same machine.
            seconds: how long one answer may take.

        Raises:
            BadRequest: the server is no http or https URL.
        """
        self.server = check_server(server)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._limit = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections' pool."""
        self._session = aiohttp.ClientSession(headers=self._headers, timeout=self._limit)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def blogs(self) -> list[BlogLine]:
        """All blogs known there, the one that moved last first."""
        async with self._ask("GET", "/v1/blogs") as answer:
            return list((await self._read(answer, BlogList)).blogs)

    async def snapshot(
        self, blog: str, *, as_of: datetime | None = None, by: Clock = "observed"
    ) -> BlogState:
        """A blog's state now, or at an aware time: by tickerd's clock, or by the page's claims."""
        query = {"as_of": format_instant(as_of), "by": by} if as_of else {}
        async with self._ask("GET", f"/v1/blogs/{quote(blog, safe='')}", query=query) as answer:
            return await self._read(answer, BlogState)

    async def post(self, blog: str, post: str) -> PostHistory:
        """All revisions of a post, with what changed, word by word.

        Raises:
            UnknownPost: the blog has none of that id.
        """
        path = f"/v1/blogs/{quote(blog, safe='')}/posts/{quote(post, safe='')}"
        async with self._ask("GET", path) as answer:
            return await self._read(answer, PostHistory)

    async def add(  # noqa: PLR0913 (what one may order; all by name)
        self,
        url: str,
        *,
        story: str | None = None,
        source: Source | None = None,
        every_seconds: float | None = None,
        keep_days: float | None = None,
        keep_events: int | None = None,
    ) -> tuple[Watch, bool]:
        """Have a page watched: the watch, and whether it is a new one."""
        order = {
            "url": url,
            "story": story,
            "source": source and source.model_dump(mode="json", exclude_none=True),
            "every_seconds": every_seconds,
            "keep_days": keep_days,
            "keep_events": keep_events,
        }
        stated = {name: value for name, value in order.items() if value is not None}
        async with self._ask("POST", "/v1/blogs", order=stated) as answer:
            return await self._read(answer, Watch), answer.status == 201

    async def remove(self, blog: str) -> None:
        """Have a page watched no more. Its events stay."""
        async with self._ask("DELETE", f"/v1/blogs/{quote(blog, safe='')}"):
            pass

    @asynccontextmanager
    async def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        order: Mapping[str, object] | None = None,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        if self._session is None:
            raise RuntimeError("use a Gateway in `async with`")
        try:
            asked = self._session.request(method, self.server + path, params=query, json=order)
            async with asked as answer:
                if answer.status >= 400:
                    raise read_problem(self.server, answer.status, await answer.read())
                yield answer
        except TimeoutError as error:
            raise GatewayUnreachable(server=self.server, cause="no answer in time") from error
        except aiohttp.ClientError as error:
            cause = str(error) or type(error).__name__
            raise GatewayUnreachable(server=self.server, cause=cause) from error

    async def _read(self, answer: aiohttp.ClientResponse, kind: type[Answer]) -> Answer:
        try:
            return kind.model_validate_json(await answer.read(), extra="ignore")
        except ValidationError as error:
            cause = "this does not answer as a gateway of tickerd"
            raise GatewayUnreachable(server=self.server, cause=cause) from error


async def snapshot(
    server: str, blog: str, *, as_of: datetime | None = None, by: Clock = "observed"
) -> BlogState:
    """A blog's state now, or at an aware time; follow it from `state.cursor`.

    Raises:
        UnknownBlog: no such blog is known there.
        GatewayUnreachable: nothing answers.
    """
    async with Gateway(server) as gateway:
        return await gateway.snapshot(blog, as_of=as_of, by=by)
