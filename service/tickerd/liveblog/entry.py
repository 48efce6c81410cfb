"""An event in its place on the wire, in its public form: CloudEvents 1.0, JSON.

The id of a CloudEvent is its cursor, which is known only once the event is committed. So an event
is encoded without it (`encode`), the wire puts the opening with the cursors in front
(`put_in_place`, in commit.lua), and from then on the same bytes go everywhere:

    {"specversion":"1.0","id":"<cursor>","previousid":"<cursor>"   the opening
    ,"previoushash":"<SHA-256>","type":…}                          the rest

`previousid` names the blog's event before; its first event has none. The hash of an event is the
SHA-256 of its rest, and stands in the rest of the next one: see `chain`.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from .blog import Blog
from .cursor import Cursor
from .event import EVENT, Event
from .frozen import format_instant

OPENING: Final = b'{"specversion":"1.0","id":"'
"""How the public form of every event begins; its cursor follows."""
_PREVIOUS: Final = b'","previousid":"'
_BEGINNING: Final = re.compile(
    rb'(?P<opening>\{"specversion":"1\.0","id":"[^"]*"(?:,"previousid":"([^"]*)")?)'
    rb'(?:,"previoushash":"([0-9a-f]{64})")?'
)
NO_ENTRY: Final = "it does not begin as an event does"

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
    def previous(self) -> Cursor | None:
        """The place of the blog's event before; None for its first.

        Raises:
            BadCursor: what stands there is none.
        """
        named = self._beginning[2]
        return None if named is None else Cursor.parse(named.decode(errors="replace"))

    @property
    def previous_hash(self) -> str | None:
        """The hash of the blog's event before, if this one says it."""
        named = self._beginning[3]
        return None if named is None else named.decode()

    @cached_property
    def hash(self) -> str:
        """SHA-256, in hex, of the rest: all that follows the cursors."""
        return hash_of(self.body[self._beginning.end("opening") :])

    @property
    def _beginning(self) -> re.Match[bytes]:
        found = _BEGINNING.match(self.body)
        if found is None:
            raise ValueError(NO_ENTRY)
        return found

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


def encode(
    event: Event, blog: Blog, *, previous_hash: str | None = None, document_hash: str | None = None
) -> bytes:
    """The rest of an event's public form: what follows its opening.

    All but `data` are attributes of CloudEvents; those that are extensions are given where known.
    `story`, `country` and `language` let a reader filter without a look-up.

    Args:
        event: what happened.
        blog: where.
        previous_hash: the hash of the blog's event before.
        document_hash: the SHA-256, in hex, of the bytes that the event was read from.
    """
    data = event.model_dump(mode="json", exclude={"kind"}, exclude_none=True)
    post = data.get("post", {}).get("id")
    attributes = {
        "previoushash": previous_hash,
        "type": TYPE_PREFIX + event.kind,
        "source": blog.url,
        "subject": f"{event.blog}/{post}" if post else event.blog,
        "time": format_instant(event.observed_at),
        "datacontenttype": "application/json",
        "story": blog.story,
        "country": blog.source.country,
        "language": blog.source.language,
        "documenthash": document_hash,
        "data": data,
    }
    known = {name: value for name, value in attributes.items() if value is not None}
    rest = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return b"," + rest[1:].encode()


def hash_of(rest: bytes) -> str:
    """The hash of an event: SHA-256, in hex, of its rest."""
    return hashlib.sha256(rest).hexdigest()


def put_in_place(rest: bytes, cursor: Cursor, previous: Cursor | None = None) -> Entry:
    """An event in its place: as commit.lua puts the bytes together."""
    link = _PREVIOUS + str(previous).encode() if previous else b""
    return Entry(cursor, OPENING + str(cursor).encode() + link + b'"' + rest)


def decode(body: bytes) -> Entry:
    """Read the public form back into its place.

    Raises:
        BadCursor: the id is no cursor.
        ValueError: it is no public form.
    """
    if not body.startswith(OPENING):
        raise ValueError(NO_ENTRY)
    end = body.index(b'"', len(OPENING))
    return Entry(cursor=Cursor.parse(body[len(OPENING) : end].decode()), body=body)
