"""The state of a blog at its floor, as the trimming keeps it."""

import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import BlogOpened
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known
from tickerd.wire import keys
from tickerd.wire.connection import Command

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ask_ground(blog: str) -> Command:
    """The question for the state at a blog's floor; `read_ground` reads the answer."""
    return ("HMGET", keys.ground(blog), "seq", "latest", "known")


def read_ground(answer: list[Any], floor: int) -> Ground | None:
    """What was found; None if that is of no use for this floor."""
    seq, latest, known = answer
    if seq is None or int(seq) != floor:
        return None
    moment = _EPOCH + timedelta(milliseconds=int(latest))
    return Ground(Known.model_validate_json(zlib.decompress(known)), moment)


def build_on(ground: Ground, entries: Sequence[Entry]) -> Ground:
    """The state behind some more events."""
    events = [entry.event for entry in entries]
    latest = max(ground.latest, *(event.observed_at for event in events))
    return Ground(fold(ground.known, events), latest)


def find_ground(opening: Entry) -> Ground | None:
    """The state before a blog's first event; None if this is not its first."""
    event = opening.event
    if not isinstance(event, BlogOpened):
        return None
    return Ground(Known(blog=event.about), event.observed_at)
