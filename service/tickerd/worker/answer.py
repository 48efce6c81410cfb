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


def read_retry_after(value: str | None, at: datetime) -> float | None:
    """How many seconds a Retry-After header asks us to wait (RFC 9110 section 10.2.3).

    >>> read_retry_after("120", datetime(2025, 9, 4, tzinfo=UTC))
    120.0
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - at).total_seconds())
