"""The bytes of one fetch and what the headers said."""

from dataclasses import dataclass, field
from datetime import datetime

from .source import Source


@dataclass(frozen=True, slots=True)
class Document:
    """What one look brought home, unread."""

    url: str
    """Where it was found in the end, redirects followed."""
    body: bytes
    fetched_at: datetime
    content_type: str | None = None
    """The Content-Type header as it came, its charset included."""
    etag: str | None = None
    last_modified: str | None = None
    source: Source = field(default_factory=Source)
    """What the watch knows of the publisher: zone and language help to read its times."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The page is as it was at the last look (HTTP 304, or the same bytes)."""

    url: str
    fetched_at: datetime
