"""Checkpoints: a blog's whole state, kept now and then, so that its past is not folded anew."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known
from tickerd.wire import keys
from tickerd.wire.connection import Command
from tickerd.wire.contract import Checkpoint
from tickerd.wire.moments import to_milliseconds

LEAST_EVENTS: Final = 256
"""So many events lie between two checkpoints of a small blog."""
_QUICK: Final = 1
"""zlib's level: a few times smaller, in little time."""


def is_due(known: Known, uncovered: int | None) -> bool:
    """Whether a commit should bring a checkpoint.

    A checkpoint is as large as its blog has posts, so half as many events at least lie between two
    of them: what all of them take stays in proportion to the log. (As many as there are posts would
    be too many: where every event adds one, that is never reached.)

    Args:
        known: the state after the commit.
        uncovered: the number of events since the last checkpoint, the commit's own among them; None
            if that is not known.
    """
    return uncovered is not None and uncovered >= max(LEAST_EVENTS, len(known.posts) // 2)


def pack(known: Known) -> bytes:
    """A state as it is kept; without its window, which is no part of what the events say."""
    return zlib.compress(known.model_dump_json(exclude={"window"}).encode(), _QUICK)


def find_latest(known: Known, events: Sequence[Event], *, whole: bool) -> datetime:
    """The greatest moment at which an event was observed.

    Args:
        known: the state after the events.
        events: of this commit.
        whole: whether to take in all events before these, too, as far as the state shows them.
    """
    return max(_moments(known, events, whole=whole))


def _moments(known: Known, events: Sequence[Event], *, whole: bool) -> Iterator[datetime]:
    for event in events:
        yield event.observed_at
    if whole:
        for post in known.posts.values():
            yield post.changed_at
        if known.window.looked_at is not None:
            yield known.window.looked_at


def ask_checkpoint(blog: str, moment: datetime) -> Command:
    """The question for the last checkpoint that has nothing from after the moment."""
    return ("XREVRANGE", keys.checkpoints(blog), max(0, to_milliseconds(moment)), "-", "COUNT", 1)


def read_checkpoint(answer: list[Any], epoch: str) -> Checkpoint | None:
    """What was found; None if nothing was."""
    if not answer:
        return None
    ((name, fields),) = answer
    known = Known.model_validate_json(zlib.decompress(fields[b"known"]))
    return Checkpoint(known, Cursor(epoch, int(name.partition(b"-")[2])))
