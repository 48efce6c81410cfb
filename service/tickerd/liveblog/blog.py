"""One live page that we follow, named by its URL; and the standing order to look at it."""

import hashlib
import re
from base64 import b32encode
from urllib.parse import urlsplit

from pydantic import Field

from .frozen import Frozen, Instant
from .source import Source


class Blog(Frozen):
    """A live page. Its id is made of its URL, so it is the same on every machine."""

    id: str
    url: str
    source: Source = Source()
    story: str | None = None
    """The subject that several blogs may belong to."""


class Watch(Frozen):
    """The standing order to look at a blog."""

    blog: Blog
    every_seconds: float | None = Field(default=None, ge=0.05)
    """A fixed interval between looks; without one the cadence is learned."""
    keep_days: float | None = Field(default=None, gt=0)
    """Its events are kept for so long, whatever the rule for all is."""
    keep_events: int | None = Field(default=None, gt=0)
    """So many of its events are kept, whatever the rule for all is."""
    added_at: Instant


class Look(Frozen):
    """How the last look at a blog went. Kept beside the log; it is no event."""

    blog: str
    looked_at: Instant
    succeeded_at: Instant | None = None
    """The last look that could be read, a "not modified" included."""
    state: str = "ok"
    """`ok`, or the name of the error that the last look ended in."""
    problem: str | None = None
    """That error's sentence."""
    next_look_at: Instant | None = None


def blog_id(url: str) -> str:
    """A readable, stable id: the host and eight characters of the URL's hash.

    >>> blog_id("https://www.example.org/live/1")
    'example-org-pijfk5wn'
    """
    host = (urlsplit(url).hostname or "blog").removeprefix("www.")
    name = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:40]
    digest = hashlib.sha256(url.encode()).digest()
    return f"{name}-{b32encode(digest).decode().lower()[:8]}"
