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


@dataclass(frozen=True, slots=True)
class Stretch:
    """From where to where a follower goes, and how fast. Places are cursors or aware times."""

    since: str | datetime = "latest"
    """Where to begin; also `earliest`, or `latest`."""
    start: str | datetime | None = None
    """The same for a replay, in place of `since`: a time sets its clock, too."""
    to: str | datetime | None = None
    """Where to end, what lies there included; None: nowhere."""
    speed: float | None = None
    """So many times the pace of the past (0.1 to 1000); None: all at once."""
    gap_seconds: float | None = None
    """The longest silence to wait through, by the reader's clock."""


class Course:
    """One follower's way along the wire, over as many links as it takes."""

    def __init__(self, stretch: Stretch | None = None) -> None:
        """Set out.

        Raises:
            BadRequest: a time has no zone, or a pace is asked for with nothing behind us to play.
        """
        stretch = stretch or Stretch()
        if stretch.speed is not None and stretch.start is None and stretch.since == "latest":
            raise BadRequest(cause="A replay with a speed must begin in the past, not at `latest`")
        word = "since" if stretch.start is None else "from"
        self._start = (word, _write(stretch.start or stretch.since))
        self._end = [("to", _write(stretch.to))] if stretch.to is not None else []
        pace = {"speed": stretch.speed, "gap": stretch.gap_seconds}
        self._pace = [(word, f"{rate:g}") for word, rate in pace.items() if rate is not None]
        self._cursor: Cursor | None = None
        self.begun = False
        """Whether a gateway has ever said hello."""
        self.settled = False
        """Whether this link has shown that it works: an entry came, or a heartbeat."""
        self.silence_seconds = FIRST_WORD_SECONDS
        """A link that is silent for longer is dead."""
        self._live = False
        self.ended = False
        """Whether all was told up to where it was to go."""

    def set_out(self) -> list[tuple[str, str]]:
        """A new link begins: the query's pairs that lead on from here."""
        self.settled = False
        self.silence_seconds = FIRST_WORD_SECONDS
        start = ("since", str(self._cursor)) if self._cursor else self._start
        # What was missed of the present is told at once, not at the pace of the past.
        return [start, *self._end, *([] if self._live else self._pace)]

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
                cursor=str(self._cursor or self._start[1]),
                cause=frame["reason"],
                resume=frame["cursor"],
            )
        if word == "hello":
            self.begun = True
            self.silence_seconds = BEATS_MISSED * float(frame["heartbeat_seconds"])
        if word == "live":
            self._live = True
        if word == "end":
            self.ended = True
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
