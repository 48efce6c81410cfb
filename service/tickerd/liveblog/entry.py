"""An event in its place on the wire, in its public form: CloudEvents 1.0, JSON.

The id of a CloudEvent is its cursor, which is known only once the event is committed. So an event
is encoded without it (`encode`), the wire puts the head in front (`HEAD` + cursor), and from then
on the same bytes go everywhere.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from .blog import Blog
from .cursor import Cursor
from .event import EVENT, Event
from .frozen import format_instant

HEAD = b'{"specversion":"1.0","id":"'
"""How the public form of every event begins; its cursor follows."""

TYPE_PREFIX = "tickerd."


@dataclass(frozen=True)
class Entry:
    """(cursor, event), with the public bytes. The event is read from them when it is asked for."""

    cursor: Cursor
    body: bytes
    """The public form, whole."""

    @cached_property
    def envelope(self) -> dict[str, Any]:
        """The public form as plain JSON values."""
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded

    @property
    def observed_at(self) -> datetime:
        """When we saw what happened, without checking the whole event."""
        return datetime.fromisoformat(self.envelope["time"])

    @cached_property
    def event(self) -> Event:
        """The event itself, checked."""
        envelope = self.envelope
        kind = envelope["type"].removeprefix(TYPE_PREFIX)
        return EVENT.validate_python({"kind": kind, **envelope["data"]})


def encode(event: Event, blog: Blog) -> bytes:
    """The public form of an event without its head: what follows the cursor.

    `story`, `country` and `language` are CloudEvents extension attributes, given where known, so
    that a reader may filter without a look-up.
    """
    data = event.model_dump(mode="json", exclude={"kind"}, exclude_none=True)
    post = data.get("post", {}).get("id")
    attributes = {
        "type": TYPE_PREFIX + event.kind,
        "source": blog.url,
        "subject": f"{event.blog}/{post}" if post else event.blog,
        "time": format_instant(event.observed_at),
        "datacontenttype": "application/json",
        "story": blog.story,
        "country": blog.source.country,
        "language": blog.source.language,
        "data": data,
    }
    known = {name: value for name, value in attributes.items() if value is not None}
    rest = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return b'",' + rest[1:].encode()


def decode(body: bytes) -> Entry:
    """Read the public form back into its place.

    Raises:
        BadCursor: the id is no cursor.
    """
    end = body.index(b'"', len(HEAD))
    return Entry(cursor=Cursor.parse(body[len(HEAD) : end].decode()), body=body)
