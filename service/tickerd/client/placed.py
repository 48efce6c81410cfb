"""Events in their place: each kind as it is, with the cursor behind it."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from tickerd.liveblog import event
from tickerd.liveblog.entry import TYPE_PREFIX, Entry
from tickerd.liveblog.frozen import Frozen


class _Placed(Frozen):
    cursor: str
    """The place behind this event: follow with `since=event.cursor` and the next one comes."""


class BlogOpened(event.BlogOpened, _Placed):
    """A blog was opened, in its place."""


class BlogUpdated(event.BlogUpdated, _Placed):
    """A blog was updated, in its place."""


class BlogEnded(event.BlogEnded, _Placed):
    """A blog has ended, in its place."""


class PostAdded(event.PostAdded, _Placed):
    """A post was added, in its place."""


class PostRevised(event.PostRevised, _Placed):
    """A post was revised, in its place."""


class PostRemoved(event.PostRemoved, _Placed):
    """A post was removed, in its place."""


class PostRestored(event.PostRestored, _Placed):
    """A post was restored, in its place."""


PlacedPostEvent = PostAdded | PostRevised | PostRemoved | PostRestored
PlacedEvent = Annotated[
    PlacedPostEvent | BlogOpened | BlogUpdated | BlogEnded, Field(discriminator="kind")
]
"""Any event with its `cursor`. Each is also an instance of its kind in `tickerd.liveblog.event`."""

_PLACED: TypeAdapter[PlacedEvent] = TypeAdapter(PlacedEvent)


def place(entry: Entry) -> PlacedEvent | None:
    """The event of an entry with its cursor; None if its kind is newer than this program.

    Members that are newer than this program are passed over.
    """
    envelope = entry.envelope
    kind = envelope["type"].removeprefix(TYPE_PREFIX)
    if kind not in event.KINDS:
        return None
    plain = {**envelope["data"], "kind": kind, "cursor": str(entry.cursor)}
    return _PLACED.validate_python(plain, extra="ignore")
