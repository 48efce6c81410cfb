"""The one class that opens sockets to the outside: polite, bounded, safe from private addresses."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from tickerd.errors import FetchError, Refused, TooLarge, Unreachable, Unreadable
from tickerd.liveblog.document import Document, NotModified
from tickerd.liveblog.source import Source
from tickerd.worker.address import Gate, Network, NotingResolver
from tickerd.worker.answer import Answer, read_body
from tickerd.worker.faults import translated
from tickerd.worker.pace import Pace
from tickerd.worker.robots import LIMIT_BYTES, Robots
from tickerd.worker.route import read_redirect, read_url

MOST_REDIRECTS = 5
NOT_MODIFIED = 304
TOO_MANY_REQUESTS = 429
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5"
LARGE_BYTES = 1_000_000
"""A body from this size on is hashed in a thread: a megabyte takes a millisecond or two."""
KEEPALIVE_SECONDS = 60.0
"""How long a connection is kept for the next look: a new TLS handshake costs both sides more."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What tells that a page is as it was (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None
    hash: str | None = None
    """SHA-256 of the body, for the many hosts that know neither."""

    @classmethod
    def of(cls, document: Document) -> Self:
        """Those of a page as it is now."""
        return cls(document.etag, document.last_modified, document.hash)

    @property
    def headers(self) -> dict[str, str]:
        """As the headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value is not None}


@dataclass(slots=True)
class _Errand:
    """One fetch on its way, over all its redirects."""

    url: str
    headers: Mapping[str, str]
    seconds_left: float
    any_kind: bool = False
    """Whether the body is wanted even if it claims to be of a kind that is no page."""


class Fetcher:
    """Fetches pages. Everything that tickerd asks of foreign hosts goes through here.

    Use it as an async context manager. One request at a time goes to a host, and a least gap lies
    between two, unless the host's address is one that the user allowed: then it is his own.
    """

    def __init__(  # noqa: PLR0913 — the knobs of the settings, each with its own meaning
        self,
        *,
        allow_addresses: Sequence[Network] = (),
        contact: str = "no contact given",
        fetch_seconds: float = 20.0,
        body_bytes: int = 10_000_000,
        host_gap_seconds: float = 1.0,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self._gate = Gate(allow_addresses)
        self._agent = f"tickerd/{version('tickerd')} ({contact})"
        self._fetch_seconds = fetch_seconds
        self._body_bytes = body_bytes
        self._host_gap_seconds = host_gap_seconds
        self._given_resolver = resolver
        self._pace = Pace()
        self._robots = Robots(self._load_robots)

    async def __aenter__(self) -> Self:
        """Open the session; connections are made when they are needed."""
        inner = self._given_resolver or aiohttp.ThreadedResolver()
        self._resolver = NotingResolver(self._gate, inner)
        connector = aiohttp.TCPConnector(
            socket_factory=self._gate.make_socket,
            resolver=self._resolver,
            use_dns_cache=False,  # connections are kept, and the system has a cache of its own
            keepalive_timeout=KEEPALIVE_SECONDS,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept": ACCEPT},
            trust_env=False,
            timeout=aiohttp.ClientTimeout(),  # each exchange has a cap of its own
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self._session.close()

    async def fetch(
        self,
        url: str,
        *,
        at: datetime,
        source: Source | None = None,
        seen: Validators | None = None,
    ) -> Document | NotModified:
        """Get a page, or learn that it is as it was.

        Args:
            url: where it is; http or https.
            at: the moment at which this is called. `fetched_at` is that much later as it took.
            source: what is known of the publisher.
            seen: the validators of the page as we know it.

        Raises:
            Unreachable, Refused, TooLarge, ForbiddenAddress, Disallowed: it was not got.
            Postponed: it was not even asked for; its host is given a rest.
            Unreadable: what was got is empty, or no kind of page.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        source, seen = source or Source(), seen or Validators()
        languages = {"Accept-Language": source.language} if source.language else {}
        errand = _Errand(url, {**seen.headers, **languages}, self._fetch_seconds)
        answer = await self._follow(errand, read_url(url))
        fetched_at = at + timedelta(seconds=clock() - started)
        if answer.status == NOT_MODIFIED and seen.headers:
            return NotModified(url=str(answer.url), fetched_at=fetched_at)
        self._check(answer, url)
        document = Document(
            url=str(answer.url),
            body=answer.body,
            fetched_at=fetched_at,
            content_type=answer.headers.get("Content-Type"),
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
            source=source,
        )
        if await _hash(document) == seen.hash:
            return NotModified(url=document.url, fetched_at=fetched_at)
        return document

    async def _follow(self, errand: _Errand, url: URL) -> Answer:
        """Ask, and go where the answers send us, each hop as polite and as safe as the first."""
        seen = {url}
        while True:
            answer = await self._visit(errand, url)
            if answer.redirect is None:
                return answer
            url = read_redirect(errand.url, url, answer.redirect)
            if url in seen:
                raise Unreachable(url=errand.url, cause=f"its redirects go in a circle over {url}")
            if len(seen) > MOST_REDIRECTS:
                cause = f"it redirects more than {MOST_REDIRECTS} times"
                raise Unreachable(url=errand.url, cause=cause)
            seen.add(url)

    async def _visit(self, errand: _Errand, url: URL) -> Answer:
        host = url.host or ""
        clock = asyncio.get_running_loop().time
        async with self._pace.turn(host) as turn:
            if not self._resolver.is_own(host):
                turn.patience.check(errand.url, host, clock())
            try:
                delay_seconds = await self._robots.delay_seconds(url)
                gap_seconds = max(self._host_gap_seconds, delay_seconds)
                await self._pace.wait(turn, 0.0 if self._resolver.is_own(host) else gap_seconds)
                answer = await self._exchange(errand, url, self._body_bytes)
            except FetchError as error:
                turn.patience = turn.patience.after_error(error, clock())
                raise
            asked_seconds = answer.retry_after_seconds
            turn.patience = turn.patience.after_answer(answer.status, asked_seconds, clock())
            return answer

    async def _exchange(self, errand: _Errand, url: URL, limit_bytes: int) -> Answer:
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            with translated(errand.url, self._fetch_seconds):
                async with (
                    asyncio.timeout(errand.seconds_left),
                    self._session.get(url, headers=errand.headers, allow_redirects=False) as got,
                ):
                    good = Answer(url, got.status, got.headers)
                    if not good.succeeded or (good.strange_kind and not errand.any_kind):
                        return good
                    body, whole = await read_body(got, limit_bytes)
                    return Answer(url, got.status, got.headers, body, whole)
        finally:
            errand.seconds_left -= clock() - started

    async def _load_robots(self, robots: URL, page: URL) -> str:
        """Get a robots.txt, over redirects but with no robots.txt asked about them."""
        errand, url = _Errand(str(page), {}, self._fetch_seconds, any_kind=True), robots
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._exchange(errand, url, LIMIT_BYTES)
            if answer.redirect is None:
                break
            url = read_redirect(errand.url, url, answer.redirect)
        if answer.status == TOO_MANY_REQUESTS or answer.status >= 500:
            asked_seconds = answer.retry_after_seconds
            raise Refused(str(robots), answer.status, asked_seconds)
        return answer.body.decode(errors="replace")

    def _check(self, answer: Answer, url: str) -> None:
        if not answer.succeeded:
            raise Refused(url, answer.status, answer.retry_after_seconds)
        if answer.strange_kind:
            raise Unreadable(url=url, cause=f"it is {answer.strange_kind}, not a page")
        if not answer.whole:
            raise TooLarge(url=url, limit_bytes=self._body_bytes)
        if not answer.body:
            raise Unreadable(url=url, cause="it is empty")


async def _hash(document: Document) -> str:
    """A document's hash; a large one takes too long for the event loop."""
    if len(document.body) < LARGE_BYTES:
        return document.hash
    return await asyncio.to_thread(getattr, document, "hash")
