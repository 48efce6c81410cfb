"""Where a follower is on the wire, and what each message of the gateway means for that. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tickerd.errors import BadRequest, CursorExpired
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import OPENING, Entry, decode
from tickerd.liveblog.frozen import format_instant

FIRST_WORD_SECONDS = 20.0
"""How long a gateway may take to say hello."""
BEATS_MISSED = 2.5
"""A link that is silent for so many heartbeats is dead."""
LEAST_WAIT_SECONDS = 0.5
GREATEST_WAIT_SECONDS = 30.0

Names = str | Iterable[str]
"""One name or several; none means all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which events a follower wants: the gateway's view, by its query's words."""

    blog: Names = ()
    story: Names = ()
    country: Names = ()
    language: Names = ()
    kinds: Names = ()

    def query(self) -> list[tuple[str, str]]:
        """The view as a query's pairs."""
        members = {
            "blog": self.blog,
            "story": self.story,
            "country": self.country,
            "language": self.language,
            "kind": self.kinds,
        }
        return [
            (word, name)
            for word, names in members.items()
            for name in ([names] if isinstance(names, str) else names)
        ]


class Course:
    """One follower's way along the wire, over as many links as it takes."""

    def __init__(self, since: str | datetime = "latest", speed: float | None = None) -> None:
        """Set out from a cursor, a time, `earliest` or `latest`.

        Raises:
            BadRequest: the time has no zone.
        """
        self._since = _write(since)
        self._speed = speed
        self._cursor: Cursor | None = None
        self.begun = False
        """Whether a gateway has ever said hello."""
        self.settled = False
        """Whether this link has shown that it works: an entry came, or a heartbeat."""
        self.silence_seconds = FIRST_WORD_SECONDS
        """A link that is silent for longer is dead."""
        self._live = False

    def set_out(self) -> list[tuple[str, str]]:
        """A new link begins: the query's pairs that lead on from here."""
        self.settled = False
        self.silence_seconds = FIRST_WORD_SECONDS
        query = [("since", str(self._cursor) if self._cursor else self._since)]
        # What was missed of the present is told at once, not at the pace of the past.
        paced = self._speed is not None and not self._live
        return [*query, ("speed", f"{self._speed:g}")] if paced else query

    def take(self, message: bytes) -> Entry | dict[str, Any] | None:
        """Go on by one message: an entry to yield, a frame to notice, or nothing.

        Raises:
            CursorExpired: the gateway said `reset`.
            ValueError: the message is none of a gateway.
        """
        if not message.startswith(OPENING):
            return self._take_frame(json.loads(message))
        entry = decode(message)
        self.settled = True
        before, self._cursor = self._cursor, entry.cursor
        if before and before.epoch == entry.cursor.epoch and before.seq >= entry.cursor.seq:
            self._cursor = before
            return None
        return entry

    def _take_frame(self, frame: dict[str, Any]) -> dict[str, Any]:
        word = frame["frame"]
        if word == "reset":
            raise CursorExpired(
                cursor=str(self._cursor or self._since),
                cause=frame["reason"],
                resume=frame["cursor"],
            )
        if word == "hello":
            self.begun = True
            self.silence_seconds = BEATS_MISSED * float(frame["heartbeat_seconds"])
        if word == "live":
            self._live = True
        if word == "heartbeat":
            self.settled = True
        if "cursor" in frame:
            # A quiet view's place moves on with the wire, so that it does not grow stale.
            self._cursor = Cursor.parse(frame["cursor"])
        return frame


def waits(draw: Iterator[float]) -> Iterator[float]:
    """Seconds to wait before each new try: full jitter, so that followers do not come in step.

    Args:
        draw: numbers from 0 to 1.

    Source: "Exponential Backoff And Jitter", AWS Architecture Blog.
    """
    bound = LEAST_WAIT_SECONDS
    for chance in draw:
        yield bound * chance
        bound = min(GREATEST_WAIT_SECONDS, 2 * bound)


def _write(since: str | datetime) -> str:
    if isinstance(since, str):
        return since
    if since.tzinfo is None:
        example = f"{since.isoformat()}Z"
        raise BadRequest(cause=f"The time {str(since)!r} needs its zone, like {example} for UTC")
    return format_instant(since)
