"""The bytes of one fetch and what the headers said."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from .source import Source


@dataclass(frozen=True)
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

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the body, in hex. Ten megabytes take some ten milliseconds, at first."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class NotModified:
    """The page is as it was at the last look (HTTP 304, or the same bytes)."""

    url: str
    fetched_at: datetime
