"""What came back over HTTP, and how its headers are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from aiohttp import ClientResponse
from yarl import URL

CHUNK_BYTES = 65_536

READABLE = ("text/", "application/json", "application/xml", "application/xhtml+xml")
"""Kinds of content that may be a live page; and all that end in +json or +xml."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One response, its body read and decoded up to the cap."""

    url: URL
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    whole: bool = True
    """False if there was more than the cap."""

    @property
    def redirect(self) -> str | None:
        """Where it sends us instead, if it does."""
        moved = self.status in {301, 302, 303, 307, 308}
        return self.headers.get("Location") if moved else None

    @property
    def succeeded(self) -> bool:
        """Whether it brings what was asked for."""
        return 200 <= self.status < 300

    @property
    def retry_after_seconds(self) -> float | None:
        """How long it asks us to wait (RFC 9110 section 10.2.3), if it does."""
        return read_retry_after(self.headers.get("Retry-After"), self.headers.get("Date"))

    @property
    def strange_kind(self) -> str | None:
        """Its media type, if a live page cannot be of it."""
        kind = self.headers.get("Content-Type", "text/html").partition(";")[0].strip().lower()
        readable = kind.startswith(READABLE) or kind.endswith(("+json", "+xml"))
        return None if readable else kind


async def read_body(response: ClientResponse, limit_bytes: int) -> tuple[bytes, bool]:
    """Read at most so many decoded bytes, by chunks; and whether that was all.

    Never more than a chunk above the limit is in memory, however well it was packed.
    """
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > limit_bytes:
            return bytes(body[:limit_bytes]), False
    return bytes(body), True


def read_retry_after(value: str | None, date: str | None) -> float | None:
    """How many seconds a Retry-After header asks us to wait (RFC 9110 section 10.2.3).

    A moment is held against the answer's own Date: the host's clock need not be ours.

    >>> read_retry_after("Thu, 04 Sep 2025 00:02:00 GMT", "Thu, 04 Sep 2025 00:00:00 GMT")
    120.0
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    until, now = read_moment(value), read_moment(date)
    return max(0.0, (until - now).total_seconds()) if until and now else None


def read_moment(value: str | None) -> datetime | None:
    """An HTTP date (RFC 9110 section 5.6.7); None if it is none."""
    try:
        moment = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
